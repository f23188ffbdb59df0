"""Figures: how much, of what, since when, about whom, according to whom."""

from __future__ import annotations

import pytest

from diurna.model import Figure
from tests.conftest import Coder


def figure(coder: Coder, text: str) -> Figure:
    (found,) = coder(text).figures
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit", "approximation"),
    [
        ("Trade between Chile and Peru reached $3.5 billion.", 3.5e9, "USD", ""),
        ("Kenya borrowed about 200 million euros.", 2e8, "EUR", "about"),
        ("The flood killed at least 1,200 people in Libya.", 1200, "people", "at least"),
        ("Inflation in Turkey rose to 61 percent.", 61, "%", ""),
        ("More than two hundred soldiers left Mali.", 200, "soldier", "more than"),
        ("The pipeline runs for 1,200 kilometres.", 1200, "kilometre", ""),
        ("The pipeline runs for 1,200 km.", 1200, "kilometre", ""),
        ("The loan is worth $4.1 trillion.", 4.1e12, "USD", ""),
        ("Kenya lent 25 billion shillings to farmers.", 2.5e10, "KES", ""),
        ("Uganda lent 25 billion shillings to farmers.", 2.5e10, "UGX", ""),
        ("More than 400 were wounded in Quetta.", 400, "people", "more than"),
        ("Three hundred and twenty rebels surrendered.", 320, "rebel", ""),
        ("Troops seized five tanks near Goma.", 5, "tank", ""),
        ("The reservoir holds 900 cubic metres.", 900, "cubic metre", ""),
    ],
)
def test_values_and_units(
    coded: Coder, text: str, value: float, unit: str, approximation: str
) -> None:
    found = figure(coded, text)
    assert (found.value, found.approximation) == (value, approximation)
    assert found.unit.rstrip("s") == unit.rstrip("s")


def test_a_trade_figure_has_period_change_speaker_and_whom_it_is_about(coded: Coder) -> None:
    found = figure(
        coded,
        "Trade between Brazil and Argentina reached $28 billion last year, up nearly 12 percent on 2020, "
        "according to Brazilian customs data.",
    )
    assert (found.value, found.unit) == (2.8e10, "USD")
    assert found.period.start is not None and found.period.start.year == 2021
    assert found.change is not None
    assert (found.change.percent, found.change.approximation, found.change.base) == (
        12,
        "nearly",
        "2020",
    )
    assert {e.code for e in found.about} == {"BRA", "ARG"}
    assert [s.code for s in found.speakers] == ["BRA"]
    assert "rade" in found.measure


@pytest.mark.parametrize(
    "text",
    [
        "The two sides met in 2019.",
        "The 69-year-old minister resigned on 3 May.",
        "It was the third meeting of the two countries.",
    ],
)
def test_dates_ages_and_ordinals_are_no_figures(coded: Coder, text: str) -> None:
    assert coded(text).figures == ()


@pytest.mark.parametrize(
    "text",
    [
        "The two sides met in Oslo.",
        "Its three ports stayed shut.",
        "The ruble fell to 90 per dollar.",
    ],
)
def test_what_is_known_already_or_a_rate_is_no_count(coded: Coder, text: str) -> None:
    assert not [f for f in coded(text).figures if f.unit in ("side", "port", "%")]
