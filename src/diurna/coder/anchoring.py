"""Days told from another event of the story: *the day after the summit*, *two days before he fled*.

What a story dates is gathered first, by words and by coded events, so that it does not matter in
which order its sentences stand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from diurna.coder import grammar
from diurna.coder.antecedents import is_definite
from diurna.coder.candidates import Candidate
from diurna.coder.date_rules import NUMBER
from diurna.coder.intervals import Interval, count_of, unit_around
from diurna.coder.times import Dated, decided_by, token_at
from diurna.model import UNNAMED, Span, When

_PHRASE = re.compile(
    rf"\b(?:(?:{NUMBER} (?P<unit>day|week|month|year|decade)s?|(?P<hours>hours|minutes|moments)"
    r"|the (?P<one>day|night|morning|evening|week|month|year)) (?P<side>after|before|following)"
    r"|the (?P<eve>eve|day|night|morning|evening) (?P<of>of)) (?=\w)",
    re.IGNORECASE,
)
_DURING = ("in", "at", "during")
_UNITS = {"day", "week", "month", "year", "night", "hour", "decade"}
_STEM = 4
"""How many letters a verb and its noun have in common at least (*invade*, *invasion*)."""


@dataclass(frozen=True, slots=True)
class Relative:
    """A time told from an event: how many units after it (before, if negative), and its word.

    `event` is the head of the noun phrase or clause that names the event.
    """

    span: Span
    unit: str
    step: int
    event: Token
    words: tuple[int, ...]
    since: bool


@dataclass(frozen=True, slots=True)
class _Act:
    """A coded event that a story dates, as far as another mention can be told to mean it."""

    word: int
    event: str
    lemma: str
    actors: frozenset[str]
    when: When


@dataclass(slots=True)
class Chronicle:
    """Which events a story dates, by the words for them."""

    words: dict[str, set[Interval]] = field(default_factory=lambda: defaultdict(set))
    acts: list[_Act] = field(default_factory=list)
    events: dict[int, Candidate] = field(default_factory=dict)

    def note_times(self, times: Iterable[Dated]) -> None:
        """Note what is said to be at a time: the nouns and the verb above it, and its sides."""
        for dated in times:
            if _is_known(dated):
                for word in _told_at(dated.head):
                    self.words[word.lemma_.lower()].add(_interval(dated.when))

    def note_event(self, candidate: Candidate, dated: Dated | None) -> None:
        """Note a coded event, and its time if the story gives one."""
        word = candidate.trigger
        self.events[word.i] = candidate
        if dated is not None and _is_known(dated):
            self.acts.append(
                _Act(
                    word.i,
                    candidate.frame.event,
                    word.lemma_.lower(),
                    _actors(candidate),
                    dated.when,
                )
            )

    def time_of(self, word: Token) -> Interval | None:
        """Return when the event was that a word names, where the story gives it one time only."""
        lemma = word.lemma_.lower()
        named = self.words.get(lemma, set())
        if named:
            return _only(named)
        own, others = self.events.get(word.i), [a for a in self.acts if a.word != word.i]
        alike = [a for a in others if own is None or a.event == own.frame.event]
        kin = {_interval(a.when) for a in alike if a.lemma[:_STEM] == lemma[:_STEM]}
        if kin or own is None or not is_definite(word):
            return _only(kin)
        return _only({_interval(a.when) for a in alike if _may_be(own, a)})


def _only(times: set[Interval]) -> Interval | None:
    """Return the one time of some, days before longer ones; None where there are several."""
    days = {t for t in times if t[2] == "day"}
    chosen = days or times
    return next(iter(chosen)) if len(chosen) == 1 else None


def relatives_in(sentence: DocSpan) -> Iterator[Relative]:
    """Yield the times of a sentence that are told from an event."""
    text = sentence.text
    for match in _PHRASE.finditer(text):
        joint = token_at(sentence, match.start("side" if match["side"] else "of"))
        event = joint.head
        if joint.dep_ not in ("case", "mark") or event.i <= joint.i or event.lemma_ in _UNITS:
            continue
        unit, step = _steps(match)
        start, end = sentence.start_char + match.start(), sentence.start_char + match.end()
        last = max(end, event.idx + len(event))
        span = Span(start, last, sentence.doc.text[start:last])
        words = tuple(t.i for t in sentence if start <= t.idx < joint.idx)
        since = text[: match.start()].lower().endswith("since ")
        yield Relative(span, unit, step, event, words, since)


def _steps(match: re.Match[str]) -> tuple[str, int]:
    if match["of"]:
        return "day", -1 if match["eve"].lower() == "eve" else 0
    if match["hours"]:
        return "day", 0
    sign = -1 if match["side"].lower() == "before" else 1
    unit = (match["unit"] or match["one"]).lower()
    count = min(count_of(match), 899) if match["number"] else 1
    if unit == "decade":
        unit, count = "year", 10 * count
    return unit if unit in ("day", "week", "month", "year") else "day", sign * count


def resolved(
    relatives: Iterable[Relative], times: Sequence[Dated], chronicle: Chronicle
) -> Iterator[Dated]:
    """Yield the times of a sentence that its relative ones come to.

    Where the sentence dates what it tells (*on Tuesday, a day after rebels took the town*), an
    event that the story does not date has its day from that.
    """
    for relative in relatives:
        if any(_overlap(relative, d) for d in times):
            continue
        base = _own_time(relative.event, times) or chronicle.time_of(relative.event)
        main = next((d for d in times if _is_known(d) and _beside(d, relative)), None)
        if base is not None and (relative.step or main is None):
            when = _counted(base, relative, relative.step)
            if when is not None:
                event = relative.event
                yield Dated(when, event, relative.since, relative.words, target=event)
        elif base is None and main is not None and main.when.start is not None:
            when = _counted(_interval(main.when), relative, -relative.step)
            if when is not None:
                yield Dated(replace(when, span=main.when.span), relative.event, inferred=True)


def _overlap(relative: Relative, dated: Dated) -> bool:
    span = dated.when.span
    return span is not None and bool(set(dated.words) & set(relative.words))


def _counted(base: Interval, relative: Relative, step: int) -> When | None:
    """Return the time some units from a known one, no finer than that one is known."""
    if base[0] is None or base[2] not in ("day", relative.unit):
        return None
    moved = unit_around(base[0], relative.unit, step)
    side = "on" if not step else "after" if step > 0 else "before"
    return When(*moved, relative.span, decided_by(side, "event")) if moved else None


def _own_time(event: Token, times: Sequence[Dated]) -> Interval | None:
    """Return the time that stands with the words for an event: *a day after Monday's vote*."""
    own = (d for d in times if _is_known(d) and event in (d.head, *grammar.ancestors(d.head)))
    return next((_interval(d.when) for d in own), None)


