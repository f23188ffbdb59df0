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

from diurna.codebook.holidays import load_holidays
from diurna.coder.intervals import (
    NUMERALS,
    Anchor,
    Interval,
    ago_today,
    bare_month,
    day_of_month,
    full_date,
    in_ago,
    in_decade,
    in_fraction,
    in_holiday,
    in_iso,
    in_relative,
    in_season,
    in_weekday,
    in_year,
    month_year,
    months_to,
    near_day,
    of_the,
    part_of_year,
    past_units,
    week_of_month,
)

_LONG = "|".join(name for name in calendar.month_name if name)
_SHORT = r"Jan\.?|Feb\.?|Mar\.|Apr\.|Jun\.?|Jul\.?|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\."
_MONTH = rf"(?P<month>{_LONG}|{_SHORT})"
_CASED_MONTH = rf"(?<![A-Za-z])(?-i:{_MONTH})(?![A-Za-z])"
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_WEEKDAY = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_NAMED = rf"(?:{_WEEKDAY},? (?:the )?)?"
_WHICH = r"(?P<which>last|past|previous|this|next|coming)"
_PART = r"(?P<part>early|mid|late|the beginning of|the start of|the end of|the middle of)"
NUMBER = rf"(?P<number>\d+|a couple of|an?|{'|'.join(NUMERALS)})"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression: where it stands in its text, its interval, and the rule that read it."""

    start: int
    end: int
    interval: Interval
    rule: str


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


def _rule(
    name: str, pattern: str, read: Callable[[re.Match[str], Anchor], Interval | None]
) -> Rule:
    return name, re.compile(pattern, re.IGNORECASE), read


_RULES: list[Rule] = [
    _rule("iso", r"\b(?:19|20)\d\d-\d\d-\d\d\b", in_iso),
    ("holiday", load_holidays()[1], in_holiday),
    _rule("day-month-year", rf"\b{_NAMED}{_DAY}(?: of)? {_MONTH},? {_YEAR}\b", full_date),
    _rule("month-day-year", rf"\b{_NAMED}{_MONTH} {_DAY},? {_YEAR}\b", full_date),
    _rule("month-day", rf"\b{_NAMED}{_MONTH} {_DAY}\b(?![:,.]?\d)", day_of_month),
    _rule("day-month", rf"\b{_NAMED}{_DAY}(?: of)? {_MONTH}\b", day_of_month),
    _rule(
        "week-of-month",
        rf"\bthe (?P<ordinal>first|second|third|fourth) week of {_MONTH}(?:,? {_YEAR})?\b",
        week_of_month,
    ),
    _rule(
        "months-to",
        rf"\bthe (?P<number>{'|'.join(NUMERALS[2:])}) months to {_MONTH}(?:,? {_YEAR})?\b",
        months_to,
    ),
    _rule(
        "past-units",
        rf"\bthe (?P<way>past|last|next|coming) {NUMBER} (?P<unit>day|week|month|year)s\b",
        past_units,
    ),
    _rule("month-year", rf"(?:\b{_PART}[ -])?\b{_MONTH},? (?:of )?{_YEAR}\b", month_year),
    _rule("part-of-month", rf"\b{_PART}[ -](?:{_WHICH} )?{_CASED_MONTH}", bare_month),
    _rule("month", rf"(?<!\w)(?:{_WHICH} )?{_CASED_MONTH}(?! \d)", bare_month),
    _rule("weekday", rf"\b(?:{_WHICH} )?{_WEEKDAY}\b", in_weekday),
    _rule("part-of-unit", rf"\b{_PART} {_WHICH} (?P<unit>month|year)\b", in_relative),
    _rule("relative", rf"\b{_WHICH} (?P<unit>weekend|week|month|quarter|year)\b", in_relative),
    _rule("part-of-the", rf"\b{_PART} the (?P<unit>month|year)\b", of_the),
    _rule("weekend", r"\b(?:over|at|on|during) the (?P<unit>weekend)\b", of_the),
    _rule("ago", rf"\b{NUMBER} (?P<unit>week|year)s? ago today\b", ago_today),
    _rule("ago", rf"\b{NUMBER} (?P<unit>day|week|month|year|decade)s? (?:ago|earlier)\b", in_ago),
    _rule(
        "near-day",
        r"\b(?:the day before yesterday|yesterday|today|tonight|tomorrow|overnight"
        r"|the previous day|last night"
        r"|this (?:morning|afternoon|evening))\b",
        near_day,
    ),
    _rule(
        "season", rf"\b(?:the |in )?(?P<season>spring|summer|autumn|winter) of {_YEAR}\b", in_season
    ),
    _rule("season", rf"\b{_WHICH} (?P<season>spring|summer|autumn|fall|winter)\b", in_season),
    _rule(
        "season", r"(?<=\b(?:in|by) )the (?P<season>spring|summer|autumn|fall|winter)\b", in_season
    ),
    _rule("part-of-year", rf"\b(?P<third>early|mid|late)[ -](?:in )?{_YEAR}\b", part_of_year),
    _rule(
        "fraction",
        rf"\b(?:the )?(?P<ordinal>first|second|third|fourth)[ -](?P<unit>half|quarter)"
        rf"(?: of (?:the year|{_YEAR}))?\b",
        in_fraction,
    ),
    _rule("decade", rf"\b(?:the )?{_YEAR}s\b", in_decade),
    _rule(
        "year",
        rf"(?<![\d$€£,.-])\b{_YEAR}\b(?![\d%,.]\d| (?:people|troops|soldiers|dollars|euros))",
        in_year,
    ),
]
