"""The names of places in a story, and what the words between them say of each other."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

_HOLDING = {",", "(", "in", "of"}
_POSSESSIVE = {"'s", "’s"}
_BETWEEN = {"DET", "ADJ"}
_JOINING = {"and", "or", "&"}
_PARTING = {",", ";"}


class PlaceNames:
    """The named places of a Doc, in text order."""

    def __init__(self, doc: Doc):
        self._names = [e for e in doc.ents if e.label_ == "LOC"]
        self._ending = {e.end: e for e in self._names}
        self._beginning = {e.start: e for e in self._names}
        self._rows = dict(_rows(self._names))

    def __iter__(self) -> Iterator[DocSpan]:
        """Iterate over the names."""
        return iter(self._names)

    def holder(self, name: DocSpan) -> DocSpan | None:
        """Return the name of what the words say a place lies in, or None.

        *Paris, Texas*; *Tripoli in northern Lebanon*; *Germany's Halle*.
        """
        doc = name.doc
        if name.end + 1 < len(doc) and doc[name.end].lower_ in _HOLDING:
            after = range(name.end + 1, min(name.end + 5, len(doc)))
            first = next(
                (k for k in after if k in self._beginning or doc[k].pos_ not in _BETWEEN), -1
            )
            return self._beginning.get(first)
        if name.start >= 2 and doc[name.start - 1].lower_ in _POSSESSIVE:
            return self._ending.get(name.start - 1)
        return None

    def row(self, name: DocSpan) -> tuple[DocSpan, ...]:
        """Return the names that a name stands in a row with, itself among them.

        *Oregon, Idaho and Washington*; two with a comma between them are no row.
        """
        return self._rows.get(name.start, (name,))


def _rows(names: list[DocSpan]) -> Iterator[tuple[int, tuple[DocSpan, ...]]]:
    """Yield the row of each name that is in one, by its first token."""
    row: list[DocSpan] = []
    for name in [*names, None]:
        between = [t.lower_ for t in name.doc[row[-1].end : name.start]] if name and row else []
        if name and (not row or (between and set(between) <= _JOINING | _PARTING)):
            row.append(name)
            continue
        if len(row) > 2 or (len(row) == 2 and _joined(*row)):
            yield from ((n.start, tuple(row)) for n in row)
        row = [name] if name else []


def _joined(first: DocSpan, second: DocSpan) -> bool:
    return any(t.lower_ in _JOINING for t in first.doc[first.end : second.start])
