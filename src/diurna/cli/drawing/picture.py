"""A series as a picture in a file, fit for a paper."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from datetime import timedelta
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from diurna.cli.drawing.tables import arrow, totals
from diurna.errors import DiurnaError
from diurna.record import Series
from diurna.record.series import SIDES, Side

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SUFFIXES = (".svg", ".png", ".pdf")
_COLOURS = {
    2: ("material cooperation", "#2166ac"),
    1: ("verbal cooperation", "#92c5de"),
    3: ("verbal conflict", "#f4a582"),
    4: ("material conflict", "#b2182b"),
}
"""Quad classes as the legend names them. ColorBrewer's RdBu, safe for the colour-blind."""
_SIGNS: dict[Side, int] = {"cooperation": 1, "conflict": -1}
_TRIANGLES: dict[Side, str] = {"cooperation": "v", "conflict": "^"}
_MARKS = ("unusually many", "level, where it changes")
_NOTE = 138
"""Characters of the source note a line."""
_INK = "#333333"
_STYLE = {
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": _INK,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "text.color": _INK,
    "svg.fonttype": "none",
    "svg.hashsalt": "diurna",
}


def draw(series: Series, path: Path) -> None:
    """Draw a series to a file, its form by the suffix; raises DiurnaError where that fails."""
    if path.suffix.lower() not in _SUFFIXES:
        raise DiurnaError(f"{path}: the name of a picture ends in {', '.join(_SUFFIXES)}")
    if find_spec("matplotlib") is None:
        raise DiurnaError("pictures need matplotlib: pip install 'diurna[pictures]'")
    if not series.periods:
        raise DiurnaError(f"there is nothing to draw: no events of {arrow(series)}")
    import matplotlib

    with matplotlib.rc_context(_STYLE):
        figure = _figure(series)
        try:
            # A picture of the same series is the same file: no date in it.
            dated = {"Date": None} if path.suffix.lower() == ".svg" else {}
            figure.savefig(path, dpi=200, metadata=dated or None)
        except OSError as error:
            raise DiurnaError(f"{path} cannot be written: {error.strerror}") from error


def _figure(series: Series) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.5, 5.0), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3.2, 1))
    _bars(above, series)
    _unusual(above, series)
    _changes(above, series)
    _scores(below, series)
    _time(below, series)
    _legend(above)
    figure.suptitle(_title(series), x=0.012, ha="left", weight="bold", fontsize=11)
    note = textwrap.fill(_source(series), _NOTE)
    figure.supxlabel(note, x=0.012, ha="left", fontsize=7, color="#666666")
    figure.align_ylabels()
    return figure


def _legend(axes: Axes) -> None:
    """Name the colours above the bars, column by column: cooperation, conflict, marks."""
    handles, labels = axes.get_legend_handles_labels()
    named = dict(zip(labels, handles, strict=True))
    order = [*(name for name, _ in _COLOURS.values()), *_MARKS]
    shown = [label for label in order if label in named]
    axes.legend(
        [named[label] for label in shown],
        shown,
        loc="lower left",
        bbox_to_anchor=(-0.012, 1.0),
        ncols=math.ceil(len(shown) / 2),
        frameon=False,
        fontsize=8,
        handlelength=1.4,
        columnspacing=1.6,
    )


def _bars(axes: Axes, series: Series) -> None:
    """Stack the quad classes, material acts next to the axis, cooperation up, conflict down."""
    starts = [period.first_day for period in series.periods]
    widths = [(p.last_day - p.first_day + timedelta(days=1)) * 0.9 for p in series.periods]
    for side, sign in _SIGNS.items():
        bottoms = [0] * len(starts)
        for quad in reversed(SIDES[side]):
            name, colour = _COLOURS[quad]
            heights = [sign * period.events.quads[quad - 1] for period in series.periods]
            axes.bar(
                starts,
                heights,
                width=widths,
                bottom=bottoms,
                align="edge",
                color=colour,
                label=name,
                linewidth=0,
            )
            bottoms = [b + h for b, h in zip(bottoms, heights, strict=True)]
    axes.axhline(0, color=_INK, linewidth=0.8)
    axes.set_ylabel(f"Events a {series.selection.by}")
    for name, (height, align) in {"cooperation": (1, "top"), "conflict": (0, "bottom")}.items():
        axes.annotate(
            name,
            (0, height),
            (5, 0),
            xycoords="axes fraction",
            textcoords="offset points",
            va=align,
            fontsize=8,
            color="#666666",
        )
    axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.margins(y=0.1)
    axes.grid(axis="y", color="#e5e5e5", linewidth=0.6)
    axes.set_axisbelow(True)


