"""Printing rows of the record in the format a user asks for, and what was done with it."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from diurna.record import Copied


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[Any]], form: str) -> None:
    """Print rows as a table, a JSON list, JSON lines or CSV."""
    if form == "table":
        from diurna.cli.render import console, rows_table

        out = console()
        out.print(rows_table(columns, rows))
        click.echo(f"{len(rows)} rows", err=True)
    elif form == "json":
        objects = [dict(zip(columns, row, strict=True)) for row in rows]
        click.echo(json.dumps(objects, ensure_ascii=False, indent=2, default=str))
    else:
        stream_rows(columns, rows, form)


def stream_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], form: str) -> None:
    """Print rows as they come: as a JSON list of a row a line, JSON lines or CSV."""
    if form == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows(
            ["|".join(map(str, v)) if isinstance(v, list) else v for v in row] for row in rows
        )
        return
    objects = (
        json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=str)
        for row in rows
    )
    if form == "jsonl":
        for item in objects:
            click.echo(item)
        return
    click.echo("[", nl=False)
    for k, item in enumerate(objects):
        click.echo(f"{',' if k else ''}\n{item}", nl=False)
    click.echo("\n]")


def print_copied(path: Path, copied: Copied) -> None:
    """Tell what a backup or a restored record holds."""
    click.echo(
        f"{path}: {copied.rows} rows in {copied.tables} tables,"
        f" {copied.size / 1e6:.1f} MB, checked",
        err=True,
    )
