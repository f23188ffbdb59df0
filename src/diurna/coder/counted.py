"""What a number counts or measures: the noun that follows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from diurna.coder import grammar
from diurna.coder.amounts import PEOPLE, Amount, Reading, positions_of
from diurna.coder.money import money_of
from diurna.coder.roles import role_of

_SMALL = 10
_NOUNS = ("NOUN", "PROPN")
_BEFORE_NOUN = ("ADJ", "NOUN", "PROPN", "SYM", "X")
_DESCRIBING = ("VBN", "VBG", "JJ", "JJR", "JJS", "RB")
_STRONG = {"strong"}
_NEW = {"all", "another", "some"}
_MODEL = re.compile(r"\s([A-Z][A-Za-z]{0,3}-\d+[A-Z]?)s\b")
_POINTING = {"last", "next", "previous"}
_WEIGHED_UP_TO = 100_000
"""Pounds beyond which *pounds of* are money."""


def noun_after(amount: Amount, reading: Reading, taken: set[int]) -> Token | None:
    """Return the noun that a number counts: the head of the noun phrase that it opens.

    The tree tells which noun, as long as that is one of the words right after the number.
    """
    doc, end = amount.head.doc, amount.end
    if doc[end : end + 1].text == "-" and doc[end].idx == doc[end - 1].idx + len(doc[end - 1]):
        word = doc[end + 1] if end + 1 < reading.sentence.end else None
        return word if word is not None and word.is_alpha else None
    run = _run(amount, reading, taken)
    nouns = [t for t in run if t.pos_ in _NOUNS or t.text in reading.book.units]
    if not nouns and run and run[0].lower_ in reading.currencies.nouns:
        return run[0]  # *60 billion won*, which a tree takes for a verb
    head = amount.head if amount.head.i >= end else amount.head.head
    return head if head in nouns else nouns[-1] if nouns else None


def _run(amount: Amount, reading: Reading, taken: set[int]) -> list[Token]:
    """Return the words of the noun phrase after a number, up to its head or beyond."""
    doc, end = amount.head.doc, reading.sentence.end
    start = amount.end + (amount.end < end and doc[amount.end].is_quote)
    if start < end and doc[start].lower_ in reading.currencies.nouns:
        return [doc[start]]
    if start < end and doc[start].lower_ in _POINTING:
        return []
    run: list[Token] = []
    while start < end and start not in taken and _continues(doc[start], run):
        run.append(doc[start])
        start += 1
    return run


def _continues(word: Token, run: Sequence[Token]) -> bool:
    """Whether a word goes on with a noun phrase; after its noun only more nouns do."""
    noun = any(t.pos_ in _NOUNS for t in run)
    if word.text == "-":
        return bool(run)
    if run and run[-1].text == "-" and word.like_num:
        return True  # *two T-72 tanks*
    if word.pos_ == "ADJ" and noun:
        return word.head.i > word.i and word.dep_ in ("amod", "compound")
    if word.lower_ == "and":  # *American and British planes*
        return not noun and bool(run) and run[-1].pos_ == "ADJ" == word.nbor().pos_
    describes = word.tag_ in _DESCRIBING and word.dep_ in ("amod", "compound", "advmod")
    return word.pos_ in _BEFORE_NOUN or (describes and not noun)


def of_model(amount: Amount, reading: Reading) -> Amount | None:
    """Return a number as one of a model's pieces (*36 F-16s*), or None where it is of no model."""
    match = _MODEL.match(reading.text, amount.numeral.end)
    if match is None:
        return None
    words = positions_of(reading, match.start(1), match.end())
    head = reading.sentence.doc[words.start]
    return replace(amount, unit=match[1].lower(), head=head, end=words.stop)


def of_noun(amount: Amount, noun: Token, reading: Reading) -> Amount | None:
    """Return a number as one of what a noun names, or None where that makes no figure."""
    book = reading.book
    hyphened = noun.i == amount.end + 1 and noun.doc[amount.end].text == "-"
    lemma = noun.lemma_.lower()
    meanings = reading.currencies.nouns.get(noun.lower_)
    if meanings is not None and not _is_weight(amount, noun, hyphened=hyphened):
        code = money_of(meanings, noun, reading)
        if code:
            return replace(amount, unit=code, head=noun, end=noun.i + 1, money=True)
    if hyphened and lemma in _STRONG:
        return replace(amount, unit=PEOPLE, end=noun.i + 1)
    if lemma in book.never or noun.lower_ in book.never:
        return _term(amount, noun, reading)
    if _is_named(noun) or _is_known(amount, noun, reading):
        return None
    unit, factor = _unit(noun, reading)
    value = amount.value * factor
    return replace(amount, value=value, unit=unit, head=noun, end=noun.i + 1)


def _term(amount: Amount, noun: Token, reading: Reading) -> Amount | None:
    """Return a time as a term of imprisonment, if it is one."""
    lemma = noun.lemma_.lower()
    words = [noun.head, *grammar.ancestors(noun), *noun.head.children, *noun.children]
    words += list(noun.doc[noun.i + 1 : noun.i + 3])
    if lemma not in ("year", "month") or not any(
        w.lemma_.lower() in reading.book.terms for w in words
    ):
        return None
    return replace(amount, unit=lemma, head=noun, end=noun.i + 1)


def _is_weight(amount: Amount, noun: Token, *, hyphened: bool) -> bool:
    """Whether pounds are weight: *a 500-pound bomb*, *440 pounds of explosives*."""
    if noun.lemma_.lower() != "pound":
        return False
    of = bool(grammar.prepositional(noun, "of"))
    return hyphened or (of and amount.value < _WEIGHED_UP_TO and not amount.numeral.scaled)


def _is_named(noun: Token) -> bool:
    """Whether a noun is a single name (*10 Downing Street*), not one of many (*43 Malaysians*)."""
    if noun.ent_type_ == "NORP" or noun.tag_ in ("NNS", "NNPS"):
        return False
    many = noun.lower_.endswith("s") and noun.ent_type_ not in ("LOC", "ORG")
    return not many and (bool(noun.ent_type_) or noun.pos_ == "PROPN")


def _is_known(amount: Amount, noun: Token, reading: Reading) -> bool:
    """Whether a small number only refers (*the two sides*, *its three ports*) or is *one*."""
    if not amount.numeral.worded or amount.value > _SMALL:
        return False
    lemma = noun.lemma_.lower()
    people = noun.ent_type_ == "NORP" or role_of(reading.resolver, noun) is not None
    if amount.value < 2:
        return not people or lemma in reading.book.parties
    before = noun.doc[amount.first - 1] if amount.first > noun.sent.start else None
    pointed = before is not None and (before.pos_ in ("DET", "PRON") or before.tag_ == "POS")
    if before is None or not pointed or before.lower_ in _NEW:
        return False
    described = any(t.i > amount.number for t in grammar.children(noun, "amod"))
    return lemma in reading.book.parties or not (people or described)


def _unit(noun: Token, reading: Reading) -> tuple[str, float]:
    """Return the unit that a noun is, in the singular, and what its numbers are multiplied by."""
    book = reading.book
    lemma = noun.lemma_.lower()
    if noun.pos_ == "PROPN" or noun.ent_type_ == "NORP":
        lemma = noun.lower_.removesuffix("s")
    unit = book.units.get(noun.text, book.units.get(lemma, lemma))
    before = noun.doc[noun.i - 1].lower_
    if before in book.compounds.get(lemma, ()):
        unit = f"{before} {unit}"
    return unit, book.unit_factors.get(noun.text, 1.0)
