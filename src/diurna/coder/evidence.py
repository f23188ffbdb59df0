"""What decided a mention, field by field, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diurna.codebook.confidence import calibrated
from diurna.coder.auxiliaries import Modality
from diurna.coder.candidates import Candidate
from diurna.coder.phrases import word_span
from diurna.coder.speakers import Said
from diurna.model import Entity, Evidence, When

_RESOLVED = {
    "offices": 1.0,
    "context": 0.85,
    "coreference": 0.8,
    "role": 0.85,
    "gazetteer": 0.75,
    "phrase": 0.5,
}
_SETTLED = 0.7


def decided_by(candidate: Candidate) -> str:
    """Say what found an event: a frame, the reader's heads, or both."""
    frame = f"frame:{candidate.frame.name}" if candidate.frame.name else ""
    return " ".join(part for part in ("head:events" if candidate.read else "", frame) if part)


def confidence_of(
    candidate: Candidate, actors: tuple[Entity, ...], recipients: tuple[Entity, ...]
) -> float:
    """Return how often such a mention is right: by its trigger, and how its actors were found.

    A trigger is as sure as the heads are, or where only a frame speaks, as that is specific.
    """
    frame = candidate.frame
    value = 0.9 if frame.needs else 0.8
    value *= 0.9 if frame.pos == "noun" and candidate.carrier is None else 1.0
    if candidate.read is not None:
        value = candidate.read.confidence
    for entity in (*actors, *recipients):
        value *= 0.6 if entity.decided_by == "unnamed" else max(_sureness(entity), 0.5) ** 0.5
    return round(calibrated(value), 3)


def _sureness(entity: Entity) -> float:
    """Return how sure the resolution of an entity is."""
    kind, _, detail = entity.decided_by.partition(":")
    known = _RESOLVED.get(kind, 0.9)
    return known * _SETTLED if detail == "home" else known


def evidence_of(
    candidate: Candidate,
    shape: Modality,
    when: When,
    links: Sequence[Said],
    sides: tuple[tuple[Entity, ...], tuple[Entity, ...]],
    confidence: float,
) -> Iterator[Evidence]:
    """Yield what decided each field; `sides` are the actors and the recipients."""
    yield from _of_event(candidate, confidence)
    for role, entities in zip(("actor", "recipient"), sides, strict=True):
        for entity in entities:
            parts = (candidate.evidence.get(role, ""), entity.decided_by)
            how = " ".join(part for part in parts if part)
            yield Evidence(role, how, entity.span, round(_sureness(entity), 3))
    yield from shape.found.values()
    if when.span is not None:
        yield Evidence("date", when.decided_by, when.span, 0.9)
    for link in links:
        yield Evidence("speakers", link.decided_by, word_span(link.cue), 0.85)


def _of_event(candidate: Candidate, confidence: float) -> Iterator[Evidence]:
    trigger, frame, read = word_span(candidate.trigger), candidate.frame, candidate.read
    if read is not None:
        yield Evidence("event", "head:events", trigger, round(read.confidence, 3))
    if frame.name:
        yield Evidence("event", f"frame:{frame.name}", trigger, confidence)
    if frame.mode or (read is not None and read.mode):
        by_frame = bool(frame.name and frame.mode)
        how = f"frame:{frame.name}" if by_frame else "head:modes"
        yield Evidence("mode", how, trigger, confidence)
    if candidate.carrier is not None:
        carrier = candidate.carrier
        yield Evidence("event", f"light:{carrier.lemma_}", word_span(carrier))
