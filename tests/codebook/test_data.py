"""Every data file of the codebook loads and holds together."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import groupby, pairwise

import pycountry
import pytest

from diurna.codebook import load_codebook
from diurna.codebook.actors import load_actors
from diurna.codebook.boilerplate import load_boilerplate
from diurna.codebook.frames import load_classes, load_frames
from diurna.codebook.members import Membership, load_members, members_of
from diurna.codebook.ontology import load_ontology
from diurna.codebook.places import read_own_places
from diurna.codebook.quantities import load_quantities
from diurna.codebook.tables import DATA, read_table
from diurna.errors import CodebookError

ISO = {c.alpha_3 for c in pycountry.countries} | {"XKX"}
SECTORS = {
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS",
    "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO",
    "NGO", "MNC",
}  # fmt: skip
FORMER_MONEY = {
    "ATS", "BEF", "BGN", "BRE", "DEM", "ECS", "EEK", "ESP", "FIM", "FRF", "GRD", "HRK", "ITL", "LTL",
    "LVL", "NLG", "PTE", "SIT", "SKK",
}  # fmt: skip
"""Codes of ISO 4217's list three, of money no longer in use, that the table has."""

TABLES = [
    "states",
    "bodies",
    "subdivisions",
    "organisations",
    "groups",
    "media",
    "companies",
    "roles",
    "offices",
    "vacancies",
    "places",
    "counties",
    "currencies",
]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_says_what_its_columns_mean(table: str) -> None:
    text = (DATA / f"{table}.csv").read_text(encoding="utf8")
    head = [line for line in text.splitlines() if line.startswith("#")]
    columns = next(line for line in text.splitlines() if not line.startswith("#")).split(",")
    for column in columns:
        assert any(column in line for line in head), f"{table}.csv does not explain {column}"


def test_states_are_those_of_iso_3166_and_kosovo() -> None:
    codes = [row["code"] for row in read_table(DATA / "states.csv", ("code",))]
    assert sorted(codes) == sorted(ISO)


@pytest.mark.parametrize("table", ["bodies", "subdivisions", "groups", "media", "companies"])
def test_codes_are_states(table: str) -> None:
    extra = {"IMG", "MNC", "NGO", "IGO", "ISM"}
    for row in read_table(DATA / f"{table}.csv", ("name", "code")):
        assert row["code"] in ISO | extra, f"{table}.csv:{row.line}: {row['code']}"


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("bodies", "sector"),
        ("groups", "sector"),
        ("companies", "sector"),
        ("organisations", "sector"),
        ("offices", "sector"),
    ],
)
def test_sectors_are_plovers(table: str, column: str) -> None:
    for row in read_table(DATA / f"{table}.csv", (column,)):
        assert set(row.many(column)) <= SECTORS, f"{table}.csv:{row.line}: {row[column]}"


def test_members_of_bodies_are_states_once_at_a_time() -> None:
    assert len(set(load_members().values())) >= 250
    for body, members in load_members().items():
        assert {m.state for m in members} <= ISO, body
        for state, times in groupby(sorted(members, key=_years), key=lambda m: m.state):
            for earlier, later in pairwise(times):
                assert earlier.last is not None and later.first is not None, (body, state)
                assert earlier.last <= later.first, (body, state)


def _years(membership: Membership) -> tuple[str, int]:
    return membership.state, membership.first or 0


def test_membership_is_that_of_the_day() -> None:
    assert "POL" not in members_of("NATO", date(1998, 5, 1))
    assert "POL" in members_of("nato", date(1999, 5, 1))
    assert "GBR" in members_of("European Union", date(2019, 1, 1))
    assert "GBR" not in members_of("European Commission", date(2022, 1, 1))
    assert len(members_of("UN", date(2024, 1, 1))) == 193
    with pytest.raises(CodebookError, match="no body 'Hanse'"):
        members_of("Hanse", date(2024, 1, 1))


OFFICES = ("president", "prime minister", "foreign minister")
TODAY = "2024-01-01"


