"""Backups: a record copied whole while others use it, checked, and put in place at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import copymode

import duckdb

from diurna.errors import RecordError
from diurna.record import schema
from diurna.record.faults import faults_of, is_damage
from diurna.record.files import PATIENCE, draft_of, log_of, patiently, telling

BACKUP_PATIENCE = 60.0
"""Seconds that a backup waits for a process that writes: it runs where nobody looks on."""

_Content = dict[str, tuple[int, int]]
"""Of each table the number of its rows and the sum of their hashes, whatever their order."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds: tables, rows, and its size in bytes."""

    tables: int
    rows: int
    size: int


def back_up(
    path: Path, out: Path, *, force: bool = False, patience: float = BACKUP_PATIENCE
) -> Copied:
    """Copy the record at `path` to `out`; raises RecordError.

    Those who write wait meanwhile. What is at `out` stays unless `force` says otherwise.
    """
    if not path.exists():
        raise RecordError(f"there is no record at {path}")
    return _copy(path, out, "", force=force, patience=patience)


def restore(source: Path, path: Path, *, force: bool = False, patience: float = PATIENCE) -> Copied:
    """Make the record at `path` what a backup holds; raises RecordError.

    A record that is there stays unless `force` says otherwise, and if the backup is faulty.
    """
    if not source.exists():
        raise RecordError(f"there is no backup at {source}")
    return _copy(source, path, "take another backup", force=force, patience=patience)


def _copy(source: Path, out: Path, remedy: str, *, force: bool, patience: float) -> Copied:
    with telling(out):
        if out.exists() and out.samefile(source):
            raise RecordError(f"{source} and {out} are one file: give another")
        if out.exists() and not force:
            raise RecordError(f"{out} exists: give another file, or --force to overwrite it")
        with draft_of(out.resolve()) as draft:
            content = _copy_checked(source, draft, out, remedy, patience)
            copymode(source, draft)
            size = draft.stat().st_size
            _put_in_place(draft, out.resolve(), patience)
    return Copied(len(content), sum(rows for rows, _ in content.values()), size)


def _copy_checked(source: Path, draft: Path, out: Path, remedy: str, patience: float) -> _Content:
    """Copy all of a record into a new file, and compare what can be read from both."""
    with duckdb.connect() as connection:
        with faults_of(source, remedy):
            patiently(lambda: _attach(connection, source, "given", "READ_ONLY"), patience)
            connection.execute("USE given")
            if schema.known_version(connection, source) is None:
                raise RecordError(f"{source} is empty: it is no record")
            given = _content(connection, "given")
        with faults_of(out):
            _attach(connection, draft, "made", "READ_WRITE")
            connection.execute("COPY FROM DATABASE given TO made")
            connection.execute("CHECKPOINT made")
            connection.execute("DETACH made")
            _attach(connection, draft, "made", "READ_ONLY")
            made = _content(connection, "made")
    if made != given:
        raise RecordError(f"the copy of {source} differs from it: look after the disk of {out}")
    return made


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str, access: str) -> None:
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS {name} ({access})")


def _content(connection: duckdb.DuckDBPyConnection, database: str) -> _Content:
    tables = connection.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = ?",
        [database],
    ).fetchall()
    content: _Content = {}
    for (table,) in tables:
        row = connection.execute(
            f"SELECT count(*), coalesce(sum(hash(t)::HUGEINT), 0) FROM {database}.{table} t"
        ).fetchone()
        assert row
        content[table] = (int(row[0]), int(row[1]))
    return content


def _put_in_place(draft: Path, path: Path, patience: float) -> None:
    """Move a finished file to where a record may be, once nobody has that open."""
    with _held(path, patience) as held:
        if os.name == "nt" and held:
            held.close()  # Windows moves nothing onto an open file
        log_of(path).unlink(missing_ok=True)  # it is of the old file
        draft.replace(path)
    if os.name != "nt":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def _held(path: Path, patience: float) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """Keep others from a record; one that is damaged beyond opening needs no keeping."""
    connection = None
    if path.exists():
        with faults_of(path):
            try:
                connection = patiently(lambda: duckdb.connect(str(path)), patience)
            except duckdb.Error as error:
                if not is_damage(error):
                    raise
    try:
        if connection:
            with suppress(duckdb.Error):
                connection.execute("CHECKPOINT")
        yield connection
    finally:
        if connection:
            connection.close()
