"""Time expressions as intervals, anchored on the day of the report.

The rules are our coding conventions' ("Fields", *date*): weeks run Monday to Sunday; a bare
weekday, day or month is the nearest that fits the tense (the nearest of all for what is
promised or offered, which may be due or past); *early* a month is days 1 to 10, *mid*
11 to 20, *late* 21 to its end; seasons are northern unless the place says otherwise.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from diurna.model import Precision

Tense = Literal["past", "future", "either"]
Interval = tuple[date | None, date | None, Precision]

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_NUMERALS = tuple(
    "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
)
_ORDINALS = ("first", "second", "third", "fourth")
COUNTS = {word: n for n, word in enumerate(_NUMERALS)} | {"a": 1, "an": 1, "a couple of": 2}

_LONG = "|".join(name for name in calendar.month_name if name)
_SHORT = r"Jan\.?|Feb\.?|Mar\.|Apr\.|Jun\.?|Jul\.?|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\."
_MONTH = rf"(?P<month>{_LONG}|{_SHORT})"
_CASED_MONTH = rf"(?<![A-Za-z])(?-i:{_MONTH})(?![A-Za-z])"
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_WEEKDAY = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_WHICH = r"(?P<which>last|past|previous|this|next|coming)"
_PART = r"(?P<part>early|mid|late|the beginning of|the start of|the end of|the middle of)"
NUMBER = rf"(?P<number>\d+|a couple of|an?|{'|'.join(_NUMERALS)})"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression: where it stands in its text, its interval, and the rule that read it."""

    start: int
    end: int
    interval: Interval
    rule: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a time expression is read against: the day of the report, tense, hemisphere."""

    published: date | None
    tense: Tense = "past"
    southern: bool = False


Rule = tuple[str, re.Pattern[str], Callable[[re.Match[str], Anchor], Interval | None]]


def find_times(text: str, anchor: Callable[[int], Anchor]) -> Iterator[TimeExpression]:
    """Yield the time expressions of a sentence's text, longest first where they overlap.

    `anchor` gives, for a character offset, what an expression there is read against.
    """
    taken: list[tuple[int, int]] = []
    for name, pattern, read in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(a < end and start < b for a, b in taken):
                continue
            interval = read(match, anchor(start))
            if interval is not None:
                taken.append((start, end))
                yield TimeExpression(start, end, interval, f"date:{name}")


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


def _full_date(match: re.Match[str], anchor: Anchor) -> Interval | None:
    value = _safe(int(match["year"]), _month_number(match), int(match["day"]))
    return _day(value) if value else None


def _iso(match: re.Match[str], anchor: Anchor) -> Interval | None:
    value = _safe(*(int(part) for part in match[0].split("-")))
    return _day(value) if value else None


def _day_of_month(match: re.Match[str], anchor: Anchor) -> Interval | None:
    value = _nearest(anchor, lambda year: _safe(year, _month_number(match), int(match["day"])))
    return _day(value) if value else None


def _month_year(match: re.Match[str], anchor: Anchor) -> Interval | None:
    return _part_of(match, int(match["year"]), _month_number(match))


def _bare_month(match: re.Match[str], anchor: Anchor) -> Interval | None:
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


def _weekday(match: re.Match[str], anchor: Anchor) -> Interval | None:
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


def _near_day(match: re.Match[str], anchor: Anchor) -> Interval | None:
    if anchor.published is None:
        return None
    word = match[0].lower()
    shift = (
        -1
        if word.startswith(("yesterday", "the previous day", "last night"))
        else 1
        if word.startswith("tomorrow")
        else 0
    )
    return _day(anchor.published + timedelta(days=shift))


def _relative(match: re.Match[str], anchor: Anchor) -> Interval | None:
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


def _of_the(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*the start of the year*, *the end of the month*."""
    if anchor.published is None:
        return None
    return unit_around(anchor.published, match["unit"].lower(), 0, match)


def _ago(match: re.Match[str], anchor: Anchor) -> Interval | None:
    if anchor.published is None:
        return None
    word = match["number"].lower()
    number = int(word) if word.isdigit() else COUNTS[word]
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


