"""Tab-separated files without quoting, as the field's data sets have them: written and read."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TypeVar

from diurna.errors import ForeignError
from diurna.model import ForeignEvent

Cell = str | int | float | None
Cells = TypeVar("Cells")
Rejected = Callable[[ForeignError], None]
"""Takes what is wrong with a line or a file; reading goes on."""

MISSING = frozenset({"", "None", "NULL", "NA", "NaN", "nan", "\\N"})
_BREAKS = str.maketrans(dict.fromkeys("\t\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))


def text(value: Cell, missing: str = "") -> str:
    """Return a value as a cell: breaks become blanks, floats have at most six decimals."""
    if value is None or value == "":
        return missing
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value).translate(_BREAKS)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[str]]:
    """Open a file to write, which takes its place only once it is there in whole."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf8", newline="\n") as out:
            yield out
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def line(cells: Sequence[Cell], missing: str = "") -> str:
    """Return cells as a line with its end."""
    return "\t".join(text(cell, missing) for cell in cells) + "\n"


def rows(path: Path, columns: int, rejected: Rejected) -> Iterator[tuple[int, list[str]]]:
    """Yield the numbers and cells of the lines of a file without a header."""
    for number, found in lines(path):
        cells = found.split("\t")
        if len(cells) == columns:
            yield number, cells
        else:
            reason = f"{len(cells)} columns instead of {columns}"
            rejected(ForeignError(reason, path, number))


def named_rows(
    path: Path, needed: Sequence[str], rejected: Rejected
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the numbers and cells by column of the lines of a file with a header.

    Cells in quotation marks lose them where those of the header have them too. Raises
    ForeignError when the header lacks one of the columns `needed`.
    """
    found = lines(path)
    _, first = next(found, (1, ""))
    quoted = first.startswith('"')
    header = [_bare(name) if quoted else name for name in first.split("\t")]
    if absent := [name for name in needed if name not in header]:
        reason = f"the header lacks {', '.join(absent)}: is it of another format?"
        raise ForeignError(reason, path, 1)
    for number, one in found:
        cells = one.split("\t")
        if len(cells) != len(header):
            reason = f"{len(cells)} columns instead of {len(header)}"
            rejected(ForeignError(reason, path, number))
            continue
        yield number, dict(zip(header, map(_bare, cells) if quoted else cells, strict=True))


def events_in(
    numbered: Iterable[tuple[int, Cells]],
    event: Callable[[Cells], ForeignEvent],
    path: Path,
    rejected: Rejected,
) -> Iterator[ForeignEvent]:
    """Yield the event that each line's cells make; those that make none go to `rejected`."""
    for number, cells in numbered:
        try:
            yield event(cells)
        except ValueError as fault:
            rejected(ForeignError(str(fault), path, number))


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the numbers (from 1) and texts of a file's lines that are not empty.

    A file may be packed (.gz, or .zip with one file in it). Bytes that are no UTF-8 become U+FFFD:
    they stand in names, which are not worth a whole event. Raises ForeignError for a file that
    cannot be opened.
    """
    try:
        with _opened(path) as stream:
            for number, raw in enumerate(stream, 1):
                found = raw.decode("utf-8-sig" if number == 1 else "utf8", "replace")
                if found := found.rstrip("\r\n"):
                    yield number, found
    except (OSError, EOFError, zipfile.BadZipFile) as error:
        raise ForeignError(f"cannot be read: {error}", path) from error


@contextmanager
def _opened(path: Path) -> Iterator[Iterable[bytes]]:
    if path.suffix == ".gz":
        with gzip.open(path) as stream:
            yield stream
    elif path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            if len(members) != 1:
                raise ForeignError(f"holds {len(members)} files: unpack it", path)
            with archive.open(members[0]) as stream:
                yield stream
    else:
        with path.open("rb") as stream:
            yield stream


def _bare(cell: str) -> str:
    if len(cell) > 1 and cell.startswith('"') and cell.endswith('"'):
        return cell[1:-1].replace('""', '"')
    return cell
