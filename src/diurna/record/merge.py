"""Which mentions speak of one event.

Within a story, mentions merge when they agree on event, actors, recipient and auxiliary modes
and their dates do not contradict one another. Across stories an event is recognised by its
identifier, which is made of those same things and of its day; an undated event stays within
its story. Neither depends on the order of sentences or of stories.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from diurna.model import UNNAMED, Mention, When, digest

_WIDTH = {
    "day": 0,
    "span": 1,
    "week": 2,
    "month": 3,
    "quarter": 4,
    "season": 5,
    "year": 6,
    "open": 7,
}


def with_events(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return a story's mentions with their event identifiers."""
    given = list(mentions)
    groups: list[list[Mention]] = []
    for mention in sorted(given, key=lambda m: (_WIDTH[m.when.precision], str(m.when.start), m.id)):
        fitting = next((g for g in groups if all(compatible(mention, other) for other in g)), None)
        if fitting is None:
            groups.append([mention])
        else:
            fitting.append(mention)
    names = {m.id: _identifier(group) for group in groups for m in group}
    return tuple(replace(m, event_id=names[m.id]) for m in given)


def compatible(one: Mention, other: Mention) -> bool:
    """Whether two mentions of a story can speak of one event."""
    if one.event != other.event or set(one.auxiliary) != set(other.auxiliary):
        return False
    if _codes(one, "actors") != _codes(other, "actors") or UNNAMED in _codes(one, "actors"):
        return False
    mine, theirs = _codes(one, "recipients"), _codes(other, "recipients")
    if mine and theirs and mine != theirs:
        return False
    return _overlap(one.when, other.when) and _same_wording(one, other)


def _same_wording(one: Mention, other: Mention) -> bool:
    """Mutual events need agree on their participants only; the rest on how they are told.

    Support told by praise and by a promise kept are two events, though actor and recipient
    are the same, unless a date ties them.
    """
    if one.when.precision == "day" and other.when.precision == "day":
        return True
    if len(_codes(one, "actors")) > 1:
        return True
    return one.trigger.text.lower() == other.trigger.text.lower()


def _codes(mention: Mention, role: str) -> frozenset[str]:
    return frozenset(e.code for e in getattr(mention, role))


def _overlap(one: When, other: When) -> bool:
    if one.start is None or other.start is None or one.end is None or other.end is None:
        return True
    return one.start <= other.end and other.start <= one.end


def _identifier(group: list[Mention]) -> str:
    """Return the identifier of an event: from its day if it has one, else from its story."""
    first = group[0]
    recipients = max((sorted(_codes(m, "recipients")) for m in group), key=len)
    parts = [
        first.event,
        *sorted(_codes(first, "actors")),
        ">",
        *recipients,
        *sorted(first.auxiliary),
    ]
    if first.when.precision == "day" and UNNAMED not in _codes(first, "actors"):
        return digest("event", *parts, str(first.when.start))
    anchor = min(m.id for m in group)
    return digest("event", *parts, first.story_id, anchor)
