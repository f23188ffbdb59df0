"""The gazetteer knows places of every kind, and how precise the point of each is."""

from __future__ import annotations

import pytest

from diurna.codebook.places import load_places, read_own_places
from diurna.codebook.placewords import load_place_words


@pytest.mark.parametrize(
    ("name", "kind", "country", "point"),
    [
        ("Ivory Coast", "state", "CIV", (7.5, -5.5)),
        ("Côte d’Ivoire", "state", "CIV", (7.5, -5.5)),
        ("Morris County", "district", "USA", (40.86, -74.55)),
        ("St. Bernard Parish", "district", "USA", (29.9, -89.5)),
        ("Nyanza Province", "region", "KEN", (-0.5, 34.7)),
        ("Rügen", "island", "DEU", (54.4, 13.4)),
        ("Thames Valley", "area", "GBR", (51.5, -0.9)),
    ],
)
def test_a_place_of_a_kind_is_listed(
    name: str, kind: str, country: str, point: tuple[float, float]
) -> None:
    found = [s for s in load_places().candidates(name) if (s.kind, s.country) == (kind, country)]
    assert found and min(s.distance(*point) for s in found) < 161


def test_an_abbreviation_is_no_small_town() -> None:
    places = load_places()
    assert {s.name for s in places.candidates("WA")} == {"Washington State", "Western Australia"}
    assert {s.country for s in places.candidates("Wa")} >= {"GHA"}


def test_states_of_the_usa_have_the_code_of_their_towns() -> None:
    codes = {
        s.name: s.admin1 for _, s in read_own_places() if (s.country, s.kind) == ("USA", "region")
    }
    assert codes["Texas"] == "TX" and codes["Illinois"] == "IL"
    assert len(set(codes.values())) == len(codes) == 51


def test_every_kind_of_place_says_how_precise_it_is() -> None:
    kinds = load_place_words().kinds
    assert {s.kind for _, s in read_own_places()} | {"town"} == set(kinds)
    assert kinds["town"].precision == "town" and kinds["sea"].precision == "area"


def test_a_last_word_names_known_kinds() -> None:
    words = load_place_words()
    assert set().union(*words.divisions.values()) <= set(words.kinds)
