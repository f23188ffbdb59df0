"""Holidays fall on the right day of a year, and every entry of the data file can be used."""

from __future__ import annotations

from datetime import date

import pytest

from diurna.codebook.holidays import easter_sunday, load_holidays


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("christmas day", date(2009, 12, 25)),
        ("thanksgiving", date(2020, 11, 26)),
        ("labor day", date(2010, 9, 6)),
        ("memorial day", date(2022, 5, 30)),
        ("good friday", date(2022, 4, 15)),
        ("martin luther king jr. day", date(2022, 1, 17)),
    ],
)
def test_days_are_those_of_the_calendar(name: str, day: date) -> None:
    assert load_holidays()[0][name].in_year(day.year) == day


def test_easter_is_a_sunday_between_its_bounds() -> None:
    for year in range(1990, 2051):
        easter = easter_sunday(year)
        assert easter.weekday() == 6
        assert date(year, 3, 22) <= easter <= date(year, 4, 25)


def test_every_holiday_has_a_day_in_every_year() -> None:
    named, pattern = load_holidays()
    for name, holiday in named.items():
        assert all(holiday.in_year(year).year == year for year in range(1995, 2030))
        assert pattern.fullmatch(name)
