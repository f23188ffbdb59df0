"""Exports and imports: what goes out comes in again, and nothing is lost without a word."""

from __future__ import annotations

import csv
import gzip
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import duckdb
import pytest

from diurna.errors import CodebookError, LocatedError
from diurna.exchange import EventFormat, export_record, import_files
from diurna.export import gdelt, icews, polecat
from diurna.record import Filter, open_record
from tests.export.samples import PAIRS, make_record

TABLES: tuple[EventFormat, ...] = ("polecat", "gdelt", "icews")
COLUMNS = {"polecat": polecat.COLUMNS, "gdelt": gdelt.COLUMNS, "icews": icews.COLUMNS}
_PAIRS = "SELECT strftime(day, '%Y-%m-%d'), actor, recipient, event, quad_code FROM foreign_events"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return make_record(tmp_path / "record.duckdb")


def stop(error: LocatedError) -> None:
    raise AssertionError(str(error))


def table(path: Path, header: bool = True) -> list[list[str]]:
    lines = [one.split("\t") for one in path.read_text(encoding="utf8").split("\n")[:-1]]
    return lines[1:] if header else lines


@pytest.mark.parametrize("form", TABLES)
def test_what_is_exported_can_be_imported_and_agrees(
    db: Path, tmp_path: Path, form: EventFormat
) -> None:
    out, other = tmp_path / "out.tsv", tmp_path / "other.duckdb"
    done = export_record(db, form, out)
    assert done.rows[out] == len(PAIRS)
    summary = import_files(other, form, [out], stop)
    assert summary.rows["new"] == len(PAIRS)
    with open_record(other, read_only=True) as record:
        _, rows = record.sql(_PAIRS)
        assert set(rows) == PAIRS
        _, sectors = record.sql("SELECT actor_sector FROM foreign_events WHERE actor = 'RUS'")
        assert sectors == [("MIL",)]
        _, codes = record.sql("SELECT code FROM foreign_events WHERE event = 'CONSULT'")
    assert codes == [("CONSULT" if form == "polecat" else "042",)]


@pytest.mark.parametrize("form", TABLES)
def test_every_row_has_every_column_whatever_the_words_hold(
    db: Path, tmp_path: Path, form: EventFormat
) -> None:
    out = tmp_path / "out.tsv"
    export_record(db, form, out)
    rows = table(out, header=False)
    assert {len(row) for row in rows} == {len(COLUMNS[form])}
    assert {"polecat": 40, "gdelt": 61, "icews": 20}[form] == len(COLUMNS[form])
    if form != "gdelt":
        assert tuple(rows[0]) == COLUMNS[form]
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("form", TABLES)
def test_the_same_file_again_changes_nothing(db: Path, tmp_path: Path, form: EventFormat) -> None:
    out = tmp_path / "out.tsv"
    export_record(db, form, out)
    import_files(db, form, [out], stop)
    with open_record(db, read_only=True) as record:
        before = (
            record.sql("SELECT * FROM base.foreign_events"),
            record.sql("SELECT * FROM base.revisions"),
        )
    summary = import_files(db, form, [out, out], stop)
    assert summary.rows == {"new": 0, "updated": 0, "unchanged": 2 * len(PAIRS), "repeated": 0}
    with open_record(db, read_only=True) as record:
        after = (
            record.sql("SELECT * FROM base.foreign_events"),
            record.sql("SELECT * FROM base.revisions"),
        )
    assert before == after


@pytest.mark.parametrize("form", TABLES)
def test_what_a_format_cannot_hold_is_counted(db: Path, tmp_path: Path, form: EventFormat) -> None:
    lost = export_record(db, form, tmp_path / "out.tsv").lost
    assert lost["negated, hypothetical or future events (left out)"] == 2
    assert lost["chains of speakers"] == 1
    assert lost["numbers of dead, injured, arrested"] == 1
    assert lost["places beside the first"] == 1
    assert lost["open dates (the first report's day stands there)"] == 1
    assert lost["dates longer than a day (the first day stands there)"] == 1
    assert lost["marks of an earlier time"] == 1
    assert lost["events with several actors or recipients (a row a pair)"] == 1
    assert lost["events' contexts"] == (0 if form == "polecat" else 1)
    assert lost["numbers of reports and of independent stories"] == (0 if form == "gdelt" else 1)


