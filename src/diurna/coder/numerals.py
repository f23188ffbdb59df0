"""Numbers as they are written: digits, words, both (*3.5 million*), fractions, ratios.

They are read from the text and not from tokens, which cut *R$15bn* and *3.5m* now one way, now
another. What a number is of is no matter here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import inf
from typing import Literal, NamedTuple

from diurna.codebook.quantities import NumberWords

Share = Literal["", "fraction", "ratio"]

_PIECE = re.compile(r"\d+(?:,\d{2,3})*(?:\.\d+)?|[^\W\d_]+|\S")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|s)\b")
_HEIGHT = re.compile(r"\s?(?:deep|high|long|wide|tall|from|above|below|thick|away|apart|across)\b")
_JOINT = re.compile(r"[A-Za-z][-/.'’]?$|\d[:/.]$|[#№]\s?$")
_LONGER = re.compile(r"[:/.]\d")
_WORDED_ORDINAL = re.compile(r"-(?:first|second|third|[a-z]+th)\b")
_LONGEST = 24
"""Words and signs that a number is written with, at most."""

_SUBSETS = {5, 10, 20, 100, 1000}
"""What a ratio of more than one is told of (*nine in ten*)."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number, and the characters [start, end) of the text that write it.

    `worded` is one written in words alone, `scale` what its last word multiplies it by (1e6 in
    *3.5m*), `share` says that it is a fraction or ratio, its value in percent.
    """

    value: float
    start: int
    end: int
    worded: bool = False
    scale: float = 1.0
    share: Share = ""

    @property
    def scaled(self) -> bool:
        """Whether it is told in thousands or more."""
        return self.scale >= 1000


class _Piece(NamedTuple):
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Read:
    value: float
    end: int
    worded: bool
    scale: float = 1.0
    share: Share = ""


def find_numerals(text: str, words: NumberWords, prefixes: re.Pattern[str]) -> Iterator[Numeral]:
    """Yield the numbers of a text, without ordinals, clock times, codes and parts of words.

    `prefixes` matches, at the end of what stands before a number, a sign of money that letters
    may belong to (*Rs5*, *US$3*).
    """
    lower, position = _lower(text), 0
    while (opening := words.opening.search(lower, position)) is not None:
        found = islice(_PIECE.finditer(lower, opening.start()), _LONGEST)
        pieces = [_Piece(m[0], m.start(), m.end()) for m in found]
        read = _fraction(pieces, words) or _ratio(pieces, words) or _number(pieces, words, lower)
        position = pieces[0].end if read is None else pieces[read.end - 1].end
        if read is not None:
            start = opening.start()
            numeral = Numeral(read.value, start, position, read.worded, read.scale, read.share)
            if not _is_part(text, numeral, prefixes):
                yield numeral


def _lower(text: str) -> str:
    """Return a text in lower case and of the same length (*İ* has two letters there)."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _is_part(text: str, numeral: Numeral, prefixes: re.Pattern[str]) -> bool:
    """Whether a number is only part of a code, an ordinal, a clock time: *T-72*, *5th*, *4:40*."""
    before = text[max(0, numeral.start - 8) : numeral.start]
    if _JOINT.search(before) and not prefixes.search(before):
        return True
    if numeral.worded or numeral.share:
        return bool(_WORDED_ORDINAL.match(text, numeral.end))
    return bool(_ORDINAL.match(text, numeral.end) or _LONGER.match(text, numeral.end))


def _at(pieces: list[_Piece], i: int) -> str:
    return pieces[i].text if i < len(pieces) else ""


def _number(pieces: list[_Piece], words: NumberWords, text: str) -> _Read | None:
    """Read the number that some pieces begin with."""
    word, second, third = pieces[0].text, _at(pieces, 1), _at(pieces, 2)
    if word[0].isdigit():
        return _digits(pieces, words, text)
    if word == "half" and second in ("a", "an") and third in words.multipliers:
        scale = words.multipliers[third]
        return _Read(scale / 2, 3, True, scale)
    if word in ("a", "an") and second in words.multipliers:
        value, end = _multiplied(1.0, pieces, 1, words)
        return _Read(value, end, True, value)
    return _words(pieces, words) if word in words.numbers else None


