"""Figures: the numbers that a story reports, with what they measure and who says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from diurna.codebook.quantities import QuantityBook
from diurna.coder import grammar
from diurna.coder.phrases import phrase, to_span
from diurna.coder.resolve import Resolver
from diurna.coder.roles import role_of
from diurna.coder.speakers import chain
from diurna.coder.times import Dated, when_of
from diurna.model import UNNAMED, Change, Entity, Figure, Sentence, When, digest

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SMALL = 10
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_PERCENT = {"%", "percent", "per cent", "percentage", "pc"}
_BASES = ("on", "from", "compared_with", "compared_to", "over", "since", "than")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: its value, and the tokens [first, end) that write it."""

    value: float
    first: int
    end: int


def find_figures(
    sentence: DocSpan,
    record: Sentence,
    story_id: str,
    resolver: Resolver,
    book: QuantityBook,
    times: list[Dated],
) -> Iterator[Figure]:
    """Yield the figures of a sentence; a percentage that tells how one moved is its change."""
    taken = {
        t.i
        for d in times
        if d.when.span
        for t in sentence
        if d.when.span.start <= t.idx < d.when.span.end
    }
    numbers = [
        n for n in _numbers(sentence, book) if not any(i in taken for i in range(n.first, n.end))
    ]
    readings = [r for n in numbers if (r := _reading(sentence, n, book, resolver)) is not None]
    changes = {r for r in readings if r.unit == "%" and _changes(r, readings, book)}
    for reading in readings:
        if reading in changes and any(r not in changes for r in readings):
            continue
        yield _figure(sentence, record, story_id, resolver, book, times, reading, changes)


@dataclass(frozen=True, slots=True)
class _Reading:
    number: Number
    unit: str
    head: Token
    first: int
    end: int
    approximation: str


def _numbers(sentence: DocSpan, book: QuantityBook) -> Iterator[Number]:
    doc = sentence.doc
    i = sentence.start
    while i < sentence.end:
        value = _value(doc[i], book)
        if value is None:
            i += 1
            continue
        first, end = i, i + 1
        while end < sentence.end and doc[end].lower_ in book.multipliers:
            value = float(f"{value * book.multipliers[doc[end].lower_]:.12g}")
            end += 1
        if end + 1 < sentence.end and doc[end].text == "-" and doc[end + 1].lower_ in book.numbers:
            value += book.numbers[doc[end + 1].lower_]
            end += 2
        if end + 1 < sentence.end and doc[end].lower_ == "and" and doc[end - 1].lower_ == "hundred":
            rest = _value(doc[end + 1], book)
            if rest is not None and rest < 100:
                value, end = value + rest, end + 2
        yield Number(value, first, end)
        i = end


def _value(token: Token, book: QuantityBook) -> float | None:
    if token.pos_ not in ("NUM", "SYM", "NOUN") and token.tag_ != "CD":
        return None
    if _NUMBER.fullmatch(token.text):
        return float(token.text.replace(",", ""))
    return float(book.numbers[token.lower_]) if token.lower_ in book.numbers else None


def _reading(
    sentence: DocSpan, number: Number, book: QuantityBook, resolver: Resolver
) -> _Reading | None:
    """Find the unit of a number, or None where it is no figure."""
    doc = sentence.doc
    before = doc[number.first - 1] if number.first > sentence.start else None
    after = doc[number.end] if number.end < sentence.end else None
    approximation, first = _approximation(sentence, number.first, book)
    if before is not None and before.text in book.signs:
        sign = before
        approximation, first = _approximation(sentence, sign.i, book)
        return _Reading(
            number,
            book.signs[sign.text],
            _top(sign, number, doc),
            min(first, sign.i),
            number.end,
            approximation,
        )
    following = doc[number.end : number.end + 2].text.lower()
    if after is not None and (after.lower_ in _PERCENT or following == "per cent"):
        end = number.end + (2 if after.lower_ == "per" else 1)
        return _Reading(number, "%", doc[number.end], first, end, approximation)
    noun = _counted(doc[number.first], number, sentence)
    if noun is None:
        return _harmed(number, first, approximation, sentence, book)
    small = doc[number.first].is_alpha and number.value <= _SMALL
    if small and role_of(resolver, noun) is None and _is_known(noun, number):
        return None
    lemma = noun.lemma_.lower()
    currency = _currency(lemma, noun, book, resolver)
    if currency:
        return _Reading(number, currency, noun, first, noun.i + 1, approximation)
    if lemma in book.not_counted and not (lemma in ("year", "month") and _is_term(noun, book)):
        return None
    people = noun.ent_type_ == "NORP"
    named = (noun.ent_type_ or noun.pos_ == "PROPN") and not people
    if _YEAR.fullmatch(doc[number.first].text) or named:
        return None
    unit = book.units.get(noun.text, book.units.get(lemma, lemma))
    before_noun = doc[noun.i - 1].lower_
    if before_noun in book.compounds.get(lemma, ()):
        unit = f"{before_noun} {unit}"
    return _Reading(number, unit, noun, first, noun.i + 1, approximation)


