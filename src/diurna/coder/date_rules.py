"""The patterns of time expressions: which words are tried, in which order, and what reads them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from diurna.codebook.holidays import holiday_names
from diurna.coder import days, stretches
from diurna.coder.intervals import NUMERALS, ORDINALS, Anchor, Interval

_LONG = "|".join(name for name in calendar.month_name if name)
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_MONTH = rf"(?P<month>(?-i:{_LONG}|(?:{_SHORT})\.?))"
_CASED_MONTH = (
    rf"(?<![A-Za-z])(?P<month>(?-i:{_LONG}|(?:{_SHORT})\.|Jan|Feb|Jun|Jul|Sept))(?![A-Za-z])"
)
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_WORD_DAY = rf"(?P<day>{'|'.join(sorted(ORDINALS, key=len, reverse=True))})"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_WEEKDAY = rf"(?P<weekday>{_DAYS})"
_NAMED = rf"(?:\b(?:{_DAYS}|(?-i:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.?),? (?:the )?)?"
_WHICH = r"(?P<which>last|this past|past|previous|this coming|this|next|coming)"
_OF_YEAR = r",?(?: of)? (?P<{}>last|this|next) year"
_PART = r"(?P<part>early|mid|late|(?:the )?(?:very )?(?:beginning of|start of|end of|middle of))"
_THIRD = r"(?P<part>early|mid|late)"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_ORDINAL = rf"(?P<ordinal>{'|'.join(ORDINALS[:5])}|final|last)"
NUMBER = rf"(?P<number>\d+|a couple of|half a dozen|an?|{'|'.join(NUMERALS)})"

CLUES = re.compile(
    r"(?P<unit>hour|day\b(?<![a-z]day)|days|week|month|quarter|year|decade|fortnight|half)"
    r"|(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?P<weekday>[nseriu]day\b)"
    r"|(?P<digit>\d)|(?P<season>spring|summer|autumn|fall|winter)"
    r"|(?P<near>today|tonight|tomorrow|yester|overnight|last night|this (?:mor|aft|eve))",
    re.IGNORECASE,
)
"""Words without which no rule of their kind can match; cheaper to look for than its patterns."""


Read = Callable[[re.Match[str], Anchor], Interval | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what it means; tried where its clue, a kind of word, stands in the text."""

    name: str
    clue: str
    pattern: re.Pattern[str]
    read: Read


def _rule(name: str, clue: str, pattern: str, read: Read) -> Rule:
    return Rule(name, clue, re.compile(pattern, re.IGNORECASE), read)


@cache
def date_rules() -> tuple[Rule, ...]:
    """Return the rules in the order in which they are tried: what says more comes sooner."""
    before = r"(?:(?P<eve>the eve of) |(?P<which>last|this|next) )?"
    holiday = rf"\b{before}(?P<holiday>{holiday_names()})(?!\w)"
    return (
        _rule("iso", "digit", r"\b(?:19|20)\d\d-\d\d-\d\d(?!\d)", days.in_iso),
        _rule(
            "slashes",
            "digit",
            r"(?<![\d/])(?P<one>\d\d?)/(?P<other>\d\d?)/(?P<year>(?:19|20)\d\d)(?![\d/])",
            days.in_slashes,
        ),
        _rule("holiday", "", holiday, days.in_holiday),
        *_days_of_months(),
        *_months(),
        *_weekdays(),
        *_units(),
        *_years(),
    )


