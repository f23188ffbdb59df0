"""Intervals of days, and the arithmetic that the rules for time expressions share."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from diurna.model import Precision

Tense = Literal["past", "present", "future", "either"]
"""Which side of the report a bare day is on; *either* where it is promised, so due or past."""

Origin = Literal["published", "local", "dateline"]
"""How the day was had that relative dates count from: `Anchor` says what each means."""

Interval = tuple[date | None, date | None, Precision]

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
WEEKDAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
NUMERALS = tuple(
    "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
)
_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth"
_ONES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
ORDINALS = (
    *_ONES,
    *_TEENS.split(),
    "nineteenth",
    "twentieth",
    *(f"twenty-{word}" for word in _ONES),
    "thirtieth",
    "thirty-first",
)
_COUNTS = {word: n for n, word in enumerate(NUMERALS)}
_COUNTS |= {"a": 1, "an": 1, "a couple of": 2, "half a dozen": 6, "a dozen": 12}
_BACK = ("last", "past", "previous", "this past")
_AHEAD = ("next", "coming", "following", "this coming")
_LONGEST = {"day": 40000, "week": 5000, "month": 1200, "year": 900, "decade": 90}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a time expression is read against: the day of the report, tense, hemisphere.

    `origin` says how the day was had: it is the one of the dateline, the day of publication at
    the dateline's place (*local*), or the day of publication as the story gives it.
    """

    day: date | None
    tense: Tense = "past"
    southern: bool = False
    origin: Origin = "published"


def one_day(value: date | None) -> Interval | None:
    """Return a day as an interval."""
    return (value, value, "day") if value else None


def safe_date(year: int, month: int, day: int) -> date | None:
    """Return a day, or None for one that the calendar does not have."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def whole_month(year: int, month: int) -> Interval:
    """Return a month as an interval."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month"


def group(match: re.Match[str], name: str) -> str:
    """Return a group of a match in lower case, empty where its pattern has none."""
    return (match.groupdict().get(name) or "").lower()


def month_number(match: re.Match[str]) -> int:
    """Return the month that an expression names, 1 to 12."""
    return MONTHS[match["month"].lower().rstrip(".")]


def count_of(match: re.Match[str]) -> int:
    """Return the number that an expression is told in, as digits or a word."""
    word = match["number"].lower()
    return int(word.replace(",", "")) if word[0].isdigit() else _COUNTS[word]


def ordinal_of(match: re.Match[str]) -> int:
    """Return the place that an ordinal names, from 1; *last* and *final* are -1."""
    word = match["ordinal"].lower()
    return -1 if word in ("last", "final") else ORDINALS.index(word) + 1


def step_of(which: str) -> int:
    """Return -1 for *last* and its like, 1 for *next*, 0 for *this*."""
    return -1 if which in _BACK else 1 if which in _AHEAD else 0


def nearest(anchor: Anchor, make: Callable[[int], Iterable[date]]) -> date | None:
    """Return the yearly day that is nearest on the side that the tense asks for."""
    if anchor.day is None:
        return None
    day = anchor.day
    days = [d for k in (-1, 0, 1) for d in make(day.year + k)]
    if anchor.tense == "past":
        return max((d for d in days if d <= day), default=None)
    if anchor.tense == "future":
        return min((d for d in days if d >= day), default=None)
    return min(days, key=lambda d: abs((d - day).days), default=None)


def part_of(match: re.Match[str]) -> str:
    """Return which part of a unit an expression means: *early*, *mid*, *late*, *start* ….

    Empty where it means the whole.
    """
    words = group(match, "part").removesuffix(" of").removesuffix(" in").split()
    return {"beginning": "start", "middle": "centre"}.get(words[-1], words[-1]) if words else ""


def part_of_month(part: str, year: int, month: int) -> Interval:
    """Return a month or a part of it: days 1 to 10, 11 to 20, 21 to the end."""
    first, last, precision = whole_month(year, month)
    if part in ("early", "start"):
        return first, date(year, month, 10), "span"
    if part in ("mid", "centre"):
        return date(year, month, 11), date(year, month, 20), "span"
    if part in ("late", "end"):
        return date(year, month, 21), last, "span"
    return first, last, precision


def part_of_year(part: str, year: int) -> Interval:
    """Return a year or a part of it: thirds for *early* to *late*, a month for start and end."""
    if part == "start":
        return date(year, 1, 1), date(year, 1, 31), "span"
    if part == "end":
        return date(year, 12, 1), date(year, 12, 31), "span"
    thirds = {"early": 0, "mid": 1, "centre": 1, "late": 2}
    if part in thirds:
        first = 4 * thirds[part] + 1
        return date(year, first, 1), whole_month(year, first + 3)[1], "span"
    return date(year, 1, 1), date(year, 12, 31), "year"


def months_of(year: int, month: int, count: int, precision: Precision) -> Interval:
    """Return some months from one on; months may lie outside of 1 to 12."""
    first, last = year * 12 + month - 1, year * 12 + month + count - 2
    end = whole_month(last // 12, last % 12 + 1)[1]
    return date(first // 12, first % 12 + 1, 1), end, precision


def unit_around(day: date, unit: str, step: int, part: str = "") -> Interval | None:
    """Return the unit of time that a day is in, or one `step` of them from it.

    A unit is day, week, weekend, fortnight, month, quarter, year or decade.
    """
    if unit == "fortnight":
        unit, step = "week", 2 * step
    if abs(step) > _LONGEST.get(unit, 900):
        return None
    if unit == "day":
        return one_day(day + timedelta(days=step))
    if unit in ("week", "weekend"):
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=step)
        if unit == "weekend":
            return monday + timedelta(days=5), monday + timedelta(days=6), "span"
        return monday, monday + timedelta(days=6), "week"
    if unit == "month":
        index = day.year * 12 + day.month - 1 + step
        return part_of_month(part, index // 12, index % 12 + 1)
    if unit == "quarter":
        index = day.year * 4 + (day.month - 1) // 3 + step
        return months_of(index // 4, index % 4 * 3 + 1, 3, "quarter")
    if unit == "decade":
        first = day.year // 10 * 10 + 10 * step
        return date(first, 1, 1), date(first + 9, 12, 31), "span"
    return part_of_year(part, day.year + step)


def moved(day: date, unit: str, count: int) -> date | None:
    """Return the day so many days, weeks, months or years from a day, or None for no such day."""
    if abs(count) > _LONGEST.get(unit, 900):
        return None
    if unit in ("day", "week", "fortnight"):
        return day + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    index = day.year * 12 + day.month - 1 + count * {"month": 1, "year": 12, "decade": 120}[unit]
    last = calendar.monthrange(index // 12, index % 12 + 1)[1]
    return date(index // 12, index % 12 + 1, min(day.day, last))
