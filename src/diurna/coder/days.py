"""What expressions for a single day mean, against the day of the report."""

from __future__ import annotations

import re
from datetime import date, timedelta

from diurna.codebook.holidays import load_holidays
from diurna.coder.intervals import (
    ORDINALS,
    WEEKDAYS,
    Anchor,
    Interval,
    count_of,
    group,
    month_number,
    moved,
    nearest,
    one_day,
    ordinal_of,
    safe_date,
    step_of,
    unit_around,
    whole_month,
)


def _dated(year: int, month: int, day: int) -> list[date]:
    value = safe_date(year, month, day)
    return [value] if value else []


def _number(match: re.Match[str]) -> int:
    word = match["day"].lower()
    return ORDINALS.index(word) + 1 if word in ORDINALS else int(word)


def in_day(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """A day and a month: of a year, of last or next year, or the nearest that fits."""
    month, day = month_number(match), _number(match)
    if group(match, "year"):
        return one_day(safe_date(int(match["year"]), month, day))
    if group(match, "which"):
        year = anchor.day.year + step_of(group(match, "which")) if anchor.day else None
        return one_day(safe_date(year, month, day)) if year else None
    return one_day(nearest(anchor, lambda year: _dated(year, month, day)))


def in_iso(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """ISO 8601: *2022-06-15*."""
    return one_day(safe_date(*(int(part) for part in match[0].split("-"))))


def in_slashes(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*14/09/2015*, *9/14/2015*; open where either number may be the month."""
    one, other, year = (int(match[k]) for k in ("one", "other", "year"))
    days = {d for m, n in ((one, other), (other, one)) if (d := safe_date(year, m, n))}
    return one_day(days.pop()) if len(days) == 1 else None


def day_of_month(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """A day of a month that is told from the report: *the 15th of next month*, *on the 16th*."""
    if anchor.day is None:
        return None
    day, first = _number(match), anchor.day.replace(day=1)
    if group(match, "which"):
        found = moved(first, "month", step_of(group(match, "which")))
        return one_day(safe_date(found.year, found.month, day)) if found else None
    near = [m for k in (-1, 0, 1) if (m := moved(first, "month", k)) is not None]
    days = [d for m in near for d in _dated(m.year, m.month, day)]
    return one_day(nearest(anchor, lambda year: [d for d in days if d.year == year]))


def in_weekday(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """A weekday: the nearest one, back for the past tense, ahead for the future.

    In the present tense it is ahead (*meets on Friday*), but for yesterday's (*Turks vote*).
    """
    if anchor.day is None:
        return None
    wanted = WEEKDAYS[match["weekday"].lower()]
    back = (anchor.day.weekday() - wanted) % 7
    ahead = (wanted - anchor.day.weekday()) % 7
    side = step_of(group(match, "which"))
    if side:
        return one_day(anchor.day + timedelta(days=-(back or 7) if side < 0 else ahead or 7))
    if anchor.tense == "future" or (anchor.tense == "present" and back > 1):
        return one_day(anchor.day + timedelta(days=ahead))
    return one_day(anchor.day - timedelta(days=back))


def weekday_of_week(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*Tuesday of last week*, *Monday two weeks ago*, *a week ago Monday*, *a week on Tuesday*."""
    if anchor.day is None:
        return None
    wanted = WEEKDAYS[match["weekday"].lower()]
    if group(match, "side"):
        ahead = match["side"].lower() in ("from", "on")
        days = (
            (wanted - anchor.day.weekday()) % 7 if ahead else -((anchor.day.weekday() - wanted) % 7)
        )
        return one_day(anchor.day + timedelta(days=days + (7 if ahead else -7)))
    step = -count_of(match) if group(match, "number") else step_of(group(match, "which"))
    week = unit_around(anchor.day, "week", step)
    return one_day(week[0] + timedelta(days=wanted)) if week and week[0] else None


def nth_weekday(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*the first Monday of September*, *the last Friday of the month*."""
    wanted, place = WEEKDAYS[match["weekday"].lower()], ordinal_of(match)

    def days(year: int, month: int) -> list[date]:
        first, last, _ = whole_month(year, month)
        assert first is not None and last is not None
        found = first + timedelta(days=(wanted - first.weekday()) % 7 + 7 * (max(place, 1) - 1))
        if place < 0:
            found = last - timedelta(days=(last.weekday() - wanted) % 7)
        return [found] if found <= last else []

    if group(match, "month"):
        month = month_number(match)
        if group(match, "year"):
            return one_day(next(iter(days(int(match["year"]), month)), None))
        return one_day(nearest(anchor, lambda year: days(year, month)))
    near = (
        moved(anchor.day.replace(day=1), "month", step_of(group(match, "which")))
        if anchor.day
        else None
    )
    return one_day(next(iter(days(near.year, near.month)), None)) if near else None


_NEAR = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "the previous day": -1,
    "last night": -1,
    "the day after tomorrow": 2,
    "tomorrow": 1,
}


def near_day(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """Today, yesterday, tomorrow and their like."""
    shift = _NEAR.get(match[0].lower(), 0)
    return one_day(anchor.day + timedelta(days=shift)) if anchor.day else None


def in_holiday(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """A holiday, or its eve: the nearest that fits the tense, the last or next one."""
    holiday = load_holidays()[match["holiday"].lower()]
    which = step_of(group(match, "which"))
    if which and anchor.day is not None:
        moment = anchor.day + timedelta(days=which)
        anchor = Anchor(moment, "past" if which < 0 else "future")
    first = holiday.only or nearest(anchor, holiday.in_year)
    if first is None:
        return None
    if group(match, "eve"):
        return one_day(first - timedelta(days=1))
    last = first + timedelta(days=holiday.days - 1)
    return first, last, "day" if first == last else "span"


def ago_today(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*ten years ago today*, *a week from today* are days."""
    if anchor.day is None:
        return None
    ahead = match["way"].lower() == "from"
    return one_day(moved(anchor.day, match["unit"].lower(), count_of(match) * (1 if ahead else -1)))
