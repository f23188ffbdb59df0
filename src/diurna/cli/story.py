"""``diurna story``: one story with its mentions and figures."""

from __future__ import annotations

from pathlib import Path

import click

from diurna.settings import Settings


@click.command("story")
@click.argument("story_id")
@click.option(
    "--db",
    type=click.Path(path_type=Path),
    help="The record (a DuckDB file).  [default: diurna.duckdb, or DIURNA_DB]",
)
def command(story_id: str, db: Path | None) -> None:
    """Show a story: what is known of it, its sentences, mentions and figures.

    STORY_ID is an identifier or its beginning, as `diurna read` prints it.

    \b
    Example:
      diurna story 8c41d0a7
    """
    from rich.text import Text

    from diurna.cli.render import cell, console, figure_table, mention_table
    from diurna.record import open_record

    with open_record(db or Settings.from_environment().db, read_only=True) as record:
        story, mentions, figures = record.story(story_id)
        _, sentences = record.sql(
            "SELECT sequence, text, boilerplate FROM sentences"
            " WHERE story_id = ? ORDER BY sequence",
            [story["story_id"]],
        )
    out = console()
    out.print(Text(story["title"] or "(no title)", style="bold"))
    for key in (
        "published",
        "published_at",
        "publisher",
        "url",
        "syndicated",
        "origin",
        "story_id",
    ):
        out.print(Text.assemble((f"{key:>12}  ", "dim"), cell(story[key])))
    out.print()
    for sequence, text, boilerplate in sentences:
        note = " (boilerplate)" if boilerplate else ""
        out.print(
            Text.assemble(
                (f"{sequence:>4}  ", "dim"),
                (text, "dim" if boilerplate else ""),
                (note, "italic dim"),
            )
        )
    out.print()
    out.print(mention_table(mentions) if mentions else "no events")
    if figures:
        out.print()
        out.print(figure_table(figures))
