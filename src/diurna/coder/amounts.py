"""Numbers of something: what the readers of quantities hand each other."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from diurna.codebook.currencies import Currencies
from diurna.codebook.quantities import QuantityBook
from diurna.coder.numerals import Numeral
from diurna.coder.resolve import Resolver

PERCENT = "%"
PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of something: its value and unit, and the tokens [first, end) that tell it.

    `head` is the token by which it hangs in the sentence; `unit` is an ISO 4217 code, ``%`` or a
    noun, empty where the number stands alone. The number itself begins at the token `number`.
    """

    numeral: Numeral
    value: float
    unit: str
    head: Token
    first: int
    number: int
    end: int
    approximation: str = ""
    money: bool = False

    @property
    def counted(self) -> bool:
        """Whether it counts or measures: neither money nor a share."""
        return bool(self.unit) and not self.money and self.unit != PERCENT


@dataclass(frozen=True, slots=True)
class Reading:
    """What amounts of a sentence are read with; `text` is the sentence's, from `offset` on."""

    sentence: DocSpan
    text: str
    offset: int
    resolver: Resolver
    book: QuantityBook
    currencies: Currencies


def positions_of(reading: Reading, start: int, end: int) -> range:
    """Return the positions of the tokens that share characters [start, end) of a sentence."""
    doc, offset = reading.sentence.doc, reading.offset
    words = doc.char_span(offset + start, offset + end, alignment_mode="expand")
    return range(words.start, words.end) if words is not None else range(0)


def top_of(doc: Doc, first: int, end: int) -> Token:
    """Return the token of [first, end) by which the others hang in the sentence."""
    inside = range(first, end)
    return next((doc[i] for i in inside if doc[i].head.i not in inside), doc[first])
