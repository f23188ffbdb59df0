"""The record's tables and views as SQL, and what brings older files up to them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from importlib import resources
from pathlib import Path

import duckdb

from diurna.errors import RecordError

VERSION = 3

_FILES = resources.files("diurna.record.schema")
_ALIVE = re.compile(r"\balive\((\w+)\)")
_VIEW = re.compile(r"CREATE VIEW (\w+)")


def prepare(connection: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool) -> None:
    """Make the tables of a new file, bring an older one up to date; raises RecordError."""
    found = known_version(connection, path)
    if found == VERSION:
        return
    if read_only:
        raise RecordError(
            f"{path} has schema {found or 'none'}, this Diurna needs {VERSION}:"
            f" bring it up to date with diurna recode --db {path}"
        )
    connection.begin()
    try:
        connection.execute(_read("tables.sql"))
        if found is not None:
            connection.execute(_read(f"from_{found}.sql"))
        connection.execute("INSERT INTO base.meta VALUES ('schema', ?)", [str(VERSION)])
        connection.execute(_views("CREATE OR REPLACE VIEW", "({}.died IS NULL)"))
        connection.commit()
    except BaseException:
        with suppress(duckdb.TransactionException):  # a commit that fails has rolled back
            connection.rollback()
        raise


def known_version(connection: duckdb.DuckDBPyConnection, path: Path) -> int | None:
    """Return the schema of a file, None for an empty one; raises RecordError for a newer one."""
    found = _version(connection, path)
    if found is not None and found > VERSION:
        raise RecordError(
            f"{path} has schema {found}, this Diurna knows up to {VERSION}: update Diurna"
        )
    return found


def look_back(connection: duckdb.DuckDBPyConnection, moment: datetime) -> None:
    """Make the views tell, for this connection, what the record knew at a moment (UTC)."""
    found = connection.execute(
        "SELECT coalesce(max(revision), 0) FROM base.revisions WHERE made_at <= ?", [moment]
    ).fetchone()
    then = found[0] if found else 0
    alive = f"({{0}}.born <= {then} AND ({{0}}.died IS NULL OR {{0}}.died > {then}))"
    connection.execute(_views("CREATE TEMP VIEW", alive))


def view_names() -> list[str]:
    """Return the names of the views that users meet."""
    return _VIEW.findall(_read("views.sql"))


def _views(create: str, alive: str) -> str:
    text = _VIEW.sub(rf"{create} \1", _read("views.sql"))
    return _ALIVE.sub(lambda found: alive.format(found[1]), text)


def _version(connection: duckdb.DuckDBPyConnection, path: Path) -> int | None:
    """Return the version of a file's schema, None for an empty file."""
    tables = {
        f"{schema}.{name}"
        for schema, name in connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables()"
        ).fetchall()
    }
    if not tables:
        return None
    if "base.meta" in tables:
        statement = "SELECT value FROM base.meta WHERE name = 'schema'"
    elif "main.meta" in tables:
        statement = "SELECT value FROM main.meta WHERE key = 'schema'"
    else:
        raise RecordError(f"{path} is a DuckDB file but no record of Diurna")
    row = connection.execute(statement).fetchone()
    if row is None or not str(row[0]).isdecimal():
        raise RecordError(f"{path} does not say which schema it has: it is damaged")
    return int(row[0])


def _read(name: str) -> str:
    try:
        return (_FILES / name).read_text(encoding="utf8")
    except FileNotFoundError as error:
        raise RecordError(
            f"the record is of a schema that can no longer be brought up to {VERSION}:"
            " read the reports into a new file"
        ) from error
