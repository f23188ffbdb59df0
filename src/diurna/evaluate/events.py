"""The whole pipeline against coded sentences (JSON Lines; see training/sentences)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product, zip_longest
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from diurna.codebook.ontology import load_ontology
from diurna.coder import Weighing
from diurna.errors import FormatError
from diurna.evaluate.lines import read_lines
from diurna.evaluate.measures import (
    Counts,
    Report,
    accuracy,
    calibration_error,
    f1,
    reliability,
)
from diurna.intake import Hints, plain_story
from diurna.model import UNNAMED, Mention, Story
from diurna.pipeline import code_stories

Triple = tuple[str, frozenset[str], frozenset[str]]


class GoldEntity(BaseModel):
    """An actor, recipient or speaker of a gold event."""

    model_config = ConfigDict(extra="forbid")
    text: str | None = None
    code: str = UNNAMED
    sector: str = ""


class GoldEvent(BaseModel):
    """An event of a gold sentence."""

    model_config = ConfigDict(extra="forbid")
    trigger: str
    event: str
    mode: list[str] = []
    auxiliary: list[str] = []
    actor: list[GoldEntity]
    recipient: list[GoldEntity] = []
    speakers: list[GoldEntity] = []
    date: tuple[dt.date, dt.date] | None = None
    places: list[str] = []

    @property
    def triple(self) -> Triple:
        """Event, named actors and named recipients, as codes."""
        return self.event, _named(self.actor), _named(self.recipient)


class GoldSentence(BaseModel):
    """A line of a gold file."""

    model_config = ConfigDict(extra="forbid")
    text: str
    published: dt.date | None = None
    style: str = Field(default="", alias="register")
    region: str = ""
    entities: list[tuple[str, str]] = []
    events: list[GoldEvent] = []


@dataclass(frozen=True, slots=True)
class _Pair:
    gold: GoldEvent
    mention: Mention


def read_gold(path: Path) -> Iterator[GoldSentence]:
    """Yield the sentences of a gold file; raises FormatError with the line for a faulty one."""
    for number, sentence in read_lines(path, GoldSentence):
        for event in sentence.events:
            if event.event not in load_ontology().events:
                raise FormatError(f"no PLOVER event {event.event!r}", path, number)
        yield sentence


def score_events(
    gold: Sequence[GoldSentence], name: str, weighing: Weighing | None = None
) -> Report:
    """Score events on coded sentences, from plain text.

    *events* counts the PLOVER event alone; *dyads* each actor and recipient of an event, as the
    rows of a data set do, *who did what to whom*; *events with actors* asks for the same event
    and all its actor codes and recipient codes at once, unnamed ones aside. Auxiliary modes,
    dates and numbers of speakers are compared on the mentions that match in that, and so is
    confidence: how often a mention so held is right in all of it. The confusion table pairs what
    is left over of gold and found in one sentence.
    """
    stories = code_stories([_story(g, name) for g in gold], weighing=weighing)
    report = Report(name)
    alone: list[tuple[int, int, int]] = []
    whole: list[tuple[int, int, int]] = []
    rows: list[tuple[int, int, int]] = []
    held: list[tuple[float, bool]] = []
    matched: dict[str, list[tuple[int, int]]] = {"auxiliary": [], "date": [], "speakers": []}
    for sentence, story in zip(gold, stories, strict=True):
        pairs, missed, wrong = _match(sentence.events, list(story.mentions))
        whole.append((len(pairs), len(wrong), len(missed)))
        wanted = Counter(d for e in sentence.events for d in _dyads(e.triple))
        given = Counter(d for m in story.mentions for d in _dyads(_triple(m)))
        both = (wanted & given).total()
        rows.append((both, given.total() - both, wanted.total() - both))
        alone.append(_event_counts(sentence.events, list(story.mentions), report))
        for pair in pairs:
            report.classes.setdefault(pair.gold.event, Counts()).add(1, 0, 0)
            for field, agrees in _agreements(pair).items():
                matched[field].append((int(agrees), 1))
        for event in missed:
            report.classes.setdefault(event.event, Counts()).add(0, 0, 1)
        held += _held(pairs, wrong)
        for mention in wrong:
            report.classes.setdefault(mention.event, Counts()).add(0, 1, 0)
        if missed or wrong:
            report.errors.append(_error(sentence, missed, wrong))
    report.errors.sort(key=lambda e: -e.count("\n"))
    report.scores = [f1("events", alone), f1("dyads", rows), f1("events with actors", whole)]
    report.scores += [accuracy(f"{field} (of matched)", rows) for field, rows in matched.items()]
    report.scores.append(calibration_error("calibration error", held))
    report.reliability = reliability(held)
    return report


def judged(gold: Sequence[GoldSentence], name: str) -> list[tuple[float, bool]]:
    """Return the confidence of every mention found, and whether it is right in all of it."""
    stories = code_stories([_story(g, name) for g in gold])
    found = []
    for sentence, story in zip(gold, stories, strict=True):
        pairs, _, wrong = _match(sentence.events, list(story.mentions))
        found += _held(pairs, wrong)
    return found


def _held(pairs: Iterable[_Pair], wrong: Iterable[Mention]) -> list[tuple[float, bool]]:
    """Return the confidence of each mention, and whether it is right."""
    right = [(pair.mention.confidence, True) for pair in pairs]
    return right + [(mention.confidence, False) for mention in wrong]


def _story(gold: GoldSentence, name: str) -> Story:
    """Return a coded text as a story; one without a day of report has dates of its own only."""
    story = plain_story([gold.text], Hints("", gold.published or dt.date.min), Path(name))
    return replace(story, published=gold.published)


def _match(
    gold: list[GoldEvent], mentions: list[Mention]
) -> tuple[list[_Pair], list[GoldEvent], list[Mention]]:
    left, missed, pairs = list(mentions), [], []
    for event in gold:
        found = next((m for m in left if _triple(m) == event.triple), None)
        if found is None:
            missed.append(event)
        else:
            left.remove(found)
            pairs.append(_Pair(event, found))
    return pairs, missed, left


def _event_counts(
    gold: list[GoldEvent], mentions: list[Mention], report: Report
) -> tuple[int, int, int]:
    """Return (right, wrong, missed) of a sentence's events, and note what stands for what."""
    wanted, found = Counter(e.event for e in gold), Counter(m.event for m in mentions)
    both = wanted & found
    missed, wrong = wanted - both, found - both
    report.confusion.update({(event, event): n for event, n in both.items()})
    pairs = zip_longest(sorted(missed.elements()), sorted(wrong.elements()), fillvalue="")
    report.confusion.update(pairs)
    return both.total(), wrong.total(), missed.total()


