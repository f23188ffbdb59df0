"""What DuckDB's errors about a file mean for its user, and what to do about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from diurna.errors import LockedError, RecordError

_HOLDER = re.compile(r"\(PID (\d+)\)")
_LOCKED = ("Could not set lock", "used by another process")
_FULL = ("No space left", "File too large", "quota exceeded")
_FORBIDDEN = ("Permission denied", "Read-only file system", "Operation not permitted")
_NEWER = ("database file with version number",)
_TWICE = ("already attached", "different configuration")
_DAMAGED = (
    "Corrupt",
    "not a valid DuckDB database",
    "Could not read enough bytes",
    "Failed to load metadata pointer",
    "replaying WAL file",
    "deserialize",
)
_ABOUT_THE_FILE = (
    duckdb.IOException,
    duckdb.InternalException,
    duckdb.FatalException,
    duckdb.TransactionException,
)


@contextmanager
def faults_of(path: Path, remedy: str = "") -> Iterator[None]:
    """Turn what goes wrong with a file into a RecordError; other errors pass.

    `remedy` says what to do about a damaged one.
    """
    try:
        yield
    except duckdb.Error as error:
        if found := _fault(path, error, remedy or _restoring(path)):
            raise found from error
        raise


def is_locked(error: duckdb.Error) -> bool:
    """Whether an error says that another process has the file open."""
    return _says(error, _LOCKED)


def is_damage(error: duckdb.Error) -> bool:
    """Whether an error says that the file is damaged, for which DuckDB has no type."""
    return _says(error, _DAMAGED)


def _fault(path: Path, error: duckdb.Error, remedy: str) -> RecordError | None:
    """Return what an error says of the file, None if it is about something else."""
    if is_locked(error):
        return LockedError(_in_use(path, error))
    if _says(error, _FULL):
        return RecordError(
            f"{path} cannot be written, the disk is full: make room and run this again;"
            " what was stored before is kept"
        )
    if _says(error, _FORBIDDEN):
        return RecordError(
            f"{path} cannot be read or written, permission denied: look at the permissions"
            f" of the file and of the folder {path.absolute().parent}"
        )
    if _says(error, _NEWER):
        return RecordError(
            f"{path} was written by a newer DuckDB: update it (pip install --upgrade duckdb)"
        )
    if is_damage(error):
        return RecordError(f"{path} cannot be opened or read, it is damaged: {remedy}")
    if _says(error, _TWICE):
        return RecordError(f"{path} is open in this program already: close it there first")
    if isinstance(error, _ABOUT_THE_FILE) or type(error) is duckdb.Error:
        return RecordError(f"{path} cannot be opened or written: {_first_line(error)}")
    return None


def _restoring(path: Path) -> str:
    return (
        f"restore a backup (diurna restore BACKUP --db {path} --force),"
        " or read the reports into a new file"
    )


def _in_use(path: Path, error: duckdb.Error) -> str:
    holder = _HOLDER.search(str(error))
    who = f" (PID {holder[1]})" if holder else ""
    return f"{path} is in use by another process{who}: wait until it is done, or stop it"


def _says(error: duckdb.Error, words: tuple[str, ...]) -> bool:
    return any(word in str(error) for word in words)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].removeprefix("IO Error: ")
