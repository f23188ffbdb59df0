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
        ("over the weekend", "past", "2022-06-11", "2022-06-12", "span"),
        ("on Sept 9", "future", "2022-09-09", "2022-09-09", "day"),
        ("on the ninth of September", "future", "2022-09-09", "2022-09-09", "day"),
        ("on 9 September last year", "past", "2021-09-09", "2021-09-09", "day"),
        ("in March of last year", "past", "2021-03-01", "2021-03-31", "month"),
        ("in late May next year", "future", "2023-05-21", "2023-05-31", "span"),
        ("on the 15th of next month", "future", "2022-07-15", "2022-07-15", "day"),
        ("died on the 3rd.", "past", "2022-06-03", "2022-06-03", "day"),
        ("on 25/12/2021", "past", "2021-12-25", "2021-12-25", "day"),
        ("on 04/05/2021", "past", "2021-01-01", "2021-12-31", "year"),
        ("at 2021-12-25T10:00Z", "past", "2021-12-25", "2021-12-25", "day"),
        ("this coming Friday", "future", "2022-06-17", "2022-06-17", "day"),
        ("this past Friday", "past", "2022-06-10", "2022-06-10", "day"),
        ("on Friday", "present", "2022-06-17", "2022-06-17", "day"),
        ("on Tuesday", "present", "2022-06-14", "2022-06-14", "day"),
        ("on Tuesday of last week", "past", "2022-06-07", "2022-06-07", "day"),
        ("Friday next week", "future", "2022-06-24", "2022-06-24", "day"),
        ("on Monday two weeks ago", "past", "2022-05-30", "2022-05-30", "day"),
        ("a week from Tuesday", "future", "2022-06-28", "2022-06-28", "day"),
        ("a week from today", "future", "2022-06-22", "2022-06-22", "day"),
        ("the day after tomorrow", "future", "2022-06-17", "2022-06-17", "day"),
        ("the first Monday of September", "future", "2022-09-05", "2022-09-05", "day"),
        ("the last Friday of the month", "future", "2022-06-24", "2022-06-24", "day"),
        ("the week of May 2", "past", "2022-05-02", "2022-05-08", "week"),
        ("the first week of the new year", "future", "2023-01-01", "2023-01-07", "week"),
        ("the last week of May", "past", "2022-05-25", "2022-05-31", "week"),
        ("a fortnight ago", "past", "2022-05-30", "2022-06-05", "week"),
        ("in two weeks", "future", "2022-06-27", "2022-07-03", "week"),
        ("two years from now", "future", "2024-01-01", "2024-12-31", "year"),
        ("later this month", "future", "2022-06-01", "2022-06-30", "month"),
        ("early next week", "future", "2022-06-20", "2022-06-26", "week"),
        ("early this year", "past", "2022-01-01", "2022-04-30", "span"),
        ("late last year", "past", "2021-09-01", "2021-12-31", "span"),
        ("by year's end", "future", "2022-12-01", "2022-12-31", "span"),
        ("at the end of 2021", "past", "2021-12-01", "2021-12-31", "span"),
        ("in the past six months", "past", "2021-12-15", "2022-06-15", "span"),
        ("over the past year", "past", "2021-06-15", "2022-06-15", "span"),
        ("in the past 48 hours", "past", "2022-06-13", "2022-06-15", "span"),
        ("in Q3 2021", "past", "2021-07-01", "2021-09-30", "quarter"),
        ("the first quarter of next year", "future", "2023-01-01", "2023-03-31", "quarter"),
        ("the final quarter of 2020", "past", "2020-10-01", "2020-12-31", "quarter"),
        ("the last quarter of 2020", "past", "2020-10-01", "2020-12-31", "quarter"),
        ("the second half of last year", "past", "2021-07-01", "2021-12-31", "span"),
        ("the first half of May", "past", "2022-05-01", "2022-05-15", "span"),
        ("the first five months of the year", "past", "2022-01-01", "2022-05-31", "span"),
        ("in the year to March 31", "past", "2021-04-01", "2022-03-31", "span"),
        ("the three months ended 30 April", "past", "2022-02-01", "2022-04-30", "span"),
        ("in the late 1990s", "past", "1997-01-01", "1999-12-31", "span"),
        ("this decade", "future", "2020-01-01", "2029-12-31", "span"),
        ("in spring 2021", "past", "2021-03-01", "2021-05-31", "season"),
        ("this winter", "past", "2022-12-01", "2023-02-28", "season"),
        ("last Christmas", "past", "2021-12-25", "2021-12-25", "day"),
        ("on the eve of Orthodox Easter", "past", "2022-04-23", "2022-04-23", "day"),
        ("during Ramadan", "past", "2022-04-02", "2022-05-01", "span"),
        ("the Sept. 11 attacks", "past", "2001-09-11", "2001-09-11", "day"),
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


@pytest.mark.parametrize(
    "text",
    [
        "the Sunday Times",
        "the 2030 Agenda",
        "the Friday prayer leader",
        "24/7",
        "killed 30 in three days",
        "in recent weeks",
        "years ago",
        "three years on",
        "on the 24th floor",
        "closed a day earlier than planned",
        "may 3 people march 20 miles",
    ],
)
def test_words_that_tell_no_date(text: str) -> None:
    assert interval(text) is None


def test_relative_dates_stay_open_without_a_day_of_report() -> None:
    assert interval("last week", published=None) is None
    assert interval("in March 2014", published=None) == ("2014-03-01", "2014-03-31", "month")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("the 99999999 months to March", "2022-03-01"),
        ("the 99999999 weeks ended May 7", "2022-05-07"),
        ("on Monday 99999999 weeks ago", "2022-06-13"),
        ("99999999 decades ago", None),
        ("over the past 99999999 days", None),
        ("in 99999999 years", None),
    ],
)
def test_a_number_beyond_the_calendar_is_left_out(text: str, start: str | None) -> None:
    found = interval(text, "future" if start is None else "past")
    assert (found and found[0]) == start
