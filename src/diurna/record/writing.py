"""Writing stories into the record: versions, copies, mentions, events."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Literal

from diurna.codebook.agencies import agency_of
from diurna.model import Mention
from diurna.record.arrivals import Arrival, kept
from diurna.record.changes import Changes
from diurna.record.clusters import Clusters
from diurna.record.decisions import (
    Decided,
    Decision,
    Kind,
    apply,
    decision_row,
    decisions_on,
    spot,
)
from diurna.record.grouping import Grouping
from diurna.record.known import Known
from diurna.record.loading import mentions, outlines
from diurna.record.outline import Outline, outline
from diurna.record.revisions import Revisions
from diurna.record.rows import MENTION, Row, figure_row, mention_row, sentence_row, story_row
from diurna.record.runs import now
from diurna.record.tables import Tables, keys_in

Stored = Literal["new", "updated", "recoded", "unchanged"]
"""What became of a story: an unknown one, a new version of its text, another coding, nothing."""

_SORTS: dict[Kind, tuple[Kind, ...]] = {
    **dict.fromkeys(("reject", "confirm", "edit"), ("reject", "confirm", "edit")),
    **dict.fromkeys(("merge", "part"), ("merge", "part")),
}
"""Which kinds of decisions on one mention exclude one another."""
_CODED = ("codings", "sentences", "figures")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an arrival goes: its story's key, the key and version it takes the place of."""

    arrival: Arrival
    outcome: Stored
    story_key: int
    version: int
    former: int | None
    decided: tuple[Decided, ...] = ()


