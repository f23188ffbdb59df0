"""``diurna import``: events of other data sets, to lay beside our own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from diurna.cli.options import database
from diurna.errors import LocatedError
from diurna.settings import Settings

if TYPE_CHECKING:
    from diurna.exchange import EventFormat, ImportSummary

_FORMATS = ("gdelt", "icews", "polecat", "plover")


@click.command("import")
@click.argument("form", metavar="FORMAT", type=click.Choice(_FORMATS))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@database
def command(form: EventFormat, files: tuple[Path, ...], db: Path | None) -> None:
    """Store the events of other data sets beside those of the record.

    \b
      gdelt    GDELT 2.0's table of events (61 columns without a header)
      icews    ICEWS's table
      polecat  POLECAT's table
      plover   PLOVER's JSON Lines, in the manual's names or older ones

    A FILE may be packed (.gz, .zip). They go to foreign_events, apart from our own events, with
    actors in our codes and events in PLOVER's where they have any. A file that was imported
    before changes nothing; a row that says otherwise than before takes its place.

    \b
    Examples:
      diurna import gdelt 20220615.export.CSV.zip
      diurna import icews events.2019.tab --db record.duckdb
      diurna sql "SELECT format, event, count(*) FROM foreign_events GROUP BY ALL"

    Faulty lines are named by number, and the rest is read. Exit code 0 when something could be
    read, 1 when nothing could.
    """
    from diurna.cli.progress import counting
    from diurna.exchange import import_files

    def reject(error: LocatedError) -> None:
        click.echo(f"diurna: {error}", err=True)

    path = db or Settings.from_environment().db
    with counting("rows") as tick:
        summary = import_files(path, form, files, reject, tick)
    _tell(summary)
    if not summary.rows.total():
        raise click.exceptions.Exit(1)


def _tell(summary: ImportSummary) -> None:
    counts = ", ".join(f"{n:,} {what}" for what, n in summary.rows.items() if n) or "no rows"
    faulty = f"; {len(summary.rejects):,} not read" if summary.rejects else ""
    click.echo(f"{summary.files} files: {counts}{faulty}", err=True)
