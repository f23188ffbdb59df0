"""The documentation names every view and every column that users meet, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from diurna.record import open_record

PAGE = Path(__file__).parents[2] / "docs" / "record.md"


def documented() -> dict[str, set[str]]:
    """Return the columns of each section: words in italics, and first cells of tables."""
    text = PAGE.read_text(encoding="utf8").split("## Views", 1)[1]
    found = {}
    for section in text.split("\n### ")[1:]:
        name, body = section.split("\n", 1)
        cells = re.findall(r"^\| ([a-z_0-9, ]+) \|", body, re.MULTILINE)
        marked = re.findall(r"\*([a-z_0-9, \n]+)\*", body)
        words = {w for part in (*cells, *marked) for w in re.split(r",\s*", part)}
        found[name.strip()] = words - {"column"}
    return found


def test_every_view_and_column_is_documented(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.duckdb") as record:
        _, rows = record.sql(
            "SELECT view_name, list(column_name) FROM duckdb_views() v"
            " JOIN duckdb_columns() c ON c.table_oid = v.view_oid"
            " WHERE NOT v.internal AND v.schema_name = 'main' GROUP BY 1"
        )
    assert documented() == {name: set(columns) for name, columns in rows}
