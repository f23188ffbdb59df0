"""Letter case as an input of the encoder.

MiniLM's vocabulary is lower-cased, so the case of a word, which tells names from nouns,
would be lost. Each word piece therefore carries the shape of its word in the place of
BERT's token type. The same input marks what a reader of one sentence cannot see: the two sides of
a given pair (SOURCE, TARGET), and on the piece that opens a sentence, that it begins inside a
quotation (QUOTED).
"""

from __future__ import annotations

from enum import IntEnum


class Shape(IntEnum):
    """The shape of a word, in the order of the encoder's token-type embedding."""

    LOWER = 0
    OTHER = 1
    TITLE = 2
    UPPER = 3
    MIXED = 4
    DIGIT = 5
    FIRST_TITLE = 6
    SHOUTED = 7
    SOURCE = 8
    TARGET = 9
    QUOTED = 10


def shape_of(word: str, *, first: bool, shouted: bool) -> Shape:
    """Return the shape of `word`.

    `first` says that it opens the sentence, where a capital says little; `shouted` that the
    sentence is all in capitals or all in title case (a headline), where it says nothing.
    """
    if any(c.isdigit() for c in word):
        return Shape.DIGIT
    if not any(c.isalpha() for c in word):
        return Shape.OTHER
    if word.islower():
        return Shape.LOWER
    if shouted:
        return Shape.SHOUTED
    if word.isupper() and len(word) > 1:
        return Shape.UPPER
    if (word[0].isupper() and word[1:].islower()) or len(word) == 1:
        return Shape.FIRST_TITLE if first else Shape.TITLE
    return Shape.MIXED


def shapes_of(words: list[str]) -> list[Shape]:
    """Return the shape of each word of one sentence."""
    letters = [w for w in words if w.isalpha()]
    long_words = [w for w in letters if len(w) > 3]
    shouted = len(long_words) >= 4 and all(w[0].isupper() for w in long_words)
    opening = next((i for i, w in enumerate(words) if w[:1].isalnum()), 0)
    return [shape_of(word, first=i <= opening, shouted=shouted) for i, word in enumerate(words)]
