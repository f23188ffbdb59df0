"""``diurna evaluate``: score the installed reader and coder on gold annotations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from diurna.errors import FormatError

if TYPE_CHECKING:
    from diurna.evaluate import Report


@click.command("evaluate")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--weights",
    type=click.Path(path_type=Path, exists=True),
    help="Another folder of weights, for trees and names.",
)
@click.option("--errors", type=int, default=0, help="Show this many sentences that went wrong.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a file.")
def command(files: tuple[Path, ...], weights: Path | None, errors: int, as_json: bool) -> None:
    """Score the installed reader and coder on gold files, told apart by their names.

    \b
      .conllu   tags, lemmas and trees, on the gold words
      .iob2     names (.iob, .bio likewise)
      .jsonl    events from plain text, in the schema of training/sentences

    Intervals are 95 %, by bootstrap over sentences.

    \b
    Examples:
      diurna evaluate en_ewt-ud-dev.conllu
      diurna evaluate my-coded-sentences.jsonl --errors 20
    """
    from diurna.evaluate import score_events, score_names, score_trees
    from diurna.evaluate.events import as_json as to_json
    from diurna.reader import Reader, load_network

    reader = Reader(load_network(weights))
    for path in files:
        report: Report
        if path.suffix == ".conllu":
            report = score_trees(path, reader)
        elif path.suffix in (".iob2", ".iob", ".bio"):
            report = score_names(path, reader)
        elif path.suffix == ".jsonl":
            report = score_events(path)
        else:
            raise FormatError("the name tells no gold format: use .conllu, .iob2 or .jsonl", path)
        if as_json:
            click.echo(to_json(report))
        else:
            _show(report, errors)


def _show(report: Report, errors: int) -> None:
    from diurna.cli.render import console, rows_table

    out = console()
    out.print(f"\n[bold]{report.source}[/bold]")
    out.print(
        rows_table(
            ["score", "value", "95 % interval", "items"],
            [
                (s.name, f"{s.value:.4f}", f"{s.low:.4f} – {s.high:.4f}", s.support)
                for s in report.scores
            ],
        )
    )
    if report.classes:
        rows = [
            (n, f"{c.precision:.3f}", f"{c.recall:.3f}", f"{c.f1:.3f}", c.support)
            for n, c in sorted(report.classes.items())
        ]
        out.print(rows_table(["class", "precision", "recall", "F1", "items"], rows))
    for line in report.errors[:errors]:
        out.print(line, markup=False)
