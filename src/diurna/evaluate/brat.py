"""Brat standoff: a text file, and beside it ``.ann`` files of spans and events over it.

Format: https://brat.nlplab.org/standoff.html; spans in several parts are kept in parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Token

from diurna.errors import FormatError

Parts = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """An attribution: who (source) is said (cue) to have said what (content), as offsets.

    Each is a tuple of (start, end) parts, end exclusive; empty where the text names none.
    """

    source: Parts
    cue: Parts
    content: Parts


def read_attributions(path: Path) -> list[GoldAttribution]:
    """Return the attributions of an ``.ann`` file in PolNeAR's scheme.

    Raises FormatError, with the line, for a line that refers to an unknown span or has broken
    offsets. Lines that continue a span's text over a line break are passed over.
    """
    spans: dict[str, Parts] = {}
    events: list[tuple[int, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        key, _, rest = line.partition("\t")
        if key[:1] == "T" and key[1:].isdigit():
            spans[key] = _parts(rest.partition("\t")[0], path, number)
        elif key[:1] == "E" and key[1:].isdigit():
            events.append((number, rest))
    found = [_attribution(rest, spans, path, number) for number, rest in events]
    return [a for a in found if a.cue or a.source or a.content]


def _parts(text: str, path: Path, number: int) -> Parts:
    offsets = text.partition(" ")[2]
    try:
        pairs = [part.split() for part in offsets.split(";")]
        return tuple((int(a), int(b)) for a, b in pairs)
    except ValueError as error:
        raise FormatError(f"{offsets!r} are no offsets", path, number) from error


def _attribution(text: str, spans: dict[str, Parts], path: Path, number: int) -> GoldAttribution:
    roles: dict[str, list[tuple[int, int]]] = {"Source": [], "Cue": [], "Content": []}
    for argument in text.split():
        role, _, key = argument.partition(":")
        role = role.rstrip("0123456789")
        if role in roles:
            if key not in spans:
                raise FormatError(f"no span {key}", path, number)
            roles[role].extend(spans[key])
    return GoldAttribution(*(tuple(sorted(roles[r])) for r in ("Source", "Cue", "Content")))


def words_in(tokens: Sequence[Token], parts: Parts) -> list[int]:
    """Return the positions in `tokens` of those that overlap some character spans."""
    return [
        i
        for i, token in enumerate(tokens)
        if any(token.idx < end and start < token.idx + len(token) for start, end in parts)
    ]


def annotated_texts(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield each text of a folder with its first annotation file (the first annotator's)."""
    for text in sorted(folder.glob("*.txt")):
        found = sorted(folder.glob(f"{text.stem}_*.ann")) or sorted(folder.glob(f"{text.stem}.ann"))
        if found:
            yield text, found[0]
