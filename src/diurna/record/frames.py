"""Results as frames of Arrow, pandas or polars, none of which Diurna needs for itself."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any, Literal, get_args

import duckdb

from diurna.errors import QueryError
from diurna.record.counting import Statement

Kind = Literal["arrow", "pandas", "polars"]

_NEEDS: dict[Kind, tuple[str, ...]] = {
    "arrow": ("pyarrow",),
    "pandas": ("pandas",),
    "polars": ("polars", "pyarrow"),
}


def frame(connection: duckdb.DuckDBPyConnection, statement: Statement, kind: Kind) -> Any:
    """Return what a statement finds as a `pyarrow.Table` or a data frame.

    Raises QueryError with DuckDB's reason, or with what is to be installed.
    """
    if kind not in _NEEDS:
        raise QueryError(f"no frame {kind!r}; there are {', '.join(get_args(Kind))}")
    missing = [name for name in _NEEDS[kind] if find_spec(name) is None]
    if missing:
        raise QueryError(
            f"a frame of {kind} needs {' and '.join(missing)}: pip install 'diurna[frames]'"
        )
    try:
        found = connection.sql(statement.text, params=statement.values or None)
        if kind == "arrow":
            return found.to_arrow_table()
        return found.df() if kind == "pandas" else found.pl()
    except duckdb.Error as error:
        raise QueryError(str(error)) from error
