"""What a format could not hold of the events it was given, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

from diurna.model import Event

Losses = Counter[str]
"""How many events, or whatever the reason names, by reason."""


def dated(events: Iterable[Event], losses: Losses) -> Iterator[tuple[Event, date]]:
    """Yield the events that a table of done deeds on days can hold, each with its day."""
    for event in events:
        day = event.when.start or event.first_report
        if not event.asserted:
            losses["negated, hypothetical or future events (left out)"] += 1
        elif day is None:
            losses["events without a day (left out)"] += 1
        else:
            if event.when.start is None:
                losses["open dates (the first report's day stands there)"] += 1
            elif event.when.end != event.when.start:
                losses["dates longer than a day (the first day stands there)"] += 1
            yield event, day


def note(event: Event, held: Collection[str], losses: Losses) -> None:
    """Count what an event says in fields that a format does not hold."""
    for field, reason, told in _FIELDS:
        if field not in held and told(event):
            losses[reason] += 1


def _chained(event: Event) -> bool:
    return any(len(r.mention.speakers) > 1 for r in event.reports)


def _sized(event: Event) -> bool:
    return any(r.mention.sizes for r in event.reports)


def _spread(event: Event) -> bool:
    return len({p.name for r in event.reports for p in r.mention.places}) > 1


_FIELDS: tuple[tuple[str, str, Callable[[Event], object]], ...] = (
    ("historical", "marks of an earlier time", lambda e: "historical" in e.auxiliary),
    ("modes", "modes beside the first", lambda e: len(e.modes) > 1),
    ("contexts", "events' contexts", lambda e: e.contexts),
    ("speakers", "events' speakers: who says so", lambda e: e.speakers),
    ("chains", "chains of speakers", _chained),
    ("sizes", "numbers of dead, injured, arrested", _sized),
    ("places", "places beside the first", _spread),
    ("differences", "differences between reports", lambda e: e.differences),
    ("counts", "numbers of reports and of independent stories", lambda e: e.mentions > 1),
    ("confidence", "events' confidence", lambda e: True),
)
