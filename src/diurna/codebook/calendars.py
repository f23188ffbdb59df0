"""Feasts that move through the Gregorian year, by arithmetic.

Sources: Meeus, *Astronomical Algorithms* (1991), chapters 8 and 9; Reingold and Dershowitz,
*Calendrical Calculations* (2018), chapters 7 (Islamic) and 8 (Hebrew).
"""

from __future__ import annotations

from datetime import date, timedelta

_HIJRI_EPOCH = date(622, 7, 19).toordinal()
"""1 Muharram 1 (16 July 622, Julian), as `date.toordinal` counts."""

_HEBREW_EPOCH = -1373427
"""1 Tishri 1 as `date.toordinal` counts, less one day."""

_PASSOVER_TO_NEW_YEAR = 163


def easter_sunday(year: int) -> date:
    """Return western Easter."""
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


def orthodox_easter(year: int) -> date:
    """Return Easter of the eastern churches, as a Gregorian day (1900 to 2099)."""
    epact = (19 * (year % 19) + 15) % 30
    shift = (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7
    month, day = divmod(epact + shift + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def hijri_days(year: int, month: int, day: int) -> list[date]:
    """Return when a day of the Islamic calendar falls in a Gregorian year: once, or twice.

    The tabular calendar: where the moon is sighted the day may be one earlier or later.
    """
    first = int((year - 622) * 1.0307) - 1
    found = (_from_hijri(k, month, day) for k in range(first, first + 4))
    return [d for d in found if d.year == year]


def _from_hijri(year: int, month: int, day: int) -> date:
    months = 29 * (month - 1) + month // 2
    days = (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(_HIJRI_EPOCH - 1 + days + months + day)


def passover(year: int) -> date:
    """Return the first day of Passover (15 Nisan), which begins the evening before."""
    return hebrew_new_year(year) - timedelta(days=_PASSOVER_TO_NEW_YEAR)


def hebrew_new_year(year: int) -> date:
    """Return Rosh Hashanah (1 Tishri) of a Gregorian year, which begins the evening before."""
    hebrew = year + 3761
    before, own, after = (_elapsed(hebrew + k) for k in (-1, 0, 1))
    delay = 2 if after - own == 356 else 1 if own - before == 382 else 0
    return date.fromordinal(_HEBREW_EPOCH + own + delay)


def _elapsed(year: int) -> int:
    """Return the days from the Hebrew epoch to the mean new moon of a year's first month."""
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day
