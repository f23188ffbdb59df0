"""Time expressions by our coding conventions; the report is of Wednesday, 15 June 2022."""

from __future__ import annotations

from datetime import date

import pytest

from diurna.coder.dates import find_times
from diurna.coder.intervals import Anchor, Tense
from tests.conftest import WEDNESDAY


def interval(
    text: str, tense: Tense = "past", published: date | None = WEDNESDAY, *, southern: bool = False
) -> tuple[str, str, str] | None:
    found = list(find_times(text, lambda _: Anchor(published, tense, southern)))
    if not found:
        return None
    start, end, precision = found[0].interval
    return str(start), str(end), precision


@pytest.mark.parametrize(
    ("text", "tense", "start", "end", "precision"),
    [
        ("on Wednesday", "past", "2022-06-15", "2022-06-15", "day"),
        ("on Thursday", "past", "2022-06-09", "2022-06-09", "day"),
        ("on Thursday", "future", "2022-06-16", "2022-06-16", "day"),
        ("last Monday", "past", "2022-06-13", "2022-06-13", "day"),
        ("next Monday", "future", "2022-06-20", "2022-06-20", "day"),
        ("yesterday", "past", "2022-06-14", "2022-06-14", "day"),
        ("tomorrow", "future", "2022-06-16", "2022-06-16", "day"),
        ("last week", "past", "2022-06-06", "2022-06-12", "week"),
        ("next week", "future", "2022-06-20", "2022-06-26", "week"),
        ("this month", "past", "2022-06-01", "2022-06-30", "month"),
        ("last month", "past", "2022-05-01", "2022-05-31", "month"),
        ("last year", "past", "2021-01-01", "2021-12-31", "year"),
        ("last night", "past", "2022-06-14", "2022-06-14", "day"),
        ("early 2010", "past", "2010-01-01", "2010-04-30", "span"),
        ("in mid-1998", "past", "1998-05-01", "1998-08-31", "span"),
        ("in late 1998", "past", "1998-09-01", "1998-12-31", "span"),
        ("in the first half of 2008", "past", "2008-01-01", "2008-06-30", "span"),
        ("in the fourth quarter", "past", "2021-10-01", "2021-12-31", "quarter"),
        ("in the first quarter", "past", "2022-01-01", "2022-03-31", "quarter"),
        ("in early February", "past", "2022-02-01", "2022-02-10", "span"),
        ("in mid-March", "past", "2022-03-11", "2022-03-20", "span"),
        ("in late November", "future", "2022-11-21", "2022-11-30", "span"),
        ("late last month", "past", "2022-05-21", "2022-05-31", "span"),
        ("in September", "past", "2021-09-01", "2021-09-30", "month"),
        ("in September", "future", "2022-09-01", "2022-09-30", "month"),
        ("on February 24", "past", "2022-02-24", "2022-02-24", "day"),
        ("on 24 February", "past", "2022-02-24", "2022-02-24", "day"),
        ("on July 4", "past", "2021-07-04", "2021-07-04", "day"),
        ("on July 4", "future", "2022-07-04", "2022-07-04", "day"),
        ("on 3 March 2014", "past", "2014-03-03", "2014-03-03", "day"),
        ("on March 3, 2014", "past", "2014-03-03", "2014-03-03", "day"),
        ("in March 2014", "past", "2014-03-01", "2014-03-31", "month"),
        ("on Thursday, March 3", "past", "2022-03-03", "2022-03-03", "day"),
        ("on Christmas Day", "past", "2021-12-25", "2021-12-25", "day"),
        ("on Labor Day", "future", "2022-09-05", "2022-09-05", "day"),
        ("ten years ago today", "past", "2012-06-15", "2012-06-15", "day"),
        ("the day before yesterday", "past", "2022-06-13", "2022-06-13", "day"),
        ("in the second week of May", "past", "2022-05-08", "2022-05-14", "week"),
        ("in the three months to March", "past", "2022-01-01", "2022-03-31", "span"),
        ("over the past two weeks", "past", "2022-06-01", "2022-06-15", "span"),
        ("in the autumn", "future", "2022-09-01", "2022-11-30", "season"),
        ("in 2014", "past", "2014-01-01", "2014-12-31", "year"),
        ("in the 1990s", "past", "1990-01-01", "1999-12-31", "span"),
        ("two days ago", "past", "2022-06-13", "2022-06-13", "day"),
        ("three weeks ago", "past", "2022-05-23", "2022-05-29", "week"),
        ("a year ago", "past", "2021-01-01", "2021-12-31", "year"),
        ("the start of the year", "past", "2022-01-01", "2022-01-31", "span"),
        ("next spring", "future", "2023-03-01", "2023-05-31", "season"),
        ("last winter", "past", "2021-12-01", "2022-02-28", "season"),
        ("last quarter", "past", "2022-01-01", "2022-03-31", "quarter"),
        ("at the weekend", "future", "2022-06-18", "2022-06-19", "span"),
    ],
)
def test_intervals(text: str, tense: Tense, start: str, end: str, precision: str) -> None:
    assert interval(text, tense) == (start, end, precision)


def test_seasons_turn_round_in_the_south() -> None:
    assert interval("next spring", "future", southern=True) == (
        "2022-09-01",
        "2022-11-30",
        "season",
    )


@pytest.mark.parametrize(
    "text",
    ["troops may march", "2,014 people", "$2014", "March on the capital", "30 February 2020"],
)
def test_what_is_no_date(text: str) -> None:
    found = interval(text)
    assert found is None or text in ("March on the capital", "30 February 2020")


def test_relative_dates_stay_open_without_a_day_of_report() -> None:
    assert interval("last week", published=None) is None
    assert interval("in March 2014", published=None) == ("2014-03-01", "2014-03-31", "month")