def test_filters_choose_and_the_past_can_be_exported(db: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.tsv"
    assert export_record(db, "icews", out, Filter(actor="KEN")).rows == {out: 1}
    assert export_record(db, "icews", out, Filter(says="BBC")).rows == {out: 1}
    assert export_record(db, "icews", out, as_of=datetime(2001, 1, 1)).rows == {out: 0}
    now = datetime.now(UTC).replace(tzinfo=None)
    assert export_record(db, "icews", out, as_of=now).rows == {out: len(PAIRS)}
    with pytest.raises(CodebookError, match="no PLOVER event"):
        export_record(db, "icews", out, Filter(event="FIGHT"))


def test_the_past_is_told_in_its_own_words(tmp_path: Path) -> None:
    from tests.record.samples import arrival, mention, story

    db, out = tmp_path / "r.duckdb", tmp_path / "out.jsonl"
    with open_record(db) as record:
        record.put([arrival(story(text="Kenya met Tanzania here. At last."), [mention()])])
        _, ((then,),) = record.sql("SELECT max(made_at) FROM base.revisions")
        record.put([arrival(story(text="Nobody met anybody."), [])])
    assert export_record(db, "plover", out).rows == {out: 0}
    assert export_record(db, "plover", out, as_of=then).rows == {out: 1}
    (line,) = out.read_text(encoding="utf8").splitlines()
    assert json.loads(line)["event_text"] == ["met"]


def test_plover_holds_every_mention_and_comes_in_as_pairs(db: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "out.jsonl", tmp_path / "other.duckdb"
    done = export_record(db, "plover", out)
    assert done.rows == {out: 11}
    assert done.lost == {
        "open dates (PLOVER requires a date)": 1,
        "numbers told as a bound or roughly": 1,
    }
    faults: list[str] = []
    import_files(other, "plover", [out], lambda e: faults.append(e.reason))
    assert len(faults) == 3, "two that are not told as done, one without a day"
    with open_record(other, read_only=True) as record:
        _, rows = record.sql(_PAIRS)
        _, modes = record.sql("SELECT modes FROM foreign_events WHERE actor = 'RUS'")
    assert ("2023-05-16", "RUS", "UKR", "ASSAULT", 4) in rows
    assert ("2023-05-16", "NATO", "MLI", "RETREAT", 2) in rows
    assert modes == [(["aerial"],)]


def test_views_become_files_that_others_read(db: Path, tmp_path: Path) -> None:
    done = export_record(db, "parquet", tmp_path / "p")
    names = {path.stem for path in done.rows}
    assert {"events", "mentions", "stories", "sentences", "foreign_events"} <= names
    events = str(tmp_path / "p" / "events.parquet")
    assert duckdb.connect().execute(
        f"SELECT count(*), count(*) FILTER (actors = ['KEN']) FROM '{events}'"
    ).fetchall() == [(10, 1)]
    assert not done.lost
    done = export_record(db, "csv", tmp_path / "c's", Filter(actor="ROU"))
    with (tmp_path / "c's" / "events.csv").open(encoding="utf8") as file:
        (row,) = csv.DictReader(file)
    assert row["actors"] == "ROU|TLS"
    assert not any(name.endswith("_key") for name in row)
    assert done.rows[tmp_path / "c's" / "mentions.csv"] == 1
    assert done.rows[tmp_path / "c's" / "stories.csv"] == 11
    assert done.lost["columns of lists (their parts are joined by |)"] > 5


def test_the_network_has_who_did_how_much_to_whom(db: Path, tmp_path: Path) -> None:
    out = tmp_path / "actors.graphml"
    done = export_record(db, "graphml", out)
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    root = ET.parse(out).getroot()
    edges = {
        (e.get("source"), e.get("target")): {d.get("key"): d.text for d in e}
        for e in root.findall(".//g:edge", space)
    }
    assert edges["RUS", "UKR"] == {
        "events": "1", "verbal_cooperation": "0", "material_cooperation": "0",
        "verbal_conflict": "0", "material_conflict": "1", "mean_score": "-9.5",
    }  # fmt: skip
    assert {("ROU", "TLS"), ("TLS", "ROU")} <= set(edges)
    assert ("TCD", "TGO") not in edges, "it is negated"
    nodes = {n.get("id"): n[0].text for n in root.findall(".//g:node", space)}
    assert nodes["KEN"] == "Kenya"
    assert set(nodes) == {code for pair in edges for code in pair}
    assert done.lost["negated, hypothetical or future events (left out)"] == 2
    assert done.lost["events without a second side (left out)"] == 2


def test_packed_files_are_read_as_they_are(db: Path, tmp_path: Path) -> None:
    plain, packed, archive = (tmp_path / n for n in ("o.tsv", "o.tsv.gz", "o.zip"))
    export_record(db, "gdelt", plain)
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    with zipfile.ZipFile(archive, "w") as file:
        file.write(plain, "o.CSV")
    other = tmp_path / "other.duckdb"
    summary = import_files(other, "gdelt", [plain, packed, archive], stop)
    assert (summary.rows["new"], summary.rows["unchanged"]) == (len(PAIRS), 2 * len(PAIRS))


def test_a_file_of_another_format_is_refused_and_the_next_one_read(
    db: Path, tmp_path: Path
) -> None:
    right, wrong = tmp_path / "right.tsv", tmp_path / "wrong.tsv"
    export_record(db, "icews", right)
    export_record(db, "polecat", wrong)
    summary = import_files(db, "icews", [wrong, tmp_path / "none", right], lambda e: None)
    assert summary.files == 1
    assert summary.rows["new"] == len(PAIRS)
    assert [str(e.path) for e in summary.rejects] == [str(wrong), str(tmp_path / "none")]
    assert "Source Name" in summary.rejects[0].reason
