"""``diurna read``: read reports, store them, print their record."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diurna.cli import options
from diurna.errors import LocatedError
from diurna.settings import Settings

if TYPE_CHECKING:
    from diurna.pipeline import CodedStory, Summary


@click.command("read")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--db",
    type=click.Path(path_type=Path),
    help="The record to store in (a DuckDB file).  [default: diurna.duckdb, or DIURNA_DB]",
)
@click.option("--no-store", is_flag=True, help="Print only; store nothing.")
@options.output_format
@options.codebook
@click.option("--title", default="", help="The title of a plain text.")
@click.option(
    "--date",
    "published",
    type=click.DateTime(["%Y-%m-%d", "%Y%m%d", "%Y-%m-%dT%H:%M%z", "%Y-%m-%dT%H:%M:%S%z"]),
    metavar="YYYY-MM-DD[THH:MM+HH:MM]",
    help="The day a plain text was published, or the moment with its time zone.",
)
@click.option("--url", default="", help="The URL of a plain text.")
def command(
    paths: tuple[Path, ...],
    db: Path | None,
    no_store: bool,
    form: str,
    codebook: tuple[Path, ...],
    title: str,
    published: datetime | None,
    url: str,
) -> None:
    """Read reports and print who did what to whom, when, where and according to whom.

    A PATH is a file, or a folder whose .txt files are read. A file is in the reference format
    (title, date as YYYYMMDD or a moment as ISO 8601, URL, then sentences, one a line, in any
    order) or, with --title, --date or --url, plain text.

    \b
    Examples:
      diurna read report.txt
      diurna read reports/ --db record.duckdb --format jsonl > mentions.jsonl
      diurna read note.txt --date 2022-06-15 --title "A note"
      diurna read reports/ --actors my.actors.txt --actors my-frames.toml

    Exit code 0 when something could be read, 1 when nothing could.
    """
    from diurna.intake import Hints
    from diurna.pipeline import Summary, read_files, version
    from diurna.record import Visits

    settings = Settings.from_environment()
    settings = replace(settings, codebook=(*settings.codebook, *codebook))
    _tell_faults(settings.codebook)
    moment = published if published and published.tzinfo else None
    hints = Hints(title, published.date() if published else None, url, moment)
    failures: list[LocatedError] = []

    def reject(error: LocatedError) -> None:
        failures.append(error)
        click.echo(f"diurna: {error}", err=True)

    summary = Summary()
    kept: list[CodedStory] = []
    record = (
        None
        if no_store
        else Visits(db or settings.db, version=version(settings.codebook), command="read")
    )
    with _progress() as tick:
        for coded, so_far in read_files(paths, hints, settings, record, reject):
            tick()
            summary = so_far
            if form == "jsonl":
                _print_lines(coded)
            else:
                kept.append(coded)
    if form != "jsonl":
        _print(kept, form)
    _print_summary(summary, failures, stored=not no_store)
    if summary.stories == 0:
        raise click.exceptions.Exit(1)


def _tell_faults(paths: tuple[Path, ...]) -> None:
    from diurna.pipeline import read_own

    faults = read_own(paths).faults
    for fault in faults[:3]:
        click.echo(f"diurna: {fault}", err=True)
    if len(faults) > 3:
        click.echo(
            f"diurna: and {len(faults) - 3} more faulty entries, left out; "
            "diurna codebook check FILE lists them",
            err=True,
        )


@contextmanager
def _progress() -> Iterator[Callable[[], None]]:
    """Show a spinner with a count on a terminal; yields what to call after each story."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    with Progress(
        SpinnerColumn(),
        TextColumn("{task.completed} stories read"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as progress:
        task = progress.add_task("read", total=None)
        yield lambda: progress.advance(task)


def _records(coded: CodedStory) -> list[dict[str, Any]]:
    from diurna.export import figure_record, mention_record, story_record

    return [
        story_record(coded.story),
        *(mention_record(m, coded.story) for m in coded.mentions),
        *(figure_record(f) for f in coded.figures),
    ]


def _print_lines(coded: CodedStory) -> None:
    for record in _records(coded):
        click.echo(json.dumps(record, ensure_ascii=False))


def _print(stories: list[CodedStory], form: str) -> None:
    if form == "json":
        click.echo(
            json.dumps([r for s in stories for r in _records(s)], ensure_ascii=False, indent=2)
        )
    elif form == "csv":
        from diurna.export import MENTION_COLUMNS, mention_row

        writer = csv.writer(sys.stdout)
        writer.writerow(MENTION_COLUMNS)
        writer.writerows(mention_row(m) for s in stories for m in s.mentions)
    else:
        _print_tables(stories)


def _print_tables(stories: list[CodedStory]) -> None:
    from diurna.cli.render import console, figure_table, mention_table, story_heading

    out = console()
    for coded in stories:
        out.print(story_heading(coded.story))
        out.print()
        out.print(mention_table(coded.mentions) if coded.mentions else "no events")
        if coded.figures:
            out.print()
            out.print(figure_table(coded.figures))
        out.print()


def _print_summary(summary: Summary, failures: list[LocatedError], *, stored: bool) -> None:
    parts = [f"{summary.stories} stories, {summary.mentions} mentions, {summary.figures} figures"]
    if stored:
        parts.append(
            ", ".join(f"{n} {kind}" for kind, n in summary.stored.items() if n) or "nothing stored"
        )
    if failures:
        parts.append(f"{len(failures)} not read")
    spent = ", ".join(f"{stage} {s:.2f} s" for stage, s in summary.seconds.items() if s >= 0.005)
    click.echo("; ".join(parts) + (f" ({spent})" if spent else ""), err=True)
