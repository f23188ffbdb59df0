"""``diurna codebook``: check dictionaries and frames of the user's own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click


@click.group("codebook")
def command() -> None:
    """Look into the codebook, and check dictionaries and frames of your own.

    \b
    Examples:
      diurna codebook check my.actors.txt my-frames.toml
      diurna codebook members NATO --on 1998-05-01
    """


@command.command("members")
@click.argument("body")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="A day.  [default: today]")
def members(body: str, day: datetime | None) -> None:
    """Print the states that belonged to BODY, an acronym or a full name, on a day.

    \b
    Example:
      diurna codebook members "European Union" --on 2003-01-01
    """
    from diurna.codebook import load_codebook, members_of

    names = load_codebook().actors.state_names
    for code in members_of(body, (day or datetime.now()).date()):
        click.echo(f"{code}  {names.get(code, code)}")


@command.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
def check(paths: tuple[Path, ...]) -> None:
    """Print every faulty entry of dictionaries by file and line.

    A PATH is an actor or agent dictionary in the format of TABARI and PETRARCH, a CSV table
    (name, names, code, sector, and perhaps start, end) or a TOML file with [[actor]], [[role]],
    [[event]] and [[frame]] tables. What it holds is counted on standard error.

    Exit code 0 when all is sound, 1 when an entry is faulty.
    """
    from diurna.codebook import read_additions

    faulty = False
    for path in paths:
        found = read_additions([path])
        for fault in found.faults:
            click.echo(str(fault))
        faulty = faulty or bool(found.faults)
        counts = {
            "actors": len(found.actors),
            "role nouns": len(found.agents),
            "events": len(found.events),
            "frames": len(found.frames),
            "faulty": len(found.faults),
        }
        told = ", ".join(f"{n:,} {what}" for what, n in counts.items() if n) or "nothing"
        click.echo(f"{path}: {told}", err=True)
    if faulty:
        raise click.exceptions.Exit(1)
