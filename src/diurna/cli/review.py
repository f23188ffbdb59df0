"""``diurna review``: decide on mentions, which stays in force over what the machine coded."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from diurna.cli import options
from diurna.settings import Settings

if TYPE_CHECKING:
    from diurna.record.decisions import Kind

F = TypeVar("F", bound=Callable[..., Any])


@click.group("review")
def command() -> None:
    """Reject, confirm or edit a mention; merge two mentions' events, or part one from its event.

    Decisions are kept apart from what the machine coded, and stay in force when stories are
    coded anew. MENTION is an identifier or its beginning, as `diurna read` prints it.

    \b
    Examples:
      diurna review reject 3f9a1c --note "a football match"
      diurna review edit 3f9a1c --event AID --actor USA --recipient UKR --recipient MDA
      diurna review edit 3f9a1c --date 2022-02-24 --auxiliary none
      diurna review merge 3f9a1c 77b0e2
      diurna review list
      diurna review undo 5c2d
      diurna review gold --out gold.jsonl && diurna evaluate gold.jsonl
    """


def _deciding(function: F) -> F:
    """Add the options of every decision."""
    for option in (
        click.option("--note", default="", help="Why."),
        click.option("--by", "by_whom", default=None, help="Who decides.  [default: your login]"),
        options.database,
    ):
        function = option(function)
    return function


@command.command("reject")
@click.argument("mention")
@_deciding
def reject(mention: str, db: Path | None, by_whom: str | None, note: str) -> None:
    """MENTION reports no such event: leave it out."""
    _decide(db, "reject", mention, by_whom=by_whom, note=note)


@command.command("confirm")
@click.argument("mention")
@_deciding
def confirm(mention: str, db: Path | None, by_whom: str | None, note: str) -> None:
    """MENTION is right as it is."""
    _decide(db, "confirm", mention, by_whom=by_whom, note=note)


@command.command("edit")
@click.argument("mention")
@click.option("--event", help="A PLOVER event.")
@click.option("--mode", "modes", multiple=True, help="A mode; repeatable; 'none' for none.")
@click.option("--actor", "actors", multiple=True, help="A code, or CODE/SECTOR; repeatable.")
@click.option("--recipient", "recipients", multiple=True, help="The same; 'none' for none.")
@click.option("--auxiliary", multiple=True, help="An auxiliary mode; repeatable; 'none' for none.")
@click.option("--date", "days", help="YYYY-MM-DD, or two joined by '/'; 'none' for open.")
@_deciding
def edit(mention: str, db: Path | None, by_whom: str | None, note: str, **given: Any) -> None:
    """MENTION is right with other values; what you leave out stays."""
    lists = ("modes", "actors", "recipients", "auxiliary")
    changes: dict[str, Any] = {name: _several(given[name]) for name in lists if given[name]}
    if given["event"]:
        changes["event"] = given["event"].upper()
    if given["days"]:
        changes["date"] = None if given["days"] == "none" else given["days"].split("/")
    _decide(db, "edit", mention, changes=changes, by_whom=by_whom, note=note)


@command.command("merge")
@click.argument("mention")
@click.argument("other")
@_deciding
def merge(mention: str, other: str, db: Path | None, by_whom: str | None, note: str) -> None:
    """MENTION speaks of the same event as OTHER."""
    _decide(db, "merge", mention, other, by_whom=by_whom, note=note)


@command.command("part")
@click.argument("mention")
@_deciding
def part(mention: str, db: Path | None, by_whom: str | None, note: str) -> None:
    """MENTION speaks of an event of its own."""
    _decide(db, "part", mention, by_whom=by_whom, note=note)


@command.command("undo")
@click.argument("decision")
@options.database
def undo(decision: str, db: Path | None) -> None:
    """Take DECISION back (an identifier or its beginning, as `diurna review list` prints it)."""
    from diurna.record import open_record

    with open_record(_path(db), command="review") as record:
        taken = record.withdraw(decision)
    click.echo(f"taken back: {taken.kind} of mention {taken.mention_id[:8]}", err=True)


@command.command("list")
@options.database
@options.output_format
def show(db: Path | None, form: str) -> None:
    """List the decisions in force."""
    from diurna.cli.output import print_rows
    from diurna.record import open_record

    with open_record(_path(db), read_only=True) as record:
        columns, rows = record.sql(
            "SELECT decision_id, kind, mention_id, changes, by_whom, note, made_at FROM decisions"
            " ORDER BY made_at DESC"
        )
    print_rows(columns, rows, form)


@command.command("gold")
@options.database
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
def gold(db: Path | None, out: Path) -> None:
    """Write the sentences of which you judged every mention as gold for `diurna evaluate`."""
    from diurna.export import gold_record
    from diurna.record import open_record

    with open_record(_path(db), read_only=True) as record:
        lines = [
            json.dumps(gold_record(*reviewed), ensure_ascii=False) for reviewed in record.reviewed()
        ]
    out.write_text("".join(f"{line}\n" for line in lines), encoding="utf8")
    click.echo(f"{len(lines)} sentences in {out}", err=True)


def _decide(
    db: Path | None,
    kind: Kind,
    mention: str,
    other: str = "",
    *,
    changes: dict[str, Any] | None = None,
    by_whom: str | None,
    note: str,
) -> None:
    from diurna.cli.render import console, mention_table
    from diurna.record import open_record

    path = _path(db)
    with open_record(path, command="review") as record:
        made = record.decide(kind, mention, other, changes, by_whom or getpass.getuser(), note)
        click.echo(f"decision {made.id[:8]}: {kind} of mention {made.mention_id[:8]}", err=True)
        if kind != "reject":
            console().print(mention_table([record.mention(made.mention_id)]))


def _several(given: tuple[str, ...]) -> list[str]:
    return [] if given == ("none",) else list(given)


def _path(db: Path | None) -> Path:
    path = db or Settings.from_environment().db
    if not path.exists():
        raise click.UsageError(f"there is no record at {path}: read a report first")
    return path