def _is_known(noun: Token, number: Number) -> bool:
    """Whether a small number only refers (*the two sides*, *its three ports*) or is *one*."""
    pointing = grammar.children(noun, "det", "nmod:poss")
    return number.value < 2 or any(d.i < number.first for d in pointing)


def _currency(lemma: str, noun: Token, book: QuantityBook, resolver: Resolver) -> str:
    """Return the ISO 4217 code of a currency's noun, that of the state that is spoken of."""
    shared = book.shared.get(lemma)
    if shared is None:
        return book.currencies.get(lemma, "")
    states = [
        resolver.country(noun),
        *(resolver.country_of_name(e) for e in resolver.names_in(noun.sent)),
    ]
    own = [shared[s] for s in states if s in shared]
    return own[0] if own else book.currencies.get(lemma, "")


def _harmed(
    number: Number, first: int, approximation: str, sentence: DocSpan, book: QuantityBook
) -> _Reading | None:
    """Read a number without a noun that stands for people: *27 killed*, *400 were wounded*."""
    token = sentence.doc[number.first]
    subject = token.dep_ in ("nsubj", "nsubj:pass", "obj", "conj", "root")
    word = token.head if token.dep_ in ("nsubj", "nsubj:pass", "obj") else None
    after = sentence.doc[number.end] if number.end < sentence.end else None
    for near in (word, after):
        harmed = near is not None and _is_harm(near, book)
        if harmed and (subject or near is after):
            return _Reading(number, "people", token, first, number.end, approximation)
    return None


def _is_harm(word: Token, book: QuantityBook) -> bool:
    """Whether a word says that people were harmed, went missing or lost their homes."""
    lemma = word.lemma_.lower()
    if lemma in ("missing", "displace"):
        return True
    return any(
        lemma in words.done | words.suffered or word.lower_ in words.said
        for words in book.harm.values()
    )


def _top(sign: Token, number: Number, doc: object) -> Token:
    """Return the token of a money expression by which it hangs in the sentence."""
    positions = {sign.i, *range(number.first, number.end)}
    token = sign
    while token.dep_ != "ROOT" and token.head.i in positions:
        token = token.head
    return token


def _counted(token: Token, number: Number, sentence: DocSpan) -> Token | None:
    """Return the noun that a number counts."""
    top = token
    while top.head.i in range(number.first, number.end) and top.dep_ != "ROOT":
        top = top.head
    if (
        top.dep_ in ("nummod", "compound", "amod", "nmod")
        and top.head.pos_ == "NOUN"
        and top.head.i >= number.end
    ):
        return top.head
    return None


def _is_term(noun: Token, book: QuantityBook) -> bool:
    words = [noun.head, *grammar.ancestors(noun), *noun.head.children]
    return any(w.lemma_.lower() in book.terms for w in words)


def _approximation(sentence: DocSpan, first: int, book: QuantityBook) -> tuple[str, int]:
    doc = sentence.doc
    for length in (3, 2, 1):
        start = first - length
        if start >= sentence.start:
            words = doc[start:first].text.lower()
            if words in book.approximations:
                return book.approximations[words], start
    return "", first


def _changes(reading: _Reading, readings: list[_Reading], book: QuantityBook) -> bool:
    """Whether a percentage says how another figure of the sentence moved."""
    return _direction(reading, book) != 0 and any(r.unit != "%" for r in readings)


def _direction(reading: _Reading, book: QuantityBook) -> int:
    doc = reading.head.doc
    near = [doc[i] for i in range(max(reading.first - 3, reading.head.sent.start), reading.first)]
    after = doc[reading.end : min(reading.end + 1, reading.head.sent.end)]
    words = [*reversed(near), *after, reading.head.head, *reading.head.children]
    return next(
        (book.changes[w.lemma_.lower()] for w in words if w.lemma_.lower() in book.changes), 0
    )


