"""What matched time expressions mean: each rule's interval, against the day of the report."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from diurna.codebook.holidays import load_holidays
from diurna.model import Precision

Tense = Literal["past", "future", "either"]
Interval = tuple[date | None, date | None, Precision]

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
NUMERALS = tuple(
    "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
)
_ORDINALS = ("first", "second", "third", "fourth")
_COUNTS = {word: n for n, word in enumerate(NUMERALS)} | {"a": 1, "an": 1, "a couple of": 2}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a time expression is read against: the day of the report, tense, hemisphere."""

    published: date | None
    tense: Tense = "past"
    southern: bool = False


def _day(value: date) -> Interval:
    return value, value, "day"


def _month(year: int, month: int) -> Interval:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month"


def _month_number(match: re.Match[str]) -> int:
    return _MONTHS[match["month"].lower().rstrip(".")]


def _nearest(anchor: Anchor, make: Callable[[int], date | None]) -> date | None:
    """Return the yearly date that is nearest on the side that the tense asks for."""
    if anchor.published is None:
        return None
    published = anchor.published
    dates = [d for k in (-1, 0, 1) if (d := make(published.year + k)) is not None]
    if anchor.tense == "either":
        return min(dates, key=lambda d: abs((d - published).days), default=None)
    if anchor.tense == "past":
        return max((d for d in dates if d <= published), default=None)
    return min((d for d in dates if d >= published), default=None)


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def count_of(match: re.Match[str]) -> int:
    """Return the number that an expression is told in, as digits or a word."""
    word = match["number"].lower()
    return int(word) if word.isdigit() else _COUNTS[word]


