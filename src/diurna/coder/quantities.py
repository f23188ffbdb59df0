"""The numbers of a sentence with the units that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from diurna.coder.amounts import PERCENT, Amount, Reading, positions_of, top_of
from diurna.coder.counted import noun_after, of_model, of_noun
from diurna.coder.money import signed_money
from diurna.coder.numerals import find_numerals
from diurna.coder.shades import shade_after, shade_before
from diurna.coder.shares import is_share, percent

_AGED = re.compile(
    r"\b(?:(?:aged?|ages)\W(?:\w+\W){0,3}|(?:man|woman|boy|girl|father|mother) of )$", re.IGNORECASE
)
_OLD = re.compile(r"[- ](?:year|month|day)s?[- ](?:old|of age)", re.IGNORECASE)
_WINDOW = 24
"""Characters before a number in which a word says that it is an age."""

_NUMBER = {"no", "no.", "nos", "nos.", "number"}


def find_amounts(reading: Reading, taken: set[int]) -> Iterator[Amount]:
    """Yield the numbers of a sentence with their units, in text order.

    `taken` are the positions of tokens that tell times. What is no amount is left out: ages,
    times, numbers that only identify, the few whom a text is about already.
    """
    doc, text = reading.sentence.doc, reading.text
    for numeral in find_numerals(text, reading.book.words, reading.currencies.before):
        positions = positions_of(reading, numeral.start, numeral.end)
        if taken.intersection(positions):
            continue
        shade, end = shade_after(text, numeral.end, reading.book.shades)
        first, after = positions[0], positions_of(reading, numeral.start, end)[-1] + 1
        head = top_of(doc, first, after)
        bare = Amount(numeral, numeral.value, "", head, first, first, after, shade)
        found = _with_unit(bare, reading, taken)
        if found is not None:
            yield _shaded(found, doc[found.first].idx - reading.offset, reading)


def _shaded(amount: Amount, start: int, reading: Reading) -> Amount:
    """Return an amount with how exact it is, the words before it being part of it."""
    shade, begin = shade_before(reading.text, start, reading.book.shades)
    if shade:
        first = positions_of(reading, begin, start)[0]
        return replace(amount, approximation=shade, first=first)
    if not amount.approximation:
        offset = reading.offset
        last = reading.sentence.doc[amount.end - 1]
        end = last.idx + len(last) - offset
        shade, _ = shade_after(reading.text, end, reading.book.shades)
        return replace(amount, approximation=shade)
    return amount


def _with_unit(bare: Amount, reading: Reading, taken: set[int]) -> Amount | None:
    """Return a number with its unit, without one where it stands alone, or None for no amount."""
    money = signed_money(bare, reading)
    if money is not None:
        return money
    if _identifies(bare, reading) or _is_age(bare, reading):
        return None
    if bare.numeral.share:
        return replace(bare, unit=PERCENT) if is_share(bare) else None
    rate = percent(bare, reading)
    if rate is not None:
        return rate
    model = of_model(bare, reading)
    if model is not None:
        return model
    noun = noun_after(bare, reading, taken)
    return bare if noun is None else of_noun(bare, noun, reading)


def _identifies(bare: Amount, reading: Reading) -> bool:
    """Whether a number is part of a name or title: *Article 5*, *Boeing 737*, *No. 10*."""
    doc, first = bare.head.doc, bare.first
    ent = reading.resolver.names.get(first)
    if ent is not None and len(ent) > bare.end - first and ent.label_ != "NORP":
        return True
    if first == reading.sentence.start or bare.numeral.worded:
        return False
    before = doc[first - 1]
    if before.lower_ in reading.book.identifying and (before.is_title or before.lower_ in _NUMBER):
        return True
    beside = bare.head.head.i == before.i or before.head.i == first
    beside = beside and before.ent_type_ != "LOC"  # *France sent five planes and Jordan 4*
    return beside and before.tag_ in ("NN", "NNP", "NNPS") and bare.numeral.scale == 1


def _is_age(bare: Amount, reading: Reading) -> bool:
    """Whether a number is somebody's age: *aged 42*, *Sisi, 58, …*, *a man of 20*."""
    text, start, end = reading.text, bare.numeral.start, bare.numeral.end
    if _OLD.match(text, end) or _AGED.search(text, max(0, start - _WINDOW), start):
        return True
    doc, first = bare.head.doc, bare.first
    aside = text[end : end + 1] in (",", ".", ")") and text[:start].endswith(", ")
    return (
        aside
        and first - 2 >= reading.sentence.start
        and (doc[first - 2].pos_ == "PROPN" and bare.value < 120)
    )
