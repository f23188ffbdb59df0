"""Rows of the tables as what flows: stories, mentions with their events, tellings, outlines."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from diurna.model import Mention
from diurna.record.events import Telling
from diurna.record.outline import Outline, outline
from diurna.record.rows import Row, mention_from, sentence_from
from diurna.record.tables import Tables, keys_in

_MENTIONS = """
SELECT m.*, c.cluster_key, e.mention_id AS event_id, l.event_key,
    l.placed
FROM base.mentions m
LEFT JOIN base.copies c ON c.story_key = m.story_key AND c.died IS NULL
LEFT JOIN base.links l ON l.mention_key = m.mention_key AND l.died IS NULL
LEFT JOIN base.mentions e ON e.mention_key = l.event_key
"""
_BARE = """
SELECT m.* REPLACE (NULL AS quotes, [] AS evidence), '' AS event_id
FROM base.mentions m
"""
"""Mentions without what merging does not look at: evidence takes most of the time to read."""


def tellings(tables: Tables, keys: Collection[int]) -> dict[int, list[Telling]]:
    """Return the living mentions of some events, by the events' keys."""
    where, values = keys_in("event_key", keys)
    links = tables.rows(
        f"SELECT mention_key, event_key FROM base.links WHERE died IS NULL AND {where}", values
    )
    events = {r["mention_key"]: r["event_key"] for r in links}
    told = list(_found(tables, _BARE, events))
    clusters = _clusters(tables, {row["story_key"] for row, _ in told})
    found: dict[int, list[Telling]] = {}
    for row, mention in told:
        key: int = row["mention_key"]
        story: int = row["story_key"]
        telling = Telling(mention, key, row["published"], story, clusters.get(story, story))
        found.setdefault(events[key], []).append(telling)
    return found


def _clusters(tables: Tables, stories: Collection[int]) -> dict[int, int]:
    """Return the clusters of copies that stories belong to."""
    where, values = keys_in("story_key", stories)
    found = tables.rows(
        f"SELECT story_key, cluster_key FROM base.copies WHERE died IS NULL AND {where}", values
    )
    return {r["story_key"]: r["cluster_key"] for r in found}


def outlines(tables: Tables, keys: Collection[int]) -> Iterable[Outline]:
    """Yield the outlines of some living mentions."""
    for row, mention in _found(tables, _BARE, keys):
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
    where, values = keys_in("n.story_key", stories)
    told = {
        r["story_key"]: r
        for r in tables.rows(
            "SELECT n.story_key, n.story_id, n.published, n.text"
            f" FROM base.stories n WHERE {where}",
            values,
        )
    }
    sentences = {
        (r["story_key"], r["sequence"]): r
        for r in tables.rows(
            f"""
            SELECT n.story_key, n.sequence, n.start_char, n.end_char, n.boilerplate
            FROM base.sentences n
            SEMI JOIN (SELECT unnest(?) AS story_key, unnest(?) AS sequence) w
                ON w.story_key = n.story_key AND w.sequence = n.sequence
            WHERE {where} ORDER BY n.born
            """,
            [[r["story_key"] for r in found], [r["sequence"] for r in found], *values],
        )
    }
    for row in found:
        story = told[row["story_key"]]
        sentence = sentence_from(sentences[row["story_key"], row["sequence"]], story["text"])
        row |= {"story_id": story["story_id"], "published": story["published"]}
        yield row, mention_from(row, sentence, story["text"])
