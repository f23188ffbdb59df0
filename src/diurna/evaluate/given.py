"""Files in which the two sides of an event are given, and the event between them is asked.

Tab-separated, with a header: ``sentence``, ``marked_sentence`` (the source inside ``<s>…</s>``,
the target inside ``<t>…</t>``), ``source``, ``target``, ``root`` (the PLOVER event, CONCEDE and
RETREAT as YIELD) and ``penta`` (the quad class).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from diurna.codebook.ontology import load_ontology
from diurna.errors import FormatError
from diurna.evaluate.brat import words_in
from diurna.evaluate.measures import Report, accuracy, by_class, macro_f1
from diurna.reader import Reader, make_nlp

_MARK = re.compile(r"</?[st]>")
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


@dataclass(frozen=True, slots=True)
class GivenPair:
    """A sentence with the character spans of its two sides, and the event between them.

    A side that the sentence leaves unnamed (*a recipient*) is None.
    """

    text: str
    source: tuple[int, int] | None
    target: tuple[int, int] | None
    event: str


def read_given(path: Path) -> Iterator[GivenPair]:
    """Yield the rows of a file of given pairs.

    Raises FormatError, with the line, for a row without its marks or with an unknown event.
    """
    known = {*load_ontology().events, "YIELD"}
    with path.open(encoding="utf8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, row in enumerate(rows, 2):
            if not row.get("marked_sentence") or row.get("root") not in known:
                raise FormatError(
                    "a row needs marked_sentence and, under root, a PLOVER event", path, number
                )
            spans = _spans(row["marked_sentence"])
            if not spans:
                raise FormatError("neither <s>…</s> nor <t>…</t> in marked_sentence", path, number)
            text = _MARK.sub("", row["marked_sentence"])
            event = row["root"]
            yield GivenPair(text, spans.get("s"), spans.get("t"), YIELD.get(event, event))


def score_given(path: Path, reader: Reader) -> Report:
    """Score which event the reader finds between the given sides of each row of a file."""
    nlp = make_nlp()
    report = Report(path.name)
    items: list[tuple[str, str]] = []
    for row in read_given(path):
        tokens = [t for t in nlp(row.text) if not t.is_space]
        sides = [words_in(tokens, (s,) if s else ()) for s in (row.source, row.target)]
        chances = reader.between([t.text for t in tokens], *sides)
        found = max(chances, key=lambda event: chances[event])
        items.append((row.event, found))
        if found != row.event:
            report.errors.append(f"{row.text}\n  {row.event}, found {found} ({chances[found]:.2f})")
    report.classes = by_class(items)
    report.confusion.update(items)
    report.scores = [
        accuracy("accuracy", [(int(gold == found), 1) for gold, found in items]),
        macro_f1("macro F1", items),
    ]
    return report


def _spans(marked: str) -> dict[str, tuple[int, int]]:
    """Return the spans between the marks, as offsets in the text without marks."""
    opened: dict[str, int] = {}
    spans: dict[str, tuple[int, int]] = {}
    removed = 0
    for mark in _MARK.finditer(marked):
        side, at = mark[0].strip("</>"), mark.start() - removed
        if mark[0].startswith("</"):
            if side in opened:
                spans[side] = (opened[side], at)
        else:
            opened[side] = at
        removed += len(mark[0])
    return spans
