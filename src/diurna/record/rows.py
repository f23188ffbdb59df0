"""What flows as rows of the tables, and back. Words are kept as offsets into the story's text."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from diurna.model import (
    Entity,
    Evidence,
    Figure,
    Mention,
    Paragraph,
    Place,
    Quote,
    Sentence,
    Size,
    Span,
    Story,
    When,
)

Row = dict[str, Any]

FIGURE = TypeAdapter(Figure)
MENTION = TypeAdapter(Mention)
_QUOTES = TypeAdapter(tuple[Quote, ...])
_ROLES = (
    ("actor", "actors"),
    ("recipient", "recipients"),
    ("speaker", "speakers"),
    ("initiator", "initiators"),
)


def story_row(story: Story, key: int, version: int, agency: str) -> Row:
    """Return a version of a story as a row of ``base.stories``."""
    return {
        "story_key": key,
        "story_id": story.id,
        "version": version,
        "content_hash": story.content_hash,
        "title": story.title,
        "published": iso(story.published),
        "published_at": story.published_at.isoformat() if story.published_at else None,
        "url": story.url,
        "publisher": story.publisher,
        "agency": agency,
        "syndicated": story.syndicated,
        "ordered": story.ordered,
        "text": story.text,
        "paragraphs": [
            {
                "start_char": p.start,
                "end_char": p.end,
                "line": p.line,
                "boilerplate": p.boilerplate,
            }
            for p in story.paragraphs
        ],
        "origin": story.origin,
    }


def story_from(row: Row) -> Story:
    """Return the story of a row of ``base.stories``."""
    return Story(
        id=row["story_id"],
        title=row["title"],
        published=row["published"],
        url=row["url"],
        publisher=row["publisher"],
        text=row["text"],
        paragraphs=tuple(
            Paragraph(p["start_char"], p["end_char"], p["line"], p["boilerplate"])
            for p in row["paragraphs"]
        ),
        ordered=row["ordered"],
        syndicated=row["syndicated"],
        origin=row["origin"],
        published_at=datetime.fromisoformat(row["published_at"]) if row["published_at"] else None,
    )


def sentence_row(sentence: Sentence, story_key: int) -> Row:
    """Return a sentence as a row of ``base.sentences``."""
    return {
        "story_key": story_key,
        "sequence": sentence.sequence,
        "start_char": sentence.start,
        "end_char": sentence.end,
        "boilerplate": sentence.boilerplate,
    }


def sentence_from(row: Row, text: str) -> Sentence:
    """Return the sentence of a row; `text` is the story's."""
    start, end = row["start_char"], row["end_char"]
    return Sentence(row["sequence"], start, end, text[start:end], row["boilerplate"])


def mention_row(mention: Mention, key: int, story_key: int, text: str) -> Row:
    """Return a mention as a row of ``base.mentions``; `text` is its story's."""
    when = mention.when
    return {
        "mention_key": key,
        "story_key": story_key,
        "mention_id": mention.id,
        "sequence": mention.sentence.sequence,
        "trigger_start": mention.trigger.start,
        "trigger_end": mention.trigger.end,
        "event": mention.event,
        "modes": mention.modes,
        "contexts": mention.contexts,
        "auxiliary": mention.auxiliary,
        "quad": mention.quad,
        "score": mention.score,
        "cameo": mention.cameo,
        "start_date": iso(when.start),
        "end_date": iso(when.end),
        "date_precision": when.precision,
        "date_start": when.span.start if when.span else None,
        "date_end": when.span.end if when.span else None,
        "date_by": when.decided_by,
        "parties": [
            _party(role, entity, text)
            for role, field in _ROLES
            for entity in getattr(mention, field)
        ],
        "places": [_place(p) for p in mention.places],
        "sizes": [
            {"harm": s.harm, "value": s.value, "approximation": s.approximation, **_ends(s.span)}
            for s in mention.sizes
        ],
        "quotes": _QUOTES.dump_python(mention.quotes, mode="json") or None,
        "evidence": [
            {
                "field": e.field,
                "decided_by": e.decided_by,
                **_ends(e.span),
                "confidence": e.confidence,
            }
            for e in mention.evidence
        ],
        "confidence": mention.confidence,
        "decided_by": mention.decided_by,
    }


