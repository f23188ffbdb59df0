"""What expressions for more than a day mean: weeks, months, quarters, seasons, years, decades."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from diurna.coder.days import in_day
from diurna.coder.intervals import (
    SEASONS,
    Anchor,
    Interval,
    count_of,
    group,
    month_number,
    months_of,
    moved,
    nearest,
    ordinal_of,
    part_of,
    part_of_month,
    part_of_year,
    step_of,
    unit_around,
    whole_month,
)


def in_month(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """A month or a part of it: of a year, of last or next year, or the nearest that fits.

    *this May* is the report's year; *last May* in May is the one a year before.
    """
    month, which = month_number(match), group(match, "which")
    if group(match, "year"):
        return part_of_month(part_of(match), int(match["year"]), month)
    if anchor.day is None:
        return None
    day = anchor.day
    if group(match, "of"):
        return part_of_month(part_of(match), day.year + step_of(group(match, "of")), month)
    side = step_of(which)
    tense = "past" if side < 0 else "future" if side > 0 else anchor.tense
    year = day.year
    if which != "this":
        if tense in ("either", "present"):
            found = nearest(replace(anchor, tense="either"), lambda y: [date(y, month, 15)])
            year = found.year if found else year
        elif tense == "past" and month > day.month:
            year -= 1
        elif tense == "future" and month < day.month:
            year += 1
    if side and month == day.month:
        year += side
    return part_of_month(part_of(match), year, month)


def in_unit(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*last week*, *this month*, *early next year*, *the end of the year*."""
    if anchor.day is None:
        return None
    step, unit = step_of(group(match, "which")), match["unit"].lower()
    begun = anchor.day.weekday() >= 5
    if unit == "weekend" and step == 0 and anchor.tense == "past" and not begun:
        step = -1
    return unit_around(anchor.day, unit, step, part_of(match))


def end_of_year(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*by year's end*: its last month."""
    return part_of_year("end", anchor.day.year) if anchor.day else None


def in_ago(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """So many units before the report, or after it: the day, week, month, year or decade."""
    if anchor.day is None:
        return None
    number, unit = count_of(match), match["unit"].lower()
    step = -number if group(match, "way") == "ago" else number
    if unit == "decade":
        unit, step = "year", 10 * step
    return unit_around(anchor.day, unit, step)


def in_days(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*in two weeks*, of what lies ahead; in the past tense it is how long something took."""
    if anchor.tense != "future" and not group(match, "time"):
        return None
    return in_ago(match, anchor)


def around_report(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*the past two weeks*, *the next three days*: up to the report, or from it on."""
    if anchor.day is None:
        return None
    number = count_of(match) if group(match, "number") else 1
    unit = match["unit"].lower()
    if unit == "hour":
        number, unit = number // 24, "day"
    ahead = step_of(match["way"].lower()) > 0
    other = moved(anchor.day, unit, number if ahead else -number)
    if other is None or not number:
        return None
    return (anchor.day, other, "span") if ahead else (other, anchor.day, "span")


def _year_of(match: re.Match[str], anchor: Anchor) -> int | None:
    if group(match, "year"):
        return int(match["year"])
    return anchor.day.year + step_of(group(match, "which")) if anchor.day else None


def _months(match: re.Match[str], anchor: Anchor, first: int, count: int) -> Interval | None:
    """Return some months of the year that an expression names, else of the nearest that fits."""
    year = _year_of(match, anchor)
    if year is None:
        return None
    open_year = not group(match, "year") and not group(match, "which")
    if open_year and anchor.day and anchor.tense == "past" and date(year, first, 1) > anchor.day:
        year -= 1
    return months_of(year, first, count, "quarter" if count == 3 else "span")


def in_fraction(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*the second half of 2008*, *the first quarter*, *Q3*, *the first half of May*."""
    half = group(match, "unit") == "half"
    place = int(match["q"]) if group(match, "q") else ordinal_of(match)
    count = 2 if half else 4
    place = count if place < 0 else place
    if place > count:
        return None
    if group(match, "month"):
        return _half_of_month(match, anchor, place) if half else None
    return _months(match, anchor, (place - 1) * 12 // count + 1, 12 // count)


def _half_of_month(match: re.Match[str], anchor: Anchor, place: int) -> Interval | None:
    month = in_month(match, anchor)
    if month is None or month[0] is None:
        return None
    middle = month[0].replace(day=15)
    return (month[0], middle, "span") if place == 1 else (middle + timedelta(1), month[1], "span")


def first_units(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*the first eight months of the year*, *the last three months of 2020*."""
    count = count_of(match)
    if not 0 < count < 12:
        return None
    return _months(match, anchor, 1 if ordinal_of(match) == 1 else 13 - count, count)


def in_decade(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*the 1990s*, *the late 1990s*: its years 0 to 3, 4 to 6, 7 to 9."""
    year = int(match["year"])
    parts = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
    first, last = parts.get(part_of(match), (0, 9))
    return date(year + first, 1, 1), date(year + last, 12, 31), "span"


def in_year(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """A year, or a part of one."""
    return part_of_year(part_of(match), int(match["year"]))


def in_season(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """A season: of a year, or the nearest that fits; northern unless the anchor says otherwise."""
    month = SEASONS[match["season"].lower()]
    if anchor.southern:
        month = (month + 5) % 12 + 1
    if group(match, "year"):
        return months_of(int(match["year"]), month, 3, "season")
    if anchor.day is None:
        return None
    if group(match, "of"):
        return months_of(anchor.day.year + step_of(group(match, "of")), month, 3, "season")
    year, which = anchor.day.year, group(match, "which")
    side = step_of(which)
    if side < 0 or (not which and anchor.tense == "past"):
        year -= date(year, month, 1) > anchor.day - timedelta(days=89 if side else 0)
    elif side > 0 or (not which and anchor.tense == "future"):
        year += date(year, month, 1) < anchor.day
    elif month - anchor.day.month > 6:
        year -= 1
    return months_of(year, month, 3, "season")


def week_of(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*the first week of January* is its days 1 to 7, *the last week* its last seven."""
    if group(match, "month"):
        stretch = in_month(match, anchor)
    elif anchor.day is not None:
        new = match["unit"].lower() == "new year"
        unit = "year" if new else match["unit"].lower()
        ahead = anchor.tense == "future" or anchor.day.month > 6
        step = int(ahead) if new else step_of(group(match, "which"))
        stretch = unit_around(anchor.day, unit, step)
    else:
        stretch = None
    if stretch is None or stretch[0] is None or stretch[1] is None:
        return None
    place = ordinal_of(match)
    first = stretch[0] + timedelta(weeks=place - 1)
    if place < 0:
        first = stretch[1] - timedelta(days=6)
    return first, first + timedelta(days=6), "week"


def week_around(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*the week of July 10*: the week that the day is in."""
    day = in_day(match, anchor)
    return unit_around(day[0], "week", 0) if day and day[0] else None


def up_to_month(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*the three months to September* end with it, *the year to March 31* on that day."""
    month = in_day(match, anchor) if group(match, "day") else in_month(match, anchor)
    number = count_of(match) if group(match, "number") else 1
    if month is None or month[1] is None or number > 120:
        return None
    last = month[1]
    unit = match["unit"].lower()
    if unit == "week":
        return last - timedelta(days=7 * number - 1), last, "span"
    number *= {"month": 1, "quarter": 3, "year": 12}[unit]
    if last == whole_month(last.year, last.month)[1]:
        return months_of(last.year, last.month - number + 1, number, "span")
    first = moved(last, "month", -number)
    return (first + timedelta(days=1), last, "span") if first else None
