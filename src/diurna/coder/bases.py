"""Earlier times that a figure is compared with: *a year earlier*, *the same month of 2022*."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from diurna.coder.date_rules import NUMBER
from diurna.coder.intervals import count_of
from diurna.coder.times import Dated
from diurna.model import Precision, When

_UNIT = r"(?P<{0}>year|quarter|month|week|day)"
_EARLIER = re.compile(
    rf"\b(?:{NUMBER} {_UNIT.format('ago')}s? (?:earlier|before|ago|previously)"
    rf"|the {_UNIT.format('before')} (?:before|earlier)"
    rf"|(?:the |its )?(?:previous|prior|preceding) {_UNIT.format('previous')}(?:'s)?"
    rf"|{_UNIT.format('rate')}[- ](?:on|over)[- ](?:year|quarter|month|week|day)"
    r"|the (?P<yearly>year)-(?:earlier|ago)(?: period| quarter| month)?)\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\bthe (?:same|corresponding) (?:period|month|quarter|week|day|time)(?: (?:of|in|a))?\s+$",
    re.IGNORECASE,
)
_DECADE = re.compile(r"\b(?:a|one) decade (?:earlier|before|ago)\b", re.IGNORECASE)
_MONTHS = {"year": 12, "quarter": 3, "month": 1}
_DAYS = {"week": 7, "day": 1}
_PRECISIONS: dict[str, Precision] = {"year": "year", "quarter": "quarter", "month": "month"}


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier time in a sentence's text: characters [start, end) and what it means.

    Either so many units before the figure's own time, or a time of its own; `same` says that it is
    that stretch of it which the figure is of (*the same month of 2022*), `rate` that it compares
    with no word before it (*year-on-year*).
    """

    start: int
    end: int
    unit: str = ""
    count: int = 0
    time: When = field(default_factory=When)
    same: bool = False
    rate: bool = False

    def against(self, own: When, published: date | None) -> When:
        """Return the time as an interval, for a figure of the time `own` (open: the report's)."""
        if not self.unit:
            years = _years_between(own, self.time) if self.same else 0
            return _moved(own, "year", years) if years else self.time
        known = own if own.start is not None else _around(published, self.unit)
        return _moved(known, self.unit, self.count)


def find_earlier(text: str, offset: int, times: Sequence[Dated]) -> list[Earlier]:
    """Return the times in a sentence's text that a figure can be compared with, in text order.

    `offset` is where the text begins in the story.
    """
    found = [_told(match) for match in _EARLIER.finditer(text)]
    found += [Earlier(m.start(), m.end(), "year", 10) for m in _DECADE.finditer(text)]
    for dated in times:
        span = dated.when.span
        if span is None or dated.when.start is None:
            continue
        start, end = span.start - offset, span.end - offset
        if not any(e.start < end and start < e.end for e in found):
            found.append(Earlier(start, end, time=dated.when))
    return sorted((_with_same(e, text) for e in found), key=lambda e: e.start)


def _told(match: re.Match[str]) -> Earlier:
    groups = match.groupdict()
    names = ("ago", "before", "previous", "rate", "yearly")
    unit = next(groups[name] for name in names if groups[name]).lower()
    count = count_of(match) if groups["ago"] else 1
    return Earlier(match.start(), match.end(), unit, count, rate=groups["rate"] is not None)


def _with_same(earlier: Earlier, text: str) -> Earlier:
    match = _SAME.search(text[: earlier.start])
    return replace(earlier, start=match.start(), same=True) if match else earlier


def _years_between(own: When, other: When) -> int:
    if own.start is None or other.start is None or other.precision != "year":
        return 0
    return own.start.year - other.start.year


def _around(published: date | None, unit: str) -> When:
    """Return the year, quarter, month, week or day of the report."""
    if published is None:
        return When()
    if unit == "week":
        monday = published - timedelta(days=published.weekday())
        return When(monday, monday + timedelta(days=6), "week")
    if unit == "day":
        return When(published, published, "day")
    length = _MONTHS[unit]
    first = (published.month - 1) // length * length + 1
    start = date(published.year, first, 1)
    end = _month_end(published.year, first + length - 1)
    return When(start, end, _PRECISIONS[unit])


def _moved(when: When, unit: str, count: int) -> When:
    """Return an interval so many units before another; whole months stay whole."""
    if when.start is None or when.end is None:
        return When()
    if unit in _DAYS:
        shift = timedelta(days=_DAYS[unit] * count)
        return When(when.start - shift, when.end - shift, when.precision, None, "date:told-from")
    months = _MONTHS[unit] * count
    whole = when.end == _month_end(when.end.year, when.end.month) and when.start.day == 1
    start, end = _months_before(when.start, months), _months_before(when.end, months)
    if whole:
        end = _month_end(end.year, end.month)
    return When(start, end, when.precision, None, "date:told-from")


def _months_before(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
