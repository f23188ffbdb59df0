"""Towns are found by every way to write their names, and by further names; the archive is small."""

from __future__ import annotations

from pathlib import Path

import pytest

from diurna.codebook.tables import DATA
from diurna.codebook.towns import LINES, Towns, place_key
from tools.towns import tables, write

ALPHA3 = {"SY": "SYR", "DE": "DEU", "US": "USA"}


def entry(
    number: int, name: str, country: str, *others: str, people: int = 5000
) -> dict[str, object]:
    return {
        "geonameid": number,
        "name": name,
        "countrycode": country,
        "admin1code": "07",
        "latitude": 34.45226,
        "longitude": 40.91854,
        "population": people,
        "alternatenames": list(others),
    }


def packed(folder: Path, *entries: dict[str, object]) -> Towns:
    towns, aliases = tables(entries, ALPHA3)
    write(folder / "towns.zip", {"towns": towns, "aliases": aliases}, "a test")
    return Towns((folder / "towns.zip").read_bytes())


@pytest.fixture(scope="module")
def towns() -> Towns:
    return Towns((DATA / "towns.zip").read_bytes())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("al-Bukamal", "Bukamal"),
        ("St. Louis", "Saint Louis"),
        ("Baden-Baden", "Baden Baden"),
        ("Sana'a", "Sana’a"),
        ("Córdoba", "Cordoba"),
        ("THE HAGUE", "Hague"),
        ("Mt. Vernon", "Mount Vernon"),
    ],
)
def test_ways_to_write_a_name_are_one_key(one: str, other: str) -> None:
    assert place_key(one) == place_key(other)


@pytest.mark.parametrize(("one", "other"), [("Aleppo", "Leppo"), ("Stade", "Saintade"), ("Al", "")])
def test_names_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert place_key(one) != place_key(other)


def test_a_town_keeps_what_its_source_says(tmp_path: Path) -> None:
    archive = packed(tmp_path, entry(174448, "Ālbū Kamāl", "SY", "Abu Kamal", people=57572))
    (town,) = archive.named(place_key("Albu Kamal"))
    assert town == (174448, "Ālbū Kamāl", "SYR", "07", 34.452, 40.919, 57572)
    assert list(archive.named("abu kamal")) == [town]


def test_a_name_in_small_letters_or_another_script_is_left_out(tmp_path: Path) -> None:
    archive = packed(tmp_path, entry(1, "Ulm", "DE", "wu er mu", "Ульм", "Ulma", "ULM"))
    assert not [*archive.named("wu er mu"), *archive.named("ульм")]
    assert [t.name for t in archive.named("ulma")] == ["Ulm"]


def test_towns_of_one_name_are_all_found_across_pieces(tmp_path: Path) -> None:
    before = [entry(k, f"Aville {k:04}", "US") for k in range(LINES - 2)]
    alike = [entry(5000 + k, "Springfield", "US") for k in range(5)]
    after = [entry(9000 + k, f"Zville {k:04}", "US") for k in range(LINES)]
    archive = packed(tmp_path, *before, *alike, *after)
    assert [t.geonames_id for t in archive.named("springfield")] == [5000, 5001, 5002, 5003, 5004]
    assert [t.geonames_id for t in archive.named("zville 0000")] == [9000]


@pytest.mark.parametrize("key", ["", "a", "zzzz", "springfiel", "springfieldx", "\t", "~"])
def test_a_name_that_nothing_has_is_not_found(tmp_path: Path, key: str) -> None:
    archive = packed(tmp_path, entry(1, "Springfield", "US"), entry(2, "Ulm", "DE"))
    assert not list(archive.named(key))


def test_the_same_edition_gives_the_same_bytes(tmp_path: Path) -> None:
    entries = [entry(2, "Ulm", "DE", "Ulma"), entry(1, "Springfield", "US")]
    made: list[bytes] = []
    for order in (entries, entries[::-1]):
        folder = tmp_path / str(len(made))
        folder.mkdir()
        packed(folder, *order)
        made.append((folder / "towns.zip").read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Innisfail", "AUS"),
        ("Nenagh", "IRL"),
        ("Kyiv", "UKR"),
        ("Kiev", "UKR"),
        ("Muenchen", "DEU"),
        ("Attapeu", "LAO"),
        ("Deir ez-Zor", "SYR"),
        ("Łódź", "POL"),
    ],
)
def test_small_towns_and_further_names_are_there(towns: Towns, name: str, country: str) -> None:
    assert country in {t.country for t in towns.named(place_key(name))}


def test_the_archive_is_small_and_says_where_it_is_from() -> None:
    content = (DATA / "towns.zip").read_bytes()
    assert len(content) < 6_000_000
    assert b"GeoNames (geonames.org, CC BY 4.0)" in content[-200:]
