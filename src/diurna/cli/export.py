"""``diurna export``: the record in the formats that the field's code reads."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diurna.cli.options import as_of, database, filters
from diurna.settings import Settings

if TYPE_CHECKING:
    from diurna.exchange import Exported, Format
    from diurna.record import Filter

_FORMATS = ("plover", "polecat", "gdelt", "icews", "csv", "parquet", "graphml")


@click.command("export")
@click.argument("form", metavar="FORMAT", type=click.Choice(_FORMATS))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="The file to write; with csv and parquet a folder.",
)
@database
@filters
@as_of
def command(
    form: Format, out: Path, db: Path | None, wanted: Filter, as_of: datetime | None
) -> None:
    """Write the events of the record to a file in another format.

    \b
      plover   PLOVER's JSON Lines, a mention a line with every field
      polecat  POLECAT's table, a row an event, actor and recipient
      gdelt    GDELT 2.0's table of events, and its table of mentions beside it
      icews    ICEWS's table
      csv      every view of the record as a file in a folder; the options on events
      parquet  narrow events, mentions and relations
      graphml  the network of actors: counts by quad class and mean score

    What a format cannot hold is counted on standard error.

    \b
    Examples:
      diurna export gdelt --out record.export.tsv --since 2022-01-01
      diurna export polecat --out polecat.tsv --actor CHN
      diurna export parquet --out tables/ --as-of 2023-06-30
      diurna export graphml --out actors.graphml --asserted
    """
    from diurna.cli.progress import counting
    from diurna.exchange import export_record

    path = db or Settings.from_environment().db
    with counting("events") as tick:
        try:
            done = export_record(path, form, out, wanted, as_of, tick)
        except OSError as error:
            raise click.ClickException(f"{out} cannot be written: {error.strerror}") from error
    _tell(form, done)


def _tell(form: str, done: Exported) -> None:
    for path, rows in done.rows.items():
        click.echo(f"{path}: {rows:,} rows", err=True)
    if done.lost:
        click.echo(f"what {form} could not hold:", err=True)
    for reason, count in done.lost.most_common():
        click.echo(f"  {count:,} {reason}", err=True)
