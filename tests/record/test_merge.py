"""Which mentions speak of one event, within a story and across stories."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from diurna.evaluate.sequences import GoldSequence, gold_arrivals, read_sequences
from diurna.model import Mention, Span, When
from diurna.record import merged, open_record, with_events
from tests.record.samples import code, mention, on, town

ROOT = Path(__file__).parents[2]
SEQUENCES = ROOT / "training" / "sentences" / "dev" / "sequences.jsonl"


def together(*told: tuple[Mention, date]) -> int:
    """Return how many events some mentions, each with its story's day, speak of."""
    own = [(replace(m, story_id=f"s{k}", id=f"m{k}"), day) for k, (m, day) in enumerate(told)]
    return len(set(merged(own)))


def test_one_event_told_twice_in_a_story_is_one_event() -> None:
    first, second = with_events([mention(), mention("m2", when=When())], date(2023, 5, 17))
    assert first.event_id == second.event_id


def test_an_event_has_one_identifier_in_two_stories() -> None:
    assert together((mention(), date(2023, 5, 16)), (mention(when=When()), date(2023, 5, 18))) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"auxiliary": ("negation",)},
        {"auxiliary": ("hypothetical",)},
        {"auxiliary": ("future",)},
        {"event": "AID"},
        {"actors": code("KEN", "RWA")},
        {"recipients": code("UGA")},
        {"when": on(date(2023, 5, 18))},
        {"modes": ("phone",)},
        {"places": (town("Mombasa", -4.05, 39.67),)},
    ],
)
def test_different_events_stay_apart(changes: dict[str, Any]) -> None:
    base = mention(recipients=code("BDI"), modes=("visit",), places=(town("Arusha", -3.37, 36.68),))
    other = mention(**({"recipients": code("BDI")} | changes))
    assert together((base, date(2023, 5, 17)), (other, date(2023, 5, 17))) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"recipients": ()},
        {"when": When(date(2023, 5, 15), date(2023, 5, 21), "week")},
        {"places": (town("a suburb of Arusha", -3.4, 36.7),)},
        {"actors": code("---")},
    ],
)
def test_what_a_report_leaves_open_does_not_part_it_from_another(
    changes: dict[str, Any],
) -> None:
    base = mention(recipients=code("BDI"), places=(town("Arusha", -3.37, 36.68),))
    other = mention(**({"recipients": code("BDI")} | changes))
    assert together((base, date(2023, 5, 17)), (other, date(2023, 5, 17))) == 1


def test_two_calls_in_one_week_stay_two() -> None:
    monday, thursday = date(2023, 5, 15), date(2023, 5, 18)
    told = [(mention(when=on(day)), day) for day in (monday, thursday)]
    assert together(*told) == 2
    assert together(*told, (mention(when=When()), date(2023, 5, 19))) == 2


def test_two_accusations_of_one_day_stay_apart_when_told_in_other_words() -> None:
    def accusing(text: str) -> Mention:
        base = mention(event="ACCUSE", quad=3, actors=code("KEN"), recipients=code("UGA"))
        return replace(base, sentence=replace(base.sentence, text=text), trigger=Span(6, 13, "x"))

    smuggling = accusing("Nairobi accused Kampala of smuggling sugar over the western border.")
    again = accusing("Smuggling of sugar is tolerated by Kampala, Nairobi alleged.")
    troops = accusing("Nairobi charged that Ugandan troops had entered Migingo island.")
    day = date(2023, 5, 17)
    assert together((smuggling, day), (again, day)) == 1
    assert together((smuggling, day), (troops, day)) == 2


def sequences() -> list[GoldSequence]:
    return list(read_sequences(SEQUENCES))[:6]


def partition(path: Path) -> set[frozenset[str]]:
    with open_record(path, read_only=True) as record:
        _, rows = record.sql("SELECT list(mention_id) FROM mentions GROUP BY event_id")
    return {frozenset(row[0]) for row in rows}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_order_of_arrival_gives_the_same_events(tmp_path: Path, seed: int) -> None:
    arrivals = [a for s in sequences() for a in gold_arrivals(s)]
    random.Random(seed).shuffle(arrivals)
    cuts = sorted({0, 3, 4, 11, len(arrivals)})
    with open_record(tmp_path / "r.duckdb") as record:
        for start, end in pairwise(cuts):
            record.put(arrivals[start:end])
    told = [(m, a.story.published) for a in arrivals for m in a.mentions]
    at_once: dict[int, set[str]] = {}
    for (one, _), core in zip(told, merged(told), strict=True):
        at_once.setdefault(core, set()).add(one.id)
    assert partition(tmp_path / "r.duckdb") == set(map(frozenset, at_once.values()))


def test_a_story_taken_back_leaves_no_trace_in_the_events(tmp_path: Path) -> None:
    arrivals = [a for s in sequences()[:3] for a in gold_arrivals(s)]
    path, other = tmp_path / "r.duckdb", tmp_path / "other.duckdb"
    emptied = [replace(a, mentions=(), version="2") for a in arrivals[::2]]
    with open_record(path) as record:
        record.put(arrivals)
        record.put(emptied)
    with open_record(other) as record:
        record.put(arrivals[1::2])
    assert partition(path) == partition(other)
