"""Exports of the record in the field's formats, and imports of other data sets into it.

    >>> from pathlib import Path
    >>> from diurna.exchange import export_record, import_files
    >>> done = export_record(Path("diurna.duckdb"), "gdelt", Path("day.export.tsv"))
    >>> done.lost["chains of speakers"]
    7

Like `pipeline` it stands above the stages: the record has the events, `export` knows the formats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Literal

from diurna.errors import ForeignError, LocatedError
from diurna.export import gdelt, graphml, icews, plover_lines, polecat
from diurna.export.losses import Losses
from diurna.export.tabular import Rejected
from diurna.model import Event, ForeignEvent, Network
from diurna.record import Filter, Imported, Record, open_record

EventFormat = Literal["plover", "polecat", "gdelt", "icews"]
ViewFormat = Literal["csv", "parquet"]
Format = EventFormat | ViewFormat | Literal["graphml"]

Tick = Callable[[int, int], None]
"""Hears how much of how much is done: events of an export, lines of an import (in all 0)."""

_WRITERS: dict[EventFormat, Callable[[Iterable[Event], Path, Losses], dict[Path, int]]] = {
    "plover": plover_lines.write,
    "polecat": polecat.write,
    "gdelt": gdelt.write,
    "icews": icews.write,
}
_READERS: dict[EventFormat, Callable[[Path, Rejected], Iterator[ForeignEvent]]] = {
    "plover": plover_lines.read,
    "polecat": polecat.read,
    "gdelt": gdelt.read,
    "icews": icews.read,
}


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote, rows by file, and what the format could not hold, counted."""

    rows: dict[Path, int]
    lost: Losses


@dataclass(slots=True)
class ImportSummary:
    """What an import did: files read, rows by what became of them, and what was faulty."""

    files: int = 0
    rows: Counter[Imported] = field(default_factory=Counter)
    rejects: list[ForeignError] = field(default_factory=list)


def _quiet(done: int, of: int) -> None: ...


def export_record(
    db: Path,
    form: Format,
    out: Path,
    wanted: Filter = EVERYTHING,
    as_of: datetime | None = None,
    tick: Tick = _quiet,
) -> Exported:
    """Write the events that a filter asks for to a file; views go to files in a folder.

    With `as_of` (UTC) it is what the record knew then. Raises RecordError when the record
    cannot be opened, CodebookError for an unknown event, OSError when `out` cannot be written.
    """
    lost: Losses = Counter()
    with open_record(db, read_only=True, as_of=as_of) as record:
        match form:
            case "csv" | "parquet":
                copied = record.copy_views(out, form, wanted)
                rows = copied.rows
                lost["columns of lists (their parts are joined by |)"] = copied.joined
            case "graphml":
                network = record.network(wanted)
                rows = graphml.write(network, out)
                lost.update(_beyond_pairs(network))
            case _:
                rows = _WRITERS[form](_told(record, wanted, tick), out, lost)
    return Exported(rows, +lost)


def _told(record: Record, wanted: Filter, tick: Tick) -> Iterator[Event]:
    keys = record.event_keys(wanted)
    for done, event in enumerate(record.reported(keys), 1):
        yield event
        tick(done, len(keys))


def _beyond_pairs(network: Network) -> dict[str, int]:
    return {
        "negated, hypothetical or future events (left out)": network.unasserted,
        "events without a second side (left out)": network.alone,
        "events' days, places, speakers and reports (edges have counts and scores alone)": sum(
            edge.events for edge in network.edges
        ),
    }


def import_files(
    db: Path,
    form: EventFormat,
    paths: Sequence[Path],
    rejected: Callable[[LocatedError], None],
    tick: Tick = _quiet,
) -> ImportSummary:
    """Store the events of other data sets' files in the record, each file in one transaction.

    A faulty line, or a file that cannot be read, goes to `rejected` and the summary, and the
    run goes on. A file that was imported before changes nothing.
    """
    summary = ImportSummary()

    def note(error: ForeignError) -> None:
        summary.rejects.append(error)
        rejected(error)

    with open_record(db, version=metadata.version("diurna"), command="import") as record:
        for path in paths:
            events = _counted(_READERS[form](path, note), tick)
            try:
                summary.rows.update(record.put_foreign(events, str(path)))
                summary.files += 1
            except ForeignError as error:
                note(error)
    return summary


def _counted(events: Iterator[ForeignEvent], tick: Tick) -> Iterator[ForeignEvent]:
    for done, event in enumerate(events, 1):
        yield event
        tick(done, 0)
