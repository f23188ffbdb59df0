"""Events with the reports that tell them, as the views have them: now, or at a time."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from diurna.model import Event, Report, Story, When
from diurna.record.rows import Row, mention_from, sentence_from, story_from
from diurna.record.tables import Tables, keys_in

_AT_ONCE = 1000


def reported(tables: Tables, keys: Sequence[int]) -> Iterator[Event]:
    """Yield events by their keys, some read at once, in the order given."""
    for first in range(0, len(keys), _AT_ONCE):
        some = keys[first : first + _AT_ONCE]
        where, values = keys_in("event_key", some)
        rows = tables.rows(f"SELECT * FROM events WHERE {where}", values)
        by_key = {row["event_key"]: row for row in rows}
        reports = _reports(tables, by_key)
        for key in some:
            if key in by_key:
                yield _event(by_key[key], reports[key])


def _reports(tables: Tables, events: dict[int, Row]) -> dict[int, list[Report]]:
    """Return the reports of some events by the events' keys, each event's core first."""
    where, values = keys_in("event_key", events)
    linked = {
        row["mention_key"]: row["event_key"]
        for row in tables.rows(f"SELECT mention_key, event_key FROM mentions WHERE {where}", values)
    }
    where, values = keys_in("m.mention_key", linked)
    rows = tables.rows(
        "SELECT m.*, s.story_id FROM base.mentions m JOIN base.stories s USING (story_key)"
        f" WHERE {where} ORDER BY m.mention_key",
        values,
    )
    stories = _stories(tables, {row["story_key"] for row in rows})
    sentences = _sentences(tables, stories)
    found: dict[int, list[Report]] = defaultdict(list)
    for row in rows:
        event_key = linked[row["mention_key"]]
        story, about = stories[row["story_key"]]
        row["event_id"] = events[event_key]["event_id"]
        sentence = sentence_from(sentences[row["story_key"], row["sequence"]], story.text)
        mention = mention_from(row, sentence, story.text)
        report = Report(mention, story, about["recorded"], about["coded_by"] or "")
        told = found[event_key]
        told.insert(0 if row["mention_key"] == event_key else len(told), report)
    return found


def _stories(tables: Tables, keys: Iterable[int]) -> dict[int, tuple[Story, Row]]:
    where, values = keys_in("story_key", set(keys))
    rows = tables.rows(
        f"SELECT b.*, v.recorded, v.coded_by FROM (SELECT * FROM base.stories WHERE {where}) b"
        " JOIN stories v USING (story_key)",
        values,
    )
    return {row["story_key"]: (story_from(row), row) for row in rows}


def _sentences(tables: Tables, stories: Iterable[int]) -> dict[tuple[int, int], Row]:
    where, values = keys_in("story_key", set(stories))
    rows = tables.rows(
        "SELECT story_key, sequence, start_char, end_char, boilerplate FROM sentences"
        f" WHERE {where}",
        values,
    )
    return {(row["story_key"], row["sequence"]): row for row in rows}


def _event(row: Row, reports: Sequence[Report]) -> Event:
    return Event(
        id=row["event_id"],
        event=row["event"],
        modes=tuple(row["modes"]),
        contexts=tuple(row["contexts"]),
        auxiliary=tuple(row["auxiliary"]),
        actors=tuple(row["actors"]),
        recipients=tuple(row["recipients"]),
        when=When(row["start_date"], row["end_date"], row["date_precision"]),
        quad=row["quad_code"],
        score=round(row["event_scale"], 4),
        speakers=tuple(row["speakers"]),
        mentions=row["mentions"],
        stories=row["stories"],
        clusters=row["clusters"],
        first_report=row["first_report"],
        confidence=round(row["confidence"], 4),
        differences=tuple(json.loads(row["differences"])),
        reports=tuple(reports),
    )
