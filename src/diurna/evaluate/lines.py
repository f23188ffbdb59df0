"""Gold in JSON Lines: an object a line, with phrases that stand in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from diurna.errors import FormatError, reason_in

Line = TypeVar("Line", bound=BaseModel)

_NTH = re.compile(r"(.*)#(\d+)", re.DOTALL)


def read_lines(path: Path, schema: type[Line]) -> Iterator[tuple[int, Line]]:
    """Yield the objects of a file with the numbers of their lines.

    Raises FormatError, with the line, for one that does not fit the schema.
    """
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        if line.strip():
            try:
                yield number, schema.model_validate_json(line)
            except ValidationError as error:
                raise FormatError(reason_in(error, "line"), path, number) from error


def locate(text: str, phrase: str) -> tuple[int, int]:
    """Return the character span of `phrase`; ``word#2`` is its second occurrence.

    Raises ValueError when it is not there.
    """
    match = _NTH.fullmatch(phrase)
    wanted, count = (match[1], int(match[2])) if match else (phrase, 1)
    start = -1
    for _ in range(count):
        start = text.index(wanted, start + 1)
    return start, start + len(wanted)
