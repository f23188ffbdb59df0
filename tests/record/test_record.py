"""The record keeps what it was given, once, and answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from diurna.errors import CodebookError, QueryError, RecordError
from diurna.model import Entity, Evidence, Quote, Size, Span, When
from diurna.record import Changes, Filter, Record, open_record
from tests.record.samples import arrival, mention, story, town


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "r.duckdb") as opened:
        yield opened


def count(record: Record, table: str) -> int:
    return int(record.sql(f"SELECT count(*) FROM {table}")[1][0][0])


def test_what_is_put_comes_back(record: Record) -> None:
    given = arrival(story(), [mention()], own=False)
    assert record.put([given]) == ["new"]
    assert record.mention("m1") == replace(mention(), event_id="m1")
    columns, mentions, figures = record.story("s1")
    assert columns["title"] == "A title"
    assert [m.id for m in mentions] == ["m1"]
    assert figures == []


def test_a_mention_survives_storage_with_every_field(record: Record) -> None:
    words = Span(0, 5, "Kenya")
    full = mention(
        initiators=(Entity("USA", "GOV", "Washington"),),
        places=(town("Arusha", -3.3667, 36.6833),),
        quotes=(Quote(words, (Entity("KEN", "GOV", "he"),)),),
        sizes=(Size("dead", 12, "at least", words),),
        evidence=(Evidence("actor", "name:state", words, 0.93), Evidence("mode", "rule")),
        modes=("visit",),
        auxiliary=("historical",),
        cameo="04",
        event_id="m1",
    )
    record.put([arrival(story(), [full], own=False)])
    assert record.mention("m1") == full


def test_the_same_story_twice_changes_nothing(record: Record) -> None:
    record.put([arrival(story(), [mention()])])
    before = record.sql("SELECT * FROM stories")
    assert record.put([arrival(story(), [mention()])]) == ["unchanged"]
    assert record.sql("SELECT * FROM stories") == before
    assert count(record, "base.revisions") == 1


def test_a_changed_story_is_a_new_version_and_the_old_one_is_kept(record: Record) -> None:
    record.put([arrival(story(), [mention()])])
    assert record.put([arrival(story(text="Kenya left."))]) == ["updated"]
    assert count(record, "mentions") == count(record, "events") == 0
    assert record.sql("SELECT version, text FROM stories")[1] == [(2, "Kenya left.")]
    versions = record.sql("SELECT version, superseded IS NULL FROM versions ORDER BY 1")[1]
    assert versions == [(1, False), (2, True)]
    assert record.put([arrival(story(), [mention()])]) == ["unchanged"], "an old text comes again"


def test_another_coding_takes_the_place_of_the_first(record: Record) -> None:
    record.put([arrival(story(), [mention()])])
    again = arrival(story(), [mention(event="AID", quad=2)], version="2")
    assert record.put([again]) == ["recoded"]
    assert record.sql("SELECT event FROM mentions")[1] == [("AID",)]
    assert record.sql("SELECT version, coded_by FROM stories")[1] == [(1, "2")]


def test_versions_of_one_story_can_come_together(record: Record) -> None:
    both = [arrival(story(), [mention()]), arrival(story(text="Kenya left."))]
    assert record.put(both) == ["new", "updated"]
    assert record.put(both) == ["unchanged", "unchanged"]


def test_a_story_that_fails_half_way_leaves_the_record_as_it_was(record: Record) -> None:
    record.put([arrival(story(), [mention()], own=False)])
    wrong = mention("m2", quad=999)
    with pytest.raises(duckdb.Error):
        record.put([arrival(story(text="Kenya left."), [wrong])])
    assert record.mention("m1").event == "CONSULT"
    assert record.sql("SELECT text FROM stories")[1] == [(story().text,)]
    assert record.put([arrival(story(text="Kenya left."))]) == ["updated"]


def test_the_record_answers_as_it_stood(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    with open_record(path) as record:
        record.put([arrival(story(), [mention()])])
        moment = record.sql("SELECT max(made_at) FROM base.revisions")[1][0][0]
        record.put([arrival(story(text="Kenya left."))])
    with open_record(path, as_of=moment) as then:
        assert count(then, "mentions") == 1
        assert then.sql("SELECT version FROM stories")[1] == [(1,)]
        assert len(then.events(Filter())[1]) == 1
    with open_record(path, as_of=moment - timedelta(days=1)) as before:
        assert count(before, "stories") == 0
    with open_record(path, as_of=datetime.now(UTC).replace(tzinfo=None)) as now:
        assert count(now, "mentions") == 0


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
        (Filter(confidence=0.8), 1),
        (Filter(clusters=2), 0),
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
        confidence=0.5,
    )
    record.put([arrival(story(), [mention(), other])])
    assert len(record.events(wanted)[1]) == count


def test_unknown_and_ambiguous_identifiers_are_told_apart(record: Record) -> None:
    record.put([arrival(story(), [mention("abc1"), mention("abc2", event="AID")], own=False)])
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
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE t (x INTEGER)")
    with pytest.raises(RecordError, match="no record of Diurna"), open_record(other):
        pass


def test_a_record_of_a_newer_diurna_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    with open_record(path) as record:
        record.sql("UPDATE base.meta SET value = '99'")
    with pytest.raises(RecordError, match="schema 99, this Diurna knows up to"), open_record(path):
        pass


def test_events_of_a_users_own_class_are_found(record: Record) -> None:
    record.put([arrival(story(), [mention(event="EXPLORE", quad=2, score=1.5)])])
    columns, rows = record.events(Filter(event="explore"))
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    assert [(e["event"], e["quad_code"], e["event_scale"]) for e in found] == [("EXPLORE", 2, 1.5)]
    with pytest.raises(CodebookError, match="no PLOVER event 'EXPLODE'"):
        record.events(Filter(event="explode"))


def test_an_event_tells_how_often_and_how_differently_it_was_told(record: Record) -> None:
    attack: dict[str, Any] = {"event": "ASSAULT", "quad": 4, "recipients": (Entity("UGA", "GOV"),)}
    words = Span(0, 5, "Kenya")
    first = mention(sizes=(Size("dead", 12, "", words),), **attack)
    later = mention(sizes=(Size("dead", 15, "", words),), speakers=(), **attack)
    record.put(
        [
            arrival(story("a", "Kenya bombed Uganda on Tuesday, killing 12."), [first]),
            arrival(story("b", "The toll rose to 15.", date(2023, 5, 18), "f.org"), [later]),
        ]
    )
    columns, (row,) = record.events(Filter())
    event = dict(zip(columns, row, strict=True))
    assert (event["mentions"], event["stories"], event["clusters"]) == (2, 2, 2)
    assert (event["first_report"], event["last_report"]) == (date(2023, 5, 17), date(2023, 5, 18))
    assert event["differences"] == '{"dead":[12.0,15.0]}'
    assert event["confidence"] == pytest.approx(0.99)
    assert event["speakers"] == ["William Ruto"]


def test_an_older_record_is_brought_up_to_date_with_its_stories(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "CREATE TABLE meta (key VARCHAR, value VARCHAR);"
            "INSERT INTO meta VALUES ('schema', '2');"
            "CREATE TABLE stories (story_id VARCHAR, content_hash VARCHAR, title VARCHAR,"
            " published DATE, url VARCHAR, publisher VARCHAR, syndicated BOOLEAN, ordered BOOLEAN,"
            " text VARCHAR, origin VARCHAR, read_at TIMESTAMP, version VARCHAR);"
            "CREATE TABLE sentences (story_id VARCHAR, text VARCHAR, boilerplate BOOLEAN);"
            "CREATE TABLE mentions (x INTEGER); CREATE TABLE figures (x INTEGER);"
            "CREATE VIEW events AS SELECT * FROM mentions;"
            "INSERT INTO stories VALUES ('s1', 'h', 'T', '2023-05-17', 'u', 'p', false, true,"
            " 'Kenya met Uganda.' || chr(10) || 'Subscribe now.', 'f', now(), '0.1');"
            "INSERT INTO sentences VALUES ('s1', 'Subscribe now.', true)"
        )
    with pytest.raises(RecordError, match="recode"), open_record(path, read_only=True):
        pass
    with open_record(path) as record:
        ((text, paragraphs),) = record.sql("SELECT text, paragraphs FROM base.stories")[1]
        told = [(text[p["start_char"] : p["end_char"]], p["boilerplate"]) for p in paragraphs]
        assert told == [("Kenya met Uganda.", False), ("Subscribe now.", True)]
        assert count(record, "mentions") == 0


def test_the_moment_of_publication_is_kept_with_its_zone(record: Record) -> None:
    moment = datetime.fromisoformat("2023-05-17T23:40:00+09:00")
    given = replace(story(), published_at=moment)
    record.put([arrival(given, [mention()])])
    assert record.sql("SELECT published, published_at FROM stories")[1] == [
        (date(2023, 5, 17), "2023-05-17T23:40:00+09:00")
    ]
    assert record.put([arrival(given, [mention()])]) == ["unchanged"]


def test_coding_anew_changes_all_at_once_and_tells_what(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    with open_record(path) as record:
        record.put([arrival(story(f"s{k}"), [mention("m1"), mention("m2")]) for k in range(3)])
        keys = record.sql("SELECT mention_key FROM mentions ORDER BY 1")[1]
        changes = Changes()
        with record.recoding(changes) as rewrite:
            for old in record.uncoded("2"):
                told = [mention("m1"), mention("m3")] if old.id == "s0" else [mention("m1")]
                if old.id == "s2":
                    told = [mention("m1", modes=("visit",)), mention("m2")]
                rewrite([arrival(old, told, version="2")])
        assert (changes.stories, changes.same, changes.changed) == (3, 3, 1)
        assert (changes.added, changes.gone, dict(changes.fields)) == (1, 2, {"modes": 1})
        staying = set(record.sql("SELECT mention_key FROM mentions")[1]) & set(keys)
        assert len(staying) == 3, "what did not change keeps its row"
        assert record.count_uncoded("2") == 0


def test_coding_anew_that_fails_changes_nothing(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.duckdb") as record:
        record.put([arrival(story(f"s{k}"), [mention("m1")]) for k in range(2)])
        before = record.sql("SELECT * FROM mentions")
        with pytest.raises(RuntimeError), record.recoding(Changes()) as rewrite:
            rewrite([arrival(story("s0"), [], version="2")])
            raise RuntimeError
        assert record.sql("SELECT * FROM mentions") == before
