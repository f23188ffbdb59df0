"""Time expressions that rest on others of their sentence.

Periods with two ends (*from 1998 to 2000*, *between May and July*, *on March 3-5*), and days told
from another (*on Friday ... three days later*).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from diurna.coder.dates import NUMBER, TimeExpression, find_times
from diurna.coder.intervals import Anchor, count_of, unit_around

_OPENS = re.compile(r"\b(from|between)\s+(?:early |mid-|late )?$", re.IGNORECASE)
_JOINS = {
    "from": re.compile(r"\s+(?:to|until|till|through)\s+", re.IGNORECASE),
    "between": re.compile(r"\s+and\s+", re.IGNORECASE),
}
_LAST_DAY = re.compile(r"\s?(?:-|–|to|through)\s?(?P<day>[0-3]?\d)(?![\d:,.%]\d|\d)")
_YEARS = re.compile(r"(?<![\d-])(1[89]\d\d|20\d\d)\s?[-–]\s?(1[89]\d\d|20\d\d)(?![\d-])")

_LATER = re.compile(
    r"\b(?:the (?P<which>next|following|same|previous) (?P<span>day|week|month|year)"
    r"|the day (?P<side>after|before)(?! [a-z])"
    rf"|{NUMBER} (?P<unit>day|week|month|year)s? (?P<way>later|before))\b",
    re.IGNORECASE,
)

_YEARLESS = {"date:month", "date:month-day", "date:day-month", "date:part-of-month"}
_DATED = {"date:month-year", "date:month-day-year", "date:day-month-year"}


def find_periods(text: str, anchor: Callable[[int], Anchor]) -> Iterator[TimeExpression]:
    """Yield the time expressions of a sentence's text, those that bound one period as one.

    Arguments are those of `find_times`. A period has the precision ``span``; two ends in the
    wrong order are left as they are.
    """
    joined = list(_joined(text, anchor))
    yield from joined
    yield from _told_from(text, joined)


def _told_from(text: str, found: list[TimeExpression]) -> Iterator[TimeExpression]:
    """Yield the days that are so many days after or before the day named last."""
    for match in _LATER.finditer(text):
        unit, step = _steps(match)
        close = {"day"} if match["number"] or match["side"] else {"day", unit}
        before = [e for e in found if e.end <= match.start() and e.interval[2] in close]
        day = max(before, key=lambda e: e.end).interval[0] if before else None
        overlaps = any(e.start < match.end() and match.start() < e.end for e in found)
        if day is None or overlaps:
            continue
        moved = day + timedelta(days=step)
        interval = (moved, moved, "day") if unit == "day" else unit_around(day, unit, step, match)
        if interval is not None:
            yield TimeExpression(match.start(), match.end(), interval, "date:told-from")


def _steps(match: re.Match[str]) -> tuple[str, int]:
    """Return the unit, and how many of them after the day (before it, if negative)."""
    if match["which"]:
        step = {"next": 1, "following": 1, "same": 0, "previous": -1}[match["which"].lower()]
        return match["span"].lower(), step
    if match["side"]:
        return "day", 1 if match["side"].lower() == "after" else -1
    count = min(count_of(match), 900)
    return match["unit"].lower(), count if match["way"].lower() == "later" else -count


def _joined(text: str, anchor: Callable[[int], Anchor]) -> Iterator[TimeExpression]:
    found = sorted(find_times(text, anchor), key=lambda e: e.start)
    while found:
        first = found.pop(0)
        years = _YEARS.search(text, max(0, first.start - 5))
        joined = _with_last_day(text, first)
        if found and _bound(text, first, found[0]):
            joined = _join(_in_year_of(first, found[0]), found[0].end, found[0].interval[1])
            if joined is not None:
                found.pop(0)
        elif years is not None and years.start() <= first.start < years.end():
            start, end = date(int(years[1]), 1, 1), date(int(years[2]), 12, 31)
            whole = TimeExpression(years.start(), years.end(), (start, end, "span"), "date:period")
            joined = whole if start < end else None
        yield joined or first


def _bound(text: str, first: TimeExpression, second: TimeExpression) -> bool:
    opening = _OPENS.search(text[: first.start])
    between = text[first.end : second.start]
    return opening is not None and bool(_JOINS[opening[1].lower()].fullmatch(between))


def _in_year_of(first: TimeExpression, second: TimeExpression) -> TimeExpression:
    """Give a first end without a year that of the second (*from April to May 2021*)."""
    start, end, precision = first.interval
    year = second.interval[0]
    if first.rule not in _YEARLESS or second.rule not in _DATED or not (start and end and year):
        return first
    try:
        moved = start.replace(year=year.year), end.replace(year=year.year)
    except ValueError:
        return first
    return replace(first, interval=(*moved, precision))


def _join(first: TimeExpression, end: int, last: date | None) -> TimeExpression | None:
    start = first.interval[0]
    if start is None or last is None or start > last:
        return None
    return TimeExpression(first.start, end, (start, last, "span"), "date:period")


def _with_last_day(text: str, first: TimeExpression) -> TimeExpression | None:
    """Return *March 3-5* for *March 3*, or None where no second day of the month follows."""
    match = _LAST_DAY.match(text, first.end)
    start = first.interval[0]
    if match is None or start is None or first.rule != "date:month-day":
        return None
    try:
        return _join(first, match.end(), start.replace(day=int(match["day"])))
    except ValueError:
        return None
