"""What users decide stands over what the machine codes, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from diurna.errors import DecisionError, QueryError
from diurna.model import When
from diurna.record import Changes, Filter, Record, open_record
from tests.record.samples import arrival, mention, on, story


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Return a record of two meetings, one of them told twice."""
    with open_record(tmp_path / "r.duckdb") as opened:
        later = on(date(2023, 5, 19))
        opened.put(
            [
                arrival(story("a"), [mention("a1")], own=False),
                arrival(story("b", "Kenya met Tanzania again."), [mention("b1")], own=False),
                arrival(story("c"), [mention("c1", when=later)], own=False),
            ]
        )
        yield opened


def events(record: Record) -> list[int]:
    columns, rows = record.events(Filter())
    return sorted(row[columns.index("mentions")] for row in rows)


def recode(record: Record) -> None:
    """Code all stories anew, as the machine did before."""
    told = {
        "a": mention("a1"),
        "b": mention("b1"),
        "c": mention("c1", when=on(date(2023, 5, 19))),
    }
    with record.recoding(Changes()) as rewrite:
        for old in record.uncoded("2"):
            rewrite([arrival(old, [told[old.id]], version="2", own=False)])


def test_a_rejected_mention_is_left_out_and_comes_back(record: Record) -> None:
    made = record.decide("reject", "c1", note="a football match")
    assert events(record) == [2]
    assert record.sql("SELECT count(*) FROM mentions")[1] == [(2,)]
    recode(record)
    assert events(record) == [2], "still rejected when coded anew"
    record.withdraw(made.id[:6])
    assert events(record) == [1, 2]


def test_a_confirmed_mention_is_sure(record: Record) -> None:
    record.decide("confirm", "a1")
    assert record.mention("a1").confidence == 1.0
    assert record.sql("SELECT standing FROM mentions WHERE mention_id = 'a1'")[1] == [
        ("confirmed",)
    ]


def test_an_edited_mention_has_the_given_fields_and_the_others(record: Record) -> None:
    changes = {"event": "AID", "recipients": ["UGA/MIL"], "date": ["2023-05-01", "2023-05-03"]}
    record.decide("edit", "a1", changes=changes, by_whom="Ada")
    edited = record.mention("a1")
    assert (edited.event, edited.quad) == ("AID", 2)
    assert [(e.code, e.sector) for e in edited.recipients] == [("UGA", "MIL")]
    assert [e.code for e in edited.actors] == ["KEN", "TZA"]
    assert (edited.when.start, edited.when.precision) == (date(2023, 5, 1), "span")
    assert edited.decided_by.startswith("decision:")
    recode(record)
    assert record.mention("a1") == edited
    assert record.sql("SELECT by_whom FROM decisions")[1] == [("Ada",)]


def test_a_later_decision_takes_the_place_of_an_earlier_one(record: Record) -> None:
    record.decide("edit", "a1", changes={"event": "AID"})
    record.decide("confirm", "a1")
    assert record.mention("a1").event == "CONSULT", "what the machine coded is confirmed"
    assert record.sql("SELECT kind FROM decisions")[1] == [("confirm",)]


def test_merged_and_parted_mentions_stay_so(record: Record) -> None:
    merged = record.decide("merge", "c1", "a1")
    assert events(record) == [3]
    recode(record)
    assert events(record) == [3]
    record.decide("part", "b1")
    assert events(record) == [1, 2]
    record.withdraw(merged.id)
    assert events(record) == [1, 1, 1]


def test_what_is_merged_follows_where_the_other_goes(record: Record) -> None:
    record.decide("merge", "c1", "b1")
    record.decide("edit", "b1", changes={"event": "AID"})
    by_event = record.sql("SELECT event_id, list_sort(list(mention_id)) FROM mentions GROUP BY 1")
    assert sorted(row[1] for row in by_event[1]) == [["a1"], ["b1", "c1"]]


def test_the_record_remembers_how_it_stood_before_a_decision(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    with open_record(path) as record:
        record.put([arrival(story(), [mention("m1")], own=False)])
        moment = record.sql("SELECT max(made_at) FROM base.revisions")[1][0][0]
        record.decide("reject", "m1")
        assert events(record) == []
    with open_record(path, as_of=moment) as then:
        assert events(then) == [1]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "an edit needs a new value"),
        ({"event": "EXPLODE"}, "no PLOVER event 'EXPLODE'"),
        ({"colour": "red"}, "no such field: colour"),
        ({"date": ["tomorrow"]}, "a date is YYYY-MM-DD"),
        ({"date": ["2023-05-03", "2023-05-01"]}, "before the beginning"),
        ({"auxiliary": ["maybe"]}, "no auxiliary mode: maybe"),
    ],
)
def test_decisions_that_cannot_be_carried_out_are_refused(
    record: Record, changes: dict[str, object], reason: str
) -> None:
    with pytest.raises(DecisionError, match=reason):
        record.decide("edit", "a1", changes=changes)
    assert record.sql("SELECT count(*) FROM decisions")[1] == [(0,)]


def test_unknown_mentions_and_decisions_are_told(record: Record) -> None:
    with pytest.raises(QueryError, match="'zz' is no mention"):
        record.decide("reject", "zz")
    with pytest.raises(QueryError, match="no decision"):
        record.withdraw("zz")


def test_sentences_judged_whole_are_gold(record: Record) -> None:
    record.decide("reject", "a1")
    record.decide("edit", "b1", changes={"recipients": ["UGA"], "date": None})
    judged = {sentence.text: told for sentence, _, told in record.reviewed()}
    assert set(judged) == {"Kenya met Tanzania here.", "Kenya met Tanzania again."}
    assert judged["Kenya met Tanzania here."] == []
    (edited,) = judged["Kenya met Tanzania again."]
    assert [e.code for e in edited.recipients] == ["UGA"]
    assert edited.when.start is None
    assert edited.when != When()
