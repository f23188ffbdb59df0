"""The day that a story's relative dates count from.

A wire's dateline says where and often when a story was filed: *KYIV, Nov. 17 (Reuters) -*. Its
day comes first; else, where the moment of publication is known with its zone, it is the day that
it was then at the dateline's place; else the day of publication as the story gives it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from diurna.codebook import Gazetteer
from diurna.coder.intervals import MONTHS, Origin, safe_date

_MONTH = "|".join(sorted((name.title() for name in MONTHS), key=len, reverse=True))
_MONTH = rf"(?:{_MONTH}|{_MONTH.upper()})\.?"
_DATELINE = re.compile(
    r"^(?P<place>[A-Z][\w.'’-]*(?:[ /][A-Z][\w.'’-]*){0,3})"
    rf"(?:, (?!{_MONTH} )(?P<holder>[A-Z][\w.'’ -]{{1,25}}?))?"
    rf"(?:,? (?P<date>(?P<month>{_MONTH}) (?P<day>\d\d?)|(?P<day2>\d\d?) (?P<month2>{_MONTH}))"
    r"(?:,? (?P<year>(?:19|20)\d\d))?)?"
    r"(?:,? \((?P<agency>[A-Z][\w .&/-]{1,30})\))?(?: ?(?:--|[-–—])|:) ",
    re.MULTILINE,
)
_BEFORE = timedelta(days=45)
_AFTER = timedelta(days=2)
"""How far from the day of publication the day of a dateline may be."""


@dataclass(frozen=True, slots=True)
class StoryDay:
    """The day that a story's relative dates count from, how it was had, and the hemisphere.

    `dateline` holds the characters of the dateline, whose own date is of the story, not of what
    it tells.
    """

    day: date | None
    origin: Origin = "published"
    southern: bool = False
    dateline: tuple[int, int] = (0, 0)


def story_day(
    text: str, published: date | None, published_at: datetime | None, places: Gazetteer
) -> StoryDay:
    """Return the day that the relative dates of a story's text count from."""
    match = next((m for m in _DATELINE.finditer(text) if _is_dateline(m)), None)
    if match is None:
        return StoryDay(published)
    filed = _filed(match, published)
    if filed is not None:
        return StoryDay(filed, "dateline", dateline=match.span())
    local = _local_day(match, published_at, places)
    if local is not None:
        return StoryDay(local, "local", dateline=match.span())
    return StoryDay(published, dateline=match.span())


def _is_dateline(match: re.Match[str]) -> bool:
    """Whether a line opens as a wire's story: by date or agency, or by a place in capitals."""
    return bool(match["date"] or match["agency"] or match["place"].isupper())


def _filed(match: re.Match[str], published: date | None) -> date | None:
    """Return the day that a dateline names: near the day of publication, where that is known."""
    if not match["date"]:
        return None
    month = MONTHS[(match["month"] or match["month2"]).lower().rstrip(".")]
    day = int(match["day"] or match["day2"])
    if match["year"]:
        return safe_date(int(match["year"]), month, day)
    if published is None:
        return None
    days = (safe_date(published.year + k, month, day) for k in (-1, 0, 1))
    near = (d for d in days if d and published - _BEFORE <= d <= published + _AFTER)
    return next(near, None)


def _local_day(
    match: re.Match[str], published_at: datetime | None, places: Gazetteer
) -> date | None:
    """Return which day it was at a dateline's place when the story was published."""
    if published_at is None or published_at.tzinfo is None:
        return None
    zone = places.zone(match["place"], match["holder"] or "")
    if not zone:
        return None
    try:
        return published_at.astimezone(ZoneInfo(zone)).date()
    except ZoneInfoNotFoundError:
        return None
