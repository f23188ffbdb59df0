"""Numbers whose unit the text leaves to be understood.

*20 to 30 soldiers*, *eleven of which*, *killed 431*, *by 264 votes to 250*, *950 to the dollar*.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from diurna.coder import grammar
from diurna.coder.amounts import PEOPLE, PERCENT, Amount, Reading
from diurna.coder.money import money_of

_LIST = re.compile(r",|(?:, ?)?(?:and|or)|to|-|–|—")
_TERMS = {"year", "month"}
_NEAR = 5
"""Tokens from a bare number on within which a unit is looked for."""
_DASHES = {"-", "–"}
_RANGE = {"to", "or", *_DASHES}
_AGAINST = {"to", "against", *_DASHES}
_VOTE = "vote"
_WHOLE = (90, 100)
"""What the shares of the two sides of a vote come to, in percent."""
_MOVING = {"from", "by"}
_RATE = {"to", "against", "per"}
_OF_THESE = {"them", "these", "those", "which", "whom"}


def understand(amounts: Sequence[Amount], reading: Reading) -> list[Amount]:
    """Return amounts with their units; a number whose unit nothing tells is left out."""
    found = _voted(_listed(list(amounts), reading), reading)
    known: list[Amount] = []
    for k, amount in enumerate(found):
        if amount.unit:
            known.append(amount)
            continue
        told = _told(amount, known, found[k + 1 :], reading)
        if told is not None:
            known.append(told)
    return known


def _voted(amounts: Sequence[Amount], reading: Reading) -> list[Amount]:
    """Read pairs of numbers as votes (*391 votes to 242*, *54 percent to 46*); leave out scores."""
    kept, scores = list(amounts), set()
    for k, (one, other) in enumerate(pairwise(amounts)):
        between = _between(one, other)
        bare = not other.unit and one.unit in ("", _VOTE)
        if between not in _AGAINST:
            continue
        if bare and (one.unit or _is_vote(one, reading)):
            kept[k], kept[k + 1] = replace(one, unit=_VOTE), replace(other, unit=_VOTE)
        elif between in _DASHES and (bare or one.value > other.value):
            scores |= {k, k + 1}
        elif one.unit == PERCENT and not other.unit and _are_whole(one, other):
            kept[k + 1] = replace(other, unit=PERCENT)
    return [a for k, a in enumerate(kept) if k not in scores]


def _are_whole(one: Amount, other: Amount) -> bool:
    return _WHOLE[0] <= one.value + other.value <= _WHOLE[1]


def _is_vote(amount: Amount, reading: Reading) -> bool:
    words = [amount.head, *grammar.ancestors(amount.head)]
    understood = reading.book.understood
    return any(w.lemma_.lower() in understood.vote_verbs | understood.vote_nouns for w in words)


def _listed(amounts: list[Amount], reading: Reading) -> list[Amount]:
    """Give the numbers of a range or list the unit that only the last (or first) one has."""
    for k in range(len(amounts) - 2, -1, -1):
        one, other = amounts[k], amounts[k + 1]
        between = _between(one, other)
        if not _LIST.fullmatch(between):
            continue
        if one.unit and not other.unit and one.money and between in _RANGE:
            other = replace(other, unit=one.unit, money=True)
        elif not one.unit and other.unit:
            one = replace(one, unit=other.unit, money=other.money, head=other.head)
        elif one.unit != other.unit:
            continue
        amounts[k : k + 2] = _bounds(one, other, between, reading)
    return amounts


def _between(one: Amount, other: Amount) -> str:
    return one.head.doc[one.end : other.first].text.lower().strip()


def _bounds(one: Amount, other: Amount, between: str, reading: Reading) -> list[Amount]:
    """Return the two ends of a range as bounds; what both are multiplied by stands once."""
    doc = one.head.doc
    before = doc[one.first - 1].lower_ if one.first > reading.sentence.start else ""
    if before in _MOVING or not (between in _RANGE or (before == "between" and between == "and")):
        return [one, other]
    scale = other.numeral.scale
    if one.numeral.scale == 1 and one.value * scale < other.value:
        one = replace(one, value=float(f"{one.value * scale:.12g}"))
    if one.value >= other.value or one.approximation or other.approximation:
        return [one, other]
    return [replace(one, approximation="at least"), replace(other, approximation="up to")]


def _told(
    amount: Amount, known: Sequence[Amount], after: Sequence[Amount], reading: Reading
) -> Amount | None:
    """Return a bare number with the unit that the sentence tells elsewhere."""
    if amount.value < 2:
        return None
    readers: tuple[Callable[[], Amount | None], ...] = (
        lambda: _of_those(amount, known, after, reading),
        lambda: _rate(amount, reading),
        lambda: _end(amount, known),
        lambda: _people(amount, known, reading),
        lambda: _measured(amount, known, reading),
        lambda: _as_before(amount, known, after, reading),
    )
    return next((found for read in readers if (found := read()) is not None), None)


def _like(amount: Amount, other: Amount) -> Amount:
    return replace(amount, unit=other.unit, money=other.money)


def _of_those(
    amount: Amount, known: Sequence[Amount], after: Sequence[Amount], reading: Reading
) -> Amount | None:
    """*eleven of which*, *twelve of the 14 climbers*, *the 10,500 of UNIFIL*."""
    doc, end = amount.head.doc, amount.end
    if doc[end : end + 1].text.lower() not in ("of", "out") or end + 1 >= reading.sentence.end:
        return None
    if doc[end + 1].lower_ in _OF_THESE:
        counted = [a for a in known if a.counted and a.value >= amount.value]
        if counted:
            return _like(amount, counted[-1])
        clause = grammar.clause_head(amount.head)
        return _of_many(amount, clause.head if clause.dep_ == "acl:relcl" else None, reading)
    whole = next((a for a in after if a.first - end <= _NEAR and a.counted), None)
    if whole is not None:
        return _like(amount, whole)
    return _of_many(amount, next(iter(grammar.prepositional(amount.head, "of")), None), reading)


def _of_many(amount: Amount, noun: Token | None, reading: Reading) -> Amount | None:
    """Return a number as one of what a plural noun names: *three of his aides*."""
    if noun is None or noun.tag_ not in ("NNS", "NNPS"):
        return None
    return replace(amount, unit=_singular(noun, reading))


def _rate(amount: Amount, reading: Reading) -> Amount | None:
    """*950 to the dollar*, *119 per dollar*: of the money that the clause is about."""
    doc, end = amount.head.doc, amount.end
    words = [t for t in doc[end : min(end + 4, reading.sentence.end)] if t.lower_ != "the"]
    nouns = reading.currencies.nouns
    if len(words) < 2 or words[0].lower_ not in _RATE:
        return None
    if not any(w.lower_ in nouns or w.text in reading.currencies.signs for w in words[1:]):
        return None
    own = [t for t in doc[reading.sentence.start : amount.first] if t.lower_ in nouns]
    code = money_of(nouns[own[-1].lower_], own[-1], reading) if own else ""
    return replace(amount, unit=code, money=True) if code else None


def _end(amount: Amount, known: Sequence[Amount]) -> Amount | None:
    """*from 20,000 fighters to 8,000*: what moves stays what it is."""
    if not known or amount.first - known[-1].end > 1 or known[-1].first == 0:
        return None
    doc, start = amount.head.doc, known[-1]
    moved = doc[start.first - 1].lower_ == "from" and doc[amount.first - 1].lower_ == "to"
    return _like(amount, start) if moved else None


def _people(amount: Amount, known: Sequence[Amount], reading: Reading) -> Amount | None:
    """*27 killed*, *844 needed care*, *a crew of 220*, *some 1,300 were unaccounted for*."""
    doc = amount.head.doc
    words = reading.book.understood
    head, governor = amount.head, amount.head.head
    argument = head.dep_ in ("nsubj", "nsubj:pass", "obj", "conj")
    after = doc[amount.end] if amount.end < reading.sentence.end else None
    if after is not None and reading.book.harms(after.lower_, after.lemma_.lower()):
        return replace(amount, unit=PEOPLE)
    if after is not None and after.lower_ in words.people_states:
        return _like_people(amount, known, reading)
    if (
        argument
        and head.dep_ != "conj"
        and reading.book.harms(governor.lower_, governor.lemma_.lower())
    ):
        return replace(amount, unit=PEOPLE)
    subject = head.dep_ in ("nsubj", "nsubj:pass")
    if subject and governor.lemma_.lower() in words.people_verbs | words.people_states:
        return _like_people(amount, known, reading)
    before = doc[amount.first - 2] if amount.first - 2 >= reading.sentence.start else None
    of_group = before is not None and doc[amount.first - 1].lower_ == "of"
    if of_group and before is not None and before.lemma_.lower() in words.people_nouns:
        return replace(amount, unit=PEOPLE)
    return None


def _like_people(amount: Amount, known: Sequence[Amount], reading: Reading) -> Amount:
    """Return a number of people as one of those counted before, if those are people."""
    roles = reading.resolver.codebook.actors
    people = (a for a in reversed(known) if a.unit == PEOPLE or roles.role(a.unit) is not None)
    before = next(people, None)
    return _like(amount, before) if before is not None else replace(amount, unit=PEOPLE)


def _measured(amount: Amount, known: Sequence[Amount], reading: Reading) -> Amount | None:
    """*deaths topped 3,100 and infections 57,000*, *the number of jobless fell to 1.9 million*."""
    governor = grammar.clause_head(amount.head)
    book = reading.book
    before = amount.head.doc[max(amount.first - 1, reading.sentence.start)]
    if before.tag_ == "NNS" and known and before.lemma_.lower() not in book.understood.unitless:
        return replace(amount, unit=before.lemma_.lower())
    verbs = book.understood.measuring | book.changes.directions.keys()
    if amount.head.head != governor or governor.lemma_.lower() not in verbs:
        return None
    for subject in grammar.surface_subject(governor):
        lemma = subject.lemma_.lower()
        if lemma in ("number", "total"):
            counted = grammar.prepositional(subject, "of")
            return replace(amount, unit=_singular(counted[0], reading)) if counted else None
        if lemma in book.understood.people_nouns:
            return replace(amount, unit=PEOPLE)
        if subject.tag_ == "NNS" and lemma not in book.understood.unitless:
            return replace(amount, unit=lemma)
    return None


def _singular(noun: Token, reading: Reading) -> str:
    plain = noun.pos_ != "PROPN" and not noun.ent_type_
    word = noun.lemma_.lower() if plain else noun.lower_.removesuffix("s")
    return reading.book.units.get(word, word)


def _as_before(
    amount: Amount, known: Sequence[Amount], after: Sequence[Amount], reading: Reading
) -> Amount | None:
    """Take the unit of the number told before (*built for 3,000 inmates and holds 7,600*)."""
    big = amount.numeral.scaled or amount.value >= 1000
    for other in reversed(known):
        if other.unit == PERCENT or other.unit in _TERMS:
            continue
        if other.money and not big:
            continue
        return _like(amount, other)
    for other in after:
        near = other.first - amount.end <= _NEAR and not amount.numeral.worded
        if other.counted and near and other.unit not in _TERMS:
            return _like(amount, other)
    return None
