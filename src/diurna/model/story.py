"""A story: one news report as it came in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of a story's text that nothing runs across.

    `start` and `end` are character offsets into the story's text; `line` is the line of the
    file that it came from (1-based). In the reference format a paragraph is one sentence.
    `boilerplate` says that it is about the story rather than of it.
    """

    start: int
    end: int
    line: int
    boilerplate: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """One news report: what it says about itself, and its text.

    `ordered` is false where the paragraphs are known to stand in no particular order.
    `syndicated` says that the publisher took the story from an agency. `published_at` is the
    moment of publication with its time zone, where that is known; `published` is its day there.
    """

    id: str
    title: str
    published: date | None
    url: str
    publisher: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    ordered: bool = True
    syndicated: bool = False
    origin: str = ""
    published_at: datetime | None = None

    @property
    def content_hash(self) -> str:
        """A digest of title, date and sentences that does not depend on their order."""
        parts = sorted(self.text[p.start : p.end] for p in self.paragraphs)
        moment = self.published_at or self.published
        published = moment.isoformat() if moment else ""
        return digest(self.title, published, *parts)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a story: its number, its place in the text, and whether it is boilerplate."""

    sequence: int
    start: int
    end: int
    text: str
    boilerplate: bool = False


def digest(*parts: str) -> str:
    """Return a short, stable identifier of some strings (80 bits, hexadecimal)."""
    joined = "\x1f".join(parts).encode("utf8")
    return hashlib.blake2b(joined, digest_size=10).hexdigest()
