"""The whole pipeline against our own coded sentences (JSON Lines; see training/sentences)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from diurna.codebook.ontology import load_ontology
from diurna.errors import FormatError
from diurna.evaluate.measures import Counts, Report, accuracy, f1
from diurna.intake import Hints, plain_story
from diurna.model import UNNAMED, Mention
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
    published: dt.date
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
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            sentence = GoldSentence.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise FormatError(f"{where or 'line'}: {first['msg']}", path, number) from error
        for event in sentence.events:
            if event.event not in load_ontology().events:
                raise FormatError(f"no PLOVER event {event.event!r}", path, number)
        yield sentence


def score_events(path: Path) -> Report:
    """Score events on a gold file, from plain text.

    *events* counts the PLOVER event alone; *events with actors* asks for the same event, actor
    codes and recipient codes, unnamed ones aside. Auxiliary modes, dates and numbers of
    speakers are compared on the mentions that match in that.
    """
    gold = list(read_gold(path))
    stories = code_stories([plain_story([g.text], Hints("", g.published), path) for g in gold])
    report = Report(path.name)
    alone: list[tuple[int, int, int]] = []
    whole: list[tuple[int, int, int]] = []
    matched: dict[str, list[tuple[int, int]]] = {"auxiliary": [], "date": [], "speakers": []}
    for sentence, story in zip(gold, stories, strict=True):
        pairs, missed, wrong = _match(sentence.events, list(story.mentions))
        whole.append((len(pairs), len(wrong), len(missed)))
        alone.append(_event_counts(sentence.events, list(story.mentions)))
        for pair in pairs:
            report.classes.setdefault(pair.gold.event, Counts()).add(1, 0, 0)
            for name, agrees in _agreements(pair).items():
                matched[name].append((int(agrees), 1))
        for event in missed:
            report.classes.setdefault(event.event, Counts()).add(0, 0, 1)
        for mention in wrong:
            report.classes.setdefault(mention.event, Counts()).add(0, 1, 0)
        if missed or wrong:
            report.errors.append(_error(sentence, missed, wrong))
    report.scores = [f1("events", alone), f1("events with actors", whole)]
    report.scores += [accuracy(f"{name} (of matched)", rows) for name, rows in matched.items()]
    return report


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


def _event_counts(gold: list[GoldEvent], mentions: list[Mention]) -> tuple[int, int, int]:
    left = [m.event for m in mentions]
    right = 0
    for event in gold:
        if event.event in left:
            left.remove(event.event)
            right += 1
    return right, len(left), len(gold) - right


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


def as_json(report: Report) -> str:
    """Return a report as a JSON object."""
    return json.dumps(
        {
            "source": report.source,
            "scores": {
                s.name: {
                    "value": round(s.value, 4),
                    "low": round(s.low, 4),
                    "high": round(s.high, 4),
                    "support": s.support,
                }
                for s in report.scores
            },
            "classes": {
                name: {
                    "precision": round(c.precision, 4),
                    "recall": round(c.recall, 4),
                    "f1": round(c.f1, 4),
                    "support": c.support,
                }
                for name, c in sorted(report.classes.items())
            },
        },
        ensure_ascii=False,
    )
