"""Sentences with given sides as training examples: the event between them, or their spans."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from diurna.evaluate.brat import words_in
from diurna.evaluate.given import read_given
from diurna.reader import make_nlp
from training.examples import Example, Pair


def read_pairs(path: Path) -> Iterator[Example]:
    """Yield the rows of a file of given pairs."""
    nlp = make_nlp()
    for row in read_given(path):
        tokens = [t for t in nlp(row.text) if not t.is_space]
        source, target = (
            tuple(words_in(tokens, (span,) if span else ())) for span in (row.source, row.target)
        )
        yield Example(
            words=[t.text for t in tokens], source="pairs", pair=Pair(source, target, row.event)
        )


def read_sides(path: Path) -> Iterator[Example]:
    """Yield the sentences of a ``word tag`` file of source (S), target (T) and third (R) spans."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf8").splitlines(), ""]:
        cells = line.split()
        if len(cells) == 2:
            words.append(cells[0])
            tags.append(cells[1])
        elif words:
            yield Example(words=words, source="sides", sides=tags)
            words, tags = [], []
