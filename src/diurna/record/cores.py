"""Groups with a core each: mentions of one event, copies of one story.

Of all items that could belong together the one of lowest rank is the *core*; every other item
belongs to the core that fits it best. Items are never chained from one to the next, and the outcome
is a property of the set of items: any order of arrival gives the same groups.

The cores are the lexicographically first maximal independent set of the graph of what fits
(Blelloch, Fineman and Shun, 2012, *Greedy sequential maximal independent set and matching are
parallel on average*). Whether an item is a core depends on cores of lower rank alone, so after a
change one pass in the order of rank over what the change touches settles everything.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Hashable, Iterable
from typing import Any, Generic, Protocol, TypeVar


class Item(Protocol):
    """What can be grouped: `key` is its own, `bucket` what fellows share, `rank` orders them."""

    @property
    def key(self) -> int: ...  # noqa: D102

    @property
    def rank(self) -> tuple[Any, ...]: ...  # noqa: D102

    @property
    def bucket(self) -> Hashable: ...  # noqa: D102


T = TypeVar("T", bound=Item)

Fits = Callable[[T, T], float | None]
"""Says how well an item fits a core, None where it does not; whether is the same either way."""

Near = Callable[[Collection[T]], Iterable[tuple[T, int]]]
"""Gives the kept items that may fit some items, each with the key of its core; others may be among
them, and are best so where they are cores of those."""

Cells = Callable[[T], Collection[Hashable]]
"""Gives the cells of an item: items that fit share one at least."""


def group(items: Iterable[T], fits: Fits[T]) -> dict[int, int]:
    """Return for the key of each item that of its core."""
    cores: dict[Hashable, list[T]] = {}
    chosen: dict[int, int] = {}
    for one in sorted(items, key=lambda i: i.rank):
        among = cores.setdefault(one.bucket, [])
        core = _best(one, among, fits)
        if core is None:
            among.append(one)
        chosen[one.key] = core.key if core else one.key
    return chosen


def _bucket(item: Item) -> tuple[Hashable]:
    return (item.bucket,)


class Regrouping(Generic[T]):
    """One change of the set of items."""

    def __init__(self, near: Near[T], fits: Fits[T], cells: Cells[T] = _bucket):
        self._near = near
        self._fits = fits
        self._cells = cells
        self._known: dict[int, T] = {}
        self._ranks: dict[int, tuple[Any, ...]] = {}
        self._cells_of: dict[int, Collection[Hashable]] = {}
        self._cores: dict[int, int] = {}
        self._before: dict[int, int] = {}
        self._seen: set[int] = set()
        self._sharing: dict[Hashable, dict[int, T]] = {}
        self._queue: list[tuple[tuple[Any, ...], int]] = []

    def settle(self, new: Collection[T], gone: Collection[T]) -> dict[int, int]:
        """Return the items whose core is another than before, each with its core's key.

        `new` have no core yet; those of `gone` are kept no longer, and `near` gives what was
        near them.
        """
        self._look_around([*new, *gone])
        for one in new:
            self._learn(one, None)
            self._touch(one)
        lost = {one.key for one in gone}
        for one in self._known.values():
            if self._cores.get(one.key) in lost:
                self._touch(one)
        self._look_ahead(new)
        while self._queue:
            _, key = self._queue[0]
            if self._is_lost(key) and key not in self._seen:
                self._look_around([self._known[k] for _, k in self._queue if self._is_lost(k)])
            heapq.heappop(self._queue)
            self._decide(self._known[key])
        return {k: c for k, c in self._cores.items() if self._before.get(k) != c}

    def _decide(self, one: T) -> None:
        fellows = self._fellows(one)
        cores, ranks, rank = self._cores, self._ranks, self._ranks[one.key]
        lower = [o for key, o in fellows.items() if cores.get(key) == key and ranks[key] < rank]
        core = _best(one, lower, self._fits)
        was_core = self._cores.get(one.key) == one.key
        self._cores[one.key] = core.key if core else one.key
        if core is None and not was_core:
            for key, other in fellows.items():
                if ranks[key] > rank and self._fits(other, one) is not None:
                    self._touch(other)
        elif core is not None and was_core:
            self._look_around([one])
            for key, other in self._fellows(one).items():
                if cores.get(key) == one.key:
                    self._touch(other)

    def _is_lost(self, key: int) -> bool:
        """Whether the core of an item is none any more, or is not known.

        While an item has its core, only what has become a core can fit it better: of what else is
        near it nothing needs to be known.
        """
        core = self._cores.get(key)
        return core is not None and self._cores.get(core) != core

    def _look_ahead(self, new: Collection[T]) -> None:
        """Look around at once where new items may take the place of cores, and their members."""
        threatened = {
            other.key: other
            for one in new
            for key, other in self._fellows(one).items()
            if self._before.get(key) == key
            and self._ranks[one.key] < self._ranks[key]
            and self._fits(one, other) is not None
        }
        self._look_around(list(threatened.values()))
        self._look_around([o for o in self._known.values() if self._cores.get(o.key) in threatened])

    def _look_around(self, items: Collection[T]) -> None:
        fresh = [i for i in items if i.key not in self._seen]
        if not fresh:
            return
        self._seen.update(i.key for i in fresh)
        for item, core in self._near(fresh):
            self._learn(item, core)

    def _learn(self, one: T, core: int | None) -> None:
        if one.key in self._known:
            return
        self._known[one.key] = one
        self._ranks[one.key] = one.rank
        self._cells_of[one.key] = self._cells(one)
        for cell in self._cells_of[one.key]:
            self._sharing.setdefault(cell, {})[one.key] = one
        if core is not None:
            self._cores[one.key] = self._before[one.key] = core

    def _fellows(self, one: T) -> dict[int, T]:
        """Return what is known and shares a cell with an item, itself among them."""
        return {k: o for c in self._cells_of[one.key] for k, o in self._sharing[c].items()}

    def _touch(self, one: T) -> None:
        heapq.heappush(self._queue, (self._ranks[one.key], one.key))


def _best(one: T, cores: Iterable[T], fits: Fits[T]) -> T | None:
    """Return the core that an item fits best, the lower rank of equals; None where none fits."""
    fitting = [(likeness, c) for c in cores if (likeness := fits(one, c)) is not None]
    return min(fitting, key=lambda f: (-f[0], f[1].rank), default=(0.0, None))[1]
