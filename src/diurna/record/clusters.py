"""The clusters of copies, kept while stories come and go."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from diurna.model import Story
from diurna.record.copies import SHARED, Sketch, connected, similarity, sketch
from diurna.record.rows import story_from
from diurna.record.tables import Tables, keys_in

_ALONE = {"similarity": 1.0}
"""What is kept of a story without copies."""
_FREQUENT = 200
"""Stories that share a band when it tells nothing: a formula, not a sentence."""


class Clusters:
    """Keeps ``base.copies``: each story's cluster, named by its earliest story."""

    def __init__(self, tables: Tables):
        self._tables = tables
        self._sketches: dict[int, Sketch] = {}

    def settle(
        self, new: Collection[tuple[int, Story]], gone: Collection[int], revision: int
    ) -> set[int]:
        """Give new stories their clusters; return the kept stories whose cluster is another now.

        `gone` are stories that are no longer alive.
        """
        self._sketches = {key: sketch(story, key) for key, story in new}
        left = self._fellows(self._clusters_of(gone)) - set(gone)
        fresh = set(self._sketches)
        self._index()
        self._tables.kill("copies", "story_key", gone, revision)
        edges = self._edges(fresh | left)
        kept = self._kept_edges({key for edge in edges for key in edge} - fresh - left)
        groups = connected([*edges, *kept, *((key, key) for key in fresh | left)])
        order = self._order({key for group in groups.values() for key in group})
        chosen = {key: min(group, key=order.__getitem__) for key, group in groups.items()}
        return self._write(chosen, edges, fresh, revision)

    def _write(
        self,
        chosen: dict[int, int],
        edges: dict[tuple[int, int], float],
        fresh: set[int],
        revision: int,
    ) -> set[int]:
        best: dict[int, float] = {}
        for pair, alike in edges.items():
            best |= {key: max(alike, best.get(key, 0.0)) for key in pair}
        where, values = keys_in("story_key", chosen)
        before = {
            r["story_key"]: r
            for r in self._tables.rows(
                f"SELECT * FROM base.copies WHERE died IS NULL AND {where}", values
            )
        }
        moved = {k for k, c in chosen.items() if k in fresh or before[k]["cluster_key"] != c}
        self._tables.kill("copies", "story_key", moved - fresh, revision)
        rows = [
            {
                "story_key": key,
                "cluster_key": chosen[key],
                "similarity": best.get(key) or before.get(key, _ALONE)["similarity"],
            }
            for key in sorted(moved)
        ]
        self._tables.insert("copies", rows, revision)
        return moved - fresh

    def _index(self) -> None:
        self._tables.insert(
            "bands",
            [
                {"week": s.week, "band": band, "story_key": key}
                for key, s in self._sketches.items()
                for band in s.bands()
            ],
        )

    def _edges(self, keys: set[int]) -> dict[tuple[int, int], float]:
        """Return the pairs of copies that some stories are in, with their similarity."""
        self._load(keys)
        pairs = {(min(a, b), max(a, b)) for a, b in self._candidates(keys)}
        self._load({key for pair in pairs for key in pair})
        known = self._sketches
        return {
            (a, b): alike
            for a, b in sorted(pairs)
            if a in known and b in known and (alike := similarity(known[a], known[b])) >= SHARED
        }

    def _candidates(self, keys: set[int]) -> Iterable[tuple[int, int]]:
        weeks = {w for key in keys if key in self._sketches for w in self._sketches[key].weeks()}
        bands = {
            b: key for key in keys if key in self._sketches for b in self._sketches[key].bands()
        }
        if not bands:
            return []
        where = "week BETWEEN ? AND ? AND band IN (SELECT unnest(?))"
        found = self._tables.rows(
            "SELECT band, list(DISTINCT story_key) AS stories FROM base.bands"
            f" WHERE {where} GROUP BY band",
            [min(weeks), max(weeks), sorted(bands)],
        )
        return [
            (one, other)
            for row in found
            if len(row["stories"]) <= _FREQUENT
            for one in row["stories"]
            if one in keys
            for other in row["stories"]
            if other != one
        ]

    def _load(self, keys: set[int]) -> None:
        """Make the sketches of living stories that are not at hand."""
        wanted = keys - set(self._sketches)
        if not wanted:
            return
        where, values = keys_in("story_key", wanted)
        for row in self._tables.rows(
            f"SELECT * FROM base.stories WHERE died IS NULL AND {where}", values
        ):
            self._sketches[row["story_key"]] = sketch(story_from(row), row["story_key"])

    def _kept_edges(self, keys: set[int]) -> list[tuple[int, int]]:
        """Return, for stories that stay, what connects each with the rest of its cluster."""
        clusters = self._clusters_of(keys)
        where, values = keys_in("cluster_key", clusters)
        found = self._tables.rows(
            f"SELECT story_key, cluster_key FROM base.copies WHERE died IS NULL AND {where}", values
        )
        return [(r["story_key"], r["cluster_key"]) for r in found]

    def _clusters_of(self, keys: Collection[int]) -> set[int]:
        where, values = keys_in("story_key", keys)
        found = self._tables.rows(
            f"SELECT DISTINCT cluster_key FROM base.copies WHERE died IS NULL AND {where}", values
        )
        return {r["cluster_key"] for r in found}

    def _fellows(self, clusters: Collection[int]) -> set[int]:
        where, values = keys_in("cluster_key", clusters)
        found = self._tables.rows(
            f"SELECT story_key FROM base.copies WHERE died IS NULL AND {where}", values
        )
        return {r["story_key"] for r in found}

    def _order(self, keys: Collection[int]) -> dict[int, tuple[date, str]]:
        """Return what orders stories: the day of publication, then the identifier."""
        where, values = keys_in("story_key", keys)
        found = self._tables.rows(
            f"SELECT story_key, story_id, published FROM base.stories WHERE {where}", values
        )
        return {r["story_key"]: (r["published"] or date.max, r["story_id"]) for r in found}
