"""A series as a chart of blocks on the terminal: cooperation upwards, conflict downwards."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rich.text import Text

from diurna.cli.drawing.tables import arrow, spark
from diurna.cli.render import QUADS
from diurna.record import Period, Series
from diurna.record.series import SIDES, Side

_HEIGHT = 14
"""Rows of both sides together."""
_MARGIN = 8
"""Columns left of the chart, for the scale."""
_GLYPHS = {1: "▒", 2: "█", 3: "▒", 4: "█"}
"""Verbal and material classes differ without colours too."""
_NAMES = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}
_UNUSUAL: dict[Side, str] = {"cooperation": "▲", "conflict": "▼"}


@dataclass(frozen=True, slots=True)
class _Column:
    """What stands in one column: one period, or several where there is no room for each."""

    first_day: date
    quads: tuple[int, ...]
    score_mean: float | None
    unusual: frozenset[Side]
    changes: frozenset[bool]
    """Whether levels go up."""

    def of(self, side: Side) -> int:
        return sum(self.quads[quad - 1] for quad in SIDES[side])


def chart(series: Series, width: int) -> Text:
    """Return the chart of a series that has periods, at most `width` columns wide."""
    room = max(width - _MARGIN - 1, 10)
    each = math.ceil(len(series.periods) / room)
    columns = [
        _column(series, series.periods[k : k + each]) for k in range(0, len(series.periods), each)
    ]
    wide = max(1, min(4, room // len(columns)))
    tops = {side: max(column.of(side) for column in columns) for side in SIDES}
    unit = max(1, math.ceil(sum(tops.values()) / _HEIGHT))
    lines = [Text(f"{arrow(series)}: events by {series.selection.by}", style="bold")]
    lines += _side("cooperation", columns, unit, wide)
    lines.append(_row("0", [("─" * wide, "dim") for _ in columns]))
    lines += _side("conflict", columns, unit, wide)
    lines.append(_scores(columns, wide))
    if series.unusual:
        lines.append(_line("unusual", columns, wide, _unusual))
    if series.changes:
        lines.append(_line("level", columns, wide, _change))
    lines.append(_days(columns, wide))
    lines.append(_legend(series.selection.by, each, unit))
    return Text("\n").join(lines)


def _column(series: Series, some: Sequence[Period]) -> _Column:
    first, last = some[0].first_day, some[-1].last_day
    quads = tuple(map(sum, zip(*(period.events.quads for period in some), strict=True)))
    score = sum(period.events.score_sum for period in some)
    return _Column(
        first,
        quads,
        score / sum(quads) if any(quads) else None,
        frozenset(m.side for m in series.unusual if first <= m.first_day <= last),
        frozenset(m.after > m.before for m in series.changes if first <= m.first_day <= last),
    )


def _side(side: Side, columns: Sequence[_Column], unit: int, wide: int) -> Iterator[Text]:
    """Yield the rows of a side from above to below; material acts stand next to the axis."""
    verbal, material = SIDES[side]
    heights = []
    for column in columns:
        inner = round(column.quads[material - 1] / unit)
        if column.quads[material - 1] and not column.quads[verbal - 1]:
            inner = max(inner, 1)
        heights.append((inner, max(inner, math.ceil(column.of(side) / unit))))
    most = max(outer for _, outer in heights)
    levels = range(most, 0, -1) if side == "cooperation" else range(1, most + 1)
    for level in levels:
        cells = []
        for inner, outer in heights:
            quad = material if level <= inner else verbal
            cells.append(
                (_GLYPHS[quad] * wide, QUADS[quad]) if level <= outer else (" " * wide, "")
            )
        yield _row(f"{level * unit}" if level in {most, (most + 1) // 2} else "", cells)


def _scores(columns: Sequence[_Column], wide: int) -> Text:
    """Return the mean scores, -10 the lowest block and +10 the highest; blank without events."""
    cells = []
    for column in columns:
        mean = column.score_mean
        style = "dim" if mean is None else QUADS[2] if mean >= 0 else QUADS[4]
        cells.append(((" " if mean is None else spark((mean + 10) / 20)) * wide, style))
    return _row("score", cells)


def _unusual(column: _Column) -> tuple[str, str]:
    if len(column.unusual) > 1:
        return "◆", "bold"
    side = next(iter(column.unusual), None)
    return (_UNUSUAL[side], QUADS[SIDES[side][1]]) if side else (" ", "")


def _change(column: _Column) -> tuple[str, str]:
    if len(column.changes) > 1:
        return "↕", "bold"
    return ("↑" if next(iter(column.changes)) else "↓", "bold") if column.changes else (" ", "")


def _line(
    label: str,
    columns: Sequence[_Column],
    wide: int,
    mark: Callable[[_Column], tuple[str, str]],
) -> Text:
    cells = [mark(column) for column in columns]
    return _row(label, [(glyph.ljust(wide), style) for glyph, style in cells])


def _days(columns: Sequence[_Column], wide: int) -> Text:
    """Return the axis of time: months where there is room, and always the first day."""
    line = columns[0].first_day.isoformat().ljust(len(columns) * wide)
    free = len("2020-01-01") + 1
    for k, column in enumerate(columns):
        if k and column.first_day.year != columns[k - 1].first_day.year:
            label = str(column.first_day.year)
            if k * wide >= free and k * wide + len(label) <= len(line):
                line = line[: k * wide] + label + line[k * wide + len(label) :]
                free = k * wide + len(label) + 1
    last = columns[-1].first_day.isoformat()
    if len(line) - len(last) >= free:
        line = line[: -len(last)] + last
    return _row("", [(line, "dim")])


def _legend(by: str, each: int, unit: int) -> Text:
    parts = [Text(f"{_GLYPHS[quad]} {name}", style=QUADS[quad]) for quad, name in _NAMES.items()]
    if unit > 1:
        parts.append(Text(f"a block is {unit} events", style="dim"))
    if each > 1:
        parts.append(Text(f"a column is {each} {by}s", style="dim"))
    return Text(" " * _MARGIN) + Text("  ").join(parts)


def _row(label: str, cells: Sequence[tuple[str, str]]) -> Text:
    return Text.assemble((label.rjust(_MARGIN - 1) + " ", "dim"), *cells)