def _digits(pieces: list[_Piece], words: NumberWords, text: str) -> _Read:
    value, end = _and_a_half(float(pieces[0].text.replace(",", "")), pieces, 1)
    letter = words.letters.get(_at(pieces, end))
    if letter is not None and _is_letter(pieces, end, text):
        return _Read(_exact(value * letter), end + 1, False, letter)
    scaled, end = _multiplied(value, pieces, end, words)
    return _Read(scaled, end, False, scaled / value if value else 1.0)


def _is_letter(pieces: list[_Piece], i: int, text: str) -> bool:
    """Whether a letter after digits multiplies, and is not a metre (*3 m high*)."""
    gap = pieces[i].start - pieces[i - 1].end
    return gap <= 1 and not (pieces[i].text == "m" and _HEIGHT.match(text, pieces[i].end))


def _words(pieces: list[_Piece], words: NumberWords) -> _Read:
    """Read a number in words, group by group (*two thousand five hundred and six*)."""
    total, scale = 0.0, inf
    current, end = _below_hundred(pieces, 0, words)
    current, end = _and_a_half(current, pieces, end)
    while True:
        factor = words.multipliers.get(_at(pieces, end))
        if factor is not None:
            current, end, scale = _exact(current * factor), end + 1, factor
            continue
        start = end + 1 if _at(pieces, end) == "and" else end
        if scale < 100 or scale > 1e13 or _at(pieces, start) not in words.numbers:
            break
        small, after = _below_hundred(pieces, start, words)
        if start > end and _at(pieces, after) in words.multipliers and scale > 100:
            break
        if scale > 100:
            total, current = total + current, 0.0
        current, end, scale = current + small, after, inf
        if _at(pieces, end) not in words.multipliers:
            break
    return _Read(total + current, end, True, 1.0 if scale == inf else scale)


def _below_hundred(pieces: list[_Piece], i: int, words: NumberWords) -> tuple[float, int]:
    value, end = words.numbers[pieces[i].text], i + 1
    unit = end + 1 if _at(pieces, end) == "-" else end
    if value >= 20 and 0 < words.numbers.get(_at(pieces, unit), 0) < 10:
        return float(value + words.numbers[_at(pieces, unit)]), unit + 1
    return float(value), end


def _and_a_half(value: float, pieces: list[_Piece], i: int) -> tuple[float, int]:
    half = [_at(pieces, k) for k in range(i, i + 3)] == ["and", "a", "half"]
    return (value + 0.5, i + 3) if half else (value, i)


def _multiplied(
    value: float, pieces: list[_Piece], i: int, words: NumberWords
) -> tuple[float, int]:
    while _at(pieces, i) in words.multipliers:
        value, i = _exact(value * words.multipliers[pieces[i].text]), i + 1
    return value, i


def _fraction(pieces: list[_Piece], words: NumberWords) -> _Read | None:
    """Read *half*, *a third*, *two-thirds*, *three quarters* in percent."""
    first, second = pieces[0].text, _at(pieces, 1)
    if first == "half":
        return None if second in ("a", "an") else _share(1, 2, 1, "fraction")
    top = 1 if first == "a" else words.numbers.get(first, 0)
    below = 2 if second == "-" else 1
    name = _at(pieces, below)
    bottom = words.fractions.get(name.removesuffix("s"), 0)
    if not 0 < top < bottom or (top > 1) != name.endswith("s"):
        return None
    return _share(top, bottom, below + 1, "fraction")


def _ratio(pieces: list[_Piece], words: NumberWords) -> _Read | None:
    """Read *one in five*, *nine out of ten* in percent."""
    joined = _at(pieces, 1), _at(pieces, 2)
    out_of = joined == ("out", "of")
    if not out_of and joined[0] != "in":
        return None
    below = 3 if out_of else 2
    top, bottom = _whole(pieces[0].text, words), _whole(_at(pieces, below), words)
    fits = bottom <= 1000 if top == 1 else bottom in _SUBSETS or (out_of and bottom <= 10)
    return _share(top, bottom, below + 1, "ratio") if 0 < top < bottom and fits else None


def _share(top: int, bottom: int, end: int, share: Share) -> _Read:
    return _Read(float(f"{100 * top / bottom:.6g}"), end, True, share=share)


def _whole(word: str, words: NumberWords) -> int:
    return int(word) if word.isdecimal() and len(word) < 5 else words.numbers.get(word, 0)


def _exact(value: float) -> float:
    """Return a product without the last binary digits (*4.1 million* is 4100000)."""
    return float(f"{value:.12g}")
