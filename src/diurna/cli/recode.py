"""``diurna recode``: code the stories of a record anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diurna.cli import options
from diurna.errors import LocatedError
from diurna.settings import Settings

if TYPE_CHECKING:
    from diurna.record import Changes


@click.command("recode")
@options.database
@options.codebook
def command(db: Path | None, codebook: tuple[Path, ...]) -> None:
    """Code anew what another version of Diurna or of a dictionary coded, from the kept texts.

    The record changes at once, or not at all. What it said before stays to be asked with
    --as-of; your own decisions (diurna review) stay in force. A record of an older schema is
    brought up to date first.

    \b
    Examples:
      diurna recode
      diurna recode --db record.duckdb --actors my.actors.txt
    """
    from diurna.cli.progress import progress
    from diurna.pipeline import recode, version
    from diurna.record import open_record

    settings = Settings.from_environment()
    settings = replace(settings, codebook=(*settings.codebook, *codebook))
    path = db or settings.db
    if not path.exists():
        raise click.UsageError(f"there is no record at {path}")
    failures: list[LocatedError] = []

    def reject(error: LocatedError) -> None:
        failures.append(error)
        click.echo(f"diurna: {error}", err=True)

    code_version = version(settings.codebook)
    with open_record(path, version=code_version, command="recode") as record:
        total = record.count_uncoded(code_version)
        if not total:
            click.echo("every story is coded by this version: nothing to do", err=True)
            return
        with progress("coding anew", total) as done:
            changes = recode(record, settings, reject, done)
    _report(changes, failures)


def _report(changes: Changes, failures: list[LocatedError]) -> None:
    from diurna.cli.render import console, rows_table

    rows: list[tuple[str, int]] = [
        ("stories coded anew", changes.stories),
        ("mentions as before", changes.same),
        ("mentions changed", changes.changed),
        *((f"  in {name}", n) for name, n in changes.fields.most_common()),
        ("mentions added", changes.added),
        ("mentions gone", changes.gone),
    ]
    if failures:
        rows.append(("stories kept as they were, for they could not be coded", len(failures)))
    console().print(rows_table(["", "count"], rows))
