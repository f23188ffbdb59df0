"""``diurna backup``: copy the record."""

from __future__ import annotations

from pathlib import Path

import click

from diurna.cli import options
from diurna.settings import Settings


@click.command("backup")
@options.database
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The backup."
)
@click.option("--force", is_flag=True, help="Overwrite an earlier backup.")
def command(db: Path | None, out: Path, force: bool) -> None:
    """Copy the record to a file, whole, even while others use it.

    Waits for a command that is writing; those that come later wait for the copy. The copy is
    compared with the record and then put in place at once: a backup that fails leaves the earlier
    one. It is a record itself: events, sql and why take it as --db.

    \b
    Examples:
      diurna backup --out monday.duckdb
      diurna backup --db record.duckdb --out /mnt/backups/record.duckdb --force

    Exit code 0 when the backup is there and has been checked, else 1.
    """
    from diurna.cli.output import print_copied
    from diurna.record import back_up

    print_copied(out, back_up(db or Settings.from_environment().db, out, force=force))
