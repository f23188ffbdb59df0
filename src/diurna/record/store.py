"""The record as a DuckDB file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import duckdb
from pydantic import TypeAdapter

from diurna.codebook.ontology import load_ontology
from diurna.errors import QueryError, RecordError
from diurna.model import Figure, Mention, Sentence, Story

SCHEMA_VERSION = "3"

Stored = Literal["new", "updated", "unchanged"]
_MENTION = TypeAdapter(Mention)
_FIGURE = TypeAdapter(Figure)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events a user asks for; an empty field asks for all.

    `actor` and `recipient` are codes, `event` a PLOVER event, `since` and `until` days that
    the event's interval must touch, `says` a part of a speaker's name or a speaker's code.
    """

    actor: str = ""
    recipient: str = ""
    event: str = ""
    since: str = ""
    until: str = ""
    says: str = ""
    asserted: bool = False


class Record:
    """An open record. Use `open_record`, which closes it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection):
        self._connection = connection

    def put(
        self,
        story: Story,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        figures: Sequence[Figure],
        version: str,
    ) -> Stored:
        """Store a coded story in one transaction; one already there unchanged stays as it is."""
        known = self._connection.execute(
            "SELECT content_hash, version FROM stories WHERE story_id = ?", [story.id]
        ).fetchone()
        if known == (story.content_hash, version):
            return "unchanged"
        self._connection.begin()
        try:
            for table in ("figures", "mentions", "sentences", "stories"):
                self._connection.execute(f"DELETE FROM {table} WHERE story_id = ?", [story.id])
            self._insert("stories", [_story_row(story, version)])
            self._insert(
                "sentences",
                [(story.id, s.sequence, s.start, s.end, s.text, s.boilerplate) for s in sentences],
            )
            self._insert("mentions", [_mention_row(m) for m in mentions])
            self._insert("figures", [_figure_row(f) for f in figures])
            self._connection.commit()
        except Exception:
            self._connection.rollback()
            raise
        return "updated" if known else "new"

    def mention(self, prefix: str) -> Mention:
        """Return the mention of an identifier, or of the beginning of one; raises QueryError."""
        row = self._one(
            "SELECT record FROM mentions WHERE starts_with(mention_id, ?)", prefix, "mention"
        )
        return _MENTION.validate_json(row[0])

    def story(self, prefix: str) -> tuple[dict[str, Any], list[Mention], list[Figure]]:
        """Return a story's columns, mentions and figures; raises QueryError."""
        row = self._one(
            "SELECT story_id FROM stories WHERE starts_with(story_id, ?)", prefix, "story"
        )
        columns, rows = self.sql("SELECT * FROM stories WHERE story_id = ?", [row[0]])
        story = dict(zip(columns, rows[0], strict=True))
        return story, self._mentions("WHERE story_id = ?", [row[0]]), self._figures(row[0])

    def events(self, wanted: Filter) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the columns and rows of the events that a filter asks for, latest first."""
        clauses, values = _conditions(wanted)
        if wanted.event:
            self._check_event(wanted.event.upper())
        where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
        return self.sql(
            f"SELECT * FROM events {where} "
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
            raise QueryError(str(error)) from error

    def _check_event(self, event: str) -> None:
        """Raise CodebookError for an event that neither PLOVER nor the record has."""
        _, rows = self.sql("SELECT 1 FROM mentions WHERE event = ? LIMIT 1", [event])
        if not rows:
            load_ontology().check(event, None)

    def _one(self, statement: str, prefix: str, what: str) -> tuple[Any, ...]:
        rows = self._connection.execute(statement, [prefix]).fetchall() if prefix else []
        if not rows:
            raise QueryError(f"no {what} {prefix!r} in the record")
        if len(rows) > 1:
            raise QueryError(
                f"{prefix!r} begins {len(rows)} identifiers: give more of the {what}'s"
            )
        return tuple(rows[0])

    def _mentions(self, where: str, values: list[Any]) -> list[Mention]:
        rows = self._connection.execute(
            f"SELECT record FROM mentions {where} ORDER BY sequence, mention_id", values
        )
        return [_MENTION.validate_json(r[0]) for r in rows.fetchall()]

    def _figures(self, story_id: str) -> list[Figure]:
        rows = self._connection.execute(
            "SELECT record FROM figures WHERE story_id = ? ORDER BY sequence", [story_id]
        )
        return [_FIGURE.validate_json(r[0]) for r in rows.fetchall()]

    def _insert(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


@contextmanager
def open_record(path: Path, *, read_only: bool = False) -> Iterator[Record]:
    """Open (or create) the record at `path`; raises RecordError when that is impossible."""
    if read_only and not path.exists():
        raise RecordError(
            f"there is no record at {path}: read a report first (diurna read FILE --db {path})"
        )
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
    except duckdb.Error as error:
        raise RecordError(f"{path} cannot be opened as a DuckDB file: {error}") from error
    try:
        _prepare(connection, path, read_only=read_only)
        yield Record(connection)
    finally:
        connection.close()


def _prepare(connection: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool) -> None:
    if not read_only:
        schema = resources.files("diurna.record").joinpath("schema.sql").read_text(encoding="utf8")
        connection.execute(schema)
        connection.execute("INSERT OR IGNORE INTO meta VALUES ('schema', ?)", [SCHEMA_VERSION])
    try:
        version = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    except duckdb.Error as error:
        raise RecordError(f"{path} is a DuckDB file but no record of Diurna") from error
    if version is None or version[0] != SCHEMA_VERSION:
        found = version[0] if version else "none"
        raise RecordError(
            f"{path} has schema {found}, this Diurna needs {SCHEMA_VERSION}: "
            "read the reports into a new file"
        )


def _conditions(wanted: Filter) -> tuple[list[str], list[Any]]:
    clauses: list[str] = []
    values: list[Any] = []
    for column, value in (("actors", wanted.actor), ("recipients", wanted.recipient)):
        if value:
            clauses.append(f"list_contains({column}, ?)")
            values.append(value.upper())
    if wanted.event:
        clauses.append("event = ?")
        values.append(wanted.event.upper())
    if wanted.since:
        clauses.append("end_date >= CAST(? AS DATE)")
        values.append(wanted.since)
    if wanted.until:
        clauses.append("start_date <= CAST(? AS DATE)")
        values.append(wanted.until)
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


def _story_row(story: Story, version: str) -> tuple[Any, ...]:
    return (
        story.id, story.content_hash, story.title, story.published, story.url, story.publisher,
        story.syndicated, story.ordered, story.text, story.origin, datetime.now(), version,
    )  # fmt: skip


def _mention_row(mention: Mention) -> tuple[Any, ...]:
    return (
        mention.id, mention.event_id, mention.story_id, mention.sentence.sequence, mention.event,
        list(mention.modes), list(mention.contexts), list(mention.auxiliary),
        mention.quad, mention.score,
        [e.code for e in mention.actors], [e.code for e in mention.recipients],
        [e.name or e.text for e in mention.speakers], [e.code for e in mention.speakers],
        mention.when.start, mention.when.end, mention.when.precision, mention.trigger.text,
        mention.confidence, _MENTION.dump_json(mention).decode("utf8"),
    )  # fmt: skip


def _figure_row(figure: Figure) -> tuple[Any, ...]:
    return (
        figure.id, figure.story_id, figure.sentence.sequence, figure.measure, figure.value,
        figure.unit, [e.code for e in figure.about], _FIGURE.dump_json(figure).decode("utf8"),
    )  # fmt: skip
