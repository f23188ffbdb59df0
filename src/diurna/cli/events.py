"""``diurna events``: list the events of the record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from diurna.cli.options import database, filters
from diurna.settings import Settings

if TYPE_CHECKING:
    from diurna.record import Filter

_SHOWN = (
    "start_date",
    "end_date",
    "actors",
    "event",
    "modes",
    "auxiliary",
    "recipients",
    "speakers",
    "mentions",
    "stories",
    "event_id",
)


@click.command("events")
@database
@filters
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv"]),
    default="table",
    show_default=True,
)
def command(db: Path | None, wanted: Filter, form: str) -> None:
    """List events: who did what to whom, when, according to whom, in how many stories.

    \b
    Examples:
      diurna events --actor CHN --recipient RUS
      diurna events --event ASSAULT --since 2022-02-01 --until 2022-02-28 --asserted
      diurna events --says "Xi Jinping"
    """
    from diurna.cli.output import print_rows
    from diurna.record import open_record

    with open_record(db or Settings.from_environment().db, read_only=True) as record:
        columns, rows = record.events(wanted)
    if form == "table":
        keep = [columns.index(c) for c in _SHOWN]
        columns, rows = list(_SHOWN), [tuple(row[k] for k in keep) for row in rows]
        rows = [(*row[:-1], row[-1][:8]) for row in rows]
    print_rows(columns, rows, form)
