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
        ("Police in Lebanon, Pennsylvania, closed a bridge.", "Lebanon", "USA"),
        ("Ministers of Lebanon, Cyprus and Jordan met.", "Lebanon", "LBN"),
        ("A storm hit Innisfail in Queensland.", "Innisfail", "AUS"),
        ("Floods closed roads around Nenagh. Ireland's army helped.", "Nenagh", "IRL"),
        ("Traders in Dubai sold gold.", "Dubai", "ARE"),
        ("Lithuania, Latvia and Georgia signed a treaty.", "Georgia", "GEO"),
        ("Alabama, Georgia and Florida counted votes.", "Georgia", "USA"),
    ],
)
def test_a_name_is_placed_by_its_words_and_its_story(
    located: Locator, text: str, name: str, code: str
) -> None:
    assert country(located(text)[name]) == code


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Mexico's army arrested smugglers near Mexico City.", "Mexico", "state"),
        ("Guatemala's army arrested smugglers near Guatemala City.", "Guatemala", "state"),
        ("Senators from Oregon, Idaho and Washington met on Monday.", "Washington", "region"),
        ("Ambassadors in Paris, London and Washington met on Monday.", "Washington", "town"),
        ("Firemen fought a fire in Morris County, New Jersey.", "Morris County", "district"),
        ("Ships crossed the Atlantic from Ireland.", "Atlantic", "sea"),
    ],
)
def test_a_name_of_a_state_region_or_town_is_told_by_what_is_around_it(
    located: Locator, text: str, name: str, kind: str
) -> None:
    site = located(text)[name]
    assert site is not None and site.kind == kind


@pytest.mark.parametrize(
    ("text", "name", "point"),
    [
        ("Vietnam closed Da Nang International Airport. Hanoi was calm.",
         "Da Nang International Airport", (16.06, 108.2)),
        ("A shop in Maywood burned down. New Jersey sent money.", "Maywood", (40.9, -74.06)),
        ("A shop in Maywood burned down. Illinois sent money.", "Maywood", (41.88, -87.84)),
        ("A shop in Shelby burned down. Montana sent money.", "Shelby", (48.5, -111.86)),
    ],
)  # fmt: skip
def test_a_place_lies_in_the_regions_of_its_story(
    located: Locator, text: str, name: str, point: tuple[float, float]
) -> None:
    site = located(text)[name]
    assert site is not None and site.distance(*point) < 50


def test_a_held_name_means_the_same_where_nothing_holds_it(located: Locator) -> None:
    text = "A fire broke out in Paris, Texas. Firemen from Dallas came to Paris."
    doc: Doc = make_blank()(text)
    make_reader().annotate([doc])
    sites = locate_names(doc, load_codebook()).values()
    assert {s.country for s in sites if s is not None} == {"USA"}


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


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("Turkish police arrested nine people in Izmir.", "town"),
        ("Afghan soldiers attacked rebels in Helmand.", "region"),
        ("Rebels attacked soldiers in the Sahara.", "area"),
        ("Rebels attacked soldiers in the village of Qrbltza.", "unknown"),
    ],
)
def test_a_place_says_how_precise_it_is(text: str, precision: str) -> None:
    (mention,) = code_story(story_of(text, date(2020, 2, 5))).mentions
    assert [p.precision for p in mention.places] == [precision]


def test_distance_is_that_of_the_globe() -> None:
    site = Site(None, "Quito", "ECU", "", -0.2, -78.5, "town", 1.0)
    assert site.distance(-0.2, -78.5) == 0
    assert site.distance(48.86, 2.35) == pytest.approx(9_340, rel=0.02)
