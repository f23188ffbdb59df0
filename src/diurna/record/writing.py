"""Writing stories into the record: versions, copies, mentions, events."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import duckdb

from diurna.codebook.agencies import agency_of
from diurna.model import Figure, Mention, Sentence, Story
from diurna.record.clusters import Clusters
from diurna.record.cores import Regrouping
from diurna.record.events import asserted, dyad_rows, event_row
from diurna.record.loading import outlines, tellings
from diurna.record.merge import fits
from diurna.record.outline import Outline, outline
from diurna.record.rows import Row, figure_row, mention_row, sentence_row, story_row
from diurna.record.runs import Run, now
from diurna.record.tables import Tables, keys_in

Stored = Literal["new", "updated", "recoded", "unchanged"]
"""What became of a story: an unknown one, a new version of its text, another coding, nothing."""

_GAP = 4
"""Weeks between two stretches that are searched apart."""
_CODED = ("codings", "sentences", "figures")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A coded story on its way into the record; `version` is that of what coded it."""

    story: Story
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    version: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an arrival goes: its story's key, the key and version it takes the place of."""

    arrival: Arrival
    outcome: Stored
    story_key: int
    version: int
    former: int | None


class Writer:
    """Writes stories, some in one transaction: each is in whole or not at all."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, run: Run):
        self._connection = connection
        self._tables = Tables(connection)
        self._clusters = Clusters(self._tables)
        self._run = run

    def put(self, arrivals: Sequence[Arrival], reason: str = "read") -> list[Stored]:
        """Store some stories in one transaction, versions of one story one after the other."""
        outcomes: dict[int, Stored] = {
            k: place.outcome for k, place in enumerate(self._places(arrivals))
        }
        if set(outcomes.values()) <= {"unchanged"}:
            return list(outcomes.values())
        with self._revision(reason) as revision:
            for some in _rounds(arrivals):
                places = self._places([arrivals[k] for k in some])
                self._store([p for p in places if p.outcome != "unchanged"], revision)
                outcomes |= {k: p.outcome for k, p in zip(some, places, strict=True)}
        return list(outcomes.values())

    @contextmanager
    def _revision(self, reason: str) -> Iterator[int]:
        """Open a transaction as a revision; what fails leaves the record as it was."""
        self._connection.begin()
        try:
            revision = self._tables.next_key("revisions", "revision")
            self._tables.insert(
                "revisions",
                [
                    {
                        "revision": revision,
                        "run": self._run.key(self._tables),
                        "made_at": now(),
                        "reason": reason,
                    }
                ],
            )
            yield revision
            self._connection.commit()
        except BaseException:
            with suppress(duckdb.TransactionException):  # a commit that fails has rolled back
                self._connection.rollback()
            self._tables.forget_keys()
            raise

    def _places(self, arrivals: Sequence[Arrival]) -> list[_Place]:
        """Return where some stories of different identifiers go."""
        versions: dict[str, list[Row]] = {}
        for row in self._tables.rows(
            "SELECT s.story_id, s.story_key, s.version, s.content_hash, c.version AS coded"
            " FROM base.stories s LEFT JOIN base.codings c"
            " ON c.story_key = s.story_key AND c.died IS NULL"
            " WHERE s.story_id IN (SELECT unnest(?)) ORDER BY s.version",
            [[a.story.id for a in arrivals]],
        ):
            versions.setdefault(row["story_id"], []).append(row)
        return [self._place(arrival, versions.get(arrival.story.id, [])) for arrival in arrivals]

    def _place(self, arrival: Arrival, versions: Sequence[Row]) -> _Place:
        if not versions:
            return _Place(arrival, "new", self._tables.next_key("stories", "story_key"), 1, None)
        latest = versions[-1]
        key, number = latest["story_key"], latest["version"]
        if arrival.story.content_hash == latest["content_hash"]:
            same = latest["coded"] == arrival.version
            return _Place(arrival, "unchanged" if same else "recoded", key, number, key)
        if any(arrival.story.content_hash == v["content_hash"] for v in versions):
            return _Place(arrival, "unchanged", key, number, key)
        fresh = self._tables.next_key("stories", "story_key")
        return _Place(arrival, "updated", fresh, number + 1, key)

    def _store(self, places: Sequence[_Place], revision: int) -> None:
        tables = self._tables
        stale = {p.former for p in places if p.former is not None}
        gone = self._end(stale, {p.former for p in places if p.outcome == "updated"}, revision)
        fresh = [p for p in places if p.outcome != "recoded"]
        tables.insert(
            "stories",
            [
                story_row(p.arrival.story, p.story_key, p.version, agency_of(p.arrival.story.text))
                for p in fresh
            ],
            revision,
        )
        moved = self._clusters.settle(
            [(p.story_key, p.arrival.story) for p in fresh],
            {p.former for p in fresh if p.former is not None},
            revision,
        )
        for table, made in _coded_rows(places).items():
            tables.insert(table, made, revision)
        new = list(self._mentions(places, revision))
        self._regroup(new, gone, moved, revision)

    def _end(
        self, stale: Collection[int], replaced: Collection[int | None], revision: int
    ) -> list[Outline]:
        """End what stories had; return the outlines of their mentions."""
        if not stale:
            return []
        where, values = keys_in("story_key", stale)
        keys = [
            r["mention_key"]
            for r in self._tables.rows(
                f"SELECT mention_key FROM base.mentions WHERE died IS NULL AND {where}", values
            )
        ]
        gone = [o for o, _ in outlines(self._tables, keys)]
        for table in _CODED:
            self._tables.kill(table, "story_key", stale, revision)
        self._tables.kill("mentions", "mention_key", keys, revision)
        self._tables.kill("stories", "story_key", [k for k in replaced if k is not None], revision)
        return gone

    def _mentions(self, places: Sequence[_Place], revision: int) -> Iterator[Outline]:
        """Insert the mentions of some stories; yield their outlines."""
        rows: list[Row] = []
        blocks: list[Row] = []
        for place in places:
            story = place.arrival.story
            for mention in place.arrival.mentions:
                key = self._tables.next_key("mentions", "mention_key")
                rows.append(mention_row(mention, key, place.story_key, story.text))
                one = outline(mention, story.published, key, place.story_key)
                blocks += [
                    {"week": week, "block": block, "mention_key": key}
                    for week, block in _blocks(one)
                ]
                yield one
        self._tables.insert("mentions", rows, revision)
        self._tables.insert("blocks", blocks)

    def _regroup(
        self,
        new: Sequence[Outline],
        gone: Sequence[Outline],
        moved: Collection[int],
        revision: int,
    ) -> None:
        """Give mentions their events and make the rows of the events that this touches."""
        lost = {one.key for one in gone}
        before = self._cores_of(lost) | self._cores_in(moved)
        self._tables.kill("links", "mention_key", lost, revision)
        changed = Regrouping(self._near, fits).settle(new, gone)
        before |= self._cores_of(changed)
        self._tables.kill("links", "mention_key", changed, revision)
        self._tables.insert(
            "links",
            [{"mention_key": key, "event_key": core} for key, core in changed.items()],
            revision,
        )
        self._tell(before | set(changed.values()), revision)

    def _near(self, some: Collection[Outline]) -> Iterable[tuple[Outline, int]]:
        """Return the mentions of the same stories, and those that share a block in others."""
        where, values = keys_in("story_key", {one.story_key for one in some})
        found = self._tables.rows(
            f"SELECT mention_key FROM base.mentions WHERE died IS NULL AND {where}", values
        )
        blocks = {pair for one in some for pair in _blocks(one)}
        for weeks in _runs({week for week, _ in blocks}):
            wanted = sorted({block for week, block in blocks if week in weeks})
            found += self._tables.rows(
                "SELECT DISTINCT mention_key FROM base.blocks"
                " WHERE week BETWEEN ? AND ? AND block IN (SELECT unnest(?))",
                [weeks[0], weeks[-1], wanted],
            )
        keys = {r["mention_key"] for r in found} - {one.key for one in some}
        return [(o, core) for o, core in outlines(self._tables, keys) if core is not None]

    def _cores_of(self, mention_keys: Collection[int]) -> set[int]:
        where, values = keys_in("mention_key", mention_keys)
        found = self._tables.rows(
            f"SELECT DISTINCT event_key FROM base.links WHERE died IS NULL AND {where}", values
        )
        return {r["event_key"] for r in found}

    def _cores_in(self, story_keys: Collection[int]) -> set[int]:
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


def _rounds(arrivals: Sequence[Arrival]) -> list[list[int]]:
    """Return the positions of arrivals in rounds in which each story comes once."""
    rounds: list[list[int]] = []
    turns: dict[str, int] = {}
    for k, arrival in enumerate(arrivals):
        turn = turns.get(arrival.story.id, 0)
        turns[arrival.story.id] = turn + 1
        if turn == len(rounds):
            rounds.append([])
        rounds[turn].append(k)
    return rounds


def _coded_rows(places: Sequence[_Place]) -> dict[str, list[Row]]:
    made: dict[str, list[Row]] = {table: [] for table in _CODED}
    for place in places:
        arrival, key = place.arrival, place.story_key
        made["codings"].append({"story_key": key, "version": arrival.version})
        made["sentences"] += [sentence_row(s, key) for s in arrival.sentences]
        made["figures"] += [figure_row(f, key) for f in arrival.figures]
    return made


def _runs(weeks: Collection[int]) -> list[range]:
    """Return weeks as stretches without long gaps: a search passes over what lies between."""
    runs: list[range] = []
    for week in sorted(weeks):
        if runs and week - runs[-1][-1] <= _GAP:
            runs[-1] = range(runs[-1][0], week + 1)
        else:
            runs.append(range(week, week + 1))
    return runs


def _blocks(one: Outline) -> Iterator[tuple[int, int]]:
    for week, name in one.blocks():
        yield week, zlib.crc32(name.encode("utf8"))
