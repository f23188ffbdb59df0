"""Coding a whole story: every sentence's mentions, then what only the story can tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from spacy.tokens import Doc, Token

from diurna.codebook import Codebook
from diurna.codebook.quantities import load_quantities
from diurna.coder import grammar
from diurna.coder.assembly import assemble, surroundings, with_auxiliary, with_recipients
from diurna.coder.candidates import Candidate
from diurna.coder.figures import find_figures
from diurna.coder.heads import Weighing
from diurna.coder.passages import day_of, read_passages
from diurna.coder.resolve import Resolver
from diurna.coder.sizes import sizes_in, with_sizes
from diurna.coder.times import day_after
from diurna.model import UNNAMED, Evidence, Figure, Mention, Sentence, When, digest


@dataclass(frozen=True, slots=True)
class Coding:
    """What a story says happened, and the figures that it gives."""

    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]


@dataclass(slots=True)
class _Coded:
    """A mention with the candidate that it came from."""

    mention: Mention
    candidate: Candidate


def code(
    doc: Doc,
    story_id: str,
    published: date | None,
    codebook: Codebook,
    boilerplate: Iterable[tuple[int, int]] = (),
    weighing: Weighing | None = None,
    published_at: datetime | None = None,
) -> Coding:
    """Return the coding of an annotated Doc.

    `boilerplate` holds character spans that are about the story rather than of it. A sentence
    that stands twice in a story is coded once. `weighing` says how far the reader's heads are
    believed. `published_at` is the moment of publication with its zone, if that is known.
    """
    weighing = weighing or Weighing()
    resolver = Resolver(doc, codebook, published)
    day = day_of(doc, resolver, codebook, published_at)
    passages = read_passages(doc, resolver, codebook, weighing, day, boilerplate)
    quantities = load_quantities()
    coded: list[_Coded] = []
    figures: list[Figure] = []
    for passage in passages:
        if passage.skipped:
            continue
        span, record = passage.sentence, passage.record
        around = surroundings(passage, story_id, resolver, codebook, day.day, weighing)
        told_here = _once([_Coded(assemble(c, around), c) for c in passage.candidates])
        counted = list(find_figures(span, record, story_id, resolver, quantities, around.times))
        triggers = [(c.candidate.trigger, c.mention.event) for c in told_here]
        sizes = sizes_in(span, counted, triggers, resolver, quantities)
        for item in told_here:
            item.mention = with_sizes(item.mention, sizes.get(item.candidate.trigger.i, ()))
        coded += told_here
        figures += counted
    mentions = [*_from_twins(coded), *_implied(coded)]
    return Coding(
        tuple(p.record for p in passages),
        tuple(sorted(mentions, key=lambda m: (m.trigger, m.id))),
        tuple(figures),
    )


def _once(coded: list[_Coded]) -> list[_Coded]:
    """Drop a noun under a verb that tells the same in all respects: *will meet at a summit*."""
    return [
        item
        for item in coded
        if item.candidate.trigger.pos_ != "NOUN"
        or not any(
            other is not item
            and item.candidate.trigger.head == other.candidate.trigger
            and _content(item.mention) == _content(other.mention)
            for other in coded
        )
    ]


def _content(mention: Mention) -> tuple[object, ...]:
    sides = (tuple(sorted({e.code for e in role})) for role in (mention.actors, mention.recipients))
    return mention.event, *sides, mention.auxiliary, mention.when.start, mention.when.end


def _twins(one: Mention, other: Mention) -> bool:
    """Whether two mentions of a story speak of one event, as far as the actors tell."""
    mine, theirs = {a.code for a in one.actors}, {a.code for a in other.actors}
    return one is not other and one.event == other.event and mine == theirs and UNNAMED not in mine


def _from_twins(coded: list[_Coded]) -> list[Mention]:
    """Fill recipients that are only described (*its European neighbour*) from the event's twins.

    A twin that the story places in the background makes the whole event background.
    """
    ordered = sorted(coded, key=lambda c: (c.mention.sentence.text, c.mention.id))
    filled = []
    for item in coded:
        mention = item.mention
        lemma = item.candidate.trigger.lemma_
        alike = (c.mention for c in ordered if c.candidate.trigger.lemma_ == lemma)
        twins = [m for m in alike if _twins(mention, m)]
        if not mention.recipients and not item.candidate.frame.participants:
            known = next((m for m in twins if m.recipients), None)
            if known is not None:
                mention = with_recipients(mention, known.recipients, "rule:twin")
        noun = item.candidate.trigger.pos_ == "NOUN" and not mention.auxiliary
        if noun and any("historical" in m.auxiliary for m in twins):
            mention = with_auxiliary(mention, "historical", "rule:twin")
        filled.append(mention)
    return filled


def _implied(coded: list[_Coded]) -> list[Mention]:
    """Return the earlier event that *the first … since …* tells of."""
    found = []
    for item in coded:
        for word in [item.candidate.trigger, *_predicates(item.candidate.trigger)]:
            if not any(
                c.lower_ == "first" for c in grammar.children(word, "amod", "advmod", "nummod")
            ):
                continue
            when, cue = _since(word, coded)
            if cue is not None and when.start is not None:
                found.append(_earlier(item.mention, when, cue))
    return found


def _predicates(trigger: Token) -> list[Token]:
    """Return the nouns that say what a trigger was: *the call … was their first contact*."""
    if trigger.pos_ != "NOUN":
        return []
    return [
        token
        for token in trigger.sent
        if token.pos_ == "NOUN"
        and grammar.children(token, "cop")
        and trigger in grammar.surface_subject(token)
    ]


def _since(word: Token, coded: list[_Coded]) -> tuple[When, Token | None]:
    """Return the moment that a since-phrase of a word's sentence names, and its head.

    *since Russia launched …* names the event's own day, *since the day after …* the next.
    """
    for item in coded:
        verb = item.candidate.head
        if verb.sent != word.sent or verb.i < word.i:
            continue
        for token in (verb, *grammar.ancestors(verb)):
            for mark in grammar.children(token, "mark", "case"):
                if grammar.since_the_day(mark):
                    shift = 1 if mark.lower_ == "after" else -1
                    return day_after(_known_when(item, coded), shift), mark
                if mark.lower_ == "since":
                    return _known_when(item, coded), mark
            if token.dep_ in ("advcl", "acl", "ROOT"):
                break
    return When(), None


def _known_when(item: _Coded, coded: list[_Coded]) -> When:
    """Return the date of a mention, or of a twin that has one."""
    if item.mention.when.start is not None:
        return item.mention.when
    dates = [
        c.mention.when
        for c in coded
        if _twins(item.mention, c.mention) and c.mention.when.precision == "day"
    ]
    return min(dates, key=lambda w: w.start or date.max) if dates else When()


def _earlier(mention: Mention, when: When, cue: Token) -> Mention:
    return replace(
        mention,
        id=digest(mention.id, "earlier"),
        modes=(),
        auxiliary=("historical",),
        when=when,
        quotes=(),
        places=(),
        confidence=round(mention.confidence * 0.8, 3),
        decided_by="rule:first-since",
        evidence=(*mention.evidence, Evidence("date", "rule:first-since", when.span, 0.8)),
    )
