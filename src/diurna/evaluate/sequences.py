"""Which mentions of gold story sequences speak of one happening (JSON Lines).

A line holds ``sequence`` (a name), ``happenings`` (what each is), ``links`` between them, and
``stories``: ``id``, ``title``, ``published``, ``publisher``, ``sentences`` and ``mentions``, each
with the fields of a coded sentence's events, the number of its ``sentence`` and its ``happening``.

The measure is B³: `diurna.evaluate.measures.b_cubed`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from pydantic import BaseModel, ConfigDict

from diurna.codebook import load_codebook
from diurna.errors import FormatError
from diurna.evaluate.events import GoldEntity, GoldEvent
from diurna.evaluate.lines import locate, read_lines
from diurna.evaluate.measures import Report, accuracy, b_cubed
from diurna.intake import Hints, plain_story
from diurna.model import Auxiliary, Entity, Mention, Place, Sentence, Span, When
from diurna.pipeline import code_stories
from diurna.record import Arrival, Merging, merged

DEFAULT = Merging()


class GoldMention(GoldEvent):
    """A mention with the happening it speaks of."""

    sentence: int
    happening: str


class GoldReport(BaseModel):
    """A story of a sequence."""

    model_config = ConfigDict(extra="forbid")
    id: str
    title: str
    published: dt.date
    publisher: str
    sentences: list[str]
    mentions: list[GoldMention]


class GoldSequence(BaseModel):
    """A line of a gold file of sequences."""

    model_config = ConfigDict(extra="forbid")
    sequence: str
    stories: list[GoldReport]
    happenings: dict[str, str]
    links: list[tuple[str, str, str]]


def read_sequences(path: Path) -> Iterator[GoldSequence]:
    """Yield the lines of a gold file; raises FormatError with the line for a faulty one."""
    for number, gold in read_lines(path, GoldSequence):
        for story in gold.stories:
            for mention in story.mentions:
                try:
                    locate(story.sentences[mention.sentence - 1], mention.trigger)
                except (ValueError, IndexError) as error:
                    reason = f"{mention.trigger!r} does not stand in its sentence"
                    raise FormatError(reason, path, number) from error
        yield gold


def score_sequences(path: Path, merging: Merging = DEFAULT) -> Report:
    """Score merging, of the gold mentions and of those that the coder finds itself.

    Of the latter only those count that stand at a gold mention of the same event.
    """
    report = Report(path.name)
    sequences = list(read_sequences(path))
    given = [_groups(list(_gold(s)), merging) for s in sequences]
    found = [_groups(list(_found(s)), merging) for s in sequences]
    wanted = [[m.happening for story in s.stories for m in story.mentions] for s in sequences]
    report.scores = [
        b_cubed("merging of gold mentions, B³ F1", given),
        b_cubed("merging of found mentions, B³ F1", found),
        accuracy(
            "gold mentions found", [(len(f), len(w)) for f, w in zip(found, wanted, strict=True)]
        ),
    ]
    report.errors = [e for s, g in zip(sequences, given, strict=True) for e in _errors(s, g)]
    return report


def gold_arrivals(sequence: GoldSequence) -> list[Arrival]:
    """Return the stories of a sequence with their gold mentions, as the record takes them."""
    arrivals = []
    for gold in sequence.stories:
        name = f"{sequence.sequence}/{gold.id}"
        story = plain_story(gold.sentences, Hints(gold.title, gold.published), name)
        story = replace(story, id=name, publisher=gold.publisher)
        sentences = tuple(
            Sentence(k, p.start, p.end, story.text[p.start : p.end])
            for k, p in enumerate(story.paragraphs, 1)
        )
        mentions = (_placed(m, sentences) for m, _, _ in _gold(sequence) if m.story_id == gold.id)
        told = tuple(replace(m, story_id=name) for m in mentions)
        arrivals.append(Arrival(story, sentences, told, (), "gold"))
    return arrivals


def _placed(mention: Mention, sentences: Sequence[Sentence]) -> Mention:
    """Return a mention with its offsets counted from the beginning of its story."""
    sentence = sentences[mention.sentence.sequence - 1]
    start = sentence.start
    trigger = mention.trigger
    span = Span(start + trigger.start, start + trigger.end, trigger.text)
    return replace(mention, sentence=sentence, trigger=span)


def _groups(
    told: Sequence[tuple[Mention, dt.date, str]], merging: Merging
) -> list[tuple[str, str]]:
    """Return for each mention its gold happening and the event it was given."""
    cores = merged([(mention, day) for mention, day, _ in told], merging)
    return [(gold, str(core)) for (_, _, gold), core in zip(told, cores, strict=True)]


def _gold(sequence: GoldSequence) -> Iterator[tuple[Mention, dt.date, str]]:
    for story in sequence.stories:
        for number, gold in enumerate(story.mentions):
            identifier = f"{sequence.sequence}/{story.id}/{number}"
            yield _mention(gold, story, identifier), story.published, gold.happening


def _mention(gold: GoldMention, story: GoldReport, identifier: str) -> Mention:
    text = story.sentences[gold.sentence - 1]
    ontology = load_codebook().ontology
    start, end = locate(text, gold.trigger)
    return Mention(
        id=identifier,
        story_id=story.id,
        sentence=Sentence(gold.sentence, 0, len(text), text),
        trigger=Span(start, end, text[start:end]),
        event=gold.event,
        modes=tuple(gold.mode),
        contexts=(),
        actors=_entities(gold.actor),
        recipients=_entities(gold.recipient),
        auxiliary=tuple(a for a in get_args(Auxiliary) if a in gold.auxiliary),
        when=_when(gold.date),
        speakers=_entities(gold.speakers),
        places=tuple(_place(name, gold) for name in gold.places),
        quad=ontology.events[gold.event].quad,
    )


def _entities(parties: Iterable[GoldEntity]) -> tuple[Entity, ...]:
    return tuple(Entity(p.code, p.sector, p.text or "") for p in parties)


def _when(days: tuple[dt.date, dt.date] | None) -> When:
    if days is None:
        return When()
    return When(*days, "day" if days[0] == days[1] else "span")


def _place(name: str, gold: GoldMention) -> Place:
    codes = {p.code for p in (*gold.actor, *gold.recipient)}
    gazetteer = load_codebook().places
    site = gazetteer.find(name, codes) or gazetteer.find(name)
    span = Span(0, len(name), name)
    if site is None:
        return Place(span, name, "", None, None, None)
    return Place(span, name, site.country, site.latitude, site.longitude, None)


def _found(sequence: GoldSequence) -> Iterator[tuple[Mention, dt.date, str]]:
    """Yield the mentions of the coder that stand at a gold one of the same event."""
    stories = [
        plain_story(s.sentences, Hints(s.title, s.published), s.id) for s in sequence.stories
    ]
    for gold, coded in zip(sequence.stories, code_stories(stories), strict=True):
        places = {
            (m.sentence, m.event, locate(gold.sentences[m.sentence - 1], m.trigger)[0]): m
            for m in gold.mentions
        }
        for mention in coded.mentions:
            start = mention.trigger.start - mention.sentence.start
            wanted = places.get((mention.sentence.sequence, mention.event, start))
            if wanted is not None:
                yield mention, gold.published, wanted.happening


def _errors(sequence: GoldSequence, groups: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield, in words, the happenings that were parted and those that were joined."""
    events: dict[str, set[str]] = {}
    for gold, found in groups:
        events.setdefault(gold, set()).add(found)
    name = sequence.sequence
    for gold, parts in events.items():
        if len(parts) > 1:
            yield f"{name}: parted in {len(parts)}: {sequence.happenings[gold]}"
    joined: dict[str, set[str]] = {}
    for gold, found in groups:
        joined.setdefault(found, set()).add(gold)
    for together in joined.values():
        if len(together) > 1:
            told = "; ".join(sequence.happenings[g] for g in sorted(together))
            yield f"{name}: joined: {told}"
