"""How a figure moved, and what it is compared with."""

from __future__ import annotations

from datetime import date

import pytest

from diurna.model import Change, Figure
from tests.conftest import Coder

DAY = date(2022, 6, 15)


def figures(coder: Coder, text: str) -> tuple[Figure, ...]:
    return coder(text, DAY).figures


def change_of(found: Figure) -> Change:
    assert found.change is not None
    return found.change


@pytest.mark.parametrize(
    ("text", "value", "amount", "unit"),
    [
        ("Exports to Germany rose 12 percent to 4.1 billion zlotys.", 4.1e9, 12, "%"),
        ("Peru's copper output fell by 20,000 tonnes to 180,000 tonnes.", 180_000, -20_000, "tonne"),
        ("Egypt's deficit shrank to $4 billion, down 30 percent on 2020.", 4e9, -30, "%"),
        ("Support for the party in Austria fell three percentage points to 14 percent.", 14, -3, "percentage point"),
        ("Some 52,000 people crossed the Channel, 85 percent more than in 2020.", 52_000, 85, "%"),
        ("Exports to Peru reached 3 billion euros, 20 percent above the 2019 level.", 3e9, 20, "%"),
        ("Trade with Laos was worth $5 billion, some 10 percent below the level of 2018.", 5e9, -10, "%"),
        ("The bill for rice in Senegal doubled to $40 million.", 4e7, 100, "%"),
    ],
)  # fmt: skip
def test_a_change_belongs_to_the_figure_that_moved(
    coded: Coder, text: str, value: float, amount: float, unit: str
) -> None:
    (found,) = figures(coded, text)
    change = change_of(found)
    assert found.value == value
    assert (change.amount, change.unit) == (amount, unit)
    assert change.direction == (1 if amount > 0 else -1)


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("Consumer prices in Ghana rose 31 percent in May.", 31),
        ("Industrial output in Italy fell 3.2 percent.", -3.2),
        ("The Turkish lira has lost 44% of its value.", -44),
    ],
)
def test_a_change_without_a_level_is_a_figure_that_says_which_way(
    coded: Coder, text: str, percent: float
) -> None:
    (found,) = figures(coded, text)
    assert (found.value, found.unit) == (abs(percent), "%")
    assert change_of(found).percent == percent


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("from a year earlier", date(2021, 5, 1), date(2021, 5, 31)),
        ("from the previous month", date(2022, 4, 1), date(2022, 4, 30)),
        ("compared with the same month of 2019", date(2019, 5, 1), date(2019, 5, 31)),
        ("year-on-year", date(2021, 5, 1), date(2021, 5, 31)),
        ("since January", date(2022, 1, 1), date(2022, 1, 31)),
    ],
)
def test_the_base_is_an_interval_told_from_the_figures_own(
    coded: Coder, words: str, start: date, end: date
) -> None:
    (found,) = figures(coded, f"Sugar prices in Kenya rose 12 percent in May {words}.")
    assert (found.period.start, found.period.end) == (date(2022, 5, 1), date(2022, 5, 31))
    base = change_of(found).base
    assert (base.start, base.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "values", "direction", "base"),
    [
        ("Chad sent 1,200 troops to Niger, up from 400 in 2019.", (1200, 400), 1, 2019),
        ("Aramco made a profit of $30 billion, compared with $48 billion in 2020.", (3e10, 4.8e10), -1, 2020),
        ("Inflation in Egypt slowed to 24 percent from 36 percent in 2021.", (24, 36), -1, 2021),
        ("Finland counted 55 illegal crossings in May, against 120 in 2021.", (55, 120), -1, 2021),
    ],
)  # fmt: skip
def test_an_earlier_value_is_a_figure_of_its_own_time_and_what_the_later_is_compared_with(
    coded: Coder, text: str, values: tuple[float, float], direction: int, base: int
) -> None:
    later, earlier = figures(coded, text)
    assert (later.value, earlier.value) == values
    assert later.unit == earlier.unit
    change = change_of(later)
    assert (change.earlier, change.direction, change.amount) == (earlier.value, direction, None)
    assert change.base.start == earlier.period.start == date(base, 1, 1)
    assert earlier.change is None


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed two soldiers in Mali on Monday and three more on Tuesday.",
        "Police in Ghana picked up three Ivorian exiles.",
        "The ringgit slid to 4.79 against the dollar.",
        "Sweden approved the treaty by 269 votes to 37.",
        "Cargo from 12 ports reached Kenya in 2021.",
    ],
)
def test_what_compares_nothing_is_no_change(coded: Coder, text: str) -> None:
    assert all(found.change is None for found in figures(coded, text))


def test_a_change_is_shown_and_exported_with_its_base(coded: Coder) -> None:
    from diurna.cli.render import change
    from diurna.export import figure_record

    text = "Chile's exports rose 12 percent in May from a year earlier to $8 billion."
    (found,) = figures(coded, text)
    assert change(found.change) == "+12 % on 2021-05-01 – 2021-05-31"
    assert figure_record(found)["change"] == {
        "direction": 1,
        "amount": 12.0,
        "unit": "%",
        "approximation": "",
        "base": {"start": "2021-05-01", "end": "2021-05-31", "precision": "month"},
        "earlier": None,
    }


@pytest.mark.parametrize(
    "text",
    [
        "Exports to Peru reached 3 billion euros last year, 20 percent above the 2019 level.",
        "Trade with Laos was worth $5 billion last year, some 10 percent below the level of 2019.",
        "Tonga's catch came to 900 tonnes last year, 4 percent above 2019.",
    ],
)
def test_a_level_of_another_year_is_the_base(coded: Coder, text: str) -> None:
    (found,) = figures(coded, text)
    assert change_of(found).base.start == date(2019, 1, 1)
