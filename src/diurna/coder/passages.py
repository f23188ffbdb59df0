"""A story's sentences with what they hold: candidates, and times, some told from each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from diurna.codebook import Codebook
from diurna.coder import grammar
from diurna.coder.anchoring import Chronicle, Relative, relatives_in, resolved
from diurna.coder.candidates import Candidate
from diurna.coder.datelines import StoryDay, story_day
from diurna.coder.heads import Weighing, time_of
from diurna.coder.intervals import Interval
from diurna.coder.resolve import Resolver
from diurna.coder.times import Dated, read_times
from diurna.coder.triggers import find_candidates
from diurna.model import Sentence, When


@dataclass(slots=True)
class Passage:
    """A sentence of a story, to be coded unless it is boilerplate or stood there before."""

    sentence: DocSpan
    record: Sentence
    candidates: list[Candidate]
    times: list[Dated]
    relatives: list[Relative]
    skipped: bool = False


def times_in(
    doc: Doc, published: date | None, codebook: Codebook, published_at: datetime | None = None
) -> list[When]:
    """Return every time expression of a Doc as an interval with its span.

    What lasts since or until a day is open on the other side.
    """
    resolver = Resolver(doc, codebook, published)
    day = day_of(doc, resolver, codebook, published_at)
    passages = read_passages(doc, resolver, codebook, Weighing(), day, ())
    return [d.opened for p in passages for d in p.times if not d.inferred]


def day_of(
    doc: Doc, resolver: Resolver, codebook: Codebook, published_at: datetime | None
) -> StoryDay:
    """Return the day that a story's relative dates count from, and the hemisphere it plays in."""
    states = [c for c in resolver.counts if len(c) == 3]
    southern = bool(states) and all(codebook.places.is_southern(s) for s in states)
    day = story_day(doc.text, resolver.published, published_at, codebook.places)
    return replace(day, southern=southern)


def read_passages(
    doc: Doc,
    resolver: Resolver,
    codebook: Codebook,
    weighing: Weighing,
    day: StoryDay,
    boilerplate: Iterable[tuple[int, int]],
) -> list[Passage]:
    """Read the sentences of a story; `boilerplate` holds spans that are about the story."""
    spans, told = list(boilerplate), set[str]()
    passages: list[Passage] = []
    text = doc.text
    for number, sentence in enumerate(doc.sents, 1):
        record = _record(sentence, number, spans)
        passage = Passage(sentence, record, [], [], [], record.boilerplate or record.text in told)
        if not passage.skipped:
            told.add(record.text)
            passage.candidates = _without_repeats(
                find_candidates(sentence, codebook, resolver, weighing)
            )
            promises = {c.trigger.i for c in passage.candidates if c.frame.event == "AGREE"}
            joined = passages and "\n" not in text[passages[-1].record.end : record.start]
            before = _last_told(passages[-1].times) if joined else None
            passage.times = read_times(sentence, day, promises, before)
            passage.relatives = list(relatives_in(sentence))
        passages.append(passage)
    if any(p.relatives for p in passages):
        _anchor(passages, weighing)
    return passages


def _anchor(passages: list[Passage], weighing: Weighing) -> None:
    """Add the times that are told from events of the story."""
    chronicle = Chronicle()
    for passage in passages:
        chronicle.note_times(passage.times)
        for candidate in passage.candidates:
            chronicle.note_event(candidate, time_of(candidate, passage.times, weighing))
    for passage in passages:
        passage.times += list(resolved(passage.relatives, passage.times, chronicle))


def _last_told(times: list[Dated]) -> Interval | None:
    """Return the last of the times that a sentence tells."""
    last = max(times, key=lambda d: d.words, default=None)
    return (last.when.start, last.when.end, last.when.precision) if last else None


def _record(span: DocSpan, number: int, boilerplate: list[tuple[int, int]]) -> Sentence:
    tokens = [t for t in span if not t.is_space]
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    marked = any(a <= start and end <= b for a, b in boilerplate)
    return Sentence(number, start, end, span.doc[tokens[0].i : tokens[-1].i + 1].text, marked)


def _without_repeats(candidates: list[Candidate]) -> list[Candidate]:
    """Drop a noun that only says again what its subject is: *the call was their first contact*."""
    by_trigger = {c.trigger.i: c for c in candidates}
    kept = []
    for candidate in candidates:
        trigger = candidate.trigger
        if trigger.pos_ == "NOUN" and grammar.children(trigger, "cop"):
            subjects = grammar.surface_subject(trigger)
            twin = next((by_trigger[s.i] for s in subjects if s.i in by_trigger), None)
            if (
                twin is not None
                and twin is not candidate
                and twin.frame.event == candidate.frame.event
            ):
                continue
        kept.append(candidate)
    return kept