def _year(match: re.Match[str], anchor: Anchor) -> Interval | None:
    return _year_part(match, int(match["year"]))


def _part_of_year(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """*early 2010* is its first four months, *mid-2010* the next, *late 2010* the last."""
    third = ("early", "mid", "late").index(match["third"].lower())
    year = int(match["year"])
    return date(year, 4 * third + 1, 1), _month(year, 4 * third + 4)[1], "span"


def _fraction(match: re.Match[str], anchor: Anchor) -> Interval | None:
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


def _decade(match: re.Match[str], anchor: Anchor) -> Interval | None:
    year = int(match["year"])
    return date(year, 1, 1), date(year + 9, 12, 31), "span"


def _season(match: re.Match[str], anchor: Anchor) -> Interval | None:
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


def _rule(
    name: str, pattern: str, read: Callable[[re.Match[str], Anchor], Interval | None]
) -> Rule:
    return name, re.compile(pattern, re.IGNORECASE), read


_RULES: list[Rule] = [
    _rule("iso", r"\b(?:19|20)\d\d-\d\d-\d\d\b", _iso),
    _rule("day-month-year", rf"\b{_DAY}(?: of)? {_MONTH},? {_YEAR}\b", _full_date),
    _rule("month-day-year", rf"\b{_MONTH} {_DAY},? {_YEAR}\b", _full_date),
    _rule("month-day", rf"\b{_MONTH} {_DAY}\b(?![:,.]?\d)", _day_of_month),
    _rule("day-month", rf"\b{_DAY}(?: of)? {_MONTH}\b", _day_of_month),
    _rule("month-year", rf"(?:\b{_PART}[ -])?\b{_MONTH},? (?:of )?{_YEAR}\b", _month_year),
    _rule("part-of-month", rf"\b{_PART}[ -](?:{_WHICH} )?{_CASED_MONTH}", _bare_month),
    _rule("month", rf"(?<!\w)(?:{_WHICH} )?{_CASED_MONTH}(?! \d)", _bare_month),
    _rule("weekday", rf"\b(?:{_WHICH} )?{_WEEKDAY}\b", _weekday),
    _rule("part-of-unit", rf"\b{_PART} {_WHICH} (?P<unit>month|year)\b", _relative),
    _rule("relative", rf"\b{_WHICH} (?P<unit>weekend|week|month|quarter|year)\b", _relative),
    _rule("part-of-the", rf"\b{_PART} the (?P<unit>month|year)\b", _of_the),
    _rule("weekend", r"\b(?:over|at|on|during) the (?P<unit>weekend)\b", _of_the),
    _rule("ago", rf"\b{NUMBER} (?P<unit>day|week|month|year|decade)s? (?:ago|earlier)\b", _ago),
    _rule(
        "near-day",
        r"\b(?:yesterday|today|tonight|tomorrow|overnight|the previous day|last night"
        r"|this (?:morning|afternoon|evening))\b",
        _near_day,
    ),
    _rule(
        "season", rf"\b(?:the |in )?(?P<season>spring|summer|autumn|winter) of {_YEAR}\b", _season
    ),
    _rule("season", rf"\b{_WHICH} (?P<season>spring|summer|autumn|fall|winter)\b", _season),
    _rule("part-of-year", rf"\b(?P<third>early|mid|late)[ -](?:in )?{_YEAR}\b", _part_of_year),
    _rule(
        "fraction",
        rf"\b(?:the )?(?P<ordinal>first|second|third|fourth)[ -](?P<unit>half|quarter)"
        rf"(?: of (?:the year|{_YEAR}))?\b",
        _fraction,
    ),
    _rule("decade", rf"\b(?:the )?{_YEAR}s\b", _decade),
    _rule(
        "year",
        rf"(?<![\d$€£,.-])\b{_YEAR}\b(?![\d%,.]\d| (?:people|troops|soldiers|dollars|euros))",
        _year,
    ),
]
