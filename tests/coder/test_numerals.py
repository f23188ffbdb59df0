"""Numbers as they are written, whatever they are of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diurna.codebook.currencies import load_currencies
from diurna.codebook.quantities import load_quantities
from diurna.coder.numerals import find_numerals


def values(text: str) -> list[float]:
    words, signs = load_quantities().words, load_currencies().before
    return [n.value for n in find_numerals(text, words, signs)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,250,000 voters", 1_250_000),
        ("3.5m tonnes", 3.5e6),
        ("$12bn", 1.2e10),
        ("4.1 million", 4.1e6),
        ("Rs 5 crore", 5e7),
        ("2 lakh", 2e5),
        ("twenty-three miners", 23),
        ("three hundred and twenty", 320),
        ("two thousand five hundred and six", 2506),
        ("one hundred and thirty-two thousand", 132_000),
        ("six hundred thousand", 600_000),
        ("half a million", 5e5),
        ("two and a half million", 2.5e6),
        ("a dozen", 12),
        ("half a dozen", 6),
        ("two dozen", 24),
        ("a hundred", 100),
        ("a third", 33.3333),
        ("two-thirds", 66.6667),
        ("three quarters", 75),
        ("half", 50),
        ("one in five", 20),
        ("nine out of ten", 90),
    ],
)
def test_a_number_means_what_it_says(text: str, value: float) -> None:
    assert values(text) == [pytest.approx(value, rel=1e-6)]


@pytest.mark.parametrize(
    "text",
    [
        "T-72, F-16 and MiG-29",
        "COVID-19",
        "the 5th, the 21st and the twenty-third",
        "at 4:40 or 16:05",
        "24/7",
        "dozens and hundreds of thousands",
        "version 1.2.3",
    ],
)
def test_codes_clock_times_and_ordinals_are_no_numbers(text: str) -> None:
    assert values(text) == []


def test_letters_that_grow_in_lower_case_move_nothing() -> None:
    text = "İstanbul ve İzmir: 12 ships"
    words, signs = load_quantities().words, load_currencies().before
    (found,) = find_numerals(text, words, signs)
    assert text[found.start : found.end] == "12"


@given(st.integers(0, 10**12))
def test_digits_with_thousands_apart_mean_the_same(number: int) -> None:
    assert values(f"{number} men") == values(f"{number:,} men") == [number]


@given(st.integers(1, 999), st.sampled_from([("million", "m"), ("billion", "bn")]))
def test_a_letter_multiplies_as_its_word_does(number: int, scale: tuple[str, str]) -> None:
    word, letter = scale
    assert values(f"{number} {word} tonnes") == values(f"{number}{letter} tonnes")
