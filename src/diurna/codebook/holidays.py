"""Days that news names: which day of a year each is, from ``data/holidays.toml``."""

from __future__ import annotations

import calendar
import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from diurna.codebook.calendars import easter_sunday, hebrew_new_year, hijri_days
from diurna.codebook.calendars import orthodox_easter as eastern_easter
from diurna.codebook.calendars import passover as first_of_passover
from diurna.codebook.tables import DATA


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named day, with the rule that finds it in a year; the data file says what each means.

    It lasts `days` days.
    """

    names: tuple[str, ...]
    month: int = 0
    day: int = 0
    weekday: int = 0
    nth: int = 0
    easter: int | None = None
    orthodox_easter: int | None = None
    passover: int | None = None
    hebrew_new_year: int | None = None
    hijri: tuple[int, int] | None = None
    dates: tuple[date, ...] = ()
    shift: int = 0
    days: int = 1

    def in_year(self, year: int) -> list[date]:
        """Return its first days in a year: one, two where the moon's year is short, or none."""
        known = [d for d in self.dates if d.year == year]
        if known:
            return known
        if self.hijri is not None:
            return hijri_days(year, *self.hijri)
        value = self._by_sun(year)
        return [value + timedelta(days=self.shift)] if value else []

    @property
    def only(self) -> date | None:
        """The day of a name that means one day of history (*9/11*)."""
        return self.dates[0] if len(self.dates) == 1 else None

    def _by_sun(self, year: int) -> date | None:
        for first, days in (
            (easter_sunday, self.easter),
            (eastern_easter, self.orthodox_easter),
            (first_of_passover, self.passover),
            (hebrew_new_year, self.hebrew_new_year),
        ):
            if days is not None:
                return first(year) + timedelta(days=days)
        if self.day:
            return date(year, self.month, self.day)
        if not self.nth:
            return None
        weeks = calendar.monthcalendar(year, self.month)
        days_ = [week[self.weekday] for week in weeks if week[self.weekday]]
        return date(year, self.month, days_[self.nth - 1 if self.nth > 0 else self.nth])


@cache
def load_holidays() -> dict[str, Holiday]:
    """Return the holidays by their names in lower case."""
    raw = tomllib.loads((DATA / "holidays.toml").read_text(encoding="utf8"))
    holidays = [_holiday(entry) for entry in raw["holiday"]]
    return {name.lower(): h for h in holidays for name in h.names}


def _holiday(entry: dict[str, object]) -> Holiday:
    lists = {k: tuple(v) for k, v in entry.items() if isinstance(v, list)}
    return Holiday(**{**entry, **lists})  # type: ignore[arg-type]


def holiday_names() -> str:
    """Return a pattern of every holiday's names, longest first."""
    longest = sorted(load_holidays(), key=len, reverse=True)
    return "|".join(map(re.escape, longest))


@cache
def no_dates() -> re.Pattern[str]:
    """Return a pattern of the names that hold a word for a time and tell none."""
    raw = tomllib.loads((DATA / "no_dates.toml").read_text(encoding="utf8"))
    return re.compile(rf"\b(?:{'|'.join(raw['names'])})\b")
