"""What must change when a text changes, and what must not."""

from __future__ import annotations

import random

import pytest

from diurna.model import Mention
from diurna.pipeline import CodedStory
from tests.conftest import Coder

STORY = """\
Kenyan President William Ruto spoke by phone with his Tanzanian counterpart Samia Suluhu Hassan on Tuesday.
Ruto promised that Nairobi would keep supporting its neighbour, he said.
The two leaders agreed to meet in Arusha next week.
Kenya has not condemned the arrest of opposition leaders in Tanzania.
The two sides opened a railway between Voi and Arusha last month.
This story has not been edited by our staff and comes from a syndicated feed.
"""


def essence(story: CodedStory) -> set[tuple[object, ...]]:
    return {shape(m) for m in story.mentions}


def shape(m: Mention) -> tuple[object, ...]:
    return (
        m.event, m.modes, frozenset(e.code for e in m.actors), frozenset(e.code for e in m.recipients),
        m.auxiliary, m.when.start, m.when.end, tuple(s.name for s in m.speakers), m.sentence.text, m.event_id,
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_shuffling_the_sentences_changes_nothing_but_their_places(coded: Coder, seed: int) -> None:
    lines = STORY.splitlines()
    random.Random(seed).shuffle(lines)
    assert essence(coded("\n".join(lines))) == essence(coded(STORY))


def test_swapping_two_countries_swaps_their_roles(coded: Coder) -> None:
    text = "Kenya condemned Uganda and expelled a Ugandan diplomat."
    swapped = (
        text.replace("Kenya", "X")
        .replace("Ugandan", "Kenyan")
        .replace("Uganda", "Kenya")
        .replace("X", "Uganda")
    )
    exchange = {"KEN": "UGA", "UGA": "KEN"}

    def roles(story: CodedStory, turn: dict[str, str]) -> list[tuple[object, ...]]:
        return [
            (
                m.event,
                [turn.get(e.code, e.code) for e in m.actors],
                [turn.get(e.code, e.code) for e in m.recipients],
            )
            for m in story.mentions
        ]

    assert roles(coded(text), {}) == roles(coded(swapped), exchange)


@pytest.mark.parametrize(
    ("active", "passive"),
    [
        ("Chad condemned Libya.", "Libya was condemned by Chad."),
        (
            "Turkish police arrested three Syrian activists.",
            "Three Syrian activists were arrested by Turkish police.",
        ),
        ("Rebels attacked Malian soldiers.", "Malian soldiers were attacked by rebels."),
        (
            "France expelled two Russian diplomats.",
            "Two Russian diplomats were expelled by France.",
        ),
    ],
)
def test_the_passive_says_the_same(coded: Coder, active: str, passive: str) -> None:
    def sides(text: str) -> list[tuple[object, ...]]:
        return [
            (m.event, m.modes, {e.code for e in m.actors}, {e.code for e in m.recipients})
            for m in coded(text).mentions
        ]

    assert sides(active) == sides(passive)


@pytest.mark.parametrize(
    ("plain", "negated"),
    [
        ("Spain recognised Kosovo.", "Spain has not recognised Kosovo."),
        ("Iraq attacked Kuwait.", "Iraq did not attack Kuwait."),
        ("Cuba released the prisoners.", "Cuba has never released the prisoners."),
    ],
)
def test_negating_adds_negation_and_nothing_else(coded: Coder, plain: str, negated: str) -> None:
    (before,), (after,) = coded(plain).mentions, coded(negated).mentions
    assert (before.event, before.modes) == (after.event, after.modes)
    assert before.auxiliary == ()
    assert after.auxiliary == ("negation",)


def test_another_day_of_report_moves_relative_dates_only(coded: Coder) -> None:
    from datetime import date, timedelta

    text = "Peru met Chile last week.\nPeru condemned Bolivia on 3 March 2021."
    first, second = coded(text, date(2022, 6, 15)), coded(text, date(2022, 6, 22))
    met, again = first.mentions[0].when, second.mentions[0].when
    assert met.start and again.start and again.start - met.start == timedelta(days=7)
    assert first.mentions[1].when.start == second.mentions[1].when.start == date(2021, 3, 3)


def test_boilerplate_yields_no_event_and_marks_the_story(coded: Coder) -> None:
    story = coded(STORY)
    (boilerplate,) = [s for s in story.sentences if s.boilerplate]
    assert boilerplate.text.startswith("This story has not been edited")
    assert story.story.syndicated
    assert all(m.sentence != boilerplate for m in story.mentions)


def test_one_call_told_twice_is_one_event(coded: Coder) -> None:
    story = coded(
        "The presidents of Kenya and Uganda spoke by phone on Tuesday.\n"
        "Tuesday's call between the two leaders lasted an hour."
    )
    calls = [m for m in story.mentions if m.event == "CONSULT"]
    assert len(calls) == 2
    assert len({m.event_id for m in calls}) == 1
