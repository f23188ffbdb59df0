"""Reading the codebook's CSV files: comments, header, lists in cells, faults by line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from diurna.errors import CodebookError

DATA: Traversable = resources.files("diurna.codebook") / "data"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells by column, and the line it stands on."""

    cells: dict[str, str]
    line: int

    def __getitem__(self, column: str) -> str:
        """Return a cell."""
        return self.cells[column]

    @property
    def names(self) -> tuple[str, ...]:
        """The cells ``name`` and ``names``: the usual name first."""
        return (self["name"], *self.many("names"))

    def many(self, column: str) -> tuple[str, ...]:
        """Return a cell that holds a list separated by ``|``."""
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())


def read_table(path: Traversable | Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of a CSV file with ``#`` comments and a header naming `columns`.

    Raises CodebookError, with the line, when a column is missing or a row has a cell too
    many or too few.
    """
    lines = path.read_text(encoding="utf8").splitlines()
    numbered = [
        (n, text) for n, text in enumerate(lines, 1) if text.strip() and not text.startswith("#")
    ]
    if not numbered:
        raise CodebookError("the table is empty: give a header row and at least one row", path.name)
    reader = csv.reader(text for _, text in numbered)
    header = next(reader)
    missing = [c for c in columns if c not in header]
    if missing:
        reason = f"the header lacks {', '.join(missing)}; it needs {', '.join(columns)}"
        raise CodebookError(reason, path.name, numbered[0][0])
    for (line, _), cells in zip(numbered[1:], reader, strict=True):
        if len(cells) != len(header):
            reason = f"{len(cells)} cells where the header has {len(header)}"
            raise CodebookError(reason, path.name, line)
        yield Row(dict(zip(header, (c.strip() for c in cells), strict=True)), line)
