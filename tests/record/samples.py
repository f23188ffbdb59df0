"""Mentions and stories made by hand, for tests of the record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from diurna.model import Entity, Mention, Paragraph, Place, Sentence, Span, Story, When, digest
from diurna.record import Arrival

DAY = date(2023, 5, 16)
TEXT = "Kenya met Tanzania here."


def on(day: date) -> When:
    """Return one day."""
    return When(day, day, "day", decided_by="date:weekday")


def code(*codes: str) -> tuple[Entity, ...]:
    """Return governments by their codes."""
    return tuple(Entity(c, "GOV") for c in codes)


def town(name: str, latitude: float, longitude: float) -> Place:
    """Return a place with coordinates."""
    return Place(Span(0, 5, "Kenya"), name, "KEN", latitude, longitude, None)


def mention(name: str = "m1", **changes: Any) -> Mention:
    """Return a meeting of Kenya and Tanzania on `DAY`, with changes."""
    given: dict[str, Any] = {
        "id": name,
        "story_id": "s1",
        "sentence": Sentence(1, 0, len(TEXT), TEXT),
        "trigger": Span(6, 9, "met"),
        "event": "CONSULT",
        "modes": (),
        "contexts": ("diplomatic",),
        "actors": (
            Entity("KEN", "GOV", "Kenya", span=Span(0, 5, "Kenya")),
            Entity("TZA", "GOV", "Tanzania"),
        ),
        "recipients": (),
        "auxiliary": (),
        "when": on(DAY),
        "speakers": (Entity("KEN", "GOV", "he", "William Ruto"),),
        "quad": 1,
        "score": 1.5,
        "confidence": 0.9,
        "decided_by": "frame:consult/1",
    }
    return Mention(**(given | changes))


def story(
    name: str = "s1",
    text: str = TEXT,
    published: date = date(2023, 5, 17),
    publisher: str = "e.org",
    title: str = "A title",
) -> Story:
    """Return a story of one paragraph a line."""
    paragraphs, start = [], 0
    for number, line in enumerate(text.split("\n"), 4):
        paragraphs.append(Paragraph(start, start + len(line), number))
        start += len(line) + 1
    return Story(
        name, title, published, f"https://{publisher}/{name}", publisher, text, tuple(paragraphs)
    )


def arrival(
    of: Story, mentions: Iterable[Mention] = (), version: str = "1", own: bool = True
) -> Arrival:
    """Return a story coded with some mentions; with `own` these become its own."""
    from dataclasses import replace

    sentences = tuple(
        Sentence(k, p.start, p.end, of.text[p.start : p.end])
        for k, p in enumerate(of.paragraphs, 1)
    )
    told = tuple(
        replace(m, story_id=of.id, id=digest(of.id, m.id) if own else m.id) for m in mentions
    )
    return Arrival(of, sentences, told, (), version)
