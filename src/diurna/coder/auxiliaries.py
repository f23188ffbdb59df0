"""Auxiliary modes: is the event asserted, negated, hypothetical, ahead, or background.

Source: the PLOVER manual, "Auxiliary modes"; our coding conventions, "Events" 1 to 4.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from spacy.tokens import Token

from diurna.codebook import VerbBook
from diurna.coder import grammar
from diurna.coder.phrases import word_span
from diurna.model import Auxiliary, Evidence, When

_YEAR = timedelta(days=364)
_ONCE = {"once", "formerly", "historically", "previously"}
_ORDER: tuple[Auxiliary, ...] = ("historical", "future", "hypothetical", "negation")


@dataclass(slots=True)
class Modality:
    """What the words around a trigger make of it, with the words as evidence."""

    found: dict[Auxiliary, Evidence] = field(default_factory=dict)
    denier: Token | None = None
    continuing: bool = False
    obligated: bool = False

    def add(self, mode: Auxiliary, word: Token, rule: str) -> None:
        """Note an auxiliary mode once, with the word that decided it."""
        span = word_span(word)
        self.found.setdefault(mode, Evidence("auxiliary", f"rule:{rule}", span, 0.9))

    def weigh(self, read: Iterable[Auxiliary], trigger: Token) -> None:
        """Keep the modes that the reader's head finds too, and add those that only it finds."""
        wanted = set(read)
        self.found = {mode: item for mode, item in self.found.items() if mode in wanted}
        for mode in _ORDER:
            if mode in wanted and mode not in self.found:
                span = word_span(trigger)
                self.found[mode] = Evidence("auxiliary", "head:auxiliary", span, 0.8)

    @property
    def modes(self) -> tuple[Auxiliary, ...]:
        """The modes in the manual's order."""
        return tuple(m for m in _ORDER if m in self.found)


def modality(trigger: Token, verbs: VerbBook, carrier: Token | None = None) -> Modality:
    """Read the auxiliary modes of a trigger off its own clause and the words that embed it.

    `carrier` is the light verb that an event noun stands under.
    """
    result = Modality()
    _noun(trigger, verbs, result)
    start = carrier or trigger
    _clause(start, verbs, result)
    token = start
    for head in grammar.ancestors(start):
        if not _passes_up(token, head, start):
            break
        _embedded(token, head, verbs, result)
        if (
            head.lemma_ in verbs.reporting
            and token.dep_ in ("ccomp", "parataxis")
            and not _same_claim(head, verbs)
        ):
            break
        passed = token.dep_ in ("xcomp", "ccomp", "conj")
        passed = passed or (token.dep_ == "advcl" and head.lemma_ in verbs.transparent)
        if head.pos_ in ("VERB", "AUX", "ADJ") and passed:
            _clause(head, verbs, result, upward=True)
        token = head
    if result.continuing:
        result.found.pop("future", None)
    return result


def _passes_up(token: Token, head: Token, start: Token) -> bool:
    """Whether what holds of `head` bears on what `token` heads."""
    if token.dep_ in ("conj",) and head.pos_ in ("VERB", "AUX", "ADJ"):
        return False
    return token.dep_ in (
        "xcomp",
        "ccomp",
        "acl",
        "advcl",
        "obj",
        "obl",
        "nmod",
        "csubj",
        "conj",
    ) and (token == start or token.dep_ not in ("advcl", "nmod"))


def _same_claim(head: Token, verbs: VerbBook) -> bool:
    return verbs.embedding(head.lemma_) is not None


def _noun(trigger: Token, verbs: VerbBook, result: Modality) -> None:
    if trigger.pos_ not in ("NOUN", "PROPN"):
        return
    for child in trigger.children:
        word = child.lower_
        if child.dep_ in ("det", "advmod", "discourse") and word in verbs.negating_determiners:
            result.add("negation", child, "determiner")
        if child.dep_ == "det" and word in verbs.condition_determiners:
            result.add("hypothetical", child, "any")
        if child.dep_ in ("amod", "compound"):
            kind = verbs.embedding(child.lemma_)
            if kind in ("hypothetical", "future"):
                result.add(kind, child, "modifier")
    clause = trigger.head
    if trigger.dep_.startswith("nsubj") and _says_that_it_takes_place(clause, verbs):
        _clause(clause, verbs, result, upward=True)
    if grammar.preposition(trigger) in verbs.negating_prepositions:
        result.add("negation", grammar.children(trigger, "case", "mark")[0], "without")


def _says_that_it_takes_place(clause: Token, verbs: VerbBook) -> bool:
    """Whether a clause says of its subject that it happens: *might be their first*."""
    return clause.lemma_ in verbs.occurring or bool(grammar.children(clause, "cop"))


