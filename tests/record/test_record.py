"""The record keeps what it was given, once, and tells mentions of one event from others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from diurna.errors import CodebookError, QueryError, RecordError
from diurna.model import Entity, Mention, Paragraph, Sentence, Span, Story, When
from diurna.record import Filter, Record, compatible, open_record, with_events

DAY = When(date(2023, 5, 16), date(2023, 5, 16), "day")


def mention(name: str = "m1", **changes: object) -> Mention:
    given: dict[str, object] = {
        "id": name,
        "story_id": "s1",
        "sentence": Sentence(1, 0, 24, "Kenya met Tanzania here."),
        "trigger": Span(6, 9, "met"),
        "event": "CONSULT",
        "modes": (),
        "contexts": ("diplomatic",),
        "actors": (Entity("KEN", "GOV", "Kenya"), Entity("TZA", "GOV", "Tanzania")),
        "recipients": (),
        "auxiliary": (),
        "when": DAY,
        "speakers": (Entity("KEN", "GOV", "he", "William Ruto"),),
        "confidence": 0.9,
        "decided_by": "frame:consult/1",
    }
    return Mention(**(given | changes))  # type: ignore[arg-type]


def story(text: str = "Kenya met Tanzania here.") -> Story:
    return Story(
        "s1",
        "A title",
        date(2023, 5, 17),
        "https://e.org/1",
        "e.org",
        text,
        (Paragraph(0, len(text), 4),),
    )


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "r.duckdb") as opened:
        yield opened


def test_what_is_put_comes_back(record: Record) -> None:
    (coded,) = with_events([mention()])
    assert record.put(story(), [coded.sentence], [coded], [], "1") == "new"
    assert record.mention("m1") == coded
    columns, mentions, figures = record.story("s1")
    assert columns["title"] == "A title"
    assert mentions == [coded]
    assert figures == []


def test_the_same_story_twice_changes_nothing(record: Record) -> None:
    (coded,) = with_events([mention()])
    record.put(story(), [coded.sentence], [coded], [], "1")
    before = record.sql("SELECT * FROM stories")
    assert record.put(story(), [coded.sentence], [coded], [], "1") == "unchanged"
    assert record.sql("SELECT * FROM stories") == before


def test_a_changed_story_replaces_its_mentions(record: Record) -> None:
    (coded,) = with_events([mention()])
    record.put(story(), [coded.sentence], [coded], [], "1")
    assert record.put(story("Kenya left."), [], [], [], "1") == "updated"
    assert record.sql("SELECT count(*) FROM mentions")[1] == [(0,)]


def test_a_story_that_fails_half_way_leaves_the_record_as_it_was(record: Record) -> None:
    (coded,) = with_events([mention()])
    record.put(story(), [coded.sentence], [coded], [], "1")
    with pytest.raises(duckdb.Error):
        record.put(story("Kenya left."), [], [coded, coded], [], "1")
    assert record.mention("m1") == coded


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Filter(), 2),
        (Filter(actor="ken"), 2),
        (Filter(actor="RUS"), 0),
        (Filter(recipient="UGA"), 1),
        (Filter(event="consult"), 1),
        (Filter(since="2023-05-16", until="2023-05-16"), 1),
        (Filter(since="2023-05-18"), 0),
        (Filter(says="ruto"), 1),
        (Filter(says="TZA"), 1),
        (Filter(asserted=True), 1),
    ],
)
def test_events_are_filtered(record: Record, wanted: Filter, count: int) -> None:
    other = mention(
        "m2",
        event="AID",
        auxiliary=("negation",),
        recipients=(Entity("UGA", "GOV", "Uganda"),),
        when=When(),
        speakers=(Entity("TZA", "GOV", "an official"),),
    )
    coded = with_events([mention(), other])
    record.put(story(), [coded[0].sentence], coded, [], "1")
    assert len(record.events(wanted)[1]) == count


def test_unknown_and_ambiguous_identifiers_are_told_apart(record: Record) -> None:
    coded = with_events([mention("abc1"), mention("abc2", event="AID")])
    record.put(story(), [coded[0].sentence], coded, [], "1")
    with pytest.raises(QueryError, match="no mention 'zzz'"):
        record.mention("zzz")
    with pytest.raises(QueryError, match="'abc' begins 2 identifiers"):
        record.mention("abc")


def test_a_statement_that_fails_says_why(record: Record) -> None:
    with pytest.raises(QueryError, match="no_such_table"):
        record.sql("SELECT * FROM no_such_table")


def test_reading_a_record_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with (
        pytest.raises(RecordError, match="read a report first"),
        open_record(tmp_path / "none", read_only=True),
    ):
        pass


def test_a_file_that_is_no_record_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "text.duckdb"
    path.write_text("not a database at all", encoding="utf8")
    with pytest.raises(RecordError, match="cannot be opened"), open_record(path):
        pass


def test_one_event_told_twice_in_a_story_is_one_event() -> None:
    undated = mention("m2", when=When())
    first, second = with_events([mention(), undated])
    assert first.event_id == second.event_id


def test_a_dated_event_has_one_identifier_in_two_stories() -> None:
    (one,) = with_events([mention()])
    (other,) = with_events([mention("m9", story_id="s2")])
    assert one.event_id == other.event_id


def test_an_undated_event_stays_in_its_story() -> None:
    (one,) = with_events([mention(when=When())])
    (other,) = with_events([mention("m9", story_id="s2", when=When())])
    assert one.event_id != other.event_id


@pytest.mark.parametrize(
    "changes",
    [
        {"auxiliary": ("negation",)},
        {"event": "AID"},
        {"actors": (Entity("KEN", "GOV"),)},
        {"recipients": (Entity("UGA", "GOV"),)},
        {"when": When(date(2023, 5, 1), date(2023, 5, 1), "day")},
    ],
)
def test_different_events_stay_apart(changes: dict[str, object]) -> None:
    base = mention(recipients=(Entity("RWA", "GOV"),))
    assert not compatible(base, mention("m2", **({"recipients": base.recipients} | changes)))


def test_the_order_of_mentions_does_not_matter() -> None:
    found = [
        mention(),
        mention("m2", when=When()),
        mention("m3", event="AID"),
        mention("m4", auxiliary=("future",)),
    ]
    forwards = {m.id: m.event_id for m in with_events(found)}
    backwards = {m.id: m.event_id for m in with_events(found[::-1])}
    assert forwards == backwards


def test_a_mention_survives_storage_with_every_field(record: Record) -> None:
    full = replace(mention(), initiators=(Entity("USA", "GOV"),), event_id="e1")
    record.put(story(), [full.sentence], [full], [], "1")
    assert record.mention("m1") == full


def test_events_of_a_users_own_class_are_found(record: Record) -> None:
    (coded,) = with_events([mention(event="EXPLORE", quad=2, score=1.5)])
    record.put(story(), [coded.sentence], [coded], [], "1")
    columns, rows = record.events(Filter(event="explore"))
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    assert [(e["event"], e["quad_code"], e["event_scale"]) for e in found] == [("EXPLORE", 2, 1.5)]
    with pytest.raises(CodebookError, match="no PLOVER event 'EXPLODE'"):
        record.events(Filter(event="explode"))
