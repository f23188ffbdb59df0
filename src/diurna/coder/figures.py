"""Figures: the numbers that a story reports, with what they measure and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from diurna.codebook.currencies import load_currencies
from diurna.codebook.quantities import QuantityBook
from diurna.coder import grammar
from diurna.coder.amounts import Amount, Reading
from diurna.coder.bases import Earlier
from diurna.coder.comparisons import Told, compare
from diurna.coder.phrases import phrase, to_span
from diurna.coder.quantities import find_amounts
from diurna.coder.resolve import Resolver
from diurna.coder.speakers import chain
from diurna.coder.times import Dated, when_of
from diurna.coder.understood import understand
from diurna.model import UNNAMED, Change, Entity, Figure, Sentence, Span, When, digest

_INSIDE = ("compound", "nummod", "nmod", "amod", "nmod:unmarked", "appos")
_CLAUSAL = ("ccomp", "conj", "acl:relcl", "parataxis")
_PERIODS = ("year", "quarter", "month")

Named = tuple[int, Entity]
"""Someone whom a sentence names, and the character where the name begins."""


def find_figures(
    sentence: DocSpan,
    record: Sentence,
    story_id: str,
    resolver: Resolver,
    book: QuantityBook,
    times: list[Dated],
) -> Iterator[Figure]:
    """Yield the figures of a sentence; an amount that tells how one moved is its change."""
    reading = Reading(sentence, record.text, record.start, resolver, book, load_currencies())
    taken = {i for dated in times for i in dated.words}
    amounts = understand(list(find_amounts(reading, taken)), reading)
    if not amounts:
        return
    named, figures = _named(reading), compare(amounts, times, reading)
    own = _own_times(figures, times, reading)
    for told in figures:
        yield _figure(told, record, story_id, own, named, reading)


def _figure(
    told: Told,
    record: Sentence,
    story_id: str,
    own: list[Dated],
    named: list[Named],
    reading: Reading,
) -> Figure:
    amount = told.amount
    span = to_span(reading.sentence.doc, amount.first, amount.end)
    links = chain(amount.head, reading.resolver, {})
    measure = _measure((told.since or told).amount, reading)
    period = _period(told, own, reading)
    return Figure(
        id=digest(story_id, record.text, "figure", str(span.start - record.start)),
        story_id=story_id,
        sentence=record,
        span=span,
        measure=measure,
        value=amount.value,
        unit=amount.unit,
        approximation=amount.approximation,
        period=period,
        change=_change(told, period, reading),
        about=_about(named, links[0].speakers if links else ()),
        speakers=tuple(s for link in links for s in link.speakers),
        confidence=0.8 if measure else 0.5,
    )


def _change(told: Told, period: When, reading: Reading) -> Change | None:
    """Return how a figure moved and what it is compared with, or None where nothing is told."""
    if not (told.direction or told.factor or told.earlier or told.base):
        return None
    base = _interval(told.base, period, reading) if told.base is not None else When()
    earlier = told.earlier.value if told.earlier is not None else None
    if told.change is not None:
        by, doc = told.change, reading.sentence.doc
        size = told.direction * by.value
        span = to_span(doc, by.first, by.end)
        return Change(told.direction, size, by.unit, by.approximation, base, earlier, span)
    if told.factor:
        percent = float(f"{100 * (told.factor - 1):.6g}")
        return Change(1 if percent > 0 else -1, percent, "%", "", base, earlier)
    if earlier is None:
        return Change(0, base=base)
    rise = told.amount.value - earlier
    return Change((rise > 0) - (rise < 0), base=base, earlier=earlier)


def _interval(time: Earlier, own: When, reading: Reading) -> When:
    """Return an earlier time as an interval with its words."""
    when = time.against(own, reading.resolver.published)
    start = reading.offset
    text = reading.text[time.start : time.end]
    return replace(when, span=Span(start + time.start, start + time.end, text))


def _measure(amount: Amount, reading: Reading) -> str:
    """Return what is measured: what is counted, the noun with the number, or the subject."""
    head = amount.head
    if amount.counted and head.i < amount.end and head.pos_ == "NUM":
        return amount.unit
    if amount.counted:
        start, end = amount.numeral.end, phrase(head).end - reading.offset
        return reading.text[start:end].strip(" -") or amount.unit
    before = head.doc[max(amount.first - 1, reading.sentence.start)]
    governor = before if before.pos_ == "VERB" and before.i < amount.first else head.head
    if governor.pos_ == "NOUN" and head.dep_ in _INSIDE:
        return _without(amount, phrase(governor), reading)
    if governor.pos_ in ("VERB", "AUX", "ADJ", "ADP") or grammar.children(head, "cop"):
        own = grammar.children(head, "cop") or head.dep_ in _CLAUSAL
        governor = head if own and governor is not before else governor
        subjects = [t for t in grammar.surface_subject(governor) if t.pos_ in ("NOUN", "PROPN")]
        nouns = subjects[:1] or [t for t in governor.lefts if t.pos_ == "NOUN"][-1:]
        if nouns:
            return phrase(_holder(nouns[0])).text
    of = grammar.prepositional(head, "in") or grammar.prepositional(head, "of")
    return phrase(of[0]).text if of else ""


def _without(amount: Amount, holder: Span, reading: Reading) -> str:
    """Return a phrase without the number in it: *profit of $3bn*, *a $3bn loan*."""
    doc = reading.sentence.doc
    start, last = doc[amount.first].idx, doc[amount.end - 1]
    before = holder.text[: max(0, start - holder.start)].removesuffix(" of ").strip(" -")
    after = holder.text[max(0, last.idx + len(last) - holder.start) :].strip(" -")
    return " ".join(part for part in (before, after) if part)


def _holder(noun: Token) -> Token:
    """Return what a figure is of: *trade* in *trade between the neighbours reaching …*."""
    while grammar.preposition(noun) in ("between", "among") and noun.head.pos_ == "NOUN":
        noun = noun.head
    return noun


def _period(told: Told, own: list[Dated], reading: Reading) -> When:
    """Return the time that a figure is of: its own, else the only one of its sentence.

    `own` are the sentence's times that no figure is compared with; an earlier value is of the
    time that it is told with.
    """
    if told.since is not None and told.since.base is not None:
        return _interval(told.since.base, _period(told.since, own, reading), reading)
    head = told.amount.head
    when = when_of(head, head.head, own, reading.resolver.published)
    if when.start is not None:
        return when
    near = [d for d in own if d.when.precision in _PERIODS and not d.since and not d.inferred]
    near = [d for d in near if _reaches(d, head)]
    return near[0].when if len(near) == 1 else When()


def _reaches(dated: Dated, head: Token) -> bool:
    """Whether a time is not that of a relative clause of which a figure is no part."""
    clause = grammar.clause_head(dated.head)
    return clause.dep_ != "acl:relcl" or clause in (head, *grammar.ancestors(head))


def _own_times(figures: list[Told], times: list[Dated], reading: Reading) -> list[Dated]:
    """Return the times of a sentence that no figure is compared with."""
    bases = [told.base for told in figures if told.base is not None]
    spans = [(reading.offset + b.start, reading.offset + b.end) for b in bases]
    return [d for d in times if not any(_within(d, start, end) for start, end in spans)]


def _within(dated: Dated, start: int, end: int) -> bool:
    span = dated.when.span
    return span is not None and span.start < end and start < span.end


def _named(reading: Reading) -> list[Named]:
    """Return the states and bodies that a sentence names, with where they stand."""
    resolver = reading.resolver
    names = [e for e in resolver.names_in(reading.sentence) if e.label_ != "PER"]
    found = ((ent, resolver.entities(ent.root, inside=False)) for ent in names)
    return [(ent.start_char, e) for ent, entities in found for e in entities if e.code != UNNAMED]


def _about(named: list[Named], speakers: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Return the states and bodies that a sentence names, less those who only report."""
    spoken = [s.span for s in speakers if s.span]
    found: dict[str, Entity] = {}
    for start, entity in named:
        if not any(span.start <= start < span.end for span in spoken):
            found.setdefault(entity.code, entity)
    return tuple(found.values())
