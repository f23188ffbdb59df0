"""Which counts of a series are unusually high, and where its level changes.

Both look at counts alone: they know no seasons and no causes, and say where to look. Counts of
events vary more than chance alone lets them (reporters hunt in packs); the variance is measured
in the series itself and never taken to be smaller than a Poisson count's.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

_Floats = NDArray[np.float64]
_Numbers = NDArray[np.int64]

_RARE = 0.001
"""A count is unusual when one as high has at most this probability."""
_FEWEST = 3
"""No count below this is unusual, however quiet it was before."""


@dataclass(frozen=True, slots=True)
class Surprise:
    """An unusually high count.

    `position` is that in the series, `expected` the mean that its forerunners let expect,
    `probability` that of a count as high or higher (0 to 1).
    """

    position: int
    count: int
    expected: float
    probability: float


@dataclass(frozen=True, slots=True)
class Shift:
    """A lasting change of level: `position` is the first count of the new one.

    `before` and `after` are the means of the two levels that meet there.
    """

    position: int
    before: float
    after: float


def surprises(counts: Sequence[int], window: int, least: int) -> list[Surprise]:
    """Return the unusually high counts, each judged by the `window` counts before it.

    None is judged by fewer than `least` counts. What is expected is the posterior predictive
    of a Poisson count under Jeffreys' prior, a negative binomial (Riebler 2004; the method
    *bayes* in Höhle 2007, *surveillance: an R package for the monitoring of infectious
    diseases*, Computational Statistics 22), its variance widened where the counts before vary
    more than Poisson. As in Farrington et al. 1996 (*A statistical algorithm for the early
    detection of outbreaks of infectious disease*, JRSS A 159) an unusual count weighs less in
    what comes after: it enters as the highest count that would have been usual.
    """
    before: deque[int] = deque()
    total = squares = 0
    found = []
    for position, count in enumerate(counts):
        entered = count
        if len(before) >= least and count >= _FEWEST:
            mean, variance = _expected(len(before), total, squares)
            if count > mean + math.sqrt(variance):
                tail = _tail(count, mean, variance)
                if tail[-1] <= _RARE:
                    found.append(Surprise(position, count, mean, max(float(tail[-1]), 0.0)))
                    entered = max(int(np.argmax(tail <= _RARE)) - 1, 0)
        before.append(entered)
        total, squares = total + entered, squares + entered**2
        if len(before) > window:
            gone = before.popleft()
            total, squares = total - gone, squares - gone**2
    return found


def _expected(n: int, total: int, squares: int) -> tuple[float, float]:
    """Return mean and variance of the next count after `n` with their sum and sum of squares.

    With the dispersion at 1 these are the moments of the posterior predictive.
    """
    mean = (total + 0.5) / n
    spread = (squares - total**2 / n) / (n - 1) if n > 1 else 0.0
    dispersion = max(1.0, spread / mean)
    return mean, dispersion * mean * (1 + 1 / n)


def _tail(count: int, mean: float, variance: float) -> _Floats:
    """Return the probabilities of at least 0, 1, … `count` of a negative binomial."""
    size = mean**2 / (variance - mean)
    share = 1 - mean / variance
    k = np.arange(1, count)
    steps = np.log((k - 1 + size) / k * share)
    logs = np.concatenate([[0.0], np.cumsum(steps)]) + size * math.log1p(-share)
    return 1 - np.concatenate([[0.0], np.cumsum(np.exp(logs))])


def shifts(counts: Sequence[int], shortest: int) -> list[Shift]:
    """Return where the level of counts changes for at least `shortest` counts.

    The best cut of the series into stretches of Poisson counts, found exactly by PELT (Killick,
    Fearnhead and Eckley 2012, *Optimal detection of changepoints with a linear computational
    cost*, JASA 107) with the penalty of the modified BIC (Zhang and Siegmund 2007), 3 log n a
    change, times the dispersion of the counts.
    """
    n = len(counts)
    if n < 2 * shortest:
        return []
    sums = np.concatenate([[0.0], np.cumsum(np.asarray(counts, dtype=float))])
    penalty = 3 * math.log(n) * _dispersion(counts)
    best = np.full(n + 1, np.inf)
    best[0] = -penalty
    last = np.zeros(n + 1, dtype=int)
    usable = np.full(n + 1, n)  # the last end that a start is good for
    starts = np.array([0])
    for end in range(shortest, n + 1):
        costs = best[starts] + _cost(sums[end] - sums[starts], end - starts)
        k = int(np.argmin(costs))
        best[end], last[end] = costs[k] + penalty, starts[k]
        # A start that is beaten by a cut at `end` is so for all ends that such a cut can reach.
        beaten = starts[costs > best[end]]
        usable[beaten] = np.minimum(usable[beaten], end + shortest - 1)
        starts = np.append(starts[usable[starts] > end], end - shortest + 1)
    cuts = [n]
    while cuts[-1] > 0:
        cuts.append(int(last[cuts[-1]]))
    cuts.reverse()
    means = [(sums[b] - sums[a]) / (b - a) for a, b in pairwise(cuts)]
    return [
        Shift(cut, float(before), float(after))
        for cut, (before, after) in zip(cuts[1:-1], pairwise(means), strict=True)
    ]


def _cost(
    total: _Floats,
    length: _Numbers,
) -> _Floats:
    """Return twice the negative log-likelihood of Poisson stretches, less what all share."""
    rate = np.where(total > 0, total / length, 1.0)
    cost: _Floats = 2 * total * (1 - np.log(rate))
    return cost


def _dispersion(counts: Sequence[int]) -> float:
    """Return how much more neighbouring counts differ than two Poisson counts do, 1 at least.

    Given their sum, two Poisson counts of one mean are binomial: the square of their difference
    is their sum on average. A change of level bears on one pair of neighbours only.
    """
    made = np.asarray(counts, dtype=float)
    differences, both = np.diff(made), made[1:] + made[:-1]
    told = both > 0
    return max(1.0, float(np.mean(differences[told] ** 2 / both[told]))) if told.any() else 1.0
