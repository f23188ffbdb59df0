"""Series of one pair: counts by period, with what is unusual in them and the events behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any, Literal

import duckdb

from diurna.record.counting import (
    TALLIES,
    By,
    Counting,
    Selection,
    Statement,
    quad_names,
)
from diurna.record.rows import Row
from diurna.record.unusual import shifts, surprises

Side = Literal["cooperation", "conflict"]
SIDES: dict[Side, tuple[int, int]] = {"cooperation": (1, 2), "conflict": (3, 4)}
"""The two sides with their quad classes: what is unusual is sought on each for itself."""


@dataclass(frozen=True, slots=True)
class _Horizon:
    """How far statistics look, in periods.

    A count is judged by up to `window` and at least `least` counts before it; a level lasts for
    `level` at least.
    """

    window: int
    least: int
    level: int


_HORIZONS: dict[By, _Horizon] = {
    "day": _Horizon(56, 28, 14),
    "week": _Horizon(26, 12, 8),
    "month": _Horizon(24, 12, 6),
    "quarter": _Horizon(12, 6, 4),
}

_WORDS = """
SELECT m.mention_key, m.mention_id,
    substring(s.text, n.start_char + 1, n.end_char - n.start_char) AS words
FROM base.mentions m
JOIN base.stories s ON s.story_key = m.story_key
JOIN base.sentences n
    ON n.story_key = m.story_key AND n.sequence = m.sequence AND n.born <= m.born
WHERE m.mention_key IN (SELECT unnest($keys))
QUALIFY row_number() OVER (PARTITION BY m.mention_key ORDER BY n.born DESC) = 1
"""


_BATCH = 10_000
_WATCHED = "SELECT min(published) AS first, max(published) AS last FROM base.stories"


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one kind in a period by quad class 1 to 4, with sum and mean of their scores."""

    quads: tuple[int, int, int, int]
    score_sum: float
    score_mean: float | None

    @property
    def total(self) -> int:
        """The number in all classes."""
        return sum(self.quads)

    def of(self, side: Side) -> int:
        """Return the number on one side."""
        return sum(self.quads[quad - 1] for quad in SIDES[side])


@dataclass(frozen=True, slots=True)
class Period:
    """A day, week, month or quarter of a series: three counts, never one.

    A story that tells several events counts with each of them, and so does a cluster.
    """

    first_day: date
    last_day: date
    events: Tally
    stories: Tally
    clusters: Tally


@dataclass(frozen=True, slots=True)
class Behind:
    """One of the weightiest events behind a mark; `words` is the sentence of its core mention."""

    event_id: str
    event: str
    day: date
    quad: int
    score: float
    stories: int
    clusters: int
    words: str


