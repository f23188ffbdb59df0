"""Bytes to lines: the checks that every file passes before it is read as a story."""

from __future__ import annotations

from pathlib import Path

import py3langid

from diurna.errors import EncodingError, FormatError, LanguageError, MissingError
from diurna.settings import Settings

_ENOUGH_TO_TELL = 110
_ENGLISH = {
    "the", "of", "to", "and", "that", "for", "with", "by", "from", "was", "has", "had", "were",
    "after", "its", "said",
}  # fmt: skip
_ENGLISH_SHARE = 0.08
_TEXT_CONTROLS = {"\t", "\n", "\r", "\f"}


def read_lines(path: Path, settings: Settings) -> list[str]:
    """Return the lines of a UTF-8 text file, without their line breaks.

    Raises MissingError for an empty file, EncodingError for bytes that are no UTF-8 text,
    FormatError for a file or a line that is too long; each names the line.
    """
    try:
        with path.open("rb") as file:
            data = file.read(settings.max_bytes + 1)
    except OSError as error:
        raise MissingError(f"cannot be opened: {error.strerror}", path) from error
    return to_lines(data, path, settings)


def to_lines(data: bytes, path: Path | str, settings: Settings) -> list[str]:
    """Return the lines of some bytes; see `read_lines`."""
    if not data.strip():
        raise MissingError("the file is empty", path, 1)
    if b"\0" in data[:65536]:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise EncodingError("binary data, not text: a NUL byte", path, line)
    _check_lengths(data, path, settings)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        reason = f"not UTF-8: byte 0x{data[error.start]:02x}; save the file as UTF-8"
        raise EncodingError(reason, path, line) from error
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, written in enumerate(lines, 1):
        if any(c < " " and c not in _TEXT_CONTROLS for c in written):
            raise EncodingError("binary data, not text: a control character", path, number)
    return [" ".join(line.split()) for line in lines]


def _check_lengths(data: bytes, path: Path | str, settings: Settings) -> None:
    for number, line in enumerate(data.split(b"\n"), 1):
        if len(line) > 4 * settings.max_line:
            reason = (
                f"a line of {len(line):,} bytes or more; the longest read is "
                f"{settings.max_line:,} characters: put one sentence on a line"
            )
            raise FormatError(reason, path, number)
    if len(data) > settings.max_bytes:
        reason = f"more than {settings.max_bytes:,} bytes; split the file, or set DIURNA_MAX_BYTES"
        raise FormatError(reason, path, data.count(b"\n") + 1)


def check_language(text: str, path: Path | str, line: int) -> None:
    """Raise LanguageError when a text is plainly not English.

    A short text is let through: too little tells its language. One that English function words
    run through is English, whatever the library makes of the foreign names in it.
    """
    if len(text) < _ENOUGH_TO_TELL:
        return
    words = text.lower().split()
    if sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
        return
    language, _ = py3langid.classify(text)
    if language != "en":
        reason = f"the text is not English (it looks like {language!r}); only English is coded"
        raise LanguageError(reason, path, line)
