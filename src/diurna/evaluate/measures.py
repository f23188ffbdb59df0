"""Precision, recall, F1 and accuracy, with bootstrap intervals over sentences."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")

RESAMPLES = 1000
_SEED = 7


@dataclass(slots=True)
class Counts:
    """What was found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, right: int, wrong: int, missed: int) -> None:
        """Add the counts of one sentence."""
        self.right += right
        self.wrong += wrong
        self.missed += missed

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 when nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 0 when there is none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 0.0

    @property
    def support(self) -> int:
        """How many there are in the gold."""
        return self.right + self.missed


@dataclass(frozen=True, slots=True)
class Score:
    """One figure of a report: its value, a 95 % interval, and on how many items it rests."""

    name: str
    value: float
    low: float
    high: float
    support: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Items whose confidence lies in a range: how many, their mean confidence, the share right."""

    low: float
    high: float
    support: int
    confidence: float
    right: float


@dataclass(slots=True)
class Report:
    """The scores of one gold file, counts by class, and the worst cases in words.

    `confusion` counts (gold, found) classes, an empty name standing for none.
    """

    source: str
    scores: list[Score] = field(default_factory=list)
    classes: dict[str, Counts] = field(default_factory=dict)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    reliability: list[Bin] = field(default_factory=list)

    @property
    def micro(self) -> Counts:
        """The counts of all classes together."""
        total = Counts()
        for c in self.classes.values():
            total.add(c.right, c.wrong, c.missed)
        return total

    @property
    def macro_f1(self) -> float:
        """The mean F1 over the classes that the gold holds; 0 without any."""
        return _mean_f1(self.classes)


def accuracy(name: str, sentences: Sequence[tuple[int, int]]) -> Score:
    """Return the accuracy over (right, seen) pairs, one a sentence."""

    def value(sample: Sequence[tuple[int, int]]) -> float:
        seen = sum(n for _, n in sample)
        return sum(r for r, _ in sample) / seen if seen else 0.0

    low, high = _interval(sentences, value)
    return Score(name, value(sentences), low, high, sum(n for _, n in sentences))


def f1(name: str, sentences: Sequence[tuple[int, int, int]]) -> Score:
    """Return micro F1 over (right, wrong, missed) triples, one a sentence."""

    def value(sample: Sequence[tuple[int, int, int]]) -> float:
        counts = Counts()
        for item in sample:
            counts.add(*item)
        return counts.f1

    low, high = _interval(sentences, value)
    return Score(name, value(sentences), low, high, sum(r + m for r, _, m in sentences))


def macro_f1(name: str, items: Sequence[tuple[str, str]]) -> Score:
    """Return the mean F1 over the gold classes of (gold, found) pairs, one an item."""

    def value(sample: Sequence[tuple[str, str]]) -> float:
        return _mean_f1(by_class(sample))

    low, high = _interval(items, value)
    return Score(name, value(items), low, high, len(items))


def b_cubed(name: str, texts: Sequence[Sequence[tuple[str, str]]]) -> Score:
    """Return B³ F1 over (gold, found) groups of the items of some texts.

    Bagga and Baldwin (1998), *Algorithms for scoring coreference chains*: for each item the share
    of those put with it that belong there, and of those that belong there that are put with it.
    """
    shares = [_shares(text) for text in texts]

    def value(sample: Sequence[Sequence[tuple[float, float]]]) -> float:
        items = [item for text in sample for item in text]
        precision, recall = sum(p for p, _ in items), sum(r for _, r in items)
        mean = len(items) * (precision + recall)
        return 2 * precision * recall / mean if mean else 0.0

    low, high = _interval(shares, value)
    return Score(name, value(shares), low, high, sum(map(len, texts)))


def _shares(items: Sequence[tuple[str, str]]) -> list[tuple[float, float]]:
    """Return B³ precision and recall of each item."""
    both, gold, found = Counter(items), Counter(g for g, _ in items), Counter(f for _, f in items)
    return [(both[g, f] / found[f], both[g, f] / gold[g]) for g, f in items]


def reliability(judged: Sequence[tuple[float, bool]], width: float = 0.1) -> list[Bin]:
    """Return how often what is held with a confidence is right, by ranges of confidence."""
    bins = []
    for k in range(round(1 / width)):
        low, high = k * width, (k + 1) * width
        here = [(c, r) for c, r in judged if low <= c < high or c == high == 1.0]
        if here:
            mean = sum(c for c, _ in here) / len(here)
            right = sum(r for _, r in here) / len(here)
            bins.append(Bin(round(low, 2), round(high, 2), len(here), mean, right))
    return bins


def calibration_error(name: str, judged: Sequence[tuple[float, bool]]) -> Score:
    """Return the expected calibration error: how far confidence is from the share that is right.

    Naeini, Cooper and Hauskrecht (2015), *Obtaining well calibrated probabilities using Bayesian
    binning*; ten ranges of equal width.
    """

    def value(sample: Sequence[tuple[float, bool]]) -> float:
        bins = reliability(sample)
        total = sum(b.support for b in bins)
        return sum(b.support * abs(b.confidence - b.right) for b in bins) / total if total else 0.0

    low, high = _interval(judged, value)
    return Score(name, value(judged), low, high, len(judged))


def by_class(items: Sequence[tuple[str, str]]) -> dict[str, Counts]:
    """Return the counts of each class over (gold, found) pairs."""
    counts: dict[str, Counts] = {}
    for gold, found in items:
        counts.setdefault(gold, Counts()).add(int(gold == found), 0, int(gold != found))
        if gold != found:
            counts.setdefault(found, Counts()).add(0, 1, 0)
    return counts


def _mean_f1(classes: dict[str, Counts]) -> float:
    present = [c.f1 for c in classes.values() if c.support]
    return sum(present) / len(present) if present else 0.0


def _interval(items: Sequence[T], value: Callable[[Sequence[T]], float]) -> tuple[float, float]:
    """Return the 2.5 and 97.5 % points of a statistic over resamples of the sentences."""
    rng = random.Random(_SEED)
    if not items:
        return 0.0, 0.0
    found = sorted(value(rng.choices(items, k=len(items))) for _ in range(_resamples(len(items))))
    return found[int(0.025 * len(found))], found[int(0.975 * len(found))]


def _resamples(size: int) -> int:
    """Return fewer resamples for large sets, whose intervals are narrow anyway."""
    return RESAMPLES if size <= 500 else 300
