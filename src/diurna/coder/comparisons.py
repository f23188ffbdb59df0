"""How a figure moved, and what it is compared with: *up 12 percent on 2020*, *against 120*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from diurna.coder.amounts import PERCENT, Amount, Reading
from diurna.coder.bases import Earlier, find_earlier
from diurna.coder.times import Dated

_ADVERBS = {"up", "down"}
_AFTER = {"more", "fewer", "less", "higher", "lower", "above", "below", "up", "down"}
_RELATIVE = {"above", "below"}
_LEVEL = {"to", "at"}
_OPENING = re.compile(r"(?<!\w)(?:in|at|for|during)\s+$")
_WINDOW = 30
"""Characters before a time or value in which words open it as one to compare with."""

_BESIDE = 4
_REACH = 12
"""Tokens between a figure and what is right beside it; its change, or what it is compared with."""


@dataclass(slots=True)
class Told:
    """A figure of a sentence: its amount, and what the sentence compares it with.

    `change` is the amount by which it moved (its own where no level is told), `direction` 1, -1
    or 0; `factor` what it was multiplied by; `earlier` the value before, `base` the time of that.
    `since` is, for an earlier value, the figure that is compared with it.
    """

    amount: Amount
    change: Amount | None = None
    direction: int = 0
    factor: float = 0.0
    earlier: Amount | None = None
    base: Earlier | None = None
    since: Told | None = None


def compare(amounts: Sequence[Amount], times: Sequence[Dated], reading: Reading) -> list[Told]:
    """Return the figures of a sentence with their changes; a change of another is no figure."""
    told = [Told(a) for a in amounts]
    moved: dict[int, int] = {}
    for before, item in zip([None, *told], told, strict=False):
        same = (
            moved[id(before)] if before is not None and _is_same(before.amount, item.amount) else 0
        )
        moved[id(item)] = same or _direction(item.amount, reading)
    figures: list[Told] = []
    for k, item in enumerate(told):
        direction = moved[id(item)]
        level = _level(k, told, moved, reading) if direction else None
        if level is not None and level.change is None:
            level.change, level.direction = item.amount, direction
            continue
        if direction:
            item.change, item.direction = item.amount, direction
        figures.append(item)
    for item in figures:
        item.factor = item.factor or _factor(item.amount, reading)
    _with_earlier(figures, reading)
    _with_bases(figures, times, reading)
    return figures


def _is_same(one: Amount, other: Amount) -> bool:
    """Whether two amounts tell one change: *up $2.17 or 2.3%*."""
    return one.head.doc[one.end : other.first].text.strip(" ,").lower() == "or"


def _direction(amount: Amount, reading: Reading) -> int:
    """Return which way an amount says that something moved, or 0 where it is no change."""
    doc, first, end = amount.head.doc, amount.first, amount.end
    words = reading.book.changes.directions
    start = reading.sentence.start
    before = doc[first - 1] if first > start else None
    after = doc[end] if end < reading.sentence.end else None
    if before is not None and before.lower_ in _ADVERBS and not _is_particle(before):
        return words[before.lower_]
    if after is not None and after.lower_ in _AFTER and _measures(amount, after):
        return words[after.lower_]
    governor = _governor(amount, reading)
    direction = words.get(governor.lemma_.lower(), 0)
    if before is None or not direction:
        return 0
    if before.lower_ in ("by", "of"):
        return direction
    if governor.i >= end:
        return direction if governor.pos_ == "NOUN" and amount.unit == PERCENT else 0
    beside = doc[governor.i + 1 : first]
    moving = amount.unit == PERCENT or amount.unit.endswith("point") or _leads_to(amount, reading)
    aside = all(t.pos_ in ("ADV", "PRON", "DET") or t.dep_ == "advmod" for t in beside)
    return direction if moving and aside else 0


def _is_particle(adverb: Token) -> bool:
    """Whether *up* or *down* belongs to the verb before it (*picked up three exiles*)."""
    before = adverb.doc[adverb.i - 1] if adverb.i > adverb.sent.start else None
    return adverb.dep_ == "compound:prt" or (
        before is not None and before.pos_ == "VERB" and adverb.head == before
    )


def _measures(amount: Amount, word: Token) -> bool:
    """Whether *more* or *less* after an amount compares: *15 percent less*, *32 fewer than*.

    *Above* and *below* before what is compared with do so for shares: *a fifth above its level*.
    """
    if word.dep_ == "case":
        return amount.unit == PERCENT and word.lower_ in _RELATIVE
    following = word.doc[word.i + 1 : word.i + 2].text.lower()
    return following == "than" or not amount.counted


def _governor(amount: Amount, reading: Reading) -> Token:
    """Return the verb right before an amount, else the word on which the tree hangs it."""
    before = amount.head.doc[max(amount.first - 1, reading.sentence.start)]
    return before if before.pos_ == "VERB" and before.i < amount.first else amount.head.head


def _leads_to(amount: Amount, reading: Reading) -> bool:
    """Whether *to* and a level follow: *dropped 41,000 to 1.97 million*."""
    doc, end = amount.head.doc, amount.end
    return end < reading.sentence.end and doc[end].lower_ in _LEVEL


def _level(k: int, told: list[Told], moved: dict[int, int], reading: Reading) -> Told | None:
    """Return the figure that moved: *rose 12 percent to $4bn*, *$4bn, up 12 percent*."""
    change = told[k].amount
    doc = change.head.doc
    for later in told[k + 1 :]:
        if moved[id(later)]:
            continue
        level = later.amount
        gap = level.first - change.end
        led = doc[level.first - 1].lower_ == "to"
        apart = any(t.lower_ in (",", "and") for t in doc[change.end : level.first])
        if led and gap <= _REACH and not apart:
            return later
        break
    if k == 0 or change.first - told[k - 1].amount.end > _REACH:
        return None
    before = next((t for t in reversed(told[:k]) if not moved[id(t)]), None)
    return before if before is not None and _is_aside(change, reading) else None


def _is_aside(change: Amount, reading: Reading) -> bool:
    """Whether a change is told beside its figure: *, up 12 percent*, *, 15 percent less than*."""
    doc = change.head.doc
    before = doc[change.first - 1]
    after = doc[change.end] if change.end < reading.sentence.end else None
    if before.lower_ in _ADVERBS or (after is not None and after.lower_ in _AFTER):
        return True
    apart = any(t.text == "," for t in doc[max(0, change.first - _BESIDE) : change.first])
    return before.lower_ == "of" and apart


def _factor(amount: Amount, reading: Reading) -> float:
    """Return by what a figure was multiplied: *doubled to $4,400*."""
    factors = reading.book.changes.factors
    governor = _governor(amount, reading)
    before = amount.head.doc[amount.first - 1] if amount.first > reading.sentence.start else None
    if before is None or before.lower_ not in _LEVEL:
        return 0.0
    return factors.get(governor.lemma_.lower(), 0.0)


def _with_earlier(figures: list[Told], reading: Reading) -> None:
    """Give figures the earlier values that they are compared with."""
    for k, item in enumerate(figures):
        start = reading.sentence.doc[item.amount.first].idx - reading.offset
        marker = _marker(start, reading)
        if marker is None or marker["beside"] or item.amount.unit == "vote":
            continue
        leaving = marker[0].strip().lower() == "from"
        later = _now(k, figures) if leaving else None
        other = later or _compared(figures[:k], item.amount)
        if other is None or other.earlier is not None:
            continue
        if leaving or not marker["moving"] or other.change is not None:
            other.earlier, item.since = item.amount, other


def _marker(start: int, reading: Reading) -> re.Match[str] | None:
    """Return the words right before a place of the text that open what is compared with."""
    return reading.book.changes.bases.search(reading.text, max(0, start - _WINDOW), start)


def _now(k: int, figures: list[Told]) -> Told | None:
    """Return the figure of *to 8,000* in *from 20,000 to 8,000*."""
    if k + 1 == len(figures):
        return None
    item, later = figures[k].amount, figures[k + 1]
    near = later.amount.unit == item.unit and later.amount.first - item.end <= _BESIDE
    return later if near and item.head.doc[later.amount.first - 1].lower_ in _LEVEL else None


def _compared(before: Sequence[Told], earlier: Amount) -> Told | None:
    """Return the nearest figure of the same unit before an earlier value."""
    alike = (t for t in reversed(before) if t.amount.unit == earlier.unit and t.since is None)
    return next(alike, None)


def _with_bases(figures: list[Told], times: Sequence[Dated], reading: Reading) -> None:
    """Give figures the earlier times that they are compared with, each to the nearest before it."""
    for time in find_earlier(reading.text, reading.offset, times) if figures else ():
        owner = _value_before(time, figures, reading) or _owner(time, figures, reading)
        if owner is not None and owner.base is None:
            owner.base = time


def _value_before(time: Earlier, figures: list[Told], reading: Reading) -> Told | None:
    """Return the figure whose earlier value a time stands right after: *against $3bn in 2020*."""
    for item in figures:
        end = _end_of(item.amount, reading)
        gap = reading.text[end : time.start]
        beside = end <= time.start and len(gap.split()) <= _BESIDE and "," not in gap
        if item.since is not None and beside:
            return item.since
    return None


def _owner(time: Earlier, figures: list[Told], reading: Reading) -> Told | None:
    """Return the figure that a time is the base of, or None where nothing says that it is one."""
    opening = _OPENING.search(reading.text, max(0, time.start - _WINDOW), time.start)
    marker = _marker(opening.start() if opening else time.start, reading)
    if marker is None and not time.rate:
        return None
    begin = marker.start() if marker is not None else time.start
    for item in reversed(figures):
        amounts = [a for a in (item.change, item.amount) if a is not None]
        ends = [e for a in amounts if (e := _end_of(a, reading)) <= begin]
        if ends:
            gap = reading.text[max(ends) : begin].split()
            return item if _is_base(marker, gap, item) else None
    return None


def _is_base(marker: re.Match[str] | None, gap: Sequence[str], figure: Told) -> bool:
    """Whether a time under a marker, some words after a figure, is what that is measured from."""
    moved = bool(figure.direction or figure.factor)
    if marker is not None and marker["beside"]:
        return moved and not gap
    return len(gap) <= _REACH and (moved or (marker is not None and not marker["moving"]))


def _end_of(amount: Amount, reading: Reading) -> int:
    """Return where an amount ends in the sentence's text."""
    last = reading.sentence.doc[amount.end - 1]
    return last.idx + len(last) - reading.offset
