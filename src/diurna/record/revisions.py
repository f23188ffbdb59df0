"""Revisions: transactions that the record remembers, each with its reason and its run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import duckdb

from diurna.record.rows import Row
from diurna.record.tables import Tables


class Revisions:
    """Opens the revisions of one run: what a command or program writes, by its version."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, tables: Tables, version: str, command: str
    ):
        self._connection = connection
        self._tables = tables
        self._run: Row = {"command": command, "version": version}

    @contextmanager
    def open(self, reason: str) -> Iterator[int]:
        """Open a transaction as a revision; what fails leaves the record as it was."""
        self._connection.begin()
        try:
            if "run" not in self._run:
                self._run["run"] = self._tables.next_key("runs", "run")
                self._tables.insert("runs", [{**self._run, "began": now()}])
            revision = self._tables.next_key("revisions", "revision")
            made = {"revision": revision, "run": self._run["run"], "reason": reason}
            self._tables.insert("revisions", [{**made, "made_at": now()}])
            yield revision
            self._connection.commit()
        except BaseException:
            self._connection.rollback()
            self._tables.forget_keys()
            self._run.pop("run", None)
            raise


def now() -> str:
    """Return this moment (UTC) as the tables take it."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(sep=" ")
