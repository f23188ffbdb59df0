"""Options that several commands have: the record, dictionaries, which events, as of when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import wraps
from pathlib import Path
from typing import Any

import click

Command = Callable[..., Any]

DAY = click.DateTime(["%Y-%m-%d", "%Y%m%d"])

database = click.option(
    "--db",
    type=click.Path(path_type=Path),
    help="The record (a DuckDB file).  [default: diurna.duckdb, or DIURNA_DB]",
)

codebook = click.option(
    "--actors",
    "codebook",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A dictionary of yours (TABARI, PETRARCH, CSV or TOML), which wins over ours; repeatable.",
)


def _moment(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
    """Return the end of a day, or a moment, in UTC without a zone, as the record has its times."""
    if value is None:
        return None
    try:
        if len(value) <= len("YYYY-MM-DD"):
            return datetime.combine(date.fromisoformat(value), time.max)
        moment = datetime.fromisoformat(value)
    except ValueError:
        reason = f"{value!r} is neither YYYY-MM-DD nor YYYY-MM-DDTHH:MM"
        raise click.BadParameter(reason, ctx, param) from None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


as_of = click.option(
    "--as-of",
    metavar="DATE",
    callback=_moment,
    help="What the record knew at the end of a day, or at a moment (UTC).",
)

output_format = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv"]),
    default="table",
    show_default=True,
)

_FILTERS = (
    click.option("--actor", default="", help="Code of an actor: CHN, EU, …"),
    click.option("--recipient", default="", help="Code of a recipient."),
    click.option("--event", default="", help="A PLOVER event: CONSULT, ASSAULT, …"),
    click.option("--since", type=DAY, help="Events on or after this day."),
    click.option("--until", type=DAY, help="Events on or before this day."),
    click.option(
        "--says",
        default="",
        help="Only what a speaker says: a name, a part of one, or a code.",
    ),
    click.option(
        "--asserted", is_flag=True, help="Leave out what is negated, hypothetical or ahead."
    ),
)


def filters(command: Command) -> Command:
    """Give a command the options that choose events; it gets them as the Filter `wanted`."""

    @wraps(command)
    def filtered(
        *arguments: Any,
        since: datetime | None,
        until: datetime | None,
        actor: str,
        recipient: str,
        event: str,
        says: str,
        asserted: bool,
        **others: Any,
    ) -> Any:
        from diurna.record import Filter

        wanted = Filter(
            actor=actor,
            recipient=recipient,
            event=event,
            since=since.date().isoformat() if since else "",
            until=until.date().isoformat() if until else "",
            says=says,
            asserted=asserted,
        )
        return command(*arguments, wanted=wanted, **others)

    for option in reversed(_FILTERS):
        filtered = option(filtered)
    return filtered
