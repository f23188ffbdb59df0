"""A coded story on its way into the record, or taken out of it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diurna.model import Figure, Mention, Sentence, Story
from diurna.record.loading import mentions
from diurna.record.rows import FIGURE, MENTION, sentence_from, story_from
from diurna.record.tables import Tables


@dataclass(frozen=True, slots=True)
class Arrival:
    """A coded story; `version` is that of what coded it."""

    story: Story
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    version: str


def kept(tables: Tables, story_key: int, version: str, *, machine: bool = False) -> Arrival:
    """Return a living story with its coding; with `machine` as coded, whatever users decided."""
    (row,) = tables.rows("SELECT * FROM base.stories WHERE story_key = ?", [story_key])
    story = story_from(row)
    sentences = tables.rows(
        "SELECT * FROM base.sentences WHERE died IS NULL AND story_key = ? ORDER BY sequence",
        [story_key],
    )
    figures = tables.rows(
        "SELECT record FROM base.figures WHERE died IS NULL AND story_key = ?"
        " ORDER BY sequence, figure_id",
        [story_key],
    )
    return Arrival(
        story,
        tuple(sentence_from(r, story.text) for r in sentences),
        tuple(mentions_in(tables, [story_key], machine=machine)),
        tuple(FIGURE.validate_json(r["record"]) for r in figures),
        version,
    )


def mentions_in(tables: Tables, keys: Sequence[int], *, machine: bool = False) -> list[Mention]:
    """Return the living mentions of some stories in the order of their texts."""
    rows = tables.rows(
        "SELECT mention_key FROM base.mentions WHERE died IS NULL AND story_key IN"
        " (SELECT unnest(?))" + ("" if machine else " AND standing <> 'rejected'"),
        [list(keys)],
    )
    found = [
        MENTION.validate_json(row["machine"]) if machine and row["machine"] else mention
        for row, mention in mentions(tables, [r["mention_key"] for r in rows])
    ]
    return sorted(found, key=lambda m: (m.sentence.sequence, m.trigger.start, m.id))