def _agreements(pair: _Pair) -> dict[str, bool]:
    when = pair.mention.when
    interval = (when.start, when.end) if when.start is not None else None
    return {
        "auxiliary": set(pair.gold.auxiliary) == set(pair.mention.auxiliary),
        "date": pair.gold.date == interval,
        "speakers": len(pair.gold.speakers) == len(pair.mention.speakers),
    }


def _triple(mention: Mention) -> Triple:
    def codes(role: str) -> frozenset[str]:
        return frozenset(e.code for e in getattr(mention, role)) - {UNNAMED}

    return mention.event, codes("actors"), codes("recipients")


def _dyads(triple: Triple) -> list[tuple[str, str, str]]:
    """Return the rows of an event: a pair of sides each, those of a mutual event in order."""
    event, actors, recipients = triple
    if not recipients and len(actors) > 1:
        return [(event, left, right) for left, right in combinations(sorted(actors), 2)]
    sides = product(sorted(actors) or [UNNAMED], sorted(recipients) or [UNNAMED])
    return [(event, actor, recipient) for actor, recipient in sides]


def _named(entities: list[GoldEntity]) -> frozenset[str]:
    return frozenset(e.code for e in entities) - {UNNAMED}


def _error(sentence: GoldSentence, missed: list[GoldEvent], wrong: list[Mention]) -> str:
    def shown(triple: Triple, word: str) -> str:
        event, actors, recipients = triple
        sides = (" ".join(sorted(codes)) or UNNAMED for codes in (actors, recipients))
        return f"{event} ({word}) {' > '.join(sides)}"

    lines = [sentence.text]
    lines += [f"  missed: {shown(e.triple, e.trigger)}" for e in missed]
    lines += [f"  wrong:  {shown(_triple(m), m.trigger.text)} [{m.decided_by}]" for m in wrong]
    return "\n".join(lines)
