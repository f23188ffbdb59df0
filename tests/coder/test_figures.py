"""Figures: how much, of what, since when, about whom, according to whom."""

from __future__ import annotations

from datetime import date

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
    assert (found.change.percent, found.change.approximation) == (12, "nearly")
    assert (found.change.base.start, found.change.base.end) == (
        date(2020, 1, 1),
        date(2020, 12, 31),
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


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Pakistan set aside Rs 5 crore for the police.", 5e7, "PKR"),
        ("The police in Delhi seized Rs 5 crore.", 5e7, "INR"),
        ("Nigeria passed a budget of N21.8 trillion.", 2.18e13, "NGN"),
        ("Ottawa lent C$120 million on easy terms.", 1.2e8, "CAD"),
        ("Riyadh deposited SAR 20 billion with lenders.", 2e10, "SAR"),
        ("Denmark set aside 155 billion kroner.", 1.55e11, "DKK"),
        ("Norway set aside 155 billion kroner.", 1.55e11, "NOK"),
        ("Senegal borrowed 157 billion CFA francs.", 1.57e11, "XOF"),
        ("Cameroon borrowed 157 billion CFA francs.", 1.57e11, "XAF"),
        ("Seoul fined the bank 60 billion won.", 6e10, "KRW"),
        ("The Swiss fined the bank 3 million francs.", 3e6, "CHF"),
        ("China spent 1.2 trillion yuan.", 1.2e12, "CNY"),
        ("The rouble sank to 119 per dollar.", 119, "RUB"),
        ("Troops in Iraq found 440 pounds of explosives.", 440, "pound"),
    ],
)
def test_money_is_told_by_sign_code_or_noun_and_by_whose_it_is(
    coded: Coder, text: str, value: float, unit: str
) -> None:
    found = figure(coded, text)
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Between 20 and 30 soldiers deserted in Guinea.", [(20, "soldier", "at least"), (30, "soldier", "up to")]),
        ("Chad needs 5 to 7 million tonnes of grain.", [(5e6, "tonne", "at least"), (7e6, "tonne", "up to")]),
        ("Lithuania will pay $20-30 million.", [(2e7, "USD", "at least"), (3e7, "USD", "up to")]),
        ("A judge in Ghent jailed them for 15, 18 and 20 years.", [(15, "year", ""), (18, "year", ""), (20, "year", "")]),
        ("Iran fired 16 missiles at two bases, eleven of which hit Ain al-Asad.", [(16, "missile", ""), (2, "base", ""), (11, "missile", "")]),
        ("Twelve of the 14 climbers were Nepalis.", [(12, "climber", ""), (14, "climber", "")]),
        ("The floods in Libya displaced 9,000 people and killed 431.", [(9000, "people", ""), (431, "people", "")]),
        ("The frigate carried a crew of 220 to Djibouti.", [(220, "people", "")]),
        ("France sent five planes and Jordan four.", [(5, "plane", ""), (4, "plane", "")]),
        ("Deputies in Madrid backed it by 177 to 172.", [(177, "vote", ""), (172, "vote", "")]),
        ("The Council in New York voted 13-0.", [(13, "vote", ""), (0, "vote", "")]),
        ("Moldovans said yes by 54 percent to 46.", [(54, "%", ""), (46, "%", "")]),
    ],
)  # fmt: skip
def test_a_number_alone_takes_the_unit_that_is_understood(
    coded: Coder, text: str, expected: list[tuple[float, str, str]]
) -> None:
    found = [(f.value, f.unit, f.approximation) for f in coded(text).figures]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Hungary finished a 175-km fence.", 175, "kilometre"),
        ("An African Union force, 2,000-strong, left Bangui.", 2000, "people"),
        ("The 27-nation bloc shut its ports.", 27, "nation"),
        ("A court in Minsk gave her an 18-year sentence.", 18, "year"),
        ("Denmark promised Ukraine 19 F-16s.", 19, "f-16"),
        ("The army in Baku lost two T-72 tanks.", 2, "tank"),
        ("The plant in Ukraine has a capacity of 5,700 MW.", 5700, "megawatt"),
        ("Russia pumps 40 bcm of gas to China.", 4e10, "cubic metre"),
        ("Two thirds of Georgians want to join the EU.", 66.6667, "%"),
        ("One in five Lebanese children went hungry.", 20, "%"),
        ("China's exports fell by a fifth.", 20, "%"),
    ],
)
def test_units_before_and_after_other_words(
    coded: Coder, text: str, value: float, unit: str
) -> None:
    found = figure(coded, text)
    assert found.value == pytest.approx(value)
    assert found.unit == unit


@pytest.mark.parametrize(
    ("text", "approximation"),
    [
        ("Well over 300 drivers struck in Brazil.", "more than"),
        ("Just under 300 drivers struck in Brazil.", "less than"),
        ("No more than 300 drivers struck in Brazil.", "up to"),
        ("Close to 300 drivers struck in Brazil.", "nearly"),
        ("300 or so drivers struck in Brazil.", "about"),
        ("300 or more drivers struck in Brazil.", "at least"),
        ("Some 300-odd drivers struck in Brazil.", "about"),
        ("300 drivers struck in Brazil.", ""),
    ],
)
def test_how_exact_a_number_is_may_stand_on_either_side(
    coded: Coder, text: str, approximation: str
) -> None:
    found = figure(coded, text)
    assert (found.value, found.unit, found.approximation) == (300, "driver", approximation)


@pytest.mark.parametrize(
    "text",
    [
        "NATO invoked Article 5 after a Boeing 737 was hit by a drone.",
        "Resolution 1701 and the G7 were not named at 10 Downing Street.",
        "The minister, 58, spoke at 9 p.m. about COVID-19.",
        "A man aged 42 and a woman of 20 were held in Cairo.",
        "Senegal beat Egypt 4-2 on penalties.",
        "Under Section 144 rallies in Lahore are barred until the 29th.",
        "Hundreds of thousands marched in Algiers for three days.",
    ],
)
def test_what_only_names_dates_or_scores_is_no_figure(coded: Coder, text: str) -> None:
    assert coded(text).figures == ()


def test_a_period_is_no_relative_clauses(coded: Coder) -> None:
    found = figure(coded, "Kenya paid the firm, which was founded in 2010, some $9 million.")
    assert found.period.start is None