def full_date(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """Day, month and year."""
    value = _safe(int(match["year"]), _month_number(match), int(match["day"]))
    return _day(value) if value else None


def in_iso(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """ISO 8601: *2022-06-15*."""
    value = _safe(*(int(part) for part in match[0].split("-")))
    return _day(value) if value else None


def day_of_month(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """A day and a month without a year."""
    value = _nearest(anchor, lambda year: _safe(year, _month_number(match), int(match["day"])))
    return _day(value) if value else None


def month_year(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """A month of a year, or a part of one."""
    return _part_of(match, int(match["year"]), _month_number(match))


def bare_month(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """A month without a year: *this* is the report's year, otherwise the nearest that fits."""
    month = _month_number(match)
    if anchor.published is None:
        return None
    which = (match.groupdict().get("which") or "").lower()
    tense: Tense = (
        "past"
        if which in ("last", "past", "previous")
        else "future"
        if which in ("next", "coming")
        else anchor.tense
    )
    year = anchor.published.year
    if tense == "either":
        nearest = _nearest(anchor, lambda y: date(y, month, 15))
        year = nearest.year if nearest else year
    if tense == "past" and (year, month) > (year, anchor.published.month):
        year -= 1
    if tense == "future" and month < anchor.published.month:
        year += 1
    if which == "last" and month == anchor.published.month:
        year -= 1
    return _part_of(match, year, month)


def _part_of(match: re.Match[str], year: int, month: int) -> Interval:
    part = (match.groupdict().get("part") or "").lower()
    first, last, precision = _month(year, month)
    if part in ("early", "the beginning of", "the start of"):
        return date(year, month, 1), date(year, month, 10), "span"
    if part in ("mid", "the middle of"):
        return date(year, month, 11), date(year, month, 20), "span"
    if part in ("late", "the end of"):
        return date(year, month, 21), last, "span"
    return first, last, precision


def in_weekday(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """A weekday: the nearest one, back for the past tense, ahead for the future."""
    if anchor.published is None:
        return None
    wanted = _DAYS[match["weekday"].lower()]
    which = (match.groupdict().get("which") or "").lower()
    back = (anchor.published.weekday() - wanted) % 7
    ahead = (wanted - anchor.published.weekday()) % 7
    if which in ("last", "past", "previous"):
        return _day(anchor.published - timedelta(days=back or 7))
    if which in ("next", "coming"):
        return _day(anchor.published + timedelta(days=ahead or 7))
    if anchor.tense == "future":
        return _day(anchor.published + timedelta(days=ahead))
    return _day(anchor.published - timedelta(days=back))


def near_day(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """Today, yesterday, tomorrow and their like."""
    if anchor.published is None:
        return None
    word = match[0].lower()
    shift = (
        -2
        if word.startswith("the day before yesterday")
        else -1
        if word.startswith(("yesterday", "the previous day", "last night"))
        else 1
        if word.startswith("tomorrow")
        else 0
    )
    return _day(anchor.published + timedelta(days=shift))


def in_relative(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """last/this/next week, weekend, month, quarter, year."""
    if anchor.published is None:
        return None
    which = match["which"].lower()
    step = -1 if which in ("last", "past", "previous") else 1 if which in ("next", "coming") else 0
    return unit_around(anchor.published, match["unit"].lower(), step, match)


def unit_around(day: date, unit: str, step: int, match: re.Match[str]) -> Interval | None:
    """Return the week, month, quarter or year of a day, or one `step` units from it."""
    if unit.startswith("week"):
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=step)
        if unit == "weekend":
            return monday + timedelta(days=5), monday + timedelta(days=6), "span"
        return monday, monday + timedelta(days=6), "week"
    if unit == "month":
        index = day.year * 12 + day.month - 1 + step
        return _part_of(match, index // 12, index % 12 + 1)
    if unit == "quarter":
        index = day.year * 4 + (day.month - 1) // 3 + step
        start = date(index // 4, index % 4 * 3 + 1, 1)
        return start, _month(start.year, start.month + 2)[1], "quarter"
    return _year_part(match, day.year + step)


def _year_part(match: re.Match[str], year: int) -> Interval:
    part = (match.groupdict().get("part") or "").lower()
    if part in ("the start of", "the beginning of"):
        return date(year, 1, 1), date(year, 1, 31), "span"
    if part == "the end of":
        return date(year, 12, 1), date(year, 12, 31), "span"
    return date(year, 1, 1), date(year, 12, 31), "year"


def of_the(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*the start of the year*, *the end of the month*."""
    if anchor.published is None:
        return None
    return unit_around(anchor.published, match["unit"].lower(), 0, match)


def in_ago(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """So many units before the report: the day, week, month, year or decade."""
    if anchor.published is None:
        return None
    number = count_of(match)
    unit = match["unit"].lower()
    if unit == "day":
        return _day(anchor.published - timedelta(days=number))
    if unit == "week" and number < 500:
        return unit_around(anchor.published, "week", -number, match)
    if unit in ("month", "year") and number < 900:
        return unit_around(anchor.published, unit, -number, match)
    if unit == "decade" and number < 20:
        return unit_around(anchor.published, "year", -10 * number, match)
    return None


def in_year(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """A year, or a part of one."""
    return _year_part(match, int(match["year"]))


def part_of_year(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*early 2010* is its first four months, *mid-2010* the next, *late 2010* the last."""
    third = ("early", "mid", "late").index(match["third"].lower())
    year = int(match["year"])
    return date(year, 4 * third + 1, 1), _month(year, 4 * third + 4)[1], "span"


def in_fraction(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*the second half of 2008*, *the first quarter*."""
    if not match["year"] and anchor.published is None:
        return None
    months = 6 if match["unit"].lower() == "half" else 3
    count = _ORDINALS.index(match["ordinal"].lower())
    if months == 6 and count > 1:
        return None
    if match["year"]:
        year = int(match["year"])
    else:
        assert anchor.published is not None
        year = anchor.published.year
        if anchor.tense == "past" and date(year, count * months + 1, 1) > anchor.published:
            year -= 1
    last = _month(year, (count + 1) * months)[1]
    return date(year, count * months + 1, 1), last, "quarter" if months == 3 else "span"


def in_decade(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*the 1990s*."""
    year = int(match["year"])
    return date(year, 1, 1), date(year + 9, 12, 31), "span"


def in_season(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """A season: of a year, or the nearest that fits."""
    groups = match.groupdict()
    month = _SEASONS[match["season"].lower()]
    if anchor.southern:
        month = (month + 5) % 12 + 1
    if groups.get("year"):
        year = int(match["year"])
    elif anchor.published is None:
        return None
    else:
        which = (groups.get("which") or "").lower()
        year = anchor.published.year
        past = which in ("last", "past") or (not which and anchor.tense == "past")
        ahead = which in ("next", "coming") or (not which and anchor.tense == "future")
        if past and date(year, month, 1) > anchor.published - timedelta(days=89):
            year -= 1
        if ahead and date(year, month, 1) < anchor.published:
            year += 1
    last = month + 2
    end = date(year + (last > 12), (last - 1) % 12 + 1, 1)
    return date(year, month, 1), _month(end.year, end.month)[1], "season"


def in_holiday(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """A holiday: the nearest that fits the tense."""
    value = _nearest(anchor, load_holidays()[0][match[0].lower()].in_year)
    return _day(value) if value else None


def ago_today(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*ten years ago today* is a day."""
    if anchor.published is None:
        return None
    number = count_of(match)
    if match["unit"].lower() == "week":
        return _day(anchor.published - timedelta(weeks=number))
    value = _safe(anchor.published.year - number, anchor.published.month, anchor.published.day)
    return _day(value) if value else None


def _month_of(match: re.Match[str], anchor: Anchor) -> Interval | None:
    return month_year(match, anchor) if match["year"] else bare_month(match, anchor)


def week_of_month(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*the first week of January* is its days 1 to 7."""
    month = _month_of(match, anchor)
    if month is None or month[0] is None:
        return None
    first = month[0] + timedelta(weeks=_ORDINALS.index(match["ordinal"].lower()))
    return first, first + timedelta(days=6), "week"


def months_to(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*the three months to September* end with it."""
    month = _month_of(match, anchor)
    if month is None or month[0] is None:
        return None
    index = month[0].year * 12 + month[0].month - count_of(match)
    return date(index // 12, index % 12 + 1, 1), month[1], "span"


def past_units(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*the past two weeks*, *the next three days*: up to the report, or from it on."""
    if anchor.published is None:
        return None
    number, unit = count_of(match), match["unit"].lower()
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[unit] * number
    if days > 40000:
        return None
    if match["way"].lower() in ("next", "coming"):
        return anchor.published, anchor.published + timedelta(days=days), "span"
    return anchor.published - timedelta(days=days), anchor.published, "span"
