"""Holidays by name: which day of a year each is."""

from __future__ import annotations

import calendar
import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from diurna.codebook.tables import DATA


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day of the year: fixed, the nth weekday of a month, or so many days from Easter."""

    names: tuple[str, ...]
    month: int = 0
    day: int = 0
    weekday: int = 0
    nth: int = 0
    easter: int | None = None

    def in_year(self, year: int) -> date:
        """Return its day in a year."""
        if self.easter is not None:
            return easter_sunday(year) + timedelta(days=self.easter)
        if self.day:
            return date(year, self.month, self.day)
        weeks = calendar.monthcalendar(year, self.month)
        days = [week[self.weekday] for week in weeks if week[self.weekday]]
        return date(year, self.month, days[self.nth - 1 if self.nth > 0 else self.nth])


def easter_sunday(year: int) -> date:
    """Return western Easter (Meeus, *Astronomical Algorithms*, 1991, chapter 8)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    leap, years = divmod(century, 4)
    lunar = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - lunar + 15) % 30
    quad, left = divmod(rest, 4)
    shift = (32 + 2 * years + 2 * quad - epact - left) % 7
    correction = (golden + 11 * epact + 22 * shift) // 451
    month, day = divmod(epact + shift - 7 * correction + 114, 31)
    return date(year, month, day + 1)


@cache
def load_holidays() -> tuple[dict[str, Holiday], re.Pattern[str]]:
    """Return the holidays by their names in lower case, and a pattern that finds them."""
    raw = tomllib.loads((DATA / "holidays.toml").read_text(encoding="utf8"))
    holidays = [Holiday(**{**entry, "names": tuple(entry["names"])}) for entry in raw["holiday"]]
    named = {name.lower(): h for h in holidays for name in h.names}
    longest = sorted(named, key=len, reverse=True)
    return named, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
