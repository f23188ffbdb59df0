"""Holidays fall on the right day of a year, and every entry of the data file can be used."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date

import pytest

from diurna.codebook.calendars import (
    easter_sunday,
    hebrew_new_year,
    hijri_days,
    orthodox_easter,
    passover,
)
from diurna.codebook.holidays import holiday_names, load_holidays, no_dates


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("christmas day", date(2009, 12, 25)),
        ("thanksgiving", date(2020, 11, 26)),
        ("labor day", date(2010, 9, 6)),
        ("memorial day", date(2022, 5, 30)),
        ("good friday", date(2022, 4, 15)),
        ("martin luther king jr. day", date(2022, 1, 17)),
        ("black friday", date(2019, 11, 29)),
        ("orthodox easter", date(2022, 4, 24)),
        ("yom kippur", date(2023, 9, 25)),
        ("eid al-fitr", date(2024, 4, 10)),
        ("eid al-fitr", date(1995, 3, 3)),
        ("lunar new year", date(2024, 2, 10)),
    ],
)
def test_days_are_those_of_the_calendar(name: str, day: date) -> None:
    (found,) = load_holidays()[name].in_year(day.year)
    assert abs((found - day).days) <= (day.year == 1995)  # by arithmetic: the moon may differ


def test_easter_is_a_sunday_between_its_bounds() -> None:
    for year in range(1990, 2051):
        easter = easter_sunday(year)
        assert easter.weekday() == 6
        assert date(year, 3, 22) <= easter <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("year", "easter", "first_of_passover", "new_year"),
    [
        (2019, date(2019, 4, 28), date(2019, 4, 20), date(2019, 9, 30)),
        (2022, date(2022, 4, 24), date(2022, 4, 16), date(2022, 9, 26)),
        (2024, date(2024, 5, 5), date(2024, 4, 23), date(2024, 10, 3)),
    ],
)
def test_feasts_of_other_calendars(
    year: int, easter: date, first_of_passover: date, new_year: date
) -> None:
    assert (orthodox_easter(year), passover(year), hebrew_new_year(year)) == (
        easter,
        first_of_passover,
        new_year,
    )


def test_the_islamic_year_is_eleven_days_shorter() -> None:
    assert [len(hijri_days(year, 9, 1)) for year in (2029, 2030, 2031)] == [1, 2, 1]
    assert abs((hijri_days(2023, 10, 1)[0] - date(2023, 4, 21)).days) <= 1


def test_every_holiday_has_its_days_in_order() -> None:
    for name, holiday in load_holidays().items():
        assert re.fullmatch(holiday_names(), name)
        if holiday.only is None:
            years = range(2011, 2026)
            assert all(d.year == year for year in years for d in holiday.in_year(year))
            assert all(holiday.in_year(year) for year in years)
        assert list(holiday.dates) == sorted(holiday.dates)


@pytest.mark.parametrize("text", ["the Sunday Times", "the 2030 Agenda", "24/7", "Russia Today"])
def test_names_that_hold_a_word_for_a_time(text: str) -> None:
    assert no_dates().search(text)


@pytest.mark.parametrize("text", ["on Sunday", "in 2030", "today", "on Monday World Bank staff"])
def test_words_for_times_are_no_names(text: str) -> None:
    assert not no_dates().search(text)


def test_dates_read_no_file_when_they_are_imported() -> None:
    code = (
        "import sys\n"
        "import diurna.coder.dates\n"
        "from diurna.codebook.holidays import load_holidays, no_dates\n"
        "sys.exit(load_holidays.cache_info().currsize + no_dates.cache_info().currsize)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
