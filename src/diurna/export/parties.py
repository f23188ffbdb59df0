"""Events as ordered pairs of parties, as the field's tables have a row a pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations, product

from diurna.codebook.actors import load_actors
from diurna.codebook.countries import Country, load_countries
from diurna.model import UNNAMED, Entity, Event, Place

ORGANISED = "IGO"


@dataclass(frozen=True, slots=True)
class Party:
    """Who stands behind a code in one event: sectors, usual name, words, office.

    `sectors` come in the order of how many reports say so; `text` is what a text says.
    """

    code: str
    sectors: tuple[str, ...] = ()
    name: str = ""
    text: str = ""
    office: str = ""

    @property
    def sector(self) -> str:
        """The sector that most reports give, or an empty string."""
        return self.sectors[0] if self.sectors else ""

    @property
    def country(self) -> Country | None:
        """The state or territory of the code; a body's acronym can be a state's code, too."""
        return None if self.sector == ORGANISED else load_countries().find(self.code)

    @property
    def named(self) -> bool:
        """Whether the text names it."""
        return self.code != UNNAMED


Pair = tuple[Party, Party | None]


def pairs(event: Event) -> list[Pair]:
    """Return an event's pairs: actors by recipients, or those who act together both ways.

    Where there is no second side, it is None.
    """
    actors = [_party(event, "actors", code) for code in event.actors]
    recipients = [_party(event, "recipients", code) for code in event.recipients]
    if recipients:
        return list(product(actors, recipients))
    together = list(permutations(actors, 2))
    return [*together] or [(actor, None) for actor in actors]


def where(event: Event) -> Place | None:
    """Return the place of an event: the first with coordinates, the core's before others'."""
    places = [p for report in event.reports for p in report.mention.places]
    return next((p for p in places if p.latitude is not None), places[0] if places else None)


def _party(event: Event, role: str, code: str) -> Party:
    told = [e for e in _entities(event, (role,)) if e.code == code] or [
        e for e in _entities(event, ("actors", "recipients", "speakers")) if e.code == code
    ]
    state = load_actors().state_names.get(code, "")
    return Party(
        code=code,
        sectors=tuple(_by_count(e.sector for e in told)),
        name=next(iter(_by_count(e.name or e.text for e in told)), state),
        text=next(iter(_by_count(e.text for e in told)), ""),
        office=next(iter(_by_count(e.office for e in told)), ""),
    )


def _entities(event: Event, roles: Iterable[str]) -> Iterator[Entity]:
    for report in event.reports:
        for role in roles:
            yield from getattr(report.mention, role)


def _by_count(told: Iterable[str]) -> list[str]:
    """Return what is told, what most tell first; nothing for empty values."""
    return [value for value, _ in Counter(t for t in told if t).most_common()]
