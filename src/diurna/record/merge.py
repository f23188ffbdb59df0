"""Which mentions speak of one event.

An event is a group with a core (`cores`): of all mentions that could speak of it the one that says
most (its day, who, to whom, where), of equal ones the earliest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from diurna.model import Mention
from diurna.record.cores import group
from diurna.record.outline import Outline, distance_km, outline


@dataclass(frozen=True, slots=True)
class Merging:
    """How alike two mentions must be; `docs/accuracy.md` tells how these were chosen.

    `near_km`: places of one event lie no farther apart. `said`: the share of common words that two
    reports of what was said need (quad classes 1 and 3, meetings aside); what is done has other
    marks. `unnamed`: the share that one needs which names no actor, and nobody else whom the
    other names.
    """

    near_km: float = 60.0
    said: float = 0.15
    unnamed: float = 0.25


DEFAULT = Merging()


def with_events(mentions: Iterable[Mention], published: date | None = None) -> tuple[Mention, ...]:
    """Return a story's mentions with the identifiers of their events."""
    given = list(mentions)
    cores = merged([(mention, published) for mention in given])
    return tuple(replace(m, event_id=given[core].id) for m, core in zip(given, cores, strict=True))


def merged(told: Sequence[tuple[Mention, date | None]], merging: Merging = DEFAULT) -> list[int]:
    """Return for each mention, told with its story's day, the position of its event's core."""
    outlines = [outline(mention, day, key) for key, (mention, day) in enumerate(told)]
    cores = group(outlines, partial(fits, merging=merging))
    return [cores[key] for key in range(len(told))]


def fits(one: Outline, core: Outline, merging: Merging = DEFAULT) -> float | None:
    """Return how well a mention fits an event's core, None where they are two events'."""
    return likeness(one, core) if compatible(one, core, merging) else None


def compatible(one: Outline, other: Outline, merging: Merging = DEFAULT) -> bool:
    """Whether two mentions can speak of one event."""
    return (
        one.event == other.event
        and one.auxiliary == other.auxiliary
        and _days_meet(one, other)
        and _parties_meet(one, other, merging.unnamed)
        and _places_meet(one, other, merging.near_km)
        and _manners_meet(one, other)
        and (common(one, other) >= merging.said or not _said(one))
    )


def likeness(one: Outline, core: Outline) -> float:
    """Return how well a mention fits a core that it is compatible with."""
    return (
        3.0 * (one.exact and core.exact)
        + 2.0 * (one.actors == core.actors)
        + 2.0 * (one.recipients == core.recipients)
        + 1.5 * bool(one.places and core.places)
        + 1.0 * (one.trigger == core.trigger)
        + 0.5 * (one.story == core.story)
        + 3.0 * common(one, core)
        - 0.2 * _days_apart(one, core)
    )


def common(one: Outline, other: Outline) -> float:
    """Return the share of the shorter sentence's words that both have, names aside."""
    fewer = min(len(one.words), len(other.words))
    return len(one.words & other.words) / fewer if fewer else 0.0


def _days_meet(one: Outline, other: Outline) -> bool:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return one.story == other.story
    if one.due and other.due and not (one.due[0] <= other.due[1] and other.due[0] <= one.due[1]):
        return False
    return one.first <= other.last and other.first <= one.last


def _parties_meet(one: Outline, other: Outline, unnamed: float) -> bool:
    """Whether the parties of the one can be those of the other, left-out ones aside."""
    if not _within(one.recipients, other.recipients):
        return _everybody(one) == _everybody(other) and _mutual(one, other)
    if one.actors and other.actors:
        return _within(one.actors, other.actors)
    if one.recipients & other.recipients or {p.name for p in one.places} & {
        p.name for p in other.places
    }:
        return True
    return one.story == other.story and common(one, other) >= unnamed


def _within(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one


def _everybody(one: Outline) -> frozenset[str]:
    return one.actors | one.recipients


def _mutual(one: Outline, other: Outline) -> bool:
    """Whether one report has both parties act where the other has one act on the other."""
    return not one.recipients or not other.recipients


def _places_meet(one: Outline, other: Outline, near_km: float) -> bool:
    if not one.places or not other.places:
        return True
    apart = [distance_km(a, b) for a in one.places for b in other.places]
    return any(km is None or km <= near_km for km in apart)


def _manners_meet(one: Outline, other: Outline) -> bool:
    return not one.modes or not other.modes or bool(one.modes & other.modes)


def _said(one: Outline) -> bool:
    """Whether an event is something said: of such a pair of actors can have several a day."""
    return one.quad in (1, 3) and one.event != "CONSULT"


def _days_apart(one: Outline, core: Outline) -> int:
    if one.last is None or core.last is None:
        return 0
    return abs((one.last - core.last).days)