def _unusual(axes: Axes, series: Series) -> None:
    """Put a triangle at the end of an unusual bar."""
    label = _MARKS[0]
    for side, glyph in _TRIANGLES.items():
        marks = [m for m in series.unusual if m.side == side]
        if not marks:
            continue
        days = [m.first_day + (m.last_day - m.first_day) / 2 for m in marks]
        lift = 0.03 * _height(series)
        axes.plot(
            days,
            [_SIGNS[side] * (m.count + lift) for m in marks],
            glyph,
            color=_INK,
            markersize=4.5,
            label=label,
        )
        label = "_" + label


def _changes(axes: Axes, series: Series) -> None:
    """Draw the levels of a side as dashed lines where they change."""
    label = _MARKS[1]
    for side, sign in _SIGNS.items():
        days, levels = _levels(series, side)
        if days:
            axes.step(
                days,
                [sign * level for level in levels],
                where="post",
                color=_INK,
                linewidth=1,
                linestyle=(0, (4, 2)),
                label=label,
            )
            label = "_" + label


def _levels(series: Series, side: Side) -> tuple[Sequence[object], Sequence[float]]:
    changes = [c for c in series.changes if c.side == side]
    if not changes:
        return [], []
    days = [
        series.periods[0].first_day,
        *(c.first_day for c in changes),
        series.periods[-1].last_day,
    ]
    return days, [changes[0].before, *(c.after for c in changes), changes[-1].after]


def _scores(axes: Axes, series: Series) -> None:
    """Draw the mean score; the line breaks where nothing happened."""
    days = [p.first_day + (p.last_day - p.first_day) / 2 for p in series.periods]
    means = [
        float("nan") if p.events.score_mean is None else p.events.score_mean for p in series.periods
    ]
    axes.axhline(0, color=_INK, linewidth=0.8)
    axes.plot(days, means, color=_INK, linewidth=0.9, marker=".", markersize=2.5)
    axes.set_ylim(-10.5, 10.5)
    axes.set_yticks([-10, 0, 10])
    axes.set_ylabel("Mean score\n(PLOVER)")
    axes.grid(axis="y", color="#e5e5e5", linewidth=0.6)
    axes.set_axisbelow(True)


def _time(axes: Axes, series: Series) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    locator = AutoDateLocator(minticks=4, maxticks=9)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    axes.set_xlim(
        series.periods[0].first_day,
        series.periods[-1].last_day + timedelta(days=1),
    )


def _height(series: Series) -> int:
    return sum(max(p.events.of(side) for p in series.periods) for side in SIDES)


def _title(series: Series) -> str:
    wanted = series.selection
    what = ", ".join(wanted.events) or "all events"
    return f"{arrow(series)}: {what} by {wanted.by}"


def _source(series: Series) -> str:
    """Return the note below: what was counted, what was not, and by what."""
    wanted, left_out = series.selection, series.left_out
    lines = [f"{totals(series).capitalize()}.", f"Diurna {version('diurna')}."]
    if wanted.confidence:
        lines.insert(1, f"Events of confidence {wanted.confidence:g} or more.")
    if not wanted.undated and left_out.undated + left_out.vague:
        lines.insert(1, f"{left_out.undated + left_out.vague:,} events without a day are left out.")
    if series.unusual:
        lines.insert(
            -1,
            "Unusual: so many or more had a chance below 1 in 1,000 by the periods before.",
        )
    return " ".join(lines)
