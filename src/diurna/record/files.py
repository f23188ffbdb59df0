"""The record's file: waiting for those who have it open, making it, moving it into place."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import duckdb

from diurna.errors import RecordError
from diurna.record import schema
from diurna.record.faults import is_locked

PATIENCE = 5.0
"""Seconds to wait for another process that has the record open."""
POLL = 0.05
"""Seconds between two attempts at a file that another process has open."""

Opened = TypeVar("Opened")


def connect(path: Path, patience: float, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Open a record's file, or make one; raises RecordError or DuckDB's errors."""
    with telling(path):
        if not path.exists():
            if read_only:
                raise RecordError(
                    f"there is no record at {path}: read a report first"
                    f" (diurna read FILE --db {path})"
                )
            _create(path)
    return patiently(lambda: duckdb.connect(str(path), read_only=read_only), patience)


def patiently(attempt: Callable[[], Opened], patience: float) -> Opened:
    """Open a file, trying some seconds long while another process has it open."""
    until = time.monotonic() + patience
    while True:
        try:
            return attempt()
        except duckdb.IOException as error:
            if not is_locked(error) or time.monotonic() > until:
                raise
            time.sleep(POLL)


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn what the system says against making or moving a file into a RecordError."""
    try:
        yield
    except OSError as error:
        raise RecordError(f"{path} cannot be opened or written: {error.strerror}") from error


@contextmanager
def draft_of(path: Path) -> Iterator[Path]:
    """Give a file in a folder of its own beside `path`; the folder goes with all that is in it."""
    with TemporaryDirectory(
        prefix=f".{path.name}.", dir=path.parent, ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder) / path.name


def log_of(path: Path) -> Path:
    """Return where DuckDB keeps what it has not yet brought into a file."""
    return path.with_name(f"{path.name}.wal")


def _create(path: Path) -> None:
    """Make an empty record, elsewhere first: a run that is stopped leaves a whole one or none."""
    if log_of(path).exists():
        raise RecordError(
            f"{log_of(path)} is left from a record that is gone:"
            f" put {path.name} back, or take this file away"
        )
    with draft_of(path) as made:
        with duckdb.connect(str(made)) as connection:
            schema.prepare(connection, path, read_only=False)
        try:
            os.link(made, path)
        except FileExistsError:
            pass  # another process has made it meanwhile
        except OSError:
            made.rename(path)  # a file system without links
