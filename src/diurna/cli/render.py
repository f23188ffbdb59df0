"""Tables and marked text for the terminal."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from diurna.model import Change, Entity, Figure, Mention, Story, When

QUADS = {1: "green", 2: "bold green", 3: "yellow", 4: "bold red"}
"""The styles of the quad classes."""


def console() -> Console:
    """Return the console for standard output; where that is no terminal, 160 columns or COLUMNS."""
    out = Console(highlight=False)
    if out.is_terminal:
        return out
    columns = os.environ.get("COLUMNS", "")
    return Console(highlight=False, width=int(columns) if columns.isdecimal() else 160)


def story_heading(story: Story) -> Text:
    """Return title, day, publisher and identifier of a story as one line."""
    day = story.published.isoformat() if story.published else "no date"
    notes = [
        day,
        story.publisher or "unknown publisher",
        *(["syndicated"] if story.syndicated else []),
        f"story {story.id[:8]}",
    ]
    return Text.assemble((story.title or "(no title)", "bold"), "\n", (" · ".join(notes), "dim"))


def mention_table(mentions: Iterable[Mention]) -> Table:
    """Return mentions as a table: who, what, whom, when, according to whom."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("id", "actor", "event", "recipient", "when", "according to", "words"):
        table.add_column(column, overflow="fold")
    for m in mentions:
        event = Text(m.event, style=QUADS[m.quad])
        if m.modes:
            event.append(f" {', '.join(m.modes)}", style="dim")
        for size in m.sizes:
            event.append(f" {size.value:g} {size.harm}", style="bold")
        if m.auxiliary:
            event.append(f" ({', '.join(m.auxiliary)})", style="italic")
        table.add_row(
            m.id[:6],
            entities(m.actors),
            event,
            entities(m.recipients),
            when(m.when),
            speakers(m.speakers),
            _words(m),
        )
    return table


def figure_table(figures: Iterable[Figure]) -> Table:
    """Return figures as a table."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("measure", "value", "period", "change", "about", "according to"):
        table.add_column(column, overflow="fold")
    for f in figures:
        value = " ".join(part for part in (f.approximation, number(f.value), f.unit) if part)
        table.add_row(
            f.measure,
            value,
            when(f.period),
            change(f.change),
            entities(f.about),
            speakers(f.speakers),
        )
    return table


def rows_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Table:
    """Return any rows as a table; lists are joined, missing values left blank."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(value)) for value in row))
    return table


def cell(value: Any) -> str:
    """Return a value of the record as text."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(cell, value))
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def entities(found: Iterable[Entity]) -> str:
    """Return entities as codes with sectors, and the persons behind them."""
    return "\n".join(_entity(e) for e in found)


def speakers(found: Iterable[Entity]) -> str:
    """Return a chain of speakers, from the inner to the outer."""
    return " → ".join(e.name or e.text for e in found)


def when(interval: When) -> str:
    """Return an interval: a day, or its two ends."""
    if interval.start is None or interval.end is None:
        return ""
    if interval.start == interval.end:
        return interval.start.isoformat()
    return f"{interval.start.isoformat()} – {interval.end.isoformat()}"


def number(value: float) -> str:
    """Return a number with thousands apart, whole where it is."""
    return f"{int(value):,}" if value == int(value) else f"{value:,.6g}"


def change(found: Change | None) -> str:
    """Return a change as its amount, or which way it went, with what it is compared with."""
    if found is None:
        return ""
    amount = "" if found.amount is None else f"{found.amount:+,.6g} {found.unit}"
    way = {1: "up", -1: "down", 0: ""}[found.direction]
    told = f"{found.approximation} {amount}".strip() or way
    earlier = "" if found.earlier is None else f"from {number(found.earlier)}"
    whole = found.base.precision == "year" and found.base.start is not None
    period = str(found.base.start)[:4] if whole else when(found.base)
    base = f"on {period}" if period else ""
    return " ".join(part for part in (told, earlier, base) if part)


def _entity(entity: Entity) -> str:
    shown = entity.name or entity.text
    code = f"{entity.code} {entity.sector}".strip()
    return f"{code} {shown}" if shown else code


def _words(mention: Mention) -> Text:
    """Return the words around the trigger, the trigger marked."""
    text = mention.sentence.text
    start = mention.trigger.start - mention.sentence.start
    end = mention.trigger.end - mention.sentence.start
    left, right = text[max(0, start - 30) : start], text[end : end + 30]
    return Text.assemble(
        ("…" if start > 30 else "") + left,
        (text[start:end], "bold"),
        right + ("…" if len(text) > end + 30 else ""),
    )
