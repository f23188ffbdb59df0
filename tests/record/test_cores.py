"""Groups are a property of the set of items: any order of arrival and departure gives the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from diurna.record.cores import Regrouping, group


@dataclass(frozen=True)
class Number:
    """A number that fits others nearby; smaller digits of its key rank first."""

    key: int
    value: int

    @property
    def rank(self) -> tuple[int, int]:
        return self.value % 7, self.key

    @property
    def bucket(self) -> int:
        return self.value % 2


def fits(one: Number, core: Number) -> float | None:
    apart = abs(one.value - core.value)
    return -apart if apart <= 6 else None


class Kept:
    """Numbers kept with their cores, changed some at a time."""

    def __init__(self) -> None:
        self.items: dict[int, Number] = {}
        self.cores: dict[int, int] = {}

    def near(self, some: Collection[Number]) -> Iterable[tuple[Number, int]]:
        keys = {one.key for one in some}
        return [
            (item, self.cores[item.key])
            for item in self.items.values()
            if item.key not in keys
            and item.key in self.cores
            and any(fits(item, one) is not None for one in some)
        ]

    def change(self, new: Collection[Number], gone: Collection[Number]) -> None:
        for one in gone:
            del self.items[one.key]
            del self.cores[one.key]
        changed = Regrouping(self.near, fits).settle(new, gone)
        self.items.update({one.key: one for one in new})
        self.cores.update(changed)


numbers = st.lists(st.integers(0, 60), max_size=40).map(
    lambda values: [Number(key, value) for key, value in enumerate(values)]
)


@given(numbers, st.randoms(), st.integers(1, 5))
def test_any_order_of_arrival_gives_the_same_groups(
    items: list[Number], random: st.DataObject, together: int
) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    kept = Kept()
    for k in range(0, len(shuffled), together):
        kept.change(shuffled[k : k + together], [])
    assert kept.cores == group(items, fits)


@given(numbers, st.sets(st.integers(0, 39)))
def test_what_goes_leaves_groups_as_if_it_had_never_come(
    items: list[Number], leaving: set[int]
) -> None:
    kept = Kept()
    for item in items:
        kept.change([item], [])
    kept.change([], [i for i in items if i.key in leaving])
    assert kept.cores == group([i for i in items if i.key not in leaving], fits)


def test_members_are_not_chained() -> None:
    line = [Number(0, 0), Number(1, 6), Number(2, 12), Number(3, 18)]
    cores = group(line, fits)
    assert cores[0] != cores[2]
