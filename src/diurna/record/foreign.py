"""Events of other data sets in the record, in a table of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

from diurna.model import ForeignEvent, ForeignParty
from diurna.record.revisions import Revisions
from diurna.record.rows import Row
from diurna.record.tables import Tables

Imported = Literal["new", "updated", "unchanged", "repeated"]
"""What became of a row: unknown before, another than before, as before, twice in one file."""

_AT_ONCE = 20_000
_KNOWN = """
SELECT foreign_key, foreign_id, part, content FROM base.foreign_events
WHERE died IS NULL AND format = ? AND foreign_id IN (SELECT unnest(?))
"""

_COLUMNS = (
    "format", "foreign_id", "part", "day",
    "actor", "actor_sector", "actor_name", "actor_given",
    "recipient", "recipient_sector", "recipient_name", "recipient_given",
    "code", "event", "modes", "quad", "score", "mentions", "sources", "story",
)  # fmt: skip

_Identity = tuple[str, str, str]


@dataclass(slots=True)
class _File:
    """A file on its way in: where from, what of it has come, the revision once there is one."""

    origin: str
    stack: ExitStack
    revision: int | None = None
    seen: set[int] = field(default_factory=set)
    counts: dict[Imported, int] = field(
        default_factory=lambda: {"new": 0, "updated": 0, "unchanged": 0, "repeated": 0}
    )


class ForeignWriter:
    """Writes the events of one file of another data set after the other."""

    def __init__(self, tables: Tables, revisions: Revisions):
        self._tables = tables
        self._revisions = revisions

    def put(self, events: Iterable[ForeignEvent], origin: str) -> dict[Imported, int]:
        """Store the events of a file in one transaction: it is in whole or not at all.

        Of rows with one identity the first counts. What is there as it is stays; a file that
        brings nothing else makes no revision.
        """
        with ExitStack() as stack:
            file = _File(origin, stack)
            for some in _chunks(events):
                self._store(some, file)
            return file.counts

    def _store(self, events: Sequence[ForeignEvent], file: _File) -> None:
        fresh = self._unseen(events, file)
        known = self._known(fresh)
        stale: list[int] = []
        rows: list[Row] = []
        for identity, event in fresh.items():
            key, before = known.get(identity, (None, None))
            values = _values(event)
            content = _hash(values)
            if before == content:
                file.counts["unchanged"] += 1
                continue
            file.counts["new" if key is None else "updated"] += 1
            stale += [] if key is None else [key]
            row = dict(zip(_COLUMNS, values, strict=True))
            rows.append(row | {"content": content, "origin": file.origin})
        if not rows:
            return
        if file.revision is None:
            file.revision = file.stack.enter_context(self._revisions.open("import"))
        for row in rows:
            row["foreign_key"] = self._tables.next_key("foreign_events", "foreign_key")
        self._tables.kill("foreign_events", "foreign_key", stale, file.revision)
        self._tables.insert("foreign_events", rows, file.revision)

    def _unseen(self, events: Sequence[ForeignEvent], file: _File) -> dict[_Identity, ForeignEvent]:
        fresh: dict[_Identity, ForeignEvent] = {}
        for event in events:
            identity = (event.format, event.id, event.part)
            mark = hash(identity)
            if mark in file.seen:
                file.counts["repeated"] += 1
                continue
            file.seen.add(mark)
            fresh[identity] = event
        return fresh

    def _known(self, identities: Collection[_Identity]) -> dict[_Identity, tuple[int, int]]:
        """Return the keys and contents of the living rows of some identities."""
        found: dict[_Identity, tuple[int, int]] = {}
        for name in {format_ for format_, _, _ in identities}:
            wanted = [identifier for format_, identifier, _ in identities if format_ == name]
            for row in self._tables.rows(_KNOWN, [name, wanted]):
                identity = (name, row["foreign_id"], row["part"])
                found[identity] = (row["foreign_key"], row["content"])
        return found


def _chunks(events: Iterable[ForeignEvent]) -> Iterator[list[ForeignEvent]]:
    waiting = iter(events)
    while some := list(islice(waiting, _AT_ONCE)):
        yield some


def _values(event: ForeignEvent) -> tuple[Any, ...]:
    """Return an event as values in the order of `_COLUMNS`."""
    return (
        event.format,
        event.id,
        event.part,
        event.day.isoformat(),
        *_party(event.actor),
        *_party(event.recipient),
        event.code,
        event.event,
        event.modes,
        event.quad,
        event.score,
        event.mentions,
        event.sources,
        event.story,
    )


def _party(party: ForeignParty) -> tuple[str, str, str, str]:
    return party.code, party.sector, party.name, party.given


def _hash(values: tuple[Any, ...]) -> int:
    """Return 64 bits that differ where values do, the same in every run."""
    told = repr(values).encode("utf8", "replace")
    return int.from_bytes(hashlib.blake2b(told, digest_size=8).digest(), "big")
