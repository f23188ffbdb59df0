"""A place name means what the story is about, what its words say, or the best-known place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from spacy.tokens import Doc

from diurna.codebook import Site, load_codebook
from diurna.coder import locate_names
from diurna.pipeline import code_story, make_blank, make_reader
from tests.conftest import story_of

Locator = Callable[[str], dict[str, Site | None]]


@pytest.fixture(scope="module")
def located() -> Locator:
    def run(text: str) -> dict[str, Site | None]:
        doc: Doc = make_blank()(text)
        make_reader().annotate([doc])
        found = locate_names(doc, load_codebook())
        return {text[start:end]: site for (start, end), site in found.items()}

    return run


def country(site: Site | None) -> str:
    return site.country if site is not None else ""


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("A fire destroyed the library of Paris, Texas, on Monday.", "Paris", "USA"),
        ("A fire destroyed a library in Paris on Monday.", "Paris", "FRA"),
        ("Lebanese soldiers patrolled Tripoli on Friday. Lebanon sent more.", "Tripoli", "LBN"),
        ("Libyan militias shelled Tripoli on Friday. Libya called for calm.", "Tripoli", "LBY"),
        ("Two bombs went off in Tripoli in northern Lebanon.", "Tripoli", "LBN"),
        ("A court in London, Ontario, freed the men.", "London", "CAN"),
        ("Workers in Rome, New York, went on strike.", "Rome", "USA"),
        ("Police in Hyderabad, Pakistan, arrested two men.", "Hyderabad", "PAK"),
        ("Indian police arrested two men in Hyderabad.", "Hyderabad", "IND"),
        ("Spanish officers raided a flat in Cordoba.", "Cordoba", "ESP"),
        ("Argentina's president flew to Cordoba.", "Cordoba", "ARG"),
    ],
)
def test_a_name_is_placed_by_its_words_and_its_story(
    located: Locator, text: str, name: str, code: str
) -> None:
    assert country(located(text)[name]) == code


def test_the_order_of_sentences_does_not_matter(located: Locator) -> None:
    sentences = [
        "Two bombs went off in Tripoli.",
        "Lebanon's army sealed off the port.",
        "Families fled towards Zgharta.",
    ]
    ways = [sentences, sentences[::-1], sentences[1:] + sentences[:1]]
    found = [located("\n".join(way))["Tripoli"] for way in ways]
    assert found[0] is not None and len(set(found)) == 1


def test_regions_and_seas_have_coordinates(located: Locator) -> None:
    found = located("Ships left the Black Sea while troops entered Helmand and Kashmir.")
    sea, province = found["Black Sea"], found["Helmand"]
    assert sea is not None and sea.distance(43.3, 34.3) < 161
    assert province is not None and province.country == "AFG"


def test_the_places_of_an_event_carry_coordinates() -> None:
    story = story_of("Turkish police arrested nine people in Izmir on Monday.", date(2020, 2, 5))
    (mention,) = code_story(story).mentions
    (place,) = mention.places
    assert place.country == "TUR" and place.latitude is not None
    assert abs(place.latitude - 38.4) < 0.5


def test_distance_is_that_of_the_globe() -> None:
    site = Site(None, "Quito", "ECU", "", -0.2, -78.5, "town", 1.0)
    assert site.distance(-0.2, -78.5) == 0
    assert site.distance(48.86, 2.35) == pytest.approx(9_340, rel=0.02)