def _beside(dated: Dated, relative: Relative) -> bool:
    """Whether a time dates the clause that a relative one stands in."""
    above = next(grammar.ancestors(relative.event), None)
    return above is not None and next(grammar.ancestors(dated.head), None) == above


def _is_known(dated: Dated) -> bool:
    when = dated.when
    told = dated.target is not None or dated.inferred or dated.since or dated.of_story
    return not told and when.precision in ("day", "week", "month", "year")


def _told_at(time: Token) -> Iterator[Token]:
    """Yield the words for what was at a time: nouns up to its verb, and who or what is beside."""
    for word in grammar.ancestors(time):
        yield word
        if word.pos_ in ("VERB", "AUX") or grammar.children(word, "cop"):
            yield from grammar.children(word, "nsubj", "nsubj:pass", "obj")
            yield from (t for p in _DURING for t in grammar.prepositional(word, p))
            if word.dep_ in ("acl", "acl:relcl"):
                yield word.head
            return


def _interval(when: When) -> Interval:
    return when.start, when.end, when.precision


def _actors(candidate: Candidate) -> frozenset[str]:
    return frozenset(e.code for e in candidate.actors) - {UNNAMED}


def _may_be(own: Candidate, act: _Act) -> bool:
    """Whether a mention can mean a dated event, as far as the actors tell."""
    mine = _actors(own)
    return not mine or not act.actors or bool(mine & act.actors)