def mention_from(row: Row, sentence: Sentence, text: str) -> Mention:
    """Return the mention of a row that also tells `story_id` and `event_id`."""
    parties = {
        role: tuple(_entity(p, text) for p in row["parties"] if p["role"] == role)
        for role, _ in _ROLES
    }
    return Mention(
        id=row["mention_id"],
        story_id=row["story_id"],
        sentence=sentence,
        trigger=_span(row["trigger_start"], row["trigger_end"], text),
        event=row["event"],
        modes=tuple(row["modes"]),
        contexts=tuple(row["contexts"]),
        actors=parties["actor"],
        recipients=parties["recipient"],
        auxiliary=tuple(row["auxiliary"]),
        when=When(
            row["start_date"],
            row["end_date"],
            row["date_precision"],
            _maybe_span(row["date_start"], row["date_end"], text),
            row["date_by"],
        ),
        speakers=parties["speaker"],
        initiators=parties["initiator"],
        places=tuple(_place_from(p, text) for p in row["places"]),
        quotes=_QUOTES.validate_json(row["quotes"] or "[]"),
        sizes=tuple(
            Size(
                s["harm"],
                s["value"],
                s["approximation"],
                _span(s["start_char"], s["end_char"], text),
            )
            for s in row["sizes"]
        ),
        quad=row["quad"],
        score=round(row["score"], 4),
        cameo=row["cameo"],
        confidence=round(row["confidence"], 4),
        decided_by=row["decided_by"],
        evidence=tuple(_evidence_from(e, text) for e in row["evidence"]),
        event_id=row["event_id"] or "",
    )


def figure_row(figure: Figure, story_key: int) -> Row:
    """Return a figure as a row of ``base.figures``."""
    return {
        "story_key": story_key,
        "figure_id": figure.id,
        "sequence": figure.sentence.sequence,
        "measure": figure.measure,
        "value": figure.value,
        "unit": figure.unit,
        "about": [e.code for e in figure.about],
        "record": FIGURE.dump_python(figure, mode="json"),
    }


def _party(role: str, entity: Entity, text: str) -> Row:
    span = entity.span
    told = span is not None and text[span.start : span.end] == entity.text
    return {
        "role": role,
        "code": entity.code,
        "sector": entity.sector,
        "name": entity.name,
        "office": entity.office,
        **_ends(span),
        "text": None if told else entity.text,
        "decided_by": entity.decided_by,
    }


def _entity(party: Row, text: str) -> Entity:
    span = _maybe_span(party["start_char"], party["end_char"], text)
    words = party["text"]
    if words is None:
        words = span.text if span else ""
    return Entity(
        code=party["code"],
        sector=party["sector"],
        text=words,
        name=party["name"],
        office=party["office"],
        span=span,
        decided_by=party["decided_by"],
    )


def _place(place: Place) -> Row:
    return {
        **_ends(place.span),
        "name": place.name,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geonames_id": place.geonames_id,
        "admin1": place.admin1,
        "precision": place.precision,
        "decided_by": place.decided_by,
    }


def _place_from(row: Row, text: str) -> Place:
    return Place(
        span=_span(row["start_char"], row["end_char"], text),
        name=row["name"],
        country=row["country"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        geonames_id=row["geonames_id"],
        admin1=row["admin1"],
        decided_by=row["decided_by"],
        precision=row["precision"],
    )


def _evidence_from(row: Row, text: str) -> Evidence:
    return Evidence(
        row["field"],
        row["decided_by"],
        _maybe_span(row["start_char"], row["end_char"], text),
        round(row["confidence"], 4),
    )


def _ends(span: Span | None) -> Row:
    return {
        "start_char": span.start if span else None,
        "end_char": span.end if span else None,
    }


def _span(start: int, end: int, text: str) -> Span:
    return Span(start, end, text[start:end])


def _maybe_span(start: int | None, end: int | None, text: str) -> Span | None:
    return None if start is None or end is None else _span(start, end, text)


def iso(day: date | None) -> str | None:
    """Return a day as the tables take it."""
    return None if day is None else day.isoformat()
