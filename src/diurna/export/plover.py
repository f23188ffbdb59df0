"""Mentions, figures and stories as JSON objects with PLOVER's field names.

Source: the PLOVER manual, chapter "Data Fields". Fields beyond the manual's are ours:
``auxiliary``, ``date_precision``, ``speakers``, ``initiators``, ``quotes``, ``event_id``,
``confidence``, ``decided_by``, ``evidence``, and ``cameo``, ``source``, ``target`` for users of
CAMEO.
"""

from __future__ import annotations

from typing import Any

from diurna.model import (
    HARMS,
    Change,
    Entity,
    Evidence,
    Figure,
    Mention,
    Place,
    Quote,
    Size,
    Span,
    Story,
    When,
)

Json = dict[str, Any]


def story_record(story: Story) -> Json:
    """Return a story as a JSON object."""
    return {
        "kind": "story",
        "id": story.id,
        "title": story.title,
        "published": _iso(story.published),
        "url": story.url,
        "publisher": story.publisher,
        "syndicated": story.syndicated,
        "sentences": len(story.paragraphs),
        "boilerplate": [story.text[p.start : p.end] for p in story.paragraphs if p.boilerplate],
        "file": story.origin,
    }


def mention_record(mention: Mention, story: Story | None = None) -> Json:
    """Return a mention as a PLOVER event record."""
    record: Json = {
        "kind": "mention",
        "id": mention.id,
        "event_id": mention.event_id,
        "story_id": mention.story_id,
        "date": _iso(mention.when.start),
        "enddate": _iso(mention.when.end),
        "date_precision": mention.when.precision,
        "actor": [_entity(e) for e in mention.actors],
        "recipient": [_entity(e) for e in mention.recipients],
        "event": [mention.event],
        "mode": list(mention.modes),
        "context": list(mention.contexts),
        "auxiliary": list(mention.auxiliary),
        "quad_code": mention.quad,
        "event_scale": mention.score,
        "event_text": [mention.trigger.text],
        "size": _sizes(mention.sizes),
        "event_loc": [_place(p) for p in mention.places],
        "speakers": [_entity(e) for e in mention.speakers],
        "initiators": [_entity(e) for e in mention.initiators],
        "quotes": [_quote(q) for q in mention.quotes],
        "text": mention.sentence.text,
        "text_info": {
            "sequence": mention.sentence.sequence,
            "start": mention.sentence.start,
            "end": mention.sentence.end,
        },
        "confidence": mention.confidence,
        "decided_by": mention.decided_by,
        "evidence": [_evidence(e) for e in mention.evidence],
        "cameo": mention.cameo,
        "source": [e.code for e in mention.actors],
        "target": [e.code for e in mention.recipients],
    }
    if story is not None:
        record["cite_info"] = {
            "url": story.url,
            "title": story.title,
            "publication": story.publisher,
        }
    return record


def figure_record(figure: Figure) -> Json:
    """Return a figure as a JSON object."""
    change = figure.change
    return {
        "kind": "figure",
        "id": figure.id,
        "story_id": figure.story_id,
        "measure": figure.measure,
        "value": figure.value,
        "unit": figure.unit,
        "approximation": figure.approximation,
        "period": _when(figure.period),
        "change": None if change is None else _change(change),
        "about": [_entity(e) for e in figure.about],
        "speakers": [_entity(e) for e in figure.speakers],
        "text": figure.sentence.text,
        "text_info": {
            "sequence": figure.sentence.sequence,
            "start": figure.span.start,
            "end": figure.span.end,
        },
        "confidence": figure.confidence,
    }


def _change(change: Change) -> Json:
    return {
        "direction": change.direction,
        "amount": change.amount,
        "unit": change.unit,
        "approximation": change.approximation,
        "base": _when(change.base),
        "earlier": change.earlier,
    }


def _entity(entity: Entity) -> Json:
    return {
        "code": entity.code,
        "sector": entity.sector,
        "entity_text": entity.text,
        "identifier_text": entity.name,
        "office": entity.office,
        "span": _span(entity.span),
        "decided_by": entity.decided_by,
    }


def _place(place: Place) -> Json:
    return {
        "extracted_place": place.span.text,
        "resolved_place": place.name,
        "country_code": place.country,
        "province": place.admin1,
        "lat": place.latitude,
        "lon": place.longitude,
        "geonameid": place.geonames_id,
        "precision": place.precision,
        "span": _span(place.span),
    }


def _sizes(sizes: tuple[Size, ...]) -> Json:
    """Return the numbers by PLOVER's names; of several of a kind the sum."""
    return {
        harm: sum(s.value for s in sizes if s.harm == harm)
        for harm in HARMS
        if any(s.harm == harm for s in sizes)
    }


def _quote(quote: Quote) -> Json:
    return {
        "text": quote.span.text,
        "span": _span(quote.span),
        "speakers": [_entity(e) for e in quote.speakers],
    }


def _evidence(item: Evidence) -> Json:
    return {
        "field": item.field,
        "decided_by": item.decided_by,
        "text": item.span.text if item.span else "",
        "span": _span(item.span),
        "confidence": item.confidence,
    }


def _when(when: When) -> Json:
    return {"start": _iso(when.start), "end": _iso(when.end), "precision": when.precision}


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _iso(day: Any) -> str | None:
    return None if day is None else str(day.isoformat())
