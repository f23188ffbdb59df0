"""Time expressions that rest on others beside them.

Periods with two ends (*from 1998 to 2000*, *between May and July*, *on March 3-5*, *Monday night
into Tuesday*), and days told from another (*on Friday ... three days later*).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from diurna.coder.date_rules import NUMBER
from diurna.coder.dates import TimeExpression, find_times
from diurna.coder.intervals import Anchor, Interval, count_of, group, step_of, unit_around

_OPENS = re.compile(r"\b(from|between)\s+(?:the |early |mid-|late )?$", re.IGNORECASE)
_TO = re.compile(
    r"(?:'s)?(?: (?:morning|afternoon|evening|night))?"
    r"\s+(?:to|until|till|through|into)\s+(?:the |early )?",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+and\s+(?:the )?", re.IGNORECASE)
_DASH = re.compile(r"\s?[-–]\s?")
_FIRST_DAY = re.compile(
    r"(?:\bbetween\s+)?(?<![\d.,:])(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s?(?P<join>-|–|to|until|through|and)\s?$",
    re.IGNORECASE,
)
_LAST_DAY = re.compile(
    r"\s?(?P<join>-|–|to|through|and)\s?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
    r"(?![\d:,.%]\d|\d| ?%| percent)",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?<![\d-])(1[89]\d\d|20\d\d)\s?[-–]\s?(1[89]\d\d|20\d\d|\d\d)(?![\d-])")

_LATER = re.compile(
    r"\b(?:(?:the|that) (?P<which>next|following|same|previous)"
    r" (?P<span>day|week|month|year|morning|afternoon|evening|night)"
    r"|that (?P<that>day|week|month|year|morning|afternoon|evening|night)"
    r"|the (?P<near>day|night) (?P<side>after|before)(?! [a-z])"
    rf"|{NUMBER} (?P<unit>day|week|month|year|decade)s?"
    r" (?:(?P<way>later|earlier)(?! than)|before(?! [a-z])))\b",
    re.IGNORECASE,
)
_MAY_RESUME = 25
"""How far into a sentence a day may stand that is told from the sentence before."""

_YEARLESS = {"month", "month-day", "day-month", "part-of-month"}
_DATED = {"month-year", "month-day-year", "day-month-year"}
_JOINED = {
    frozenset({"weekday"}),
    frozenset({"year"}),
    frozenset({"month-day", "day-month", "month-day-year", "day-month-year"}),
    frozenset({"month", "month-year", "part-of-month"}),
}
"""Rules whose expressions a bare *to* or dash makes one period of."""


def find_periods(
    text: str, anchor: Callable[[int], Anchor], before: Interval | None = None
) -> Iterator[TimeExpression]:
    """Yield the time expressions of a sentence's text, those that bound one period as one.

    `text` and `anchor` are those of `find_times`; `before` is the last day that the sentence
    before told. A period has the precision ``span``; two ends in the wrong order are left as
    they are.
    """
    joined = list(_joined(text, anchor))
    yield from joined
    yield from _told_from(text, joined, anchor, before)


def _told_from(
    text: str,
    found: list[TimeExpression],
    anchor: Callable[[int], Anchor],
    before: Interval | None,
) -> Iterator[TimeExpression]:
    """Yield the days that are so many days after or before the day named last."""
    for match in _LATER.finditer(text):
        if any(e.start < match.end() and match.start() < e.end for e in found):
            continue
        unit, step = _steps(match)
        told = _told(match, found, before, unit)
        if told is not None:
            interval = _moved(told, unit, step, exact=bool(match["number"]))
            if interval is not None:
                yield TimeExpression(*match.span(), interval, "told-from", "sentence")
            continue
        report = anchor(match.start())
        if (
            report.day is not None
            and group(match, "way") == "earlier"
            and unit in ("month", "year")
        ):
            interval = unit_around(report.day, unit, step)
        elif report.day is not None and match["which"] and match["which"].lower() == "previous":
            interval = unit_around(report.day, unit, step) if unit == "day" else None
        else:
            continue
        if interval is not None:
            yield TimeExpression(*match.span(), interval, "told-from", report.origin)


def _told(
    match: re.Match[str], found: list[TimeExpression], before: Interval | None, unit: str
) -> Interval | None:
    """Return the time named last before a match that it can be told from."""
    close = {"day"} if match["side"] else {"day", unit}
    if unit == "year" and match["number"]:
        close |= {"month", "quarter"}
    here = [e for e in found if e.end <= match.start() and e.interval[2] in close]
    if here:
        return max(here, key=lambda e: e.end).interval
    resumes = before is not None and match.start() <= _MAY_RESUME and before[2] in close
    return before if resumes else None


def _moved(told: Interval, unit: str, step: int, *, exact: bool) -> Interval | None:
    day, _, precision = told
    if day is None:
        return None
    if unit == "year" and exact and precision in ("month", "quarter") and abs(step) < 900:
        return unit_around(day.replace(year=day.year + step), precision, 0)
    return unit_around(day, unit, step)


def _steps(match: re.Match[str]) -> tuple[str, int]:
    """Return the unit, and how many of them after the day (before it, if negative)."""
    if match["which"]:
        return _unit(match["span"]), step_of(match["which"].lower())
    if match["that"]:
        return _unit(match["that"]), 0
    if match["side"]:
        return "day", 1 if match["side"].lower() == "after" else -1
    count = min(count_of(match), 899)
    unit, count = (
        ("year", 10 * count) if match["unit"] == "decade" else (_unit(match["unit"]), count)
    )
    return unit, count if group(match, "way") == "later" else -count


def _unit(word: str) -> str:
    word = word.lower()
    return word if word in ("week", "month", "year") else "day"


def _joined(text: str, anchor: Callable[[int], Anchor]) -> Iterator[TimeExpression]:
    found = sorted(find_times(text, anchor), key=lambda e: e.start)
    while found:
        first = found.pop(0)
        joined = _with_last_day(text, first) or _with_first_day(text, first)
        years = _YEARS.search(text, max(0, first.start - 5)) if first.rule == "year" else None
        if found and _bound(text, first, found[0]):
            joined = _join(_in_year_of(first, found[0]), found[0].end, found[0].interval[1])
            if joined is not None:
                found.pop(0)
        elif years is not None and years.start() <= first.start < years.end():
            joined = _of_years(years)
            found = [e for e in found if joined is None or e.start >= joined.end]
        yield joined or first


def _of_years(match: re.Match[str]) -> TimeExpression | None:
    """Return *1992-1995* or *2021-22* as one period."""
    first = int(match[1])
    last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
    if last <= first:
        return None
    interval: Interval = (date(first, 1, 1), date(last, 12, 31), "span")
    return TimeExpression(match.start(), match.end(), interval, "period")


def _bound(text: str, first: TimeExpression, second: TimeExpression) -> bool:
    """Whether two expressions are the ends of one period."""
    opening = _OPENS.search(text[: first.start])
    between = text[first.end : second.start]
    if opening is not None:
        join = _TO if opening[1].lower() == "from" else _AND
        return bool(join.fullmatch(between) or _DASH.fullmatch(between))
    alike = any({first.rule, second.rule} <= rules for rules in _JOINED)
    return alike and bool(_TO.fullmatch(between) or _DASH.fullmatch(between))


def _in_year_of(first: TimeExpression, second: TimeExpression) -> TimeExpression:
    """Give a first end without a year that of the second (*from April to May 2021*)."""
    start, end, precision = first.interval
    year = second.interval[0]
    if first.rule not in _YEARLESS or not (start and end and year):
        return first
    if second.rule not in _DATED:
        return first if start <= year else _a_year_earlier(first)
    try:
        moved = start.replace(year=year.year), end.replace(year=year.year)
    except ValueError:
        return first
    return replace(first, interval=(*moved, precision))


def _a_year_earlier(first: TimeExpression) -> TimeExpression:
    """Return a first end before the second (*from December to May*)."""
    start, end, precision = first.interval
    assert start is not None and end is not None
    days = end - start
    earlier = start.replace(year=start.year - 1, day=min(start.day, 28))
    return replace(first, interval=(earlier, earlier + days, precision))


def _join(first: TimeExpression, end: int, last: date | None) -> TimeExpression | None:
    start = first.interval[0]
    if start is None or last is None or start > last:
        return None
    return replace(first, end=end, interval=(start, last, "span"), rule="period")


def _with_last_day(text: str, first: TimeExpression) -> TimeExpression | None:
    """Return *March 3-5* for *March 3*, or None where no second day of the month follows."""
    match = _LAST_DAY.match(text, first.end)
    start = first.interval[0]
    if match is None or start is None or first.rule not in ("month-day", "month-day-year"):
        return None
    return _in_month(first, first.start, match.end(), match, start, int(match["day"]))


def _with_first_day(text: str, last: TimeExpression) -> TimeExpression | None:
    """Return *3 to 7 May* for *7 May*, or None where no first day of the month precedes."""
    match = _FIRST_DAY.search(text[: last.start])
    end = last.interval[0]
    if match is None or end is None or last.rule not in ("day-month", "day-month-year"):
        return None
    return _in_month(last, match.start("day"), last.end, match, end, int(match["day"]))


def _in_month(
    told: TimeExpression, start: int, end: int, match: re.Match[str], day: date, other: int
) -> TimeExpression | None:
    """Return a period of days of one month; *and* joins two that follow each other, or bounds."""
    try:
        days = sorted((day, day.replace(day=other)))
    except ValueError:
        return None
    ordered = (days[0] == day) == (match.re is _LAST_DAY)
    apart = match["join"].lower() == "and" and days[1] - days[0] > timedelta(days=1)
    if not ordered or days[0] == days[1] or (apart and "between" not in match[0].lower()):
        return None
    return replace(told, start=start, end=end, interval=(days[0], days[1], "span"), rule="period")