class Writer:
    """Writes stories, some in one transaction: each is in whole or not at all."""

    def __init__(self, tables: Tables, revisions: Revisions):
        self._tables = tables
        self._revisions = revisions
        self._clusters = Clusters(tables)
        self._known = Known(tables)
        self._grouping = Grouping(tables)

    def put(self, arrivals: Sequence[Arrival], reason: str = "read") -> list[Stored]:
        """Store some stories in one transaction, versions of one story one after the other."""
        places = self._places(arrivals)
        outcomes: dict[int, Stored] = {k: place.outcome for k, place in enumerate(places)}
        if set(outcomes.values()) <= {"unchanged"}:
            return list(outcomes.values())
        rounds = _rounds(arrivals)
        with self._revision(reason) as revision:
            for some in rounds:
                if len(rounds) > 1:
                    places = self._places([arrivals[k] for k in some])
                self._store([p for p in places if p.outcome != "unchanged"], revision)
                outcomes |= {k: p.outcome for k, p in zip(some, places, strict=True)}
        return list(outcomes.values())

    @contextmanager
    def rewriting(self, changes: Changes) -> Iterator[Callable[[Sequence[Arrival]], None]]:
        """Code stories of the record anew, all in one transaction; counts what changes.

        Yields what to call with the stories, some at a time.
        """
        with self._revision("recode") as revision:

            def rewrite(arrivals: Sequence[Arrival]) -> None:
                places = [p for p in self._places(arrivals) if p.outcome == "recoded"]
                self._store(places, revision, changes)

            yield rewrite

    def decide(self, decision: Decision) -> None:
        """Put a decision into force, in place of an earlier one of its sort on the same mention."""
        sort = _SORTS[decision.kind]
        with self._revision("review") as revision:
            self._end_decisions(decision, sort, revision)
            self._tables.insert("decisions", [decision_row(decision, now())], revision)
            self._restate([decision.story_id], revision)

    def withdraw(self, decision: Decision) -> None:
        """Take a decision back."""
        with self._revision("review") as revision:
            self._end_decisions(decision, (decision.kind,), revision)
            self._restate([decision.story_id], revision)

    def _end_decisions(self, decision: Decision, kinds: Sequence[Kind], revision: int) -> None:
        self._tables.rows(
            "UPDATE base.decisions SET died = ? WHERE died IS NULL AND spot = ?"
            " AND kind IN (SELECT unnest(?))",
            [revision, decision.spot, list(kinds)],
        )

    def _restate(self, story_ids: Sequence[str], revision: int) -> None:
        """Store the codings of some stories again, as decisions now leave them."""
        stories = self._tables.rows(
            "SELECT s.story_key, c.version FROM base.stories s JOIN base.codings c"
            " ON c.story_key = s.story_key AND c.died IS NULL"
            " WHERE s.died IS NULL AND s.story_id IN (SELECT unnest(?))",
            [list(story_ids)],
        )
        arrivals = [kept(self._tables, r["story_key"], r["version"], machine=True) for r in stories]
        places = [replace(p, outcome="recoded") for p in self._places(arrivals)]
        self._store(places, revision)

    @contextmanager
    def _revision(self, reason: str) -> Iterator[int]:
        try:
            with self._revisions.open(reason) as revision:
                yield revision
        except BaseException:
            self._grouping.forget()
            raise

    def _places(self, arrivals: Sequence[Arrival]) -> list[_Place]:
        """Return where some stories of different identifiers go."""
        versions: dict[str, list[Row]] = {}
        for row in self._versions(self._known.among([a.story.id for a in arrivals])):
            versions.setdefault(row["story_id"], []).append(row)
        decisions = decisions_on(self._tables, [a.story.id for a in arrivals])
        return [
            replace(
                self._place(arrival, versions.get(arrival.story.id, [])),
                decided=tuple(apply(m, decisions.get(spot(m), ())) for m in arrival.mentions),
            )
            for arrival in arrivals
        ]

    def _versions(self, story_ids: Sequence[str]) -> list[Row]:
        """Return all versions of some stories, the earlier first."""
        if not story_ids:
            return []
        return self._tables.rows(
            "SELECT s.story_id, s.story_key, s.version, s.content_hash, c.version AS coded"
            " FROM base.stories s LEFT JOIN base.codings c"
            " ON c.story_key = s.story_key AND c.died IS NULL"
            " WHERE s.story_id IN (SELECT unnest(?)) ORDER BY s.version",
            [list(story_ids)],
        )

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

    def _store(
        self, places: Sequence[_Place], revision: int, changes: Changes | None = None
    ) -> None:
        tables = self._tables
        staying = self._staying(places, changes or Changes())
        stale = {p.former for p in places if p.former is not None}
        gone = self._end(stale, staying, revision)
        replaced = [p.former for p in places if p.outcome == "updated" and p.former is not None]
        tables.kill("stories", "story_key", replaced, revision)
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
        new, placed = self._mentions(places, staying, revision)
        self._grouping.settle(new, gone, moved, placed, revision)

    def _staying(self, places: Sequence[_Place], changes: Changes) -> dict[str, int]:
        """Return the mentions that another coding leaves as they are, with their keys."""
        recoded = {p.story_key: p for p in places if p.outcome == "recoded"}
        before: dict[int, dict[str, Mention]] = {key: {} for key in recoded}
        keys: dict[str, int] = {}
        standing: dict[str, str | None] = {}
        for row, mention in mentions(self._tables, self._keys_in(recoded)):
            before[row["story_key"]][mention.id] = mention
            keys[mention.id] = row["mention_key"]
            standing[mention.id] = row["standing"] if not row["placed"] else None
        staying = {
            name
            for key, place in recoded.items()
            for name in changes.add(before[key], [d.mention for d in place.decided])
        }
        return {
            d.mention.id: keys[d.mention.id]
            for place in recoded.values()
            for d in place.decided
            if d.mention.id in staying and d.placed is None and standing[d.mention.id] == d.standing
        }

    def _keys_in(self, stories: Collection[int]) -> list[int]:
        """Return the keys of the living mentions of some stories."""
        where, values = keys_in("story_key", stories)
        found = self._tables.rows(
            f"SELECT mention_key FROM base.mentions WHERE died IS NULL AND {where}", values
        )
        return [r["mention_key"] for r in found]

    def _end(
        self, stale: Collection[int], staying: Mapping[str, int], revision: int
    ) -> list[Outline]:
        """End what stories had, mentions that stay aside; return the outlines of the others."""
        if not stale:
            return []
        keys = set(self._keys_in(stale)) - set(staying.values())
        gone = list(outlines(self._tables, keys))
        for table in _CODED:
            self._tables.kill(table, "story_key", stale, revision)
        self._tables.kill("mentions", "mention_key", keys, revision)
        return gone

    def _mentions(
        self, places: Sequence[_Place], staying: Collection[str], revision: int
    ) -> tuple[list[Outline], dict[int, Decision]]:
        """Insert the mentions of some stories, but for those that stay.

        Returns the outlines of those that merging gives an event, and the decisions of users on
        the events of others.
        """
        rows: list[Row] = []
        made: list[Outline] = []
        placed: dict[int, Decision] = {}
        for place in places:
            story = place.arrival.story
            for decided in place.decided:
                mention = decided.mention
                if mention.id in staying:
                    continue
                key = self._tables.next_key("mentions", "mention_key")
                rows.append(_decided_row(decided, key, place.story_key, story.text))
                if decided.standing == "rejected":
                    continue
                if decided.placed is not None:
                    placed[key] = decided.placed
                    continue
                made.append(outline(mention, story.published, key, place.story_key))
        self._tables.insert("mentions", rows, revision)
        self._grouping.add(made)
        return made, placed


def _decided_row(decided: Decided, key: int, story_key: int, text: str) -> Row:
    machine = decided.machine
    return {
        **mention_row(decided.mention, key, story_key, text),
        "standing": decided.standing,
        "machine": None if machine is None else MENTION.dump_python(machine, mode="json"),
    }


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
