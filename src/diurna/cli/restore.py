"""``diurna restore``: make the record what a backup holds."""

from __future__ import annotations

from pathlib import Path

import click

from diurna.cli import options
from diurna.settings import Settings


@click.command("restore")
@click.argument("backup", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@options.database
@click.option("--force", is_flag=True, help="Overwrite the record that is there.")
def command(backup: Path, db: Path | None, force: bool) -> None:
    """Make the record what a backup holds; FILE is what diurna backup wrote.

    The backup is read through first: one that is damaged, no record or of a newer Diurna is
    refused, and the record stays as it is.

    \b
    Examples:
      diurna restore monday.duckdb --db new.duckdb
      diurna restore /mnt/backups/record.duckdb --db record.duckdb --force

    Exit code 0 when the record has been restored, else 1.
    """
    from diurna.cli.output import print_copied
    from diurna.record import restore

    path = db or Settings.from_environment().db
    print_copied(path, restore(backup, path, force=force))
