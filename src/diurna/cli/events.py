"""``diurna events``: list the events of the record."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from diurna.settings import Settings

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
_DAY = click.DateTime(["%Y-%m-%d", "%Y%m%d"])


@click.command("events")
@click.option(
    "--db",
    type=click.Path(path_type=Path),
    help="The record (a DuckDB file).  [default: diurna.duckdb, or DIURNA_DB]",
)
@click.option("--actor", default="", help="Code of an actor: CHN, EU, …")
@click.option("--recipient", default="", help="Code of a recipient.")
@click.option("--event", default="", help="A PLOVER event: CONSULT, ASSAULT, …")
@click.option("--since", type=_DAY, help="Events on or after this day.")
@click.option("--until", type=_DAY, help="Events on or before this day.")
@click.option(
    "--says", default="", help="Only what a speaker says: a name, a part of one, or a code."
)
@click.option("--asserted", is_flag=True, help="Leave out what is negated, hypothetical or ahead.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv"]),
    default="table",
    show_default=True,
)
def command(
    db: Path | None,
    actor: str,
    recipient: str,
    event: str,
    since: datetime | None,
    until: datetime | None,
    says: str,
    asserted: bool,
    form: str,
) -> None:
    """List events: who did what to whom, when, according to whom, in how many stories.

    \b
    Examples:
      diurna events --actor CHN --recipient RUS
      diurna events --event ASSAULT --since 2022-02-01 --until 2022-02-28 --asserted
      diurna events --says "Xi Jinping"
    """
    from diurna.cli.output import print_rows
    from diurna.record import Filter, open_record

    wanted = Filter(
        actor=actor,
        recipient=recipient,
        event=event,
        since=since.date().isoformat() if since else "",
        until=until.date().isoformat() if until else "",
        says=says,
        asserted=asserted,
    )
    with open_record(db or Settings.from_environment().db, read_only=True) as record:
        columns, rows = record.events(wanted)
    if form == "table":
        keep = [columns.index(c) for c in _SHOWN]
        columns, rows = list(_SHOWN), [tuple(row[k] for k in keep) for row in rows]
        rows = [(*row[:-1], row[-1][:8]) for row in rows]
    print_rows(columns, rows, form)
