from __future__ import annotations

from pathlib import Path

import pytest

from diurna.codebook.tables import read_table
from diurna.errors import CodebookError


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf8")
    return path


def test_a_short_row_is_reported_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "# a comment\ncode,name\nKEN,Kenya\nTZA\n")
    with pytest.raises(CodebookError, match=r"t\.csv:4: 1 cells where the header has 2"):
        list(read_table(path, ("code", "name")))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "code\nKEN\n")
    with pytest.raises(CodebookError, match="the header lacks name"):
        list(read_table(path, ("code", "name")))


def test_lists_are_split_and_trimmed(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "code,names\nGBR,UK | Britain|\n")
    (row,) = read_table(path, ("code", "names"))
    assert row.many("names") == ("UK", "Britain")