def _days_of_months() -> tuple[Rule, ...]:
    ordinal = rf"{_DAY}(?: of)?"
    up_to = rf"(?:{NUMBER} )?(?P<unit>week|month|quarter|year)s? (?:to|through|ended|ending)"
    last = _OF_YEAR.format("which")
    count = r"(?![:,.]?\d| ?%| percent| per cent)"
    return (
        *(
            _rule(name, "month", rf"\bthe {opening} {day}(?:,? {_YEAR})?\b", read)
            for name, opening, read in (
                ("week-of", "week (?:of|beginning|starting)", stretches.week_around),
                ("up-to-day", up_to, stretches.up_to_month),
            )
            for day in (rf"{_MONTH} {_DAY}", rf"{ordinal} {_MONTH}")
        ),
        _rule("day-month-year", "month", rf"\b{_NAMED}{ordinal} {_MONTH},? {_YEAR}\b", days.in_day),
        _rule("month-day-year", "month", rf"\b{_NAMED}{_MONTH} {_DAY},? {_YEAR}\b", days.in_day),
        _rule("day-of-year", "month", rf"\b{_NAMED}{ordinal} {_MONTH}{last}\b", days.in_day),
        _rule("day-of-year", "month", rf"\b{_NAMED}{_MONTH} {_DAY}{last}\b", days.in_day),
        _rule("month-day", "month", rf"\b{_NAMED}{_MONTH} (?:the )?{_DAY}\b{count}", days.in_day),
        _rule("day-month", "month", rf"\b{_NAMED}{ordinal} {_MONTH}(?![a-z])", days.in_day),
        _rule(
            "word-day",
            "month",
            rf"\b{_NAMED}(?:the )?{_WORD_DAY} of {_MONTH}(?:,? {_YEAR})?\b",
            days.in_day,
        ),
        _rule(
            "day-of-month",
            "digit",
            r"\bthe (?P<day>[0-3]?\d)(?:st|nd|rd|th) of (?:the|(?P<which>last|this|next)) month\b",
            days.day_of_month,
        ),
        _rule(
            "day-of-month",
            "digit",
            r"(?<=\bon )the (?P<day>[0-3]?\d)(?:st|nd|rd|th)(?=[,.;:]|$| and )",
            days.day_of_month,
        ),
    )


def _months() -> tuple[Rule, ...]:
    of_year = _OF_YEAR.format("of")
    unit = r"(?:the |(?P<which>last|this|next) )?(?P<unit>month|new year|year)"
    return (
        _rule(
            "week-of-month",
            "month",
            rf"\bthe {_ORDINAL} week (?:of|in) {_CASED_MONTH}(?:,? {_YEAR})?\b",
            stretches.week_of,
        ),
        _rule(
            "week-of-month", "unit", rf"\bthe {_ORDINAL} week (?:of|in) {unit}\b", stretches.week_of
        ),
        _rule(
            "nth-weekday",
            "weekday",
            rf"\bthe {_ORDINAL} {_WEEKDAY} (?:of|in) {_CASED_MONTH}(?:,? {_YEAR})?\b",
            days.nth_weekday,
        ),
        _rule(
            "nth-weekday",
            "weekday",
            rf"\bthe {_ORDINAL} {_WEEKDAY} (?:of|in) (?:the|(?P<which>last|this|next)) month\b",
            days.nth_weekday,
        ),
        _rule(
            "up-to-month",
            "month",
            rf"\bthe (?:{NUMBER} )?(?P<unit>month|quarter|year)s? (?:to|through|ended|ending) "
            rf"{_CASED_MONTH}(?:,? {_YEAR})?\b",
            stretches.up_to_month,
        ),
        _rule(
            "fraction",
            "month",
            rf"\bthe {_ORDINAL} (?P<unit>half) of {_CASED_MONTH}(?:,? {_YEAR})?\b",
            stretches.in_fraction,
        ),
        _rule(
            "month-year",
            "month",
            rf"(?:\b{_PART}[ -])?\b{_MONTH},? (?:of )?{_YEAR}\b",
            stretches.in_month,
        ),
        _rule(
            "month-of-year",
            "month",
            rf"(?:\b{_PART}[ -])?{_CASED_MONTH}{of_year}\b",
            stretches.in_month,
        ),
        _rule(
            "part-of-month",
            "month",
            rf"\b{_PART}[ -](?:{_WHICH} )?{_CASED_MONTH}",
            stretches.in_month,
        ),
        _rule("month", "month", rf"(?<!\w)(?:{_WHICH} )?{_CASED_MONTH}(?! \d)", stretches.in_month),
    )


def _weekdays() -> tuple[Rule, ...]:
    return (
        _rule(
            "ago-today",
            "unit",
            rf"\b{NUMBER} (?P<unit>week|month|year)s? (?P<way>ago|from) today\b",
            days.ago_today,
        ),
        _rule(
            "weekday-of-week",
            "weekday",
            rf"\b{_WEEKDAY},?(?: of)? (?P<which>last|this|next) week\b",
            days.weekday_of_week,
        ),
        _rule(
            "weekday-of-week",
            "weekday",
            rf"\b{_WEEKDAY} {NUMBER} weeks? ago\b",
            days.weekday_of_week,
        ),
        _rule(
            "weekday-of-week",
            "weekday",
            rf"\ba week (?P<side>ago|from|on)(?: on)? {_WEEKDAY}\b",
            days.weekday_of_week,
        ),
        _rule("weekday", "weekday", rf"\b(?:{_WHICH} )?{_WEEKDAY}\b", days.in_weekday),
        _rule(
            "near-day",
            "near",
            r"\b(?:the day before yesterday|the day after tomorrow|yesterday|today|tonight|tomorrow"
            rf"|overnight(?! (?:on )?(?:{_DAYS}))|last night|this (?:morning|afternoon|evening))\b",
            days.near_day,
        ),
    )


