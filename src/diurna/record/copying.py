"""The views of the record as files, one a view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from diurna.record import schema
from diurna.record.tables import Tables

Form = Literal["csv", "parquet"]

_BY_EVENT = frozenset({"events", "mentions", "relations"})
"""Views that a condition on events narrows; the others are copied whole."""
_OPTIONS: dict[Form, str] = {
    "csv": "FORMAT csv, HEADER true",
    "parquet": "FORMAT parquet, COMPRESSION zstd",
}


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: rows by file, and how many columns of lists became text."""

    rows: dict[Path, int]
    joined: int


def copy_views(
    tables: Tables, folder: Path, form: Form, where: str, values: Sequence[Any]
) -> Written:
    """Write every view to a file of its name in a folder.

    `where` is a condition on events. The record's own numbers for rows stay at home. In CSV a
    list is its parts, joined by ``|``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[Path, int] = {}
    joined = 0
    for view in schema.view_names():
        narrowed = view in _BY_EVENT
        chosen = f" WHERE event_id IN (SELECT event_id FROM events WHERE {where})"
        path = folder / f"{view}.{form}"
        target = str(path).replace("'", "''")
        shape = _shape(tables, view)
        lists = [name for name, kind in shape.items() if kind == "VARCHAR[]" and form == "csv"]
        columns = ", ".join(
            f"array_to_string({name}, '|') AS {name}" if name in lists else name for name in shape
        )
        (row,) = tables.rows(
            f"COPY (SELECT {columns} FROM {view}{chosen if narrowed else ''})"
            f" TO '{target}' ({_OPTIONS[form]})",
            values if narrowed else (),
        )
        (written[path],) = row.values()
        joined += len(lists)
    return Written(written, joined)


def _shape(tables: Tables, view: str) -> dict[str, str]:
    """Return a view's columns with their types, but for the record's own numbers."""
    shape = tables.rows(f"DESCRIBE {view}")
    return {r["column_name"]: r["column_type"] for r in shape if r["column_name"][-4:] != "_key"}
