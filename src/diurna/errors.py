"""What can go wrong, as types.

DiurnaError
├── IntakeError            a file or a part of it cannot be read as a story
│   ├── MissingError       a field is missing (title, date, URL, text)
│   ├── FormatError        a field or the file is not in the expected form
│   ├── EncodingError      bytes that are no UTF-8 text, or no text at all
│   └── LanguageError      text in a language that Diurna does not code
├── CodingError            a story was read but could not be coded: a fault of ours
├── ForeignError           a line or a file of another data set cannot be read
├── CodebookError          a codebook file holds a faulty row or entry
├── WeightsError           the reader's weights are missing or damaged
├── DecisionError          a user's decision on a mention that cannot be carried out
├── QueryError             a filter or an SQL statement that the record cannot answer
└── RecordError            the database cannot be opened, written or is of another version
    └── LockedError        another process has it open for writing

Each message says what to do about it. All of them survive pickling, as a cluster needs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError


class DiurnaError(Exception):
    """Base of every error that Diurna raises on purpose."""


class LocatedError(DiurnaError):
    """An error at a place: a file, and a line in it where that is known (1-based)."""

    def __init__(self, reason: str, path: Path | str | None = None, line: int | None = None):
        super().__init__(reason, path, line)
        self.reason = reason
        self.path = path
        self.line = line

    def __str__(self) -> str:
        """Return ``file:line: reason``, leaving out what is not known."""
        place = [str(part) for part in (self.path, self.line) if part is not None]
        return ": ".join([":".join(place), self.reason]) if place else self.reason


class IntakeError(LocatedError):
    """A file, or a part of it, cannot be read as a story."""


class MissingError(IntakeError):
    """A story lacks its title, date, URL or text."""


class FormatError(IntakeError):
    """A field or a file is not in the expected form."""


class EncodingError(IntakeError):
    """The bytes are not UTF-8 text."""


class LanguageError(IntakeError):
    """The text is in a language that Diurna does not code."""


class CodingError(LocatedError):
    """A story was read but could not be coded; a fault in Diurna, worth a report."""


class ForeignError(LocatedError):
    """A file of another data set, or a line of one, cannot be read as events."""


class CodebookError(LocatedError):
    """A codebook file holds a faulty row or entry."""


class WeightsError(DiurnaError):
    """The reader's weights are missing or damaged."""


class DecisionError(DiurnaError):
    """A user's decision on a mention that cannot be carried out."""


class QueryError(DiurnaError):
    """A filter or a statement that the record cannot answer."""


class RecordError(DiurnaError):
    """The database cannot be opened or written, or is of another version."""


class LockedError(RecordError):
    """Another process has the database open for writing."""


def reason_in(error: ValidationError, whole: str = "") -> str:
    """Return where data does not fit its schema and why; `whole` names the data as a whole."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"]) or whole
    return f"{where}: {first['msg']}" if where else first["msg"]