def _units() -> tuple[Rule, ...]:
    of_year = rf"(?: of (?:the year|{_YEAR}|(?P<which>last|this|next) year))"
    return (
        _rule(
            "fraction",
            "unit",
            rf"\b(?:the )?(?!last){_ORDINAL}[ -](?P<unit>half|quarter)\b{of_year}?",
            stretches.in_fraction,
        ),
        _rule(
            "fraction",
            "unit",
            rf"\bthe {_ORDINAL} (?P<unit>half|quarter)\b{of_year}",
            stretches.in_fraction,
        ),
        _rule(
            "fraction",
            "digit",
            rf"\bQ(?P<q>[1-4])\b(?:,? (?:of )?(?:{_YEAR}|(?P<which>last|this|next) year)\b)?",
            stretches.in_fraction,
        ),
        _rule(
            "first-units",
            "unit",
            rf"\bthe (?P<ordinal>first|last|final) {NUMBER} months{of_year}",
            stretches.first_units,
        ),
        _rule(
            "around-report",
            "unit",
            rf"\bthe (?P<way>past|last|next|coming) {NUMBER} "
            r"(?P<unit>hour|day|week|month|year|decade)s?\b",
            stretches.around_report,
        ),
        _rule(
            "around-report",
            "unit",
            r"\bthe (?P<way>past|last) (?P<unit>week|month|year|decade)\b(?! of\b)",
            stretches.around_report,
        ),
        _rule(
            "part-of-unit",
            "unit",
            rf"\b{_PART} {_WHICH} (?P<unit>week|month|quarter|year|decade)\b",
            stretches.in_unit,
        ),
        _rule(
            "relative",
            "unit",
            rf"\b{_WHICH} (?P<unit>weekend|week|fortnight|month|quarter|year|decade)\b(?!-)",
            stretches.in_unit,
        ),
        _rule("part-of-the", "unit", rf"\b{_PART} the (?P<unit>month|year)\b", stretches.in_unit),
        _rule("weekend", "unit", r"\bthe (?P<unit>weekend)\b(?! of\b)", stretches.in_unit),
        _rule(
            "year-end",
            "unit",
            r"\b(?:the )?year[’']s end\b|\b(?:by|at) year-end\b",
            stretches.end_of_year,
        ),
        _rule(
            "ago",
            "unit",
            rf"\b{NUMBER} (?P<unit>day|week|fortnight|month|year|decade)s? (?P<way>ago|from now)\b",
            stretches.in_ago,
        ),
        _rule(
            "in-units",
            "unit",
            rf"\bin {NUMBER} (?P<unit>day|week|fortnight|month|year)s?\b(?P<time>[’']s? time)?",
            stretches.in_days,
        ),
    )


def _years() -> tuple[Rule, ...]:
    counted = "people|troops|soldiers|dollars|euros|years|men|women|tons|tonnes|miles|kilomet"
    return (
        _rule(
            "season",
            "season",
            rf"\b(?:the |in )?{_SEASON}(?: of|,)? {_YEAR}\b(?:[-–/]\d\d\b)?",
            stretches.in_season,
        ),
        _rule(
            "season",
            "season",
            rf"\b(?:the |in )?{_SEASON}(?: of)? (?P<of>last|this|next) year\b",
            stretches.in_season,
        ),
        _rule("season", "season", rf"\b{_WHICH} {_SEASON}\b", stretches.in_season),
        _rule(
            "season",
            "season",
            rf"(?:(?<=\bin )|(?<=\bby )|(?<=\bsince )|(?<=\bover )|(?<=\bduring )|(?<=\buntil ))"
            rf"(?:the |(?=spring|summer|autumn|winter)){_SEASON}\b(?! (?:of|camp|school|break))",
            stretches.in_season,
        ),
        _rule("decade", "digit", rf"\b(?:the )?(?:{_THIRD}[ -])?{_YEAR}s\b", stretches.in_decade),
        _rule("part-of-year", "digit", rf"\b{_PART}[ -](?:in )?{_YEAR}\b(?!s)", stretches.in_year),
        _rule(
            "year",
            "digit",
            rf"(?<![\d$€£,.-])\b{_YEAR}\b(?![\d%,.]\d| (?:{counted}))",
            stretches.in_year,
        ),
    )
