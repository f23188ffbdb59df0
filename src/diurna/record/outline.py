"""What of a mention decides which event it speaks of."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from diurna.codebook.places import great_circle_km
from diurna.model import UNNAMED, Entity, Mention, Place, When

BEFORE = timedelta(days=5)
"""How long before its report an event that nothing dates may lie."""
AROUND = timedelta(days=6)
"""How far apart the reports of one announcement may lie."""
_LONGEST = timedelta(days=42)
_WORD = re.compile(r"[^\W_]{4,}")
_EPOCH = date(1970, 1, 5)
"""A Monday: weeks count from here."""


@dataclass(frozen=True, slots=True)
class Block:
    """An entry of the index of mentions: a week, and a hash of the event with one of its names.

    Beside them stand what parts most of those that share them: the days, and hashes of the only
    actor and recipient, 0 where there is none and 1 where there are several.
    """

    week: int
    block: int
    first: date
    last: date
    actor: int
    recipient: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A mention as merging sees it.

    `first` to `last` are the days on which the event may lie: those that the text tells, else
    those before its report. For what lies ahead they are days around the report, and `due` is
    when the text says that it will be. `words` are the beginnings of the sentence's words,
    names of actors and places aside.
    """

    key: int
    id: str
    story: str
    story_key: int
    published: date | None
    trigger: str
    event: str
    quad: int
    auxiliary: frozenset[str]
    modes: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]
    first: date | None
    last: date | None
    exact: bool
    due: tuple[date, date] | None
    places: tuple[Place, ...]
    words: frozenset[str]

    @property
    def bucket(self) -> tuple[str, frozenset[str]]:
        """Return what all mentions of one event share."""
        return self.event, self.auxiliary

    def cells(self) -> tuple[int, ...]:
        """Return what it shares one of with all mentions that can be of its event.

        These are its blocks, and its story (negative, as block hashes are not).
        """
        return -self.story_key - 1, *(b.block for b in self.blocks())

    @property
    def rank(self) -> tuple[Any, ...]:
        """Return its order: mentions that say most come first, then the earlier report."""
        return (
            not self.exact,
            not self.actors,
            not self.recipients,
            not self.places,
            self.published or date.max,
            self.id,
        )

    def blocks(self) -> Iterator[Block]:
        """Yield where mentions of its event in other stories may be found."""
        if self.first is None or self.last is None:
            return
        names = {*self.actors, *self.recipients, *(p.name for p in self.places)}
        kind = "|".join((self.event, *sorted(self.auxiliary)))
        parties = _only(self.actors), _only(self.recipients)
        for week in range(week_of(self.first), week_of(self.last) + 1):
            for name in sorted(names):
                block = _hash(f"{kind}|{name}|{week}")
                yield Block(week, block, self.first, self.last, *parties)


def outline(mention: Mention, published: date | None, key: int = 0, story_key: int = 0) -> Outline:
    """Return the outline of a mention in a story published on a day."""
    ahead = "future" in mention.auxiliary or mention.event == "AGREE"
    first, last, exact = _days(mention.when, published, ahead=ahead)
    named = (*mention.actors, *mention.recipients)
    return Outline(
        key=key,
        id=mention.id,
        story=mention.story_id,
        story_key=story_key,
        published=published,
        trigger=mention.trigger.text.lower(),
        event=mention.event,
        quad=mention.quad,
        auxiliary=frozenset(mention.auxiliary),
        modes=frozenset(mention.modes),
        actors=_codes(mention.actors),
        recipients=_codes(mention.recipients),
        first=first,
        last=last,
        exact=exact,
        due=_told(mention.when) if ahead else None,
        places=mention.places,
        words=_words(mention.sentence.text, named, mention.places),
    )


def week_of(day: date) -> int:
    """Return the week of a day, counted from 5 January 1970."""
    return (day - _EPOCH).days // 7


def distance_km(one: Place, other: Place) -> float | None:
    """Return the distance of two places along the great circle, None where it is not known."""
    here, there = _point(one), _point(other)
    if here is None or there is None:
        return 0.0 if one.name == other.name else None
    return great_circle_km(here, there)


def _point(place: Place) -> tuple[float, float] | None:
    if place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude


def _only(codes: frozenset[str]) -> int:
    """Return the hash of the only code, 0 for none and 1 for several."""
    return _hash(*codes) if len(codes) == 1 else min(len(codes), 1)


def _hash(text: str) -> int:
    return zlib.crc32(text.encode("utf8"))


def _days(
    when: When, published: date | None, *, ahead: bool
) -> tuple[date | None, date | None, bool]:
    told = _told(when)
    if ahead or told is None or told[1] - told[0] > _LONGEST:
        if published is None:
            return None, None, False
        around = (published - AROUND, published + AROUND)
        return (*(around if ahead else (published - BEFORE, published)), False)
    return told[0], told[1], told[0] == told[1]


def _told(when: When) -> tuple[date, date] | None:
    if when.start is None or when.end is None:
        return None
    return when.start, when.end


def _codes(entities: tuple[Entity, ...]) -> frozenset[str]:
    return frozenset(e.code for e in entities if e.code != UNNAMED)


def _words(text: str, named: tuple[Entity, ...], places: tuple[Place, ...]) -> frozenset[str]:
    aside = {
        word
        for phrase in (
            *(e.text for e in named),
            *(e.name for e in named),
            *(p.name for p in places),
        )
        for word in _stems(phrase)
    }
    return _stems(text) - aside


@lru_cache(10_000)
def _stems(text: str) -> frozenset[str]:
    """Return the beginnings of a text's longer words: enough to know *struck* from *strikes*."""
    return frozenset(w.lower()[:5] for w in _WORD.findall(text))
