"""A series as rows and as tables, with what there is to say about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from rich.table import Table
from rich.text import Text

from diurna.cli.render import QUADS
from diurna.record import Pair, Period, Series, Unusual
from diurna.record.counting import TALLIES, quad_names
from diurna.record.series import Behind, Mark

SPARKS = "▁▂▃▄▅▆▇█"
_SPARK_WIDTH = 24
_SHORT_QUADS = ("verbal coop.", "material coop.", "verbal confl.", "material confl.")

Rows = tuple[list[str], list[tuple[Any, ...]]]


def arrow(series: Series) -> str:
    """Return the pair as one name: an arrow from one to the other, a dash between both."""
    wanted = series.selection
    return f"{wanted.actor} {'–' if wanted.both else '→'} {wanted.recipient}"


def marks_on(series: Series, period: Period) -> tuple[list[str], list[str]]:
    """Return the sides that are unusual in a period, and those whose level changes in it."""
    unusual = [m.side for m in series.unusual if m.first_day == period.first_day]
    changed = [m.side for m in series.changes if m.first_day == period.first_day]
    return sorted(unusual), sorted(changed)


def period_rows(series: Series) -> Rows:
    """Return every count of every period, as a panel has them, and the marks."""
    columns = ["actor", "recipient", "first_day", "last_day"]
    for tally in TALLIES:
        columns += [tally, *(f"{tally}_{quad}" for quad in quad_names())]
        columns += [f"{tally}_score_sum", f"{tally}_score_mean"]
    rows = []
    for period in series.periods:
        row: list[Any] = [series.selection.actor, series.selection.recipient]
        row += [period.first_day, period.last_day]
        for counts in (period.events, period.stories, period.clusters):
            row += [counts.total, *counts.quads, counts.score_sum, counts.score_mean]
        rows.append((*row, *marks_on(series, period)))
    return [*columns, "unusual", "change"], rows


def period_table(series: Series) -> Table:
    """Return the periods for the terminal: three counts, events by quad class, score, marks."""
    table = Table(box=None, pad_edge=False, header_style="dim", title=arrow(series))
    for column in ("from", "events", "stories", "clusters", *_SHORT_QUADS, "score", "mean"):
        table.add_column(column, justify="left" if column == "from" else "right")
    table.add_column("")
    for period in series.periods:
        events = period.events
        quads = [
            Text(str(n) if n else "·", style=style if n else "dim")
            for n, style in zip(events.quads, QUADS.values(), strict=True)
        ]
        table.add_row(
            period.first_day.isoformat(),
            *(str(tally.total) for tally in (events, period.stories, period.clusters)),
            *quads,
            f"{events.score_sum:+.1f}" if events.total else "",
            "" if events.score_mean is None else f"{events.score_mean:+.1f}",
            "; ".join(_said(series, period)),
            style="" if events.total else "dim",
        )
    return table


def mark_rows(series: Series) -> Rows:
    """Return unusual periods and changes, a row for each with what is behind it as objects."""
    columns = ["mark", "side", "first_day", "last_day", "count", "expected", "probability"]
    columns += ["before", "after", "behind"]
    rows: list[tuple[Any, ...]] = []
    for mark in in_time(series):
        behind = [_object(event) for event in mark.behind]
        head = (mark.side, mark.first_day, mark.last_day)
        if isinstance(mark, Unusual):
            told = (mark.count, round(mark.expected, 3), mark.probability, None, None)
            rows.append(("unusual", *head, *told, behind))
        else:
            levels = (round(mark.before, 3), round(mark.after, 3))
            rows.append(("change", *head, None, None, None, *levels, behind))
    return columns, rows


def behind_rows(series: Series) -> Rows:
    """Return the same flat: a row for each event behind a mark, one at least for each mark."""
    columns, marks = mark_rows(series)
    told = ["event_id", "event", "day", "quad_code", "event_scale", "stories", "clusters", "words"]
    rows = [
        (*mark[:-1], *(event.get(name) for name in told))
        for mark in marks
        for event in mark[-1] or [{}]
    ]
    return [*columns[:-1], *told], rows


def mark_table(series: Series) -> Table:
    """Return unusual periods and changes for the terminal, each with the events behind it."""
    table = Table(box=None, pad_edge=False, header_style="dim", title=arrow(series))
    for column in ("from", "to", "id", "event", "day"):
        table.add_column(column, no_wrap=True)
    for column in ("clusters", "stories"):
        table.add_column(column, justify="right")
    table.add_column("words", overflow="ellipsis", no_wrap=True, ratio=1)
    for mark in in_time(series):
        what = Text(_what(mark, series.selection.by), style="bold")
        days = mark.first_day.isoformat(), mark.last_day.isoformat()
        table.add_row(*days, "", "", "", "", "", what)
        for event in mark.behind:
            table.add_row("", "", *_event_cells(event))
    return table


def in_time(series: Series) -> list[Mark]:
    """Return unusual periods and changes in order of time."""
    return sorted([*series.unusual, *series.changes], key=lambda m: (m.first_day, m.side))


def overview(pairs: Sequence[Pair]) -> Rows:
    """Return pairs with their counts, and their events over time as a line of blocks."""
    days = [day for pair in pairs for day, _ in pair.periods]
    columns = ["actor", "recipient", *TALLIES, *_SHORT_QUADS, "mean"]
    rows = [
        (
            *(pair.actor, pair.recipient, pair.events, pair.stories, pair.clusters),
            *(*pair.quads, pair.score_mean),
            _spark(pair.periods, min(days), max(days)),
        )
        for pair in pairs
    ]
    heading = f"{min(days):%Y-%m} – {max(days):%Y-%m}" if days else "events"
    return [*columns, heading], rows


def notes(series: Series) -> Iterator[str]:
    """Yield what a reader of the series has to know: totals, what is left out, marks."""
    told = any(period.events.total for period in series.periods)
    yield f"{arrow(series)}: {totals(series) if told else 'no events'}"
    left_out, wanted = series.left_out, series.selection
    if not wanted.undated and left_out.undated + left_out.vague:
        yield (
            f"{left_out.undated:,} events that no text dates and {left_out.vague:,} dated to more"
            f" than a {wanted.by} are left out: --undated counts them"
        )
    if left_out.far:
        yield (
            f"{left_out.far:,} events more than a year before or after all reports are left out:"
            " --since and --until count them"
        )


def totals(series: Series) -> str:
    """Return the three counts of a whole series in words."""
    periods = series.periods
    events, stories, clusters = (
        sum(tally.total for tally in tallies)
        for tallies in (
            [p.events for p in periods],
            [p.stories for p in periods],
            [p.clusters for p in periods],
        )
    )
    return (
        f"{events:,} events, told {stories:,} times in stories,"
        f" {clusters:,} times in independent clusters"
    )


def _said(series: Series, period: Period) -> Iterable[str]:
    for mark in in_time(series):
        if mark.first_day == period.first_day:
            yield _what(mark, series.selection.by)


def _what(mark: Mark, by: str) -> str:
    if isinstance(mark, Unusual):
        return f"unusual {mark.side}: {mark.count}, {mark.expected:.1f} expected"
    return f"new level of {mark.side}: {mark.before:.2g} → {mark.after:.2g} a {by}"


def _event_cells(event: Behind) -> tuple[str | Text, ...]:
    return (
        event.event_id[:8],
        Text(event.event, style=QUADS[event.quad]),
        event.day.isoformat(),
        str(event.clusters),
        str(event.stories),
        Text(event.words),
    )


def _object(event: Behind) -> dict[str, Any]:
    return {
        "event_id": event.event_id,
        "event": event.event,
        "day": event.day.isoformat(),
        "quad_code": event.quad,
        "event_scale": round(event.score, 3),
        "stories": event.stories,
        "clusters": event.clusters,
        "words": event.words,
    }


def _spark(periods: Sequence[tuple[date, int]], first: date, last: date) -> str:
    """Return events over time as blocks, a blank for none, the most of this pair the highest."""
    bins = [0] * _SPARK_WIDTH
    span = (last - first).days + 1
    for day, events in periods:
        bins[(day - first).days * _SPARK_WIDTH // span] += events
    return "".join(spark(n / max(bins)) if n else " " for n in bins)


def spark(share: float) -> str:
    """Return a block as high as a share, 0 to 1."""
    return SPARKS[min(int(share * len(SPARKS)), len(SPARKS) - 1)]
