"""``diurna series``: counts of a pair, or of all pairs, by day, week, month or quarter."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diurna.cli import options
from diurna.cli.options import DAY
from diurna.settings import Settings

if TYPE_CHECKING:
    from diurna.record import Record, Selection, Series

_MOST = 40
"""Pairs shown where a table shows all of them."""


@click.command("series")
@click.argument("actor", default="")
@click.argument("recipient", default="")
@options.database
@click.option("--all", "every", is_flag=True, help="Every pair instead of one.")
@click.option(
    "--by",
    type=click.Choice(["day", "week", "month", "quarter"]),
    default="week",
    show_default=True,
    help="The period; weeks begin on Monday.",
)
@click.option(
    "--both/--directed",
    help="What the two do to each other, whoever does it; or what the first does to the second."
    "  [default: directed]",
)
@click.option("--since", type=DAY, help="Events on or after this day; the series begins there.")
@click.option("--until", type=DAY, help="Events on or before this day; the series ends there.")
@click.option(
    "--event",
    "--events",
    "events",
    multiple=True,
    help="Only this PLOVER event: CONSULT, ASSAULT, …; may be given again.",
)
@click.option(
    "--undated",
    is_flag=True,
    help="Count events that no text dates, at their first report.  [default: left out, and told]",
)
@click.option(
    "--min-confidence",
    "confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Only events that the record is so sure of, 0 to 1.",
)
@click.option("--as-of", type=DAY, help="What the record knew at the end of this day (UTC).")
@click.option("--unusual", is_flag=True, help="List unusual periods, changes, and what is behind.")
@options.output_format
@click.option(
    "--picture",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw the series as a file ending in .svg, .png or .pdf.",
)
def command(
    actor: str,
    recipient: str,
    db: Path | None,
    every: bool,
    as_of: datetime | None,
    unusual: bool,
    form: str,
    picture: Path | None,
    **asked: Any,
) -> None:
    """Count what ACTOR does to RECIPIENT by day, week, month or quarter, without gaps.

    Counts are always three: events, the stories that tell them, and independent clusters of
    stories (copies count once); each by quad class, with sum and mean of PLOVER's score.
    A period is unusual when so many events of its side, cooperation or conflict, had a chance
    below 1 in 1,000 by the periods before it; a change is a new level that lasts.

    \b
    Examples:
      diurna series CHN RUS
      diurna series CHN RUS --by month --both --since 2019-01-01 --picture china-russia.svg
      diurna series CHN RUS --unusual
      diurna series --all --by month --format csv
    """
    from diurna.record import open_record

    if every == bool(actor and recipient) or bool(actor) != bool(recipient):
        raise click.UsageError("name an actor and a recipient (CHN RUS), or ask for --all")
    if every and (unusual or picture):
        raise click.UsageError("--unusual and --picture are for one pair: name two actors")
    wanted = _selection(actor, recipient, **asked)
    then = datetime.combine(as_of.date(), time.max) if as_of else None
    with open_record(db or Settings.from_environment().db, read_only=True, as_of=then) as record:
        if every:
            _all(record, wanted, form)
            return
        series = record.series(wanted, behind=3 if unusual else 0)
    if picture:
        from diurna.cli.drawing.picture import draw

        draw(series, picture)
    if unusual:
        _unusual(series, form)
    else:
        _periods(series, form)
    _tell(series, picture)


def _selection(actor: str, recipient: str, **asked: Any) -> Selection:
    from diurna.record import Selection

    since, until = asked.pop("since"), asked.pop("until")
    return Selection(
        actor.upper(),
        recipient.upper(),
        since=since.date() if since else None,
        until=until.date() if until else None,
        events=tuple(name.upper() for name in asked.pop("events")),
        **asked,
    )


def _all(record: Record, wanted: Selection, form: str) -> None:
    """Print every pair: as a table those with most events, a line each, else all periods."""
    from diurna.cli.output import print_rows, stream_rows

    if form != "table":
        stream_rows(*record.panel_rows(wanted), form)
        return
    from diurna.cli.drawing.tables import overview

    pairs, number = record.pairs(wanted, _MOST)
    print_rows(*overview(pairs), form)
    if number > len(pairs):
        click.echo(
            f"{number - len(pairs):,} further pairs: --format csv has all, period by period",
            err=True,
        )


def _periods(series: Series, form: str) -> None:
    from diurna.cli.drawing.tables import period_rows, period_table
    from diurna.cli.output import print_rows

    if form != "table":
        print_rows(*period_rows(series), form)
        return
    if not series.periods:
        return
    from diurna.cli.drawing.chart import chart
    from diurna.cli.render import console

    out = console()
    out.print(period_table(series))
    out.print()
    out.print(chart(series, out.width))


def _unusual(series: Series, form: str) -> None:
    from diurna.cli.drawing.tables import behind_rows, mark_rows, mark_table
    from diurna.cli.output import print_rows

    if form != "table":
        print_rows(*(behind_rows if form == "csv" else mark_rows)(series), form)
        return
    from diurna.cli.render import console

    console().print(mark_table(series))


def _tell(series: Series, picture: Path | None) -> None:
    """Tell on standard error what the series holds and what it leaves out."""
    from diurna.cli.drawing.tables import notes

    for line in notes(series):
        click.echo(line, err=True)
    if picture:
        click.echo(f"drawn to {picture}", err=True)
