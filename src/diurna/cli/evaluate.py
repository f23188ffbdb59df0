"""``diurna evaluate``: score the installed reader and coder on gold annotations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

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
    """Score the installed reader and coder on gold files, told apart by name and content.

    \b
      .conllu        tags, lemmas and trees, on the gold words
      .iob2          names (.iob, .bio likewise); spans of source and target (S, T, R)
      .tsv           the event between two given sides (sentence, marked_sentence, root …)
      .json, .jsonl  events from plain text: PLOVER records with their texts, or sentences in
                     the schema of training/sentences
      .xml           places with coordinates, as in GeoWebNews and GeoVirus
      a folder       attributions in brat standoff: texts (.txt) with annotations (.ann)

    Intervals are 95 %, by bootstrap over sentences.

    \b
    Examples:
      diurna evaluate en_ewt-ud-dev.conllu
      diurna evaluate my-coded-sample.jsonl --errors 20
      diurna evaluate gold-records.json --json
    """
    from diurna.evaluate import score_file
    from diurna.evaluate.files import as_json as to_json
    from diurna.reader import Reader, load_network

    reader = Reader(load_network(weights))
    for path in files:
        report = score_file(path, reader)
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
            for n, c in [*sorted(report.classes.items()), ("micro", report.micro)]
        ]
        rows.append(("macro", "", "", f"{report.macro_f1:.3f}", report.micro.support))
        out.print(rows_table(["class", "precision", "recall", "F1", "items"], rows))
    if report.reliability:
        out.print(_reliability(report))
    if report.confusion:
        out.print(_confusion(report))
    for line in report.errors[:errors]:
        out.print(line, markup=False)


def _reliability(report: Report) -> object:
    """Return how often what is held with a confidence is right, with a bar."""
    from diurna.cli.render import rows_table

    rows = [
        (f"{b.low:.1f} – {b.high:.1f}", b.support, f"{b.confidence:.2f}", f"{b.right:.2f}",
         "█" * round(20 * b.right))
        for b in report.reliability
    ]  # fmt: skip
    return rows_table(["confidence", "mentions", "mean", "right", ""], rows)


def _confusion(report: Report) -> object:
    """Return the table of gold (rows) against found (columns), with what is in neither last."""
    from diurna.cli.render import rows_table

    names = sorted({name for pair in report.confusion for name in pair if name})
    columns = [*names, ""]
    rows = [
        (gold or "nothing", *(report.confusion.get((gold, found), 0) or "·" for found in columns))
        for gold in columns
    ]
    shown = [name[:4].lower() for name in names]
    return rows_table(["gold ↓ found →", *shown, "none"], rows)
