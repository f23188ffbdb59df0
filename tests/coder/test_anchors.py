"""What relative dates count from: dateline, time zone, other events; and how each was had."""

from __future__ import annotations

import itertools
import re
from datetime import date, datetime

import pytest

from diurna.codebook import load_codebook
from diurna.coder.datelines import story_day
from diurna.intake import Hints, plain_story
from diurna.model import When
from diurna.pipeline import CodedStory, code_story
from tests.conftest import Coder

HOW = re.compile(r"date:[a-z-]+(@(published|local|dateline|sentence|event))?")


def day(text: str, published: date, moment: str = "") -> tuple[date | None, str]:
    at = datetime.fromisoformat(moment) if moment else None
    found = story_day(text, published, at, load_codebook().places)
    return found.day, found.origin


def story(text: str, moment: str) -> CodedStory:
    at = datetime.fromisoformat(moment)
    hints = Hints("A report", at.date(), "", at)
    return code_story(plain_story(text.splitlines(), hints, "test"))


def when(coded: CodedStory, event: str) -> When:
    (found,) = {m.when for m in coded.mentions if m.event == event}
    return found


@pytest.mark.parametrize(
    ("opening", "filed"),
    [
        ("KYIV, Nov. 17 (Reuters) - ", date(2022, 11, 17)),
        ("KHERSON, Ukraine, Nov 17 (Reuters) - ", date(2022, 11, 17)),
        ("BEIJING, November 17 (Xinhua) -- ", date(2022, 11, 17)),
        ("Nairobi, 17 November 2022 (IRIN) – ", date(2022, 11, 17)),
        ("ADDIS ABABA, 17 November — ", date(2022, 11, 17)),
        ("SEOUL, Nov. 19 (Yonhap) -- ", date(2022, 11, 19)),
    ],
)
def test_the_day_of_the_dateline_comes_first(opening: str, filed: date) -> None:
    text = f"Shelling went on.\n{opening}Police met villagers on Thursday."
    assert day(text, date(2022, 11, 18)) == (filed, "dateline")


@pytest.mark.parametrize(
    "text",
    [
        "Police met villagers in Kherson on Nov. 17 (Reuters saw them).",
        "KYIV (Reuters) - Police met villagers.",
        "KYIV, June 3 (Reuters) - Police met villagers.",  # months before it was published
        "Moscow has said on Nov. 17 - and again - that it will stay.",
    ],
)
def test_without_a_day_near_it_the_day_of_publication_counts(text: str) -> None:
    assert day(text, date(2022, 11, 18)) == (date(2022, 11, 18), "published")


@pytest.mark.parametrize(
    ("opening", "moment", "there"),
    [
        ("TOKYO (Kyodo) - ", "2022-12-22T23:30:00+00:00", date(2022, 12, 23)),
        ("LOS ANGELES (AP) — ", "2023-01-22T03:10:00Z", date(2023, 1, 21)),
        ("SYDNEY, Australia (AP) — ", "2019-03-14T22:40:00Z", date(2019, 3, 15)),
        ("PERTH, Australia (AP) — ", "2019-03-14T15:30:00Z", date(2019, 3, 14)),
        ("PERTH, Australia (AP) — ", "2019-03-14T16:30:00Z", date(2019, 3, 15)),
        ("BOGOTA (AFP) - ", "2022-06-20T02:00:00Z", date(2022, 6, 19)),
    ],
)
def test_the_day_is_that_of_the_place(opening: str, moment: str, there: date) -> None:
    published = datetime.fromisoformat(moment).date()
    assert day(f"{opening}Police met villagers.", published, moment) == (there, "local")


def test_a_place_that_is_not_listed_or_has_many_zones_moves_no_day() -> None:
    for place in ("KLJTHGRAD", "RUSSIA"):
        text = f"{place} (AP) - Police met villagers."
        moment = "2022-06-20T23:00:00Z"
        assert day(text, date(2022, 6, 20), moment) == (date(2022, 6, 20), "published")


def test_events_are_dated_from_the_dateline(coded: Coder) -> None:
    text = "BEIJING, June 15 (Xinhua) -- The presidents of China and Kenya spoke by phone {}."
    for words, expected in (("today", 15), ("yesterday", 14), ("on Tuesday", 14)):
        found = when(coded(text.format(words), date(2022, 6, 16)), "CONSULT")
        assert found.start == date(2022, 6, expected)
        assert found.decided_by.endswith("@dateline")


