"""Revisions: transactions that the record remembers, each with its reason and its run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb

from diurna.record.runs import Run, now
from diurna.record.tables import Tables


class Revisions:
    """Opens the revisions of one run: what a command or program writes, by its version."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, tables: Tables, run: Run):
        self._connection = connection
        self._tables = tables
        self._run = run

    @contextmanager
    def open(self, reason: str) -> Iterator[int]:
        """Open a transaction as a revision; what fails leaves the record as it was."""
        self._connection.begin()
        try:
            revision = self._tables.next_key("revisions", "revision")
            made = {"revision": revision, "run": self._run.key(self._tables), "reason": reason}
            self._tables.insert("revisions", [{**made, "made_at": now()}])
            yield revision
            self._connection.commit()
        except BaseException:
            with suppress(duckdb.TransactionException):  # a commit that fails has rolled back
                self._connection.rollback()
            self._tables.forget_keys()
            raise
