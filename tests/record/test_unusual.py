"""What is unusual stands out, what is usual does not, and too little says nothing."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diurna.record.unusual import _dispersion, shifts, surprises

QUIET = [2, 1, 3, 2, 2, 1, 2, 3, 1, 2, 2, 3]


def test_a_burst_is_unusual_and_what_it_was_judged_by_is_told() -> None:
    (found,) = surprises([*QUIET, 14, 2, 1], window=26, least=12)
    assert (found.position, found.count) == (12, 14)
    assert found.expected == pytest.approx((sum(QUIET) + 0.5) / len(QUIET))
    assert found.probability < 0.001


def test_nothing_is_unusual_on_too_little_before_it() -> None:
    assert surprises([*QUIET[:11], 50], window=26, least=12) == []
    assert surprises([50], window=26, least=1) == []


def test_one_or_two_events_are_never_unusual_and_three_after_silence_are() -> None:
    assert surprises([0] * 40 + [2], window=26, least=12) == []
    assert [s.position for s in surprises([0] * 40 + [3], window=26, least=12)] == [40]


def test_a_restless_series_needs_more_than_a_quiet_one_of_the_same_mean() -> None:
    restless = [0, 6, 0, 5, 1, 0, 4, 0, 6, 0, 2, 0]
    assert sum(restless) == sum(QUIET)
    assert surprises([*QUIET, 9], window=26, least=12)
    assert not surprises([*restless, 9], window=26, least=12)


def test_a_burst_hides_neither_the_next_one_nor_a_new_level_for_long() -> None:
    twice = surprises([*QUIET, 30, *QUIET, 14], window=26, least=12)
    assert [s.position for s in twice] == [12, 25]
    level = surprises([*QUIET, *[9] * 40], window=26, least=12)
    assert level[0].position == 12
    assert level[-1].position < 30, "the new level becomes what is expected"


@pytest.mark.parametrize("rate", [0.1, 1.0, 8.0, 40.0])
def test_chance_alone_is_seldom_unusual_and_never_a_new_level(rate: float) -> None:
    random = np.random.default_rng(5)
    series = [random.poisson(rate, 520).tolist() for _ in range(20)]
    assert sum(len(surprises(counts, 26, 12)) for counts in series) <= 20, "one in ten years"
    assert sum(len(shifts(counts, 8)) for counts in series) <= 1


@pytest.mark.parametrize(("before", "after"), [(1.0, 4.0), (6.0, 2.0), (0.1, 2.0)])
def test_a_lasting_change_is_found_where_it_is(before: float, after: float) -> None:
    random = np.random.default_rng(7)
    counts = [*random.poisson(before, 100).tolist(), *random.poisson(after, 60).tolist()]
    (shift,) = shifts(counts, 8)
    assert abs(shift.position - 100) <= 4
    assert shift.before == pytest.approx(before, rel=0.4)
    assert shift.after == pytest.approx(after, rel=0.4)


def test_a_single_burst_is_no_new_level() -> None:
    assert shifts([*QUIET, 12, *QUIET], 6) == []


def test_a_short_series_has_no_levels() -> None:
    assert shifts([], 4) == shifts([1], 4) == shifts([0, 0, 0, 9, 9, 9], 4) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=8, max_size=14), st.integers(1, 3))
def test_the_cut_is_the_best_of_all(counts: list[int], shortest: int) -> None:
    def cost(some: list[int]) -> float:
        total = sum(some)
        return 2 * total * (1 - math.log(total / len(some))) if total else 0.0

    def whole(cuts: tuple[int, ...]) -> float:
        edges = [0, *cuts, len(counts)]
        penalty = 3 * math.log(len(counts)) * _dispersion(counts)
        return sum(cost(counts[a:b]) for a, b in pairwise(edges)) + penalty * len(cuts)

    places = range(1, len(counts))
    allowed = [
        cuts
        for size in range(len(counts) // shortest)
        for cuts in combinations(places, size)
        if all(b - a >= shortest for a, b in pairwise([0, *cuts, len(counts)]))
    ]
    found = tuple(shift.position for shift in shifts(counts, shortest))
    assert found in allowed
    assert whole(found) == pytest.approx(min(map(whole, allowed)))
