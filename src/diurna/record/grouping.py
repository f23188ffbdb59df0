"""The events of the record, kept while mentions come and go."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from diurna.record.cores import Regrouping
from diurna.record.decisions import Decision, decision_from, spot
from diurna.record.events import asserted, dyad_rows, event_row
from diurna.record.loading import mentions, outlines, tellings
from diurna.record.merge import fits
from diurna.record.outline import Block, Outline
from diurna.record.rows import Row
from diurna.record.tables import Tables, keys_in

_NEAR = """
SELECT DISTINCT b.mention_key
FROM (
    SELECT unnest(CAST(CAST($3 AS JSON) AS STRUCT(
        week SMALLINT, block UINTEGER, first DATE, last DATE, actor UINTEGER, recipient UINTEGER
    )[])) AS q
)
JOIN base.blocks b ON b.block = q.block AND b.week = q.week
WHERE b.week BETWEEN $1 AND $2
    AND b.first <= q.last AND b.last >= q.first
    AND (b.actor = q.actor OR b.actor < 2 OR q.actor < 2)
    AND (b.recipient = q.recipient OR b.recipient < 2 OR q.recipient < 2)
"""
"""Mentions in the blocks of others whose days and parties can be theirs."""
_MERGES = "SELECT * FROM base.decisions WHERE died IS NULL AND kind = 'merge'"
_REMEMBERED = 100_000
"""Outlines kept at hand."""
_GAP = 4
"""Weeks between two stretches that are searched apart."""


class Grouping:
    """Gives mentions their events; `cores` says how, decisions of users come before it."""

    def __init__(self, tables: Tables):
        self._tables = tables
        self._outlines: dict[int, Outline] = {}

    def forget(self) -> None:
        """Keep no outline at hand, as after a transaction that came to nothing."""
        self._outlines.clear()

    def add(self, made: Sequence[Outline]) -> None:
        """Enter new mentions into the index in which mentions of one event are found."""
        self._outlines.update((one.key, one) for one in made)
        rows = [{**_block_row(b), "mention_key": o.key} for o in made for b in o.blocks()]
        self._tables.insert("blocks", rows)

    def settle(
        self,
        new: Sequence[Outline],
        gone: Sequence[Outline],
        moved: Collection[int],
        placed: Mapping[int, Decision],
        revision: int,
    ) -> None:
        """Give mentions their events and make the rows of the events that this touches.

        `gone` are no longer alive, `moved` the stories whose cluster of copies is another now,
        `placed` the mentions whose event a user decided.
        """
        lost = {one.key for one in gone}
        before = {*self._links(lost).values(), *self._events_in(moved)}
        self._tables.kill("links", "mention_key", lost, revision)
        changed = Regrouping(self._near, fits, Outline.cells).settle(new, gone)
        before |= set(self._links(changed).values())
        self._link(changed, revision, placed=False)
        by_hand = self._by_hand(placed, {*changed, *placed})
        before |= set(self._links(by_hand).values())
        self._link(by_hand, revision, placed=True)
        self._tell(before | set(changed.values()) | set(by_hand.values()), revision)

    def _link(self, cores: Mapping[int, int], revision: int, *, placed: bool) -> None:
        self._tables.kill("links", "mention_key", cores, revision)
        rows = [{"mention_key": k, "event_key": c, "placed": placed} for k, c in cores.items()]
        self._tables.insert("links", rows, revision)

    def _by_hand(self, placed: Mapping[int, Decision], changed: Collection[int]) -> dict[int, int]:
        """Return the events that decisions give: of those placed, and of what follows others."""
        followers = dict(placed) | self._followers(changed)
        targets = self._at_spots(
            {d.other_story_id: {d.other_spot} for d in followers.values() if d.kind == "merge"}
        )
        links = self._links(targets.values())
        return {
            key: links.get(targets.get(decision.other_spot, key), key)
            for key, decision in followers.items()
        }

    def _followers(self, changed: Collection[int]) -> dict[int, Decision]:
        """Return the mentions that users merged with some that have another event now."""
        merges = self._tables.rows(_MERGES)
        if not merges or not changed:
            return {}
        told = {mention.story_id for _, mention in mentions(self._tables, changed)}
        wanted = [m for m in merges if m["other_story_id"] in told]
        keys = self._at_spots({m["story_id"]: {m["spot"]} for m in wanted})
        return {keys[m["spot"]]: decision_from(m) for m in wanted if m["spot"] in keys}

    def _at_spots(self, stories: Mapping[str, Collection[str]]) -> dict[str, int]:
        """Return the living mentions of some stories by their spots."""
        if not stories:
            return {}
        found = self._tables.rows(
            "SELECT m.mention_key FROM base.mentions m"
            " JOIN base.stories s ON s.story_key = m.story_key"
            " WHERE m.died IS NULL AND s.died IS NULL AND s.story_id IN (SELECT unnest(?))",
            [sorted(stories)],
        )
        told = mentions(self._tables, [r["mention_key"] for r in found])
        return {spot(mention): row["mention_key"] for row, mention in told}

    def _near(self, some: Collection[Outline]) -> Iterable[tuple[Outline, int]]:
        """Return the mentions of the same stories, and those that share a block in others."""
        where, values = keys_in("story_key", {one.story_key for one in some})
        found = self._tables.rows(
            f"SELECT mention_key FROM base.mentions WHERE died IS NULL AND {where}", values
        )
        blocks = [b for one in some for b in one.blocks()]
        for weeks in _runs({b.week for b in blocks}):
            wanted = [_block_row(b) for b in blocks if b.week in weeks]
            found += self._tables.rows(_NEAR, [weeks[0], weeks[-1], json.dumps(wanted)])
        keys = {r["mention_key"] for r in found} - {one.key for one in some}
        links = self._links(keys, placed=False)
        links |= self._links(set(links.values()) - set(links), placed=False)
        self._learn(links)
        return [(self._outlines[key], core) for key, core in links.items()]

    def _links(self, keys: Collection[int], *, placed: bool = True) -> dict[int, int]:
        """Return the events of some living mentions, without `placed` those merging gave."""
        where, values = keys_in("mention_key", keys)
        found = self._tables.rows(
            "SELECT mention_key, event_key FROM base.links"
            f" WHERE died IS NULL AND (? OR NOT placed) AND {where}",
            [placed, *values],
        )
        return {r["mention_key"]: r["event_key"] for r in found}

    def _learn(self, keys: Collection[int]) -> None:
        """Have the outlines of some mentions at hand; a mention's never changes."""
        if len(self._outlines) > _REMEMBERED:
            self._outlines.clear()
        missing = [key for key in keys if key not in self._outlines]
        self._outlines.update((o.key, o) for o in outlines(self._tables, missing))

    def _events_in(self, story_keys: Collection[int]) -> set[int]:
        where, values = keys_in("m.story_key", story_keys)
        found = self._tables.rows(
            "SELECT DISTINCT event_key FROM base.links l JOIN base.mentions m"
            f" ON m.mention_key = l.mention_key WHERE l.died IS NULL AND {where}",
            values,
        )
        return {r["event_key"] for r in found}

    def _tell(self, keys: Collection[int], revision: int) -> None:
        """Make the rows of some events anew from their mentions."""
        told = tellings(self._tables, keys)
        rows = [event_row(key, some) for key, some in sorted(told.items())]
        self._tables.kill("events", "event_key", keys, revision)
        self._tables.kill("dyads", "event_key", keys, revision)
        self._tables.insert("events", rows, revision)
        dyads = chain.from_iterable(dyad_rows(row) for row in rows if asserted(row))
        self._tables.insert("dyads", list(dyads), revision)


def _runs(weeks: Collection[int]) -> list[range]:
    """Return weeks as stretches without long gaps: a search passes over what lies between."""
    runs: list[range] = []
    for week in sorted(weeks):
        if runs and week - runs[-1][-1] <= _GAP:
            runs[-1] = range(runs[-1][0], week + 1)
        else:
            runs.append(range(week, week + 1))
    return runs


def _block_row(block: Block) -> Row:
    return {
        "week": block.week,
        "block": block.block,
        "first": block.first.isoformat(),
        "last": block.last.isoformat(),
        "actor": block.actor,
        "recipient": block.recipient,
    }
