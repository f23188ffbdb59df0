"""An event as its mentions tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

from diurna.model import HARMS, UNNAMED, Mention, Precision
from diurna.record.rows import Row, iso

_Interval = tuple[date | None, date | None, Precision]


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention of an event with what its story adds; `cluster` is the key of its copies."""

    mention: Mention
    key: int
    published: date | None
    story_key: int
    cluster: int


def event_row(core: int, tellings: Sequence[Telling]) -> Row:
    """Return an event as a row of ``base.events``; `core` is the key of its core mention.

    Modes, parties and dates are those that most tellings give; the confidence is that of the
    best telling of each independent cluster, taken together as if their errors were too.
    """
    first = next(t.mention for t in tellings if t.key == core)
    mentions = [t.mention for t in tellings]
    dated = [m for m in mentions if m.when.start is not None]
    when = _usual_when(dated)
    published = sorted(t.published for t in tellings if t.published is not None)
    return {
        "event_key": core,
        "event_id": first.id,
        "event": first.event,
        "modes": sorted(_usual([m.modes for m in mentions])),
        "contexts": sorted({c for m in mentions for c in m.contexts}),
        "auxiliary": sorted(first.auxiliary),
        "actors": sorted(_usual([_codes(m, "actors") for m in mentions])) or [UNNAMED],
        "recipients": sorted(_usual([_codes(m, "recipients") for m in mentions])),
        "start_date": iso(when[0]),
        "end_date": iso(when[1]),
        "date_precision": when[2],
        "places": sorted({p.name for m in mentions for p in m.places}),
        "quad": first.quad,
        "score": first.score,
        "speakers": sorted({s.name or s.text for m in mentions for s in m.speakers}),
        "mentions": len(tellings),
        "stories": len({t.story_key for t in tellings}),
        "clusters": len({t.cluster for t in tellings}),
        "first_report": iso(published[0]) if published else None,
        "last_report": iso(published[-1]) if published else None,
        "differences": differences(mentions),
        "confidence": _confidence(tellings),
    }


def dyad_rows(event: Row) -> Iterator[Row]:
    """Yield an event's ordered pairs; those who do something together form pairs both ways."""
    actors = [a for a in event["actors"] if a != UNNAMED]
    recipients = [r for r in event["recipients"] if r != UNNAMED]
    pairs = set(product(actors, recipients))
    if not recipients:
        pairs = {(a, b) for a, b in product(actors, actors) if a != b} or {(a, "") for a in actors}
    for actor, recipient in sorted(pairs):
        yield {
            "event_key": event["event_key"],
            "actor": actor,
            "recipient": recipient,
            "day": event["start_date"] or event["first_report"],
            "days": _days(event),
            "event": event["event"],
            "quad": event["quad"],
            "score": event["score"],
            "stories": event["stories"],
            "clusters": event["clusters"],
            "confidence": event["confidence"],
        }


def _days(event: Row) -> int | None:
    """Return the length of an event's interval in days; what is open begins on its first day."""
    if event["start_date"] is None:
        return None
    first = date.fromisoformat(event["start_date"])
    last = date.fromisoformat(event["end_date"]) if event["end_date"] else first
    return (last - first).days + 1


def asserted(event: Row) -> bool:
    """Whether an event is told as done: not negated, supposed or ahead."""
    return not {"negation", "hypothetical", "future"} & set(event["auxiliary"])


def differences(mentions: Iterable[Mention]) -> dict[str, Any]:
    """Return what tellings say differently: days, numbers by harm (least, most), parties."""
    told = list(mentions)
    found: dict[str, Any] = {}
    days = sorted(
        {m.when.start.isoformat() for m in told if m.when.start and m.when.precision == "day"}
    )
    if len(days) > 1:
        found["dates"] = days
    for harm in HARMS:
        numbers = sorted({s.value for m in told for s in m.sizes if s.harm == harm})
        if len(numbers) > 1:
            found[harm] = [numbers[0], numbers[-1]]
    for role in ("actors", "recipients"):
        named = sorted({c for m in told for c in _codes(m, role)} - {UNNAMED})
        told_by_each = {tuple(sorted(set(_codes(m, role)) - {UNNAMED})) for m in told} - {()}
        if len(told_by_each) > 1:
            found[role] = named
    return found


def _usual(given: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return what most tellings give, the fuller and then the alphabetically first of equals."""
    counts = Counter(tuple(sorted(set(g) - {UNNAMED})) for g in given)
    counts.pop((), None)
    return max(counts, key=lambda g: (counts[g], len(g), g), default=())


def _usual_when(dated: Sequence[Mention]) -> _Interval:
    """Return the narrowest interval told, of equals the one that most tell, then the earlier."""
    counts = Counter((m.when.start, m.when.end, m.when.precision) for m in dated)
    if not counts:
        return None, None, "open"

    def order(when: _Interval) -> tuple[timedelta, int, date]:
        start, end, _ = when
        width = (end - start) if start and end else timedelta.max
        return width, -counts[when], start or date.max

    return min(counts, key=order)


def _confidence(tellings: Sequence[Telling]) -> float:
    by_cluster: dict[int, float] = {}
    for telling in tellings:
        best = by_cluster.get(telling.cluster, 0.0)
        by_cluster[telling.cluster] = max(best, telling.mention.confidence)
    doubt = 1.0
    for confidence in by_cluster.values():
        doubt *= 1.0 - confidence
    return round(1.0 - doubt, 4)


def _codes(mention: Mention, role: str) -> tuple[str, ...]:
    return tuple(e.code for e in getattr(mention, role))