def test_no_term_since_2000_is_missing_but_those_said_to_be() -> None:
    known = {
        (r["code"], r["office"], r["start"], r["end"])
        for r in read_table(DATA / "vacancies.csv", ("code", "office", "start", "end", "why"))
    }
    gaps = set()
    terms = defaultdict(list)
    for term in load_codebook().offices.terms:
        if term.office in OFFICES and term.code in ISO | {"PSE"}:
            terms[term.code, term.office].append(term)
    for (code, office), held in terms.items():
        if held[0].start.year > 2000:
            gaps.add((code, office, "2000-01-01", held[0].start.isoformat()))
        for earlier, later in pairwise(held):
            if earlier.end and (later.start - earlier.end).days > 92:
                gaps.add((code, office, earlier.end.isoformat(), later.start.isoformat()))
        last = held[-1].end.isoformat() if held[-1].end else ""
        if last and last < TODAY:
            gaps.add((code, office, last, ""))
    assert gaps == known


def test_every_un_member_has_foreign_ministers() -> None:
    ministers = {t.code for t in load_codebook().offices.terms if t.office == "foreign minister"}
    assert set(members_of("UN", date(2024, 1, 1))) <= ministers


def test_terms_of_an_office_do_not_overlap() -> None:
    terms = defaultdict(list)
    for term in load_codebook().offices.terms:
        terms[term.code, term.office].append(term)
    for (code, office), held in terms.items():
        for earlier, later in pairwise(held):
            assert earlier.start <= later.start
            if earlier.person != later.person:
                assert earlier.end is not None and earlier.end <= later.start, (
                    code,
                    office,
                    earlier.person,
                    later.person,
                )


def test_every_event_has_a_quad_class_a_score_and_frames() -> None:
    ontology = load_ontology()
    assert len(ontology.events) == 16
    framed = {frame.event for frame in load_frames().frames}
    for name, kind in ontology.events.items():
        assert kind.quad in ontology.quads
        assert -10 <= kind.score <= 10
        assert name in framed


def test_every_mode_has_a_frame_or_is_known_to_lack_one() -> None:
    framed = {(f.event, f.mode) for f in load_frames().frames if f.mode}
    missing = {(e.name, m) for e in load_ontology().events.values() for m in e.modes} - framed
    assert missing <= {
        ("CONSULT", "multilateral"),
        ("ASSAULT", "sexual"),
        ("CONSULT", "third-party"),
    }


def test_every_frame_has_an_example_that_says_who() -> None:
    for frame in load_frames().frames:
        assert frame.examples, frame.name
        for who in frame.who:
            assert ">" in who, frame.name


def test_word_classes_are_used() -> None:
    text = "".join(f.read_text(encoding="utf8") for f in (DATA / "frames").iterdir())
    for name in load_classes():
        assert f'"@{name}"' in text


def test_boilerplate_and_quantities_load() -> None:
    assert load_boilerplate().patterns
    assert load_quantities().words.numbers["seven"] == 7


def test_money_is_that_of_iso_4217_and_every_member_of_the_un_has_some() -> None:
    rows = list(read_table(DATA / "currencies.csv", ("code", "states")))
    current = {c.alpha_3 for c in pycountry.currencies}
    codes = [row["code"] for row in rows]
    assert len(codes) == len(set(codes))
    assert set(codes) <= current | FORMER_MONEY
    states = {state for row in rows for state in row.many("states")}
    nations = next(read_table(DATA / "organisations.csv", ("members",))).many("members")
    assert {nation.partition(":")[0] for nation in nations} <= states <= ISO


def test_a_word_for_money_has_one_usual_meaning_at_most() -> None:
    rows = list(read_table(DATA / "currencies.csv", ("nouns", "signs", "usual")))
    for column in ("nouns", "signs"):
        usual = [word for row in rows if row["usual"] for word in row.many(column)]
        assert len(usual) == len(set(usual)), column


def test_every_state_has_a_point_and_places_stand_once() -> None:
    places = [site for _, site in read_own_places()]
    states = [s.country for s in places if s.kind == "state"]
    assert sorted(states) == sorted(load_actors().state_names)
    assert {s.country for s in places} - set(states) == {""}
    keys = [(s.name, s.country, s.kind, s.admin1 * (s.kind == "district")) for s in places]
    assert len(keys) == len(set(keys)) > 5000
