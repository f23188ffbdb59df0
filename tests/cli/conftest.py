"""Fixtures of the command line's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calls import run


@pytest.fixture
def db(tmp_path: Path, report: Path) -> Path:
    """Return the path of a record into which a report was read."""
    path = tmp_path / "record.duckdb"
    assert run("read", report, "--db", path).exit_code == 0
    return path