@dataclass(frozen=True, slots=True)
class Unusual:
    """A period with unusually many events on a side; `probability` is that of as many or more."""

    first_day: date
    last_day: date
    side: Side
    count: int
    expected: float
    probability: float
    behind: tuple[Behind, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A lasting change of the level on a side: events a period `before` and `after`.

    The days are those of the first periods of the new level; `behind` are events in them.
    """

    first_day: date
    last_day: date
    side: Side
    before: float
    after: float
    behind: tuple[Behind, ...] = ()


Mark = Unusual | Change


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Events that a series does not count, or counts only where undated ones are asked for.

    `undated` have no day in any text, `vague` only an interval longer than the period; `far`
    ones lie more than a year before or after all reports.
    """

    undated: int
    vague: int
    far: int


@dataclass(frozen=True, slots=True)
class Series:
    """The periods of a pair without gaps, and what is unusual in them, in order of time."""

    selection: Selection
    periods: tuple[Period, ...]
    unusual: tuple[Unusual, ...]
    changes: tuple[Change, ...]
    left_out: LeftOut


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair in the overview of all; `periods` are the first days of those with events."""

    actor: str
    recipient: str
    events: int
    stories: int
    clusters: int
    quads: tuple[int, int, int, int]
    score_mean: float
    periods: tuple[tuple[date, int], ...]


class SeriesReader:
    """Reads series from an open record."""

    def __init__(self, connection: duckdb.DuckDBPyConnection):
        self._connection = connection

    def counting(self, selection: Selection) -> Counting:
        """Return the statements of a selection for the days that the record has watched."""
        (days,) = self._rows(Statement(_WATCHED, {}))
        return Counting(selection, days["first"], days["last"])

    def series(self, selection: Selection, behind: int) -> Series:
        """Return the series of a pair, up to `behind` events with each mark."""
        counting = self.counting(selection)
        rows = self._rows(counting.panel())
        periods = tuple(_period(row) for row in rows)
        (left_out,) = self._rows(counting.left_out())
        unusual, changes = marks(periods, selection.by)
        if behind:
            told = self._behind(counting, [*unusual, *changes], behind)
            unusual = [replace(m, behind=told[k]) for k, m in enumerate(unusual)]
            changes = [replace(m, behind=told[k]) for k, m in enumerate(changes, len(unusual))]
        return Series(selection, periods, tuple(unusual), tuple(changes), LeftOut(**left_out))

    def pairs(self, selection: Selection, most: int) -> tuple[list[Pair], int]:
        """Return the pairs with most events, and the number of all."""
        rows = self._rows(self.counting(selection).overview(most))
        return [_pair(row) for row in rows], rows[0]["pairs"] if rows else 0

    def panel(self, selection: Selection) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """Return the columns and, one by one, the rows of a series of one pair or of all."""
        statement = self.counting(selection).panel()
        result = self._connection.execute(statement.text, statement.values)
        columns = [c[0] for c in result.description or []]
        return columns, chain.from_iterable(iter(lambda: result.fetchmany(_BATCH), []))

    def _behind(
        self, counting: Counting, found: Sequence[Mark], most: int
    ) -> list[tuple[Behind, ...]]:
        asked = [
            {
                "number": k,
                "first_day": mark.first_day,
                "last_day": mark.last_day,
                "least": SIDES[mark.side][0],
                "greatest": SIDES[mark.side][1],
            }
            for k, mark in enumerate(found)
        ]
        rows = self._rows(counting.behind(asked, most)) if asked else []
        keys = sorted({row["event_key"] for row in rows})
        words = {r["mention_key"]: r for r in self._rows(Statement(_WORDS, {"keys": keys}))}
        return [
            tuple(_event(row, words[row["event_key"]]) for row in rows if row["number"] == k)
            for k in range(len(found))
        ]

    def _rows(self, statement: Statement) -> list[Row]:
        result = self._connection.execute(statement.text, statement.values)
        columns = [c[0] for c in result.description or []]
        return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def marks(periods: Sequence[Period], by: By) -> tuple[list[Unusual], list[Change]]:
    """Return the unusual periods and the changes of level, each in order of time."""
    horizon = _HORIZONS[by]
    unusual: list[Unusual] = []
    changes: list[Change] = []
    for side in SIDES:
        counts = [period.events.of(side) for period in periods]
        for found in surprises(counts, horizon.window, horizon.least):
            at = periods[found.position]
            unusual.append(
                Unusual(
                    at.first_day,
                    at.last_day,
                    side,
                    found.count,
                    found.expected,
                    found.probability,
                )
            )
        for shift in shifts(counts, horizon.level):
            first = periods[shift.position]
            last = periods[shift.position + horizon.level // 2 - 1]
            changes.append(Change(first.first_day, last.last_day, side, shift.before, shift.after))
    return sorted(unusual, key=_when), sorted(changes, key=_when)


def _when(mark: Mark) -> tuple[date, Side]:
    return mark.first_day, mark.side


def _period(row: Row) -> Period:
    return Period(row["first_day"], row["last_day"], *(_tally(row, name) for name in TALLIES))


def _tally(row: Row, name: str) -> Tally:
    one, two, three, four = (row[f"{name}_{quad}"] for quad in quad_names())
    return Tally((one, two, three, four), row[f"{name}_score_sum"], row[f"{name}_score_mean"])


def _pair(row: Row) -> Pair:
    one, two, three, four = (row[quad] for quad in quad_names())
    periods = tuple((p["day"], p["events"]) for p in row["periods"] if p["events"])
    kept = {name: row[name] for name in ("actor", "recipient", *TALLIES, "score_mean")}
    return Pair(**kept, quads=(one, two, three, four), periods=periods)


def _event(row: Row, told: Row) -> Behind:
    return Behind(
        told["mention_id"],
        row["event"],
        row["day"],
        row["quad_code"],
        row["event_scale"],
        row["stories"],
        row["clusters"],
        " ".join(told["words"].split()),
    )
