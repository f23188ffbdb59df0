"""Rows of the tables as what flows: stories, mentions with their events, tellings, outlines."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from diurna.model import Mention
from diurna.record.events import Telling
from diurna.record.outline import Outline, outline
from diurna.record.rows import Row, mention_from, sentence_from
from diurna.record.tables import Tables, keys_in

_MENTIONS = """
SELECT m.*, s.story_id, s.published, c.cluster_key, e.mention_id AS event_id, l.event_key,
    l.placed
FROM base.mentions m
JOIN base.stories s ON s.story_key = m.story_key
LEFT JOIN base.copies c ON c.story_key = m.story_key AND c.died IS NULL
LEFT JOIN base.links l ON l.mention_key = m.mention_key AND l.died IS NULL
LEFT JOIN base.mentions e ON e.mention_key = l.event_key
"""
_TELLINGS = """
SELECT m.* REPLACE (NULL AS quotes, [] AS evidence), s.story_id, s.published, c.cluster_key,
    '' AS event_id, l.event_key
FROM base.mentions m
JOIN base.stories s ON s.story_key = m.story_key
LEFT JOIN base.copies c ON c.story_key = m.story_key AND c.died IS NULL
LEFT JOIN base.links l ON l.mention_key = m.mention_key AND l.died IS NULL
"""
"""Mentions without what their events do not tell: evidence takes most of the time to read."""
_OUTLINES = """
SELECT m.* REPLACE (NULL AS quotes, [] AS evidence), s.story_id, s.published, '' AS event_id
FROM base.mentions m
JOIN base.stories s ON s.story_key = m.story_key
"""


def tellings(tables: Tables, keys: Collection[int]) -> dict[int, list[Telling]]:
    """Return the living mentions of some events, by the events' keys."""
    where, values = keys_in("l.event_key", keys)
    linked = tables.rows(
        f"SELECT mention_key FROM base.links l WHERE died IS NULL AND {where}", values
    )
    found: dict[int, list[Telling]] = {}
    for row, mention in _found(tables, _TELLINGS, [r["mention_key"] for r in linked]):
        cluster = row["cluster_key"] if row["cluster_key"] is not None else row["story_key"]
        told = Telling(mention, row["mention_key"], row["published"], row["story_key"], cluster)
        found.setdefault(row["event_key"], []).append(told)
    return found


def outlines(tables: Tables, keys: Collection[int]) -> Iterable[Outline]:
    """Yield the outlines of some living mentions."""
    for row, mention in _found(tables, _OUTLINES, keys):
        yield outline(mention, row["published"], row["mention_key"], row["story_key"])


def mentions(tables: Tables, keys: Collection[int]) -> Iterable[tuple[Row, Mention]]:
    """Yield some living mentions with their rows, in the order of their keys."""
    yield from _found(tables, _MENTIONS, keys)


def _found(tables: Tables, statement: str, keys: Collection[int]) -> Iterable[tuple[Row, Mention]]:
    if not keys:
        return
    where, values = keys_in("m.mention_key", keys)
    found = tables.rows(
        f"{statement} WHERE m.died IS NULL AND {where} ORDER BY m.mention_key", values
    )
    yield from with_text(tables, found)


def with_text(tables: Tables, found: list[Row]) -> Iterable[tuple[Row, Mention]]:
    """Yield rows of mentions with the mentions that they make with their stories' text."""
    stories = {row["story_key"] for row in found}
    if not stories:
        return
    where, values = keys_in("story_key", stories)
    texts: dict[int, str] = {
        r["story_key"]: r["text"]
        for r in tables.rows(f"SELECT story_key, text FROM base.stories WHERE {where}", values)
    }
    sentences = {
        (r["story_key"], r["sequence"]): sentence_from(r, texts[r["story_key"]])
        for r in tables.rows(f"SELECT * FROM base.sentences WHERE {where} ORDER BY born", values)
    }
    for row in found:
        sentence = sentences[row["story_key"], row["sequence"]]
        yield row, mention_from(row, sentence, texts[row["story_key"]])
