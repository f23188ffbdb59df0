"""The views of the record as files, one a view."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb

from diurna.record import schema
from diurna.record.faults import is_damage
from diurna.record.tables import Tables

Form = Literal["csv", "parquet"]

_BY_EVENT = {
    "events": "event_key",
    "mentions": "event_key",
    "dyads": "event_key",
    "relations": "event_id",
}
"""Views that a condition on events narrows, by which column; the others are copied whole."""
_OPTIONS: dict[Form, str] = {
    "csv": "FORMAT csv, HEADER true",
    "parquet": "FORMAT parquet, COMPRESSION zstd",
}


@dataclass(frozen=True, slots=True)
class ViewFiles:
    """What was written: rows by file, and how many columns of lists became text."""

    rows: dict[Path, int]
    joined: int


def write_views(
    tables: Tables, folder: Path, form: Form, where: str, values: Sequence[Any]
) -> ViewFiles:
    """Write every view to a file of its name in a folder.

    `where` is a condition on events. In CSV a list is its parts, joined by ``|``. Raises OSError
    when the files cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[Path, int] = {}
    joined = 0
    for view in schema.view_names():
        shape = {r["column_name"]: r["column_type"] for r in tables.rows(f"DESCRIBE {view}")}
        lists = [name for name, kind in shape.items() if kind == "VARCHAR[]" and form == "csv"]
        columns = ", ".join(
            f"array_to_string({name}, '|') AS {name}" if name in lists else name for name in shape
        )
        key = _BY_EVENT.get(view)
        chosen = f" WHERE {key} IN (SELECT {key} FROM events WHERE {where})" if key else ""
        path = folder / f"{view}.{form}"
        target = str(path).replace("'", "''")
        statement = f"COPY (SELECT {columns} FROM {view}{chosen}) TO '{target}' ({_OPTIONS[form]})"
        with _telling(path):
            (row,) = tables.rows(statement, values if key else ())
        (written[path],) = row.values()
        joined += len(lists)
    return ViewFiles(written, joined)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Tell a fault of a file that is written from one of the record, which DuckDB does not."""
    try:
        yield
    except duckdb.IOException as error:
        if is_damage(error):
            raise
        raise OSError(errno.EIO, str(error).splitlines()[0], str(path)) from error
