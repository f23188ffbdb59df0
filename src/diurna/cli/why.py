"""``diurna why``: what a mention was read from."""

from __future__ import annotations

from pathlib import Path

import click

from diurna.model import Mention, Place
from diurna.settings import Settings

_STYLES = {
    "actor": "bold blue",
    "recipient": "bold magenta",
    "event": "bold red",
    "date": "bold green",
    "auxiliary": "bold yellow",
    "speakers": "bold cyan",
}


@click.command("why")
@click.argument("mention_id")
@click.option(
    "--db",
    type=click.Path(path_type=Path),
    help="The record (a DuckDB file).  [default: diurna.duckdb, or DIURNA_DB]",
)
def command(mention_id: str, db: Path | None) -> None:
    """Show the sentence behind a mention with the evidence marked, and what decided each field.

    MENTION_ID is an identifier or its beginning, as `diurna read` prints it.

    \b
    Example:
      diurna why 3f9a1c
    """
    from diurna.cli.render import console
    from diurna.record import open_record

    with open_record(db or Settings.from_environment().db, read_only=True) as record:
        mention = record.mention(mention_id)
    out = console()
    out.print(_marked(mention))
    out.print()
    out.print(_fields(mention))
    out.print()
    out.print(_chain(mention))


def _marked(mention: Mention) -> object:
    """Return the sentence with every evidence span in its field's style and its field's name."""
    from rich.text import Text

    start = mention.sentence.start
    text = Text(mention.sentence.text)
    for item in mention.evidence:
        if (
            item.span is not None
            and mention.sentence.start <= item.span.start < mention.sentence.end
        ):
            text.stylize(
                _STYLES.get(item.field, "underline"), item.span.start - start, item.span.end - start
            )
    legend = Text("  ").join(Text(name, style=style) for name, style in _STYLES.items())
    return Text("\n").join([text, Text(), legend])


def _fields(mention: Mention) -> object:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("field", "value", "words", "decided by", "confidence"):
        table.add_column(column, overflow="fold")
    values = _values(mention)
    for item in mention.evidence:
        waiting = values.get(item.field, [])
        value = waiting.pop(0) if waiting else ""
        words = item.span.text if item.span else ""
        table.add_row(item.field, value, words, item.decided_by, f"{item.confidence:.2f}")
    if mention.when.span is None:
        table.add_row("date", "open", "", "the text gives none", "")
    for place in mention.places:
        table.add_row(
            "place",
            _where(place),
            place.span.text,
            place.decided_by,
            "",
        )
    for quote in mention.quotes:
        said = " → ".join(s.name or s.text for s in quote.speakers)
        table.add_row("quote", said, f"“{quote.span.text}”", "rule:quotation marks", "")
    table.add_row(
        "mention",
        f"{mention.id} of event {mention.event_id}",
        "",
        mention.decided_by,
        f"{mention.confidence:.2f}",
    )
    return table


def _values(mention: Mention) -> dict[str, list[str]]:
    """Return the values of each field in the order of its evidence."""
    from diurna.cli.render import entities, when

    return {
        "event": [mention.event],
        "mode": list(mention.modes),
        "actor": [entities([e]) for e in mention.actors],
        "recipient": [entities([e]) for e in mention.recipients],
        "auxiliary": list(mention.auxiliary),
        "date": [when(mention.when)],
        "speakers": [e.name or e.text for e in mention.speakers],
    }


def _chain(mention: Mention) -> str:
    """Return who says so, outwards, in words."""
    names = [s.name or s.text for s in mention.speakers]
    if not names:
        return "The report itself says so."
    return " ← ".join(
        [f"according to {names[0]}", *(f"as reported by {n}" for n in names[1:]), "in the report"]
    )


def _where(place: Place) -> str:
    if place.latitude is None or place.longitude is None:
        return f"{place.name}, not in the gazetteer"
    point = f"({place.latitude:.3f}, {place.longitude:.3f})"
    wide = "" if place.precision in ("town", "site") else f", {place.precision}"
    return f"{place.name}, {place.country} {point}{wide}"
