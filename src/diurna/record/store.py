"""The record as a DuckDB file: opening it, and asking it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from diurna.codebook.ontology import load_ontology
from diurna.errors import QueryError
from diurna.model import Event, Figure, ForeignEvent, Mention, Network, Sentence, Story
from diurna.record import frames, schema
from diurna.record.arrivals import Arrival, kept
from diurna.record.changes import Changes
from diurna.record.counting import Selection, Statement
from diurna.record.decisions import Decision, Kind, decision_from, make
from diurna.record.faults import faults_of, is_damage
from diurna.record.files import PATIENCE, connect
from diurna.record.filters import Filter, conditions
from diurna.record.foreign import ForeignWriter, Imported
from diurna.record.loading import mentions
from diurna.record.network import network
from diurna.record.reports import reported
from diurna.record.revisions import Revisions
from diurna.record.rows import MENTION, Row, story_from
from diurna.record.runs import Run
from diurna.record.series import Pair, Series, SeriesReader
from diurna.record.tables import Tables
from diurna.record.viewfiles import Form, ViewFiles, write_views
from diurna.record.writing import Stored, Writer

_UNCODED = """
FROM base.stories s LEFT JOIN base.codings c ON c.story_key = s.story_key AND c.died IS NULL
WHERE s.died IS NULL AND c.version IS DISTINCT FROM ?
"""
"""Living stories that another version than one coded, or none."""


class Record:
    """An open record. Use `open_record`, which closes it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, run: Run):
        self._connection = connection
        self._tables = Tables(connection)
        revisions = Revisions(connection, self._tables, run)
        self._writer = Writer(self._tables, revisions)
        self._foreign = ForeignWriter(self._tables, revisions)

    def put(self, arrivals: Sequence[Arrival]) -> list[Stored]:
        """Store some coded stories in one transaction; those there unchanged stay as they are."""
        return self._writer.put(arrivals)

    def coded(self, stories: Sequence[Story], version: str) -> dict[tuple[str, str], Arrival]:
        """Return those of some stories that are here as they are, coded by a version.

        Keys are a story's identifier and the hash of its content.
        """
        known = {
            r["story_id"]: r
            for r in self._tables.rows(
                "SELECT story_id, story_key, content_hash FROM stories"
                " WHERE coded_by = ? AND story_id IN (SELECT unnest(?))",
                [version, [s.id for s in stories]],
            )
        }
        same = [s for s in stories if s.id in known]
        return {
            (s.id, s.content_hash): kept(self._tables, known[s.id]["story_key"], version)
            for s in same
            if s.content_hash == known[s.id]["content_hash"]
        }

    def recoding(
        self, changes: Changes
    ) -> AbstractContextManager[Callable[[Sequence[Arrival]], None]]:
        """Code stories anew in one transaction: yields what to call with some of them at a time."""
        return self._writer.rewriting(changes)

    def uncoded(self, version: str) -> Iterator[Story]:
        """Yield the stories that another version than this one coded, or none."""
        last = 0
        while rows := self._tables.rows(
            f"SELECT s.* {_UNCODED} AND s.story_key > ? ORDER BY s.story_key LIMIT 64",
            [version, last],
        ):
            yield from map(story_from, rows)
            last = rows[-1]["story_key"]

    def count_uncoded(self, version: str) -> int:
        """Return how many stories `uncoded` yields."""
        found = self._tables.rows(f"SELECT count(*) AS n {_UNCODED}", [version])
        return int(found[0]["n"])

    def mention(self, prefix: str) -> Mention:
        """Return the mention of an identifier, or of the beginning of one; raises QueryError."""
        key = self._one("mention_id", "mention_key", "mentions", prefix, "mention")
        ((_, mention),) = mentions(self._tables, [key])
        return mention

    def story(self, prefix: str) -> tuple[Row, list[Mention], list[Figure]]:
        """Return a story's columns, mentions and figures; raises QueryError."""
        key = self._one("story_id", "story_key", "stories", prefix, "story")
        (story,) = self._tables.rows("SELECT * FROM stories WHERE story_key = ?", [key])
        coded = kept(self._tables, key, "")
        return story, list(coded.mentions), list(coded.figures)

    def decide(
        self,
        kind: Kind,
        prefix: str,
        other: str = "",
        changes: Mapping[str, Any] | None = None,
        by_whom: str = "",
        note: str = "",
    ) -> Decision:
        """Decide on a mention and put that into force; raises QueryError and DecisionError."""
        mention = self._machine(prefix)
        merged_with = self._machine(other) if other else None
        decision = make(kind, mention, merged_with, changes, by_whom, note)
        self._writer.decide(decision)
        return decision

    def withdraw(self, prefix: str) -> Decision:
        """Take a decision back, known by its identifier or the beginning of it."""
        rows = self._tables.rows(
            "SELECT * FROM decisions WHERE starts_with(decision_id, ?)", [prefix]
        )
        if len(rows) != 1:
            found = "no decision" if not rows else f"{len(rows)} decisions"
            raise QueryError(f"{found} of which the identifier begins {prefix!r}")
        decision = decision_from(rows[0])
        self._writer.withdraw(decision)
        return decision

    def reviewed(self) -> Iterator[tuple[Sentence, date | None, list[Mention]]]:
        """Yield the sentences of which users judged every mention, with those that are right."""
        rows = self._tables.rows(
            "SELECT m.story_key, m.sequence, any_value(s.published) AS published,"
            " list(m.mention_key) FILTER (m.standing <> 'rejected') AS keys,"
            " any_value(m.mention_key) AS one"
            " FROM base.mentions m JOIN base.stories s ON s.story_key = m.story_key"
            " WHERE m.died IS NULL GROUP BY m.story_key, m.sequence"
            " HAVING bool_and(m.standing <> '') ORDER BY m.story_key, m.sequence"
        )
        for row in rows:
            ((_, any_of_them),) = mentions(self._tables, [row["one"]])
            told = [m for _, m in mentions(self._tables, row["keys"] or [])]
            yield any_of_them.sentence, row["published"], told

    def _machine(self, prefix: str) -> Mention:
        """Return a living mention as it was coded, rejected ones too."""
        rows = self._tables.rows(
            "SELECT mention_key FROM base.mentions"
            " WHERE died IS NULL AND starts_with(mention_id, ?)",
            [prefix],
        )
        if len(rows) != 1 or not prefix:
            found = f"begins {len(rows)} mentions" if rows and prefix else "is no mention"
            raise QueryError(f"{prefix!r} {found} of the record")
        ((row, mention),) = mentions(self._tables, [rows[0]["mention_key"]])
        return MENTION.validate_json(row["machine"]) if row["machine"] else mention

    def events(self, wanted: Filter) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the columns and rows of the events that a filter asks for, latest first."""
        where, values = self._where(wanted)
        return self.sql(
            f"SELECT * EXCLUDE event_key FROM events WHERE {where} "
            "ORDER BY start_date DESC NULLS LAST, last_report DESC, event_id",
            values,
        )

    def series(self, wanted: Selection, *, behind: int = 3) -> Series:
        """Return the series of a pair, with up to `behind` of the events behind what is unusual.

        Raises QueryError where the selection names no pair, CodebookError for an unknown event.
        """
        if not wanted.actor:
            raise QueryError("a series is that of a pair: name its actor and its recipient")
        return self._series_of(wanted).series(wanted, behind)

    def pairs(self, wanted: Selection, most: int) -> tuple[list[Pair], int]:
        """Return the `most` pairs with most events, and the number of all pairs."""
        return self._series_of(wanted).pairs(wanted, most)

    def panel(self, wanted: Selection, kind: frames.Kind = "arrow") -> Any:
        """Return a series, of all pairs where none is named, as a frame: see `frame`."""
        return frames.frame(
            self._connection, self._series_of(wanted).counting(wanted).panel(), kind
        )

    def panel_rows(self, wanted: Selection) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """Return the columns and, one by one, the rows of the same."""
        return self._series_of(wanted).panel(wanted)

    def _series_of(self, wanted: Selection) -> SeriesReader:
        for event in wanted.events:
            self._check_event(event)
        return SeriesReader(self._connection)

    def frame(
        self, statement: str, values: Mapping[str, Any] | None = None, kind: frames.Kind = "arrow"
    ) -> Any:
        """Return the result of a statement as a frame, for work in Python.

        `values` are those of its parameters by name ($name); `kind` is arrow (a `pyarrow.Table`),
        pandas or polars. Raises QueryError with DuckDB's reason, or with what is to be installed.
        """
        return frames.frame(self._connection, Statement(statement, dict(values or {})), kind)

    def event_keys(self, wanted: Filter) -> list[int]:
        """Return the record's numbers of the events that a filter asks for, as they came."""
        where, values = self._where(wanted)
        rows = self._tables.rows(
            f"SELECT event_key FROM events WHERE {where} ORDER BY event_key", values
        )
        return [row["event_key"] for row in rows]

    def reported(self, keys: Sequence[int]) -> Iterator[Event]:
        """Yield events by their keys with the reports that tell them."""
        return reported(self._tables, keys)

    def network(self, wanted: Filter) -> Network:
        """Return the actors of the events that a filter asks for, and what they did."""
        return network(self._tables, *self._where(wanted))

    def write_views(self, folder: Path, form: Form, wanted: Filter) -> ViewFiles:
        """Write every view to a file in a folder.

        The filter narrows events with their mentions, relations and dyads.
        """
        return write_views(self._tables, folder, form, *self._where(wanted))

    def put_foreign(self, events: Iterable[ForeignEvent], origin: str) -> dict[Imported, int]:
        """Store the events of another data set's file in one transaction; count what came of it."""
        return self._foreign.put(events, origin)

    def _where(self, wanted: Filter) -> tuple[str, list[Any]]:
        """Return a filter as a condition on events, with its values."""
        if wanted.event:
            self._check_event(wanted.event.upper())
        return conditions(wanted)

    def sql(
        self, statement: str, values: list[Any] | None = None
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the columns and rows of a statement; raises QueryError with DuckDB's reason."""
        try:
            result = self._connection.execute(statement, values or [])
            columns = [c[0] for c in result.description or []]
            return columns, result.fetchall()
        except duckdb.Error as error:
            if is_damage(error):
                raise
            raise QueryError(str(error)) from error

    def _check_event(self, event: str) -> None:
        """Raise CodebookError for an event that neither PLOVER nor the record has."""
        _, rows = self.sql("SELECT 1 FROM events WHERE event = ? LIMIT 1", [event])
        if not rows:
            load_ontology().check(event, None)

    def _one(self, column: str, key: str, view: str, prefix: str, what: str) -> int:
        rows = (
            self._tables.rows(
                f"SELECT {key} AS key FROM {view} WHERE starts_with({column}, ?)", [prefix]
            )
            if prefix
            else []
        )
        if not rows:
            raise QueryError(f"no {what} {prefix!r} in the record")
        if len(rows) > 1:
            raise QueryError(
                f"{prefix!r} begins {len(rows)} identifiers: give more of the {what}'s"
            )
        return int(rows[0]["key"])


@contextmanager
def open_record(
    path: Path,
    *,
    read_only: bool = False,
    as_of: datetime | None = None,
    version: str = "",
    command: str = "",
    run: Run | None = None,
    patience: float = PATIENCE,
) -> Iterator[Record]:
    """Open (or create) the record at `path`; raises RecordError when that is impossible.

    While it is open for writing no other process can open it, and none can write while it is open
    for reading: a long run opens it in `Visits`. With `as_of` (UTC) it answers as it stood then.
    `version` and `command` are noted beside what is written, or `run`, where one opens it more
    than once; `patience` are the seconds to wait for others. What goes wrong with the file later,
    while it is open, is a RecordError too.
    """
    reading = read_only or as_of is not None
    with faults_of(path):
        connection = connect(path, patience, read_only=reading)
        try:
            schema.prepare(connection, path, read_only=reading)
            if as_of is not None:
                schema.look_back(connection, as_of)
            yield Record(connection, run or Run(command, version))
        finally:
            connection.close()
