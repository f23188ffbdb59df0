"""Sentences that users reviewed, as gold for ``diurna evaluate`` (schema: training/sentences)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from diurna.model import Entity, Mention, Sentence, Span


def gold_record(
    sentence: Sentence, published: date | None, mentions: Iterable[Mention]
) -> dict[str, Any]:
    """Return a sentence with the events that were confirmed in it, as a line of a gold file."""
    return {
        "text": sentence.text,
        "published": published.isoformat() if published else None,
        "events": [_event(m, sentence) for m in mentions],
    }


def _event(mention: Mention, sentence: Sentence) -> dict[str, Any]:
    when = mention.when
    dated = when.start is not None and when.end is not None
    return {
        "trigger": _phrase(mention.trigger, sentence),
        "event": mention.event,
        "mode": list(mention.modes),
        "auxiliary": list(mention.auxiliary),
        "actor": [_party(e) for e in mention.actors],
        "recipient": [_party(e) for e in mention.recipients],
        "speakers": [{"text": e.name or e.text} for e in mention.speakers],
        "date": [str(when.start), str(when.end)] if dated else None,
        "places": [p.span.text for p in mention.places],
    }


def _party(entity: Entity) -> dict[str, Any]:
    return {"text": entity.text or None, "code": entity.code, "sector": entity.sector}


def _phrase(span: Span, sentence: Sentence) -> str:
    """Return the words of a span, with ``#2`` and so on where they are not the first such."""
    before = sentence.text[: span.start - sentence.start]
    times = before.count(span.text) + 1
    return span.text if times == 1 else f"{span.text}#{times}"
