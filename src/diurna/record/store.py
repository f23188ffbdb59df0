"""The record as a DuckDB file: opening it, and asking it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from diurna.codebook.ontology import load_ontology
from diurna.errors import QueryError
from diurna.model import Figure, Mention, Story
from diurna.record import schema
from diurna.record.faults import faults_of, is_damage
from diurna.record.files import PATIENCE, connect
from diurna.record.loading import mentions
from diurna.record.rows import FIGURE, Row, sentence_from
from diurna.record.runs import Run
from diurna.record.tables import Tables
from diurna.record.writing import Arrival, Stored, Writer


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events a user asks for; an empty field asks for all.

    `actor` and `recipient` are codes, `event` a PLOVER event, `since` and `until` days that
    the event's interval must touch, `says` a part of a speaker's name or a speaker's code,
    `confidence` the least confidence, `clusters` the fewest independent clusters of reports.
    """

    actor: str = ""
    recipient: str = ""
    event: str = ""
    since: str = ""
    until: str = ""
    says: str = ""
    asserted: bool = False
    confidence: float = 0.0
    clusters: int = 0


class Record:
    """An open record. Use `open_record`, which closes it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, run: Run):
        self._connection = connection
        self._tables = Tables(connection)
        self._writer = Writer(connection, run)

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
            (s.id, s.content_hash): self._arrival(s, known[s.id]["story_key"], version)
            for s in same
            if s.content_hash == known[s.id]["content_hash"]
        }

    def _arrival(self, story: Story, key: int, version: str) -> Arrival:
        sentences = self._tables.rows(
            "SELECT * FROM base.sentences WHERE died IS NULL AND story_key = ? ORDER BY sequence",
            [key],
        )
        return Arrival(
            story,
            tuple(sentence_from(r, story.text) for r in sentences),
            tuple(self._mentions_of(key)),
            tuple(self._figures_of(key)),
            version,
        )

    def mention(self, prefix: str) -> Mention:
        """Return the mention of an identifier, or of the beginning of one; raises QueryError."""
        key = self._one("mention_id", "mention_key", "mentions", prefix, "mention")
        ((_, mention),) = mentions(self._tables, [key])
        return mention

    def story(self, prefix: str) -> tuple[Row, list[Mention], list[Figure]]:
        """Return a story's columns, mentions and figures; raises QueryError."""
        key = self._one("story_id", "story_key", "stories", prefix, "story")
        (story,) = self._tables.rows("SELECT * FROM stories WHERE story_key = ?", [key])
        return story, self._mentions_of(key), self._figures_of(key)

    def _mentions_of(self, key: int) -> list[Mention]:
        rows = self._tables.rows("SELECT mention_key FROM mentions WHERE story_key = ?", [key])
        found = (m for _, m in mentions(self._tables, [r["mention_key"] for r in rows]))
        return sorted(found, key=lambda m: (m.sentence.sequence, m.trigger.start, m.id))

    def _figures_of(self, key: int) -> list[Figure]:
        rows = self._tables.rows(
            "SELECT record FROM figures WHERE story_key = ? ORDER BY sequence, figure_id", [key]
        )
        return [FIGURE.validate_json(r["record"]) for r in rows]

    def events(self, wanted: Filter) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the columns and rows of the events that a filter asks for, latest first."""
        clauses, values = _conditions(wanted)
        if wanted.event:
            self._check_event(wanted.event.upper())
        where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
        return self.sql(
            f"SELECT * EXCLUDE event_key FROM events {where} "
            "ORDER BY start_date DESC NULLS LAST, last_report DESC, event_id",
            values,
        )

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


def _conditions(wanted: Filter) -> tuple[list[str], list[Any]]:
    clauses: list[str] = []
    values: list[Any] = []
    for column, value in (("actors", wanted.actor), ("recipients", wanted.recipient)):
        if value:
            clauses.append(f"list_contains({column}, ?)")
            values.append(value.upper())
    for clause, given in (
        ("event = ?", wanted.event.upper()),
        ("end_date >= CAST(? AS DATE)", wanted.since),
        ("start_date <= CAST(? AS DATE)", wanted.until),
        ("confidence >= ?", wanted.confidence),
        ("clusters >= ?", wanted.clusters),
    ):
        if given:
            clauses.append(clause)
            values.append(given)
    if wanted.says:
        clauses.append(
            "event_id IN (SELECT event_id FROM mentions"
            " WHERE list_contains(speaker_codes, upper(?))"
            " OR len(list_filter(speakers, lambda s: contains(lower(s), lower(?)))) > 0)"
        )
        values += [wanted.says, wanted.says]
    if wanted.asserted:
        clauses.append("len(list_intersect(auxiliary, ['negation', 'hypothetical', 'future'])) = 0")
    return clauses, values
