"""Writing rows into the tables: in bulk, typed by the table, born and dying in revisions."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from diurna.record.rows import Row


class Tables:
    """The tables of an open record, written in one revision after the other."""

    def __init__(self, connection: duckdb.DuckDBPyConnection):
        self._connection = connection
        self._shapes: dict[str, dict[str, str]] = {}
        self._last: dict[str, int] = {}

    def next_key(self, table: str, column: str) -> int:
        """Return a key that no row of a table has had."""
        if column not in self._last:
            found = self.rows(f"SELECT max({column}) AS last FROM base.{table}")
            self._last[column] = found[0]["last"] or 0
        self._last[column] += 1
        return self._last[column]

    def forget_keys(self) -> None:
        """Count keys afresh, as after a transaction that came to nothing."""
        self._last.clear()

    def insert(self, table: str, rows: Sequence[Row], born: int | None = None) -> None:
        """Insert rows, columns by their names; those left out are empty.

        The rows travel as one JSON text, which DuckDB reads into the table's own types: nested
        values in bulk, a hundred times faster than row by row.
        """
        if not rows:
            return
        shape = self._shape(table)
        blank = dict.fromkeys(shape, None) | ({} if born is None else {"born": born})
        kinds = ", ".join(f'"{name}" {kind}' for name, kind in shape.items())
        self._connection.execute(
            f"INSERT INTO base.{table} SELECT made.* FROM"
            f" (SELECT unnest(CAST(CAST(? AS JSON) AS STRUCT({kinds})[])) AS made)",
            [json.dumps([blank | row for row in rows], ensure_ascii=False)],
        )

    def kill(self, table: str, column: str, keys: Iterable[int], died: int) -> None:
        """End the living rows of some keys."""
        wanted = set(keys)
        if wanted:
            where, values = keys_in(column, wanted)
            self._connection.execute(
                f"UPDATE base.{table} SET died = ? WHERE died IS NULL AND {where}",
                [died, *values],
            )

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a statement as dicts."""
        result = self._connection.execute(statement, list(values))
        columns = [c[0] for c in result.description or []]
        return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]

    def column(self, statement: str, values: Sequence[Any] = ()) -> npt.NDArray[Any]:
        """Return the only column of a statement, which has no empty values."""
        (found,) = self._connection.execute(statement, list(values)).fetchnumpy().values()
        return np.asarray(found)

    def _shape(self, table: str) -> dict[str, str]:
        """Return a table's columns with their types."""
        if table not in self._shapes:
            columns = self._connection.execute(f"DESCRIBE base.{table}").fetchall()
            self._shapes[table] = {name: kind for name, kind, *_ in columns}
        return self._shapes[table]


def keys_in(column: str, keys: Collection[int]) -> tuple[str, list[Any]]:
    """Return a condition that a column holds one of some keys, and its values.

    The bounds let DuckDB pass over what lies outside: keys grow with time, and so do the rows.
    """
    if not keys:
        return "false", []
    wanted = sorted(keys)
    where = f"{column} BETWEEN ? AND ? AND {column} IN (SELECT unnest(?))"
    return where, [wanted[0], wanted[-1], wanted]
