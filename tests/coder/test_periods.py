"""Periods with two ends."""

from __future__ import annotations

from datetime import date

import pytest

from diurna.coder.intervals import Anchor
from diurna.coder.periods import find_periods


def periods(text: str) -> list[tuple[str, str, str]]:
    anchor = Anchor(date(2022, 6, 15), "past")
    return [
        (start.isoformat(), end.isoformat(), precision)
        for e in find_periods(text, lambda _: anchor)
        for start, end, precision in [e.interval]
        if start is not None and end is not None
    ]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("who fought from 1998 to 2000", "1998-01-01", "2000-12-31"),
        ("who fought between 1980 and 1988", "1980-01-01", "1988-12-31"),
        ("during the 1992-1995 war", "1992-01-01", "1995-12-31"),
        ("from March 3 to March 9", "2022-03-03", "2022-03-09"),
        ("on March 3-5 in Doha", "2022-03-03", "2022-03-05"),
        ("from March 3 to 5 in Doha", "2022-03-03", "2022-03-05"),
        ("from April until May 2021", "2021-04-01", "2021-05-31"),
        ("from Monday to Tuesday", "2022-06-13", "2022-06-14"),
        ("on Monday night into Tuesday", "2022-06-13", "2022-06-14"),
        ("Monday through Wednesday", "2022-06-13", "2022-06-15"),
        ("from 3 to 7 May", "2022-05-03", "2022-05-07"),
        ("between 3 and 7 May", "2022-05-03", "2022-05-07"),
        ("on 3-7 May 2021", "2021-05-03", "2021-05-07"),
        ("on May 3 and 4", "2022-05-03", "2022-05-04"),
        ("on 3 and 4 May", "2022-05-03", "2022-05-04"),
        ("from late May to early June", "2022-05-21", "2022-06-10"),
        ("from December to May", "2021-12-01", "2022-05-31"),
        ("the 2021-22 season", "2021-01-01", "2022-12-31"),
        ("on April 28-May 2", "2022-04-28", "2022-05-02"),
    ],
)
def test_both_ends_make_one_period(text: str, start: str, end: str) -> None:
    assert periods(text) == [(start, end, "span")]


@pytest.mark.parametrize(
    "text",
    ["fell from 2019 and rose in 2021", "met on Monday and Tuesday", "flew from Cairo on March 3"],
)
def test_two_dates_are_no_period_without_the_words_for_one(text: str) -> None:
    assert all(precision != "span" for *_, precision in periods(text))


def test_a_number_after_a_day_is_no_second_day() -> None:
    assert periods("on March 3 to 500 people") == [("2022-03-03", "2022-03-03", "day")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("He was held on March 3, 2011 and freed three days later.", "2011-03-06"),
        ("Fighting began on 3 March 2011 and spread the next day.", "2011-03-04"),
        ("They left on 3 March 2011, the same day that he came.", "2011-03-03"),
        ("Talks began on 3 March 2011 and broke down two weeks later.", "2011-03-14"),
        ("He was held on 3 March 2011 and tried the following month.", "2011-04-01"),
        ("He was held on 3 March 2011 and freed two years later.", "2013-01-01"),
        ("They met on 3 March 2011 and signed that evening.", "2011-03-03"),
        ("The raid of 3 March 2011 followed one two days earlier.", "2011-03-01"),
        ("Prices rose in March 2011 from a year earlier.", "2010-03-01"),
    ],
)
def test_a_day_is_told_from_the_one_before_it(text: str, day: str) -> None:
    found = list(find_periods(text, lambda _: Anchor(None)))
    assert [str(e.interval[0]) for e in found][-1] == day


def test_without_a_day_before_it_three_days_later_is_no_date() -> None:
    assert not list(find_periods("Three days later he left.", lambda _: Anchor(None)))