def _clause(verb: Token, verbs: VerbBook, result: Modality, *, upward: bool = False) -> None:
    """Read negation, modals and conditions off one clause."""
    chain = [verb]
    if verb.dep_ == "conj" and not grammar.children(verb, "nsubj", "nsubj:pass"):
        chain.append(verb.head)
    for number, word in enumerate(chain):
        for child in word.children:
            if (
                number == 0
                and child.dep_ in ("advmod", "det", "cc", "cc:preconj")
                and child.lower_ in verbs.negating_adverbs
            ):
                result.add("negation", child, "adverb")
            if child.dep_ in ("aux", "aux:pass"):
                _modal(child, word, verbs, result)
            if (
                child.dep_ in ("mark", "advmod", "aux")
                and child.lower_ in verbs.conditions
                and not _is_auxiliary(child)
            ):
                result.add("hypothetical", child, "condition")
            if number == 0 and child.dep_ == "mark" and child.lower_ == "without":
                result.add("negation", child, "without")
    if not upward:
        for subject in grammar.children(verb, "nsubj", "nsubj:pass", "obj"):
            if any(
                c.dep_ in ("det", "cc:preconj", "cc", "advmod")
                and c.lower_ in verbs.negating_determiners
                for c in subject.children
            ) or subject.lower_ in ("nobody", "none", "neither", "nothing"):
                result.add("negation", subject, "none")


def _is_auxiliary(word: Token) -> bool:
    return (
        word.lower_ == "should"
        and word.dep_ == "aux"
        and word.i > word.head.sent.start
        and word.i > min((s.i for s in grammar.children(word.head, "nsubj")), default=word.i + 1)
    )


def _modal(auxiliary: Token, verb: Token, verbs: VerbBook, result: Modality) -> None:
    kind = verbs.modals.get(auxiliary.lower_)
    if kind == "conditional":
        reported = any(
            a.lemma_ in verbs.reporting and a.tag_ in ("VBD", "VBN")
            for a in grammar.ancestors(verb)
        )
        conditional = any(
            c.dep_ == "advcl" and any(m.lower_ in verbs.conditions for m in c.children)
            for c in verb.children
        )
        perfect = any(c.lower_ == "have" for c in grammar.children(verb, "aux"))
        kind = "future" if reported and not conditional and not perfect else "hypothetical"
    if kind == "hypothetical":
        result.add("hypothetical", auxiliary, "modal")
    elif kind == "future":
        result.add("future", auxiliary, "modal")


def _embedded(token: Token, head: Token, verbs: VerbBook, result: Modality) -> None:
    """Read what an embedding word (*plan to*, *failed to*, *denied*) makes of the clause."""
    if head.lemma_ in verbs.continuing and token.dep_ in ("xcomp", "advcl", "ccomp"):
        result.continuing = True
        return
    kind = verbs.embedding(head.lemma_)
    if kind is None or head.pos_ in ("PROPN", "PRON"):
        return
    infinitive = token.tag_ in ("VB", "VBN", "VBG") or token.pos_ in ("NOUN", "ADJ")
    if (
        token.dep_ in ("obj", "obl", "nmod")
        and head.pos_ == "VERB"
        and kind in ("hypothetical", "future")
    ):
        if head.lemma_ in (
            "plan",
            "consider",
            "mull",
            "weigh",
            "seek",
            "propose",
            "contemplate",
            "prepare",
            "risk",
            "fear",
        ):
            result.add(kind, head, "embedding")
        return
    if kind == "denial" and token.dep_ in ("ccomp", "xcomp", "obj", "acl", "nmod", "advcl"):
        result.add("negation", head, "denial")
        result.denier = head
    elif (
        kind == "negation" and token.dep_ in ("xcomp", "acl", "obj", "nmod", "advcl") and infinitive
    ):
        result.add("negation", head, "embedding")
    elif (
        kind in ("hypothetical", "future")
        and token.dep_ in ("xcomp", "acl", "nmod", "ccomp")
        and infinitive
        and not (token.dep_ == "ccomp" and token.tag_ == "VBN" and grammar.children(token, "aux"))
    ):
        result.add(kind, head, "embedding")


def add_background(result: Modality, trigger: Token, when: When, published: date | None) -> None:
    """Add *historical*: a date a year or more back, a since-clause, a past episode."""
    if {"future", "hypothetical"} & set(result.found):
        return
    if when.end is not None and published is not None and published - when.end >= _YEAR:
        result.add("historical", trigger, "date")
        return
    for token in [trigger, *grammar.ancestors(trigger)]:
        for mark in grammar.children(token, "mark", "case"):
            if mark.lower_ == "since" or grammar.since_the_day(mark):
                result.add("historical", mark, "since")
                return
        if token.dep_ in ("ccomp", "ROOT", "parataxis"):
            break
    for child in grammar.children(trigger, "advmod"):
        if child.lower_ in _ONCE:
            result.add("historical", child, "adverb")
