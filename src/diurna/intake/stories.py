"""Lines to stories: the reference format and plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from diurna.codebook.actors import load_actors
from diurna.codebook.boilerplate import load_boilerplate
from diurna.errors import FormatError, MissingError
from diurna.intake.text import check_language, read_lines
from diurna.model import Paragraph, Story, digest
from diurna.settings import Settings

_COMPACT = re.compile(r"\d{8}")
_MOMENT = re.compile(r"\d{4}-?\d\d-?\d\dT[\d:.]+(?:Z|[+-][\d:]+)?")
_LOOKS_LIKE_URL = re.compile(r"(?:https?:/|www\.|\w+://)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hints:
    """What a user says of a plain text: title, day or moment of publication, URL."""

    title: str = ""
    published: date | None = None
    url: str = ""
    published_at: datetime | None = None

    @property
    def given(self) -> bool:
        """Whether anything was said, so that the file is plain text."""
        return bool(self.title or self.published or self.url)


def read_story(path: Path, hints: Hints, settings: Settings) -> Story:
    """Return the story in a file.

    With hints the whole file is its text; without, it is in the reference format: title, date
    as YYYYMMDD or a moment as ISO 8601 has it, URL, then its sentences, one a line, in any order.
    Raises IntakeError.
    """
    lines = read_lines(path, settings)
    story = plain_story(lines, hints, path) if hints.given else reference_story(lines, path)
    check_language(story.text, path, story.paragraphs[0].line)
    return story


def reference_story(lines: list[str], path: Path | str) -> Story:
    """Return the story of a file in the reference format; raises IntakeError."""
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line]
    if len(numbered) < 3:
        last = numbered[-1][0] if numbered else 1
        missing = ("title", "date", "URL")[len(numbered)]
        raise MissingError(
            f"the {missing} is missing: a story has title, date, URL, then sentences",
            path,
            last + 1,
        )
    (_, title), (date_line, written), (url_line, url) = numbered[:3]
    published, published_at = _published(written, path, date_line)
    _check_url(url, path, url_line)
    if len(numbered) == 3:
        raise MissingError("no sentences after the URL", path, url_line + 1)
    hints = Hints(title, published, url, published_at)
    return _story(hints, published, numbered[3:], path, ordered=False)


def plain_story(lines: list[str], hints: Hints, path: Path | str) -> Story:
    """Return the story of a plain text with what the user says of it; raises IntakeError."""
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line]
    if hints.published is None:
        raise MissingError("the date is missing: give --date YYYY-MM-DD", path)
    if hints.url:
        _check_url(hints.url, path, None)
    return _story(hints, hints.published, numbered, path, ordered=True)


def read_moment(written: str) -> tuple[date, datetime | None]:
    """Return the day of a date or moment in ISO 8601, and the moment if it has a time zone.

    Raises ValueError.
    """
    moment = datetime.fromisoformat(written)
    return moment.date(), moment if moment.tzinfo is not None else None


def _published(written: str, path: Path | str, line: int) -> tuple[date, datetime | None]:
    if _MOMENT.fullmatch(written):
        try:
            return read_moment(written)
        except ValueError as error:
            raise FormatError(f"{written} is no moment (ISO 8601): {error}", path, line) from error
    return _date(written, path, line), None


def _date(written: str, path: Path | str, line: int) -> date:
    if not _COMPACT.fullmatch(written):
        shown = written if len(written) <= 40 else written[:37] + "…"
        reason = (
            f"the date is missing: expected YYYYMMDD, found {shown!r}; "
            "for plain text give --title, --date and --url"
        )
        raise MissingError(reason, path, line)
    try:
        return date(int(written[:4]), int(written[4:6]), int(written[6:]))
    except ValueError as error:
        raise FormatError(f"{written} is no date (YYYYMMDD): {error}", path, line) from error


def _check_url(url: str, path: Path | str, line: int | None) -> None:
    try:
        parts = urlsplit(url)
        readable = (
            parts.scheme in ("http", "https") and "." in (parts.hostname or "") and " " not in url
        )
    except ValueError:
        readable = False
    if not readable:
        shown = url if len(url) <= 60 else url[:57] + "…"
        kind = "unreadable URL" if _LOOKS_LIKE_URL.match(url) else "the URL is missing"
        raise FormatError(f"{kind}: expected http(s)://…, found {shown!r}", path, line)


def _story(
    hints: Hints,
    published: date,
    numbered: list[tuple[int, str]],
    path: Path | str,
    *,
    ordered: bool,
) -> Story:
    title, url = hints.title, hints.url
    text = "\n".join(line for _, line in numbered)
    rules = load_boilerplate()
    paragraphs, start = [], 0
    for number, line in numbered:
        paragraphs.append(Paragraph(start, start + len(line), number, rules.matches(line)))
        start += len(line) + 1
    identity = (
        (url,) if url else (title, published.isoformat(), *sorted(line for _, line in numbered))
    )
    return Story(
        id=digest("story", *identity),
        title=title,
        published=published,
        url=url,
        publisher=_publisher(url),
        text=text,
        paragraphs=tuple(paragraphs),
        ordered=ordered,
        syndicated=any(rules.syndicated(line) for _, line in numbered),
        origin=str(path),
        published_at=hints.published_at,
    )


def _publisher(url: str) -> str:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return load_actors().publisher(host) or host
