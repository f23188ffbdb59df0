"""Mentions as flat rows, for CSV files and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable

from diurna.model import Entity, Mention

MENTION_COLUMNS = (
    "mention_id", "event_id", "story_id", "date", "enddate", "date_precision", "actor",
    "actor_sector", "actor_text", "event", "mode", "context", "auxiliary", "recipient",
    "recipient_sector", "recipient_text", "quad_code", "event_scale", "places", "speakers",
    "confidence", "decided_by", "cameo", "source", "target", "text",
)  # fmt: skip


def mention_row(mention: Mention) -> tuple[str, ...]:
    """Return a mention as cells in the order of `MENTION_COLUMNS`; lists are joined by ``|``."""
    actors, recipients = mention.actors, mention.recipients
    return (
        mention.id,
        mention.event_id,
        mention.story_id,
        mention.when.start.isoformat() if mention.when.start else "",
        mention.when.end.isoformat() if mention.when.end else "",
        mention.when.precision,
        _joined(e.code for e in actors),
        _joined(e.sector for e in actors),
        _joined(e.text for e in actors),
        mention.event,
        _joined(mention.modes),
        _joined(mention.contexts),
        _joined(mention.auxiliary),
        _joined(e.code for e in recipients),
        _joined(e.sector for e in recipients),
        _joined(e.text for e in recipients),
        str(mention.quad),
        f"{mention.score:g}",
        _joined(p.name for p in mention.places),
        _joined(_name(e) for e in mention.speakers),
        f"{mention.confidence:.3f}",
        mention.decided_by,
        mention.cameo,
        _joined(e.code for e in actors),
        _joined(e.code for e in recipients),
        mention.sentence.text,
    )


def _joined(parts: Iterable[str]) -> str:
    return "|".join(parts)


def _name(entity: Entity) -> str:
    return entity.name or entity.text