def _figure(
    sentence: DocSpan,
    record: Sentence,
    story_id: str,
    resolver: Resolver,
    book: QuantityBook,
    times: list[Dated],
    reading: _Reading,
    changes: set[_Reading],
) -> Figure:
    span = to_span(sentence.doc, reading.first, reading.end)
    links = chain(reading.head, resolver, {})
    change = next((_change(c, book) for c in changes if c is not reading), None)
    measure = _measure(reading, book)
    return Figure(
        id=digest(story_id, record.text, "figure", str(span.start - record.start)),
        story_id=story_id,
        sentence=record,
        span=span,
        measure=measure,
        value=reading.number.value,
        unit=reading.unit,
        approximation=reading.approximation,
        period=_period(reading, times, resolver.published),
        change=change,
        about=_about(sentence, resolver, links[0].speakers if links else ()),
        speakers=tuple(s for link in links for s in link.speakers),
        confidence=0.8 if measure else 0.5,
    )


def _change(reading: _Reading, book: QuantityBook) -> Change:
    base = ""
    for name in _BASES:
        for token in [reading.head, reading.head.head]:
            for year in grammar.prepositional(token, name):
                if _YEAR.fullmatch(year.text):
                    base = year.text
    if not base:
        after = reading.head.doc[reading.end : min(reading.end + 3, reading.head.sent.end)]
        base = next((t.text for t in after if _YEAR.fullmatch(t.text)), "")
    return Change(_direction(reading, book) * reading.number.value, reading.approximation, base)


def _measure(reading: _Reading, book: QuantityBook) -> str:
    """Return what is measured: the subject of the clause, or the noun that holds the number."""
    head = reading.head
    if reading.unit not in ("%", *book.signs.values(), *book.currencies.values()):
        return phrase(head).text.split(maxsplit=1)[-1] if head.i > reading.first else head.text
    governor = head.head
    if governor.pos_ == "NOUN" and head.dep_ in (
        "compound",
        "nummod",
        "nmod",
        "amod",
        "nmod:unmarked",
    ):
        return phrase(governor).text if head.dep_ == "nmod" else governor.lemma_
    if governor.pos_ == "NOUN" and head.dep_ == "appos":
        return phrase(governor).text
    if governor.pos_ in ("VERB", "AUX", "ADJ", "ADP") or grammar.children(head, "cop"):
        own = grammar.children(head, "cop") or head.dep_ in (
            "ccomp",
            "conj",
            "acl:relcl",
            "parataxis",
        )
        governor = head if own else governor
        subjects = [t for t in grammar.surface_subject(governor) if t.pos_ in ("NOUN", "PROPN")]
        if subjects:
            return phrase(_holder(subjects[0])).text
        before = [t for t in governor.lefts if t.pos_ == "NOUN"]
        if before:
            return phrase(before[-1]).text
    of = grammar.prepositional(head, "in") or grammar.prepositional(head, "of")
    return phrase(of[0]).text if of else ""


def _holder(noun: Token) -> Token:
    """Return what a figure is of: *trade* in *trade between the neighbours reaching …*."""
    while grammar.preposition(noun) in ("between", "among") and noun.head.pos_ == "NOUN":
        noun = noun.head
    return noun


def _period(reading: _Reading, times: list[Dated], published: date | None) -> When:
    when = when_of(reading.head, reading.head.head, times, published)
    if when.start is not None:
        return when
    near = [d for d in times if d.when.precision in ("year", "quarter", "month")]
    near = [d for d in near if not d.since and not d.inferred]
    return near[0].when if len(near) == 1 else When()


def _about(
    sentence: DocSpan, resolver: Resolver, speakers: tuple[Entity, ...]
) -> tuple[Entity, ...]:
    """Return the states and bodies that the sentence names, less those who only report."""
    spoken = {(s.span.start, s.span.end) for s in speakers if s.span}
    found: dict[str, Entity] = {}
    for ent in resolver.names_in(sentence):
        if any(a <= ent.start_char < b for a, b in spoken) or ent.label_ == "PER":
            continue
        for entity in resolver.entities(ent.root, inside=False):
            if entity.code != UNNAMED:
                found.setdefault(entity.code, entity)
    return tuple(found.values())
