"""``diurna sql``: query the record."""

from __future__ import annotations

from pathlib import Path

import click

from diurna.settings import Settings


@click.command("sql")
@click.argument("statement")
@click.option(
    "--db",
    type=click.Path(path_type=Path),
    help="The record (a DuckDB file).  [default: diurna.duckdb, or DIURNA_DB]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv"]),
    default="table",
    show_default=True,
)
def command(statement: str, db: Path | None, form: str) -> None:
    """Run an SQL statement on the record, which is opened for reading only.

    The tables are stories, sentences, mentions and figures; the view events has one row an
    event. DESCRIBE mentions lists columns.

    \b
    Examples:
      diurna sql "SELECT event, count(*) FROM mentions GROUP BY ALL ORDER BY 2 DESC"
      diurna sql "SELECT * FROM events WHERE list_contains(actors, 'CHN')" --format csv
    """
    from diurna.cli.output import print_rows
    from diurna.record import open_record

    with open_record(db or Settings.from_environment().db, read_only=True) as record:
        columns, rows = record.sql(statement)
    print_rows(columns, rows, form)
