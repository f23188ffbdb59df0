"""Events of other data sets in the record: once each, superseded, in whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from diurna.model import ForeignEvent, ForeignParty
from diurna.record import Record, foreign, open_record

ONE = ForeignEvent(
    format="gdelt",
    id="0410",
    day=date(2015, 2, 18),
    actor=ForeignParty("CHN", "GOV", "CHINA", "CHNGOV"),
    recipient=ForeignParty("RUS", "GOV", "RUSSIA", "RUS"),
    code="042",
    event="CONSULT",
    modes=("visit",),
    quad=1,
    score=1.9,
    story="https://e.org/1",
)
OTHER = replace(ONE, id="0411", event="", code="010")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "r.duckdb", command="import", version="1") as opened:
        yield opened


def count(record: Record, table: str) -> int:
    return int(record.sql(f"SELECT count(*) FROM {table}")[1][0][0])


def test_codes_stay_strings_and_everything_comes_back(record: Record) -> None:
    record.put_foreign([ONE], "a.csv")
    columns, (row,) = record.sql("SELECT * FROM foreign_events")
    found = dict(zip(columns, row, strict=True))
    assert (found["foreign_id"], found["code"], found["day"]) == ("0410", "042", date(2015, 2, 18))
    assert (found["actor"], found["actor_given"], found["modes"]) == ("CHN", "CHNGOV", ["visit"])
    assert (found["quad_code"], round(found["event_scale"], 4)) == (1, 1.9)
    assert (found["story"], found["origin"]) == ("https://e.org/1", "a.csv")


def test_the_same_again_makes_no_revision(record: Record) -> None:
    assert record.put_foreign([ONE, OTHER], "a.csv")["new"] == 2
    assert record.put_foreign([OTHER, ONE], "b.csv")["unchanged"] == 2
    assert count(record, "base.revisions") == count(record, "base.runs") == 1
    assert record.sql("SELECT reason FROM base.revisions")[1] == [("import",)]


def test_another_telling_takes_the_place_of_the_first_which_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    with open_record(path) as record:
        record.put_foreign([ONE, OTHER], "a.csv")
        _, ((then,),) = record.sql("SELECT max(made_at) FROM base.revisions")
        counts = record.put_foreign([replace(ONE, mentions=9), OTHER], "b.csv")
        assert counts == {"new": 0, "updated": 1, "unchanged": 1, "repeated": 0}
        assert record.sql("SELECT sum(mentions) FROM foreign_events")[1] == [(10,)]
    with open_record(path, as_of=then) as record:
        assert record.sql("SELECT sum(mentions) FROM foreign_events")[1] == [(2,)]


@pytest.mark.parametrize("at_once", [1, 2, 20_000])
def test_of_rows_with_one_identifier_the_first_counts_every_time(
    record: Record, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(foreign, "_AT_ONCE", at_once)
    rows = [ONE, OTHER, replace(ONE, mentions=5), OTHER]
    assert record.put_foreign(rows, "a.csv")["repeated"] == 2
    assert record.put_foreign(rows, "a.csv") == {
        "new": 0,
        "updated": 0,
        "unchanged": 2,
        "repeated": 2,
    }
    assert record.sql("SELECT max(mentions), count(*) FROM foreign_events")[1] == [(1, 2)]


def test_rows_of_one_identifier_are_told_apart_by_their_part_and_format(record: Record) -> None:
    rows = [ONE, replace(ONE, part="CHN>MNG"), replace(ONE, format="icews")]
    assert record.put_foreign(rows, "a.csv")["new"] == 3


def test_a_file_that_fails_midway_leaves_nothing(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "_AT_ONCE", 1)

    def failing() -> Iterator[ForeignEvent]:
        yield ONE
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk"):
        record.put_foreign(failing(), "a.csv")
    assert count(record, "foreign_events") == count(record, "base.revisions") == 0
    assert record.put_foreign([ONE], "a.csv")["new"] == 1