def test_the_dateline_dates_no_event(coded: Coder) -> None:
    text = "KYIV, Nov. 17 (Reuters) - Russian troops shelled the port of Odesa."
    assert when(coded(text, date(2022, 11, 18)), "ASSAULT") == When()


def test_events_are_dated_at_the_datelines_place() -> None:
    text = "TOKYO (Kyodo) - The foreign ministers of Japan and India met today."
    found = when(story(text, "2022-12-22T23:30:00+00:00"), "CONSULT")
    assert (found.start, found.decided_by) == (date(2022, 12, 23), "date:near-day@local")


STORIES = [
    (
        "Rebels attacked the town of Kibumba on Friday.",
        "The UN sent food to the town two days after the attack.",
        "AID",
        date(2022, 6, 12),
        "date:after@event",
    ),
    (
        "Chile and Peru held a summit in Lima on Monday.",
        "Bolivia recalled its ambassador from Chile the day before the summit.",
        "SANCTION",
        date(2022, 6, 12),
        "date:before@event",
    ),
    (
        "Gunmen shot dead 20 villagers in Mali on 6 June.",
        "France sent medicine to Mali the day after the gunmen shot the villagers.",
        "AID",
        date(2022, 6, 7),
        "date:after@event",
    ),
]


@pytest.mark.parametrize(("dated", "told", "event", "expected", "how"), STORIES)
def test_days_told_from_another_event_in_any_order(
    coded: Coder, dated: str, told: str, event: str, expected: date, how: str
) -> None:
    for order in itertools.permutations((dated, told, "The weather was fine.")):
        found = [m.when for m in coded("\n".join(order)).mentions if m.event == event]
        assert [(w.start, w.end, w.decided_by) for w in found] == [(expected, expected, how)]


@pytest.mark.parametrize(
    "text",
    [
        "The UN sent food to the town two days after the attack.",
        "Rebels attacked the town on Friday.\nRebels attacked the town on 2 June.\n"
        "The UN sent food to the town two days after the attack.",
    ],
)
def test_a_day_told_from_an_event_without_one_day_stays_open(coded: Coder, text: str) -> None:
    found = {m.when.start for m in coded(text).mentions if m.event == "AID"}
    assert found == {None}


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        (
            "Kenya closed its embassy on Tuesday, a day after Sudan expelled its envoy.",
            "expelled",
            13,
        ),
        (
            "Peru accused Chile on Friday, two days after Chilean troops shelled a village.",
            "shelled",
            8,
        ),
        ("Mali declared an emergency on Tuesday, a day after rebels attacked Gao.", "attacked", 13),
    ],
)
def test_a_sentence_that_counts_from_an_event_dates_it(
    coded: Coder, text: str, trigger: str, expected: int
) -> None:
    (found,) = (m.when for m in coded(text).mentions if m.trigger.text == trigger)
    assert (found.start, found.decided_by) == (date(2022, 6, expected), "date:before@event")


def test_every_date_says_how_it_was_had(coded: Coder) -> None:
    text = """
        KYIV, June 14 (Reuters) - Russian troops shelled Odesa on Monday.
        Kenya condemned the raid by Ethiopian troops.
        France and Germany met on 3 March 2021 and signed a pact three days later.
        The presidents of Kenya and Tanzania will meet next week.
        Poland sent aid to Ukraine a day after the shelling.
    """
    found = [m.when for m in coded(text).mentions]
    assert all(HOW.fullmatch(w.decided_by) for w in found if w.start is not None)
    assert all(w == When() for w in found if w.start is None)
    assert {w.decided_by.partition("@")[2] for w in found} >= {"", "dateline", "event"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya and Tanzania met on {}.", date(2022, 6, 13)),
        ("Kenya and Tanzania will meet on {}.", date(2022, 6, 20)),
        ("Kenya and Tanzania are due to meet on {}.", date(2022, 6, 20)),
    ],
)
def test_on_monday_looks_back_or_ahead(coded: Coder, text: str, expected: date) -> None:
    found = {m.when.start for m in coded(text.format("Monday")).mentions}
    assert found == {expected}
