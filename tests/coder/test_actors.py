"""Whom phrases stand for: pairs, guests, pronouns, persons and regions, by the story as a whole."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest

from diurna.codebook import load_codebook
from diurna.coder import actors_at
from diurna.evaluate.lines import locate
from diurna.model import UNNAMED
from diurna.pipeline import make_blank, make_reader

Codes = Callable[..., list[str]]


@pytest.fixture(scope="module")
def codes() -> Codes:
    """Return a function that tells the codes of a phrase of a text (``it#2``: the second *it*)."""
    reader = make_reader()

    def run(text: str, phrase: str) -> list[str]:
        doc = make_blank()(text)
        reader.annotate([doc])
        (found,) = actors_at(doc, date(2021, 5, 12), load_codebook(), [locate(text, phrase)])
        return sorted({e.code for e in found} - {UNNAMED})

    return run


PAIRS = [
    (
        "Honduras and El Salvador reopened a bridge on Monday.\nMexico urged both neighbours to keep it open.",
        "both neighbours",
        ["HND", "SLV"],
    ),
    (
        "Qatar, which mediated, thanked Chad and Libya for coming to Doha.\nThe two sides will meet again.",
        "The two sides",
        ["LBY", "TCD"],
    ),
    (
        "Eritrea accused Djibouti of shelling a village.\nDjibouti denied it.\nKenya met the old foes on Friday.",
        "the old foes",
        ["DJI", "ERI"],
    ),
    (
        "Laos, Cambodia and Vietnam signed a pact on Monday.\nThe three neighbours will share power lines.",
        "The three neighbours",
        ["KHM", "LAO", "VNM"],
    ),
    (
        "Finland's envoy met negotiators in Oslo.\nThe two Koreas sent nobody.",
        "The two Koreas",
        ["KOR", "PRK"],
    ),
    ("Peru and Ecuador blamed each other for the fire.", "each other", ["ECU", "PER"]),
    (
        "Mustafa Demir and Kerem Aydin of Turkey quarrelled on television.\nThe two rivals would not shake hands.",
        "The two rivals",
        ["TUR"],
    ),
]


@pytest.mark.parametrize(("text", "phrase", "expected"), PAIRS)
def test_a_group_is_whom_the_story_sets_together_or_against_each_other(
    codes: Codes, text: str, phrase: str, expected: list[str]
) -> None:
    assert codes(text, phrase) == expected


@pytest.mark.parametrize("seed", range(4))
def test_a_group_does_not_depend_on_the_order_of_sentences(codes: Codes, seed: int) -> None:
    lines = [
        "Ghana and Togo quarrel over a stretch of sea.",
        "Accra accused its neighbour of drilling there.",
        "Nigeria has offered to mediate between the two countries.",
        "Togo's foreign minister, Robert Dussey, called the charge baseless.",
    ]
    phrases = {"the two countries": ["GHA", "TGO"], "its neighbour": ["TGO"]}
    random.Random(seed).shuffle(lines)
    assert {p: codes("\n".join(lines), p) for p in phrases} == phrases


@pytest.mark.parametrize(("phrase", "expected"), [("The former", ["BOL"]), ("the latter", ["PRY"])])
def test_former_and_latter_tell_apart_the_two_named_last(
    codes: Codes, phrase: str, expected: list[str]
) -> None:
    text = (
        "Chile and Argentina sent observers.\n"
        "Bolivia and Paraguay signed the treaty on Tuesday.\n"
        "The former hailed it, while the latter asked for time."
    )
    assert codes(text, phrase) == expected


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        (
            "Uzbek President Shavkat Mirziyoyev landed in Ankara on Monday.\nThe visitor praised his hosts.",
            "The visitor",
            ["UZB"],
        ),
        (
            "Norway's Jonas Stoere received Zambia's Hakainde Hichilema in Oslo.\nThe host promised money.",
            "The host",
            ["NOR"],
        ),
        ("Hungary's minister thanked his Serbian host.", "his Serbian host", ["SRB"]),
        (
            "Nepal closed two crossings with India.\nKathmandu accused its giant neighbour of bullying.",
            "its giant neighbour",
            ["IND"],
        ),
    ],
)
def test_guests_hosts_and_neighbours_are_the_other_one(
    codes: Codes, text: str, phrase: str, expected: list[str]
) -> None:
    assert codes(text, phrase) == expected


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("Rwanda told Burundi to withdraw its soldiers.", "its", ["BDI"]),
        ("Jordan urged Syria to reopen its border.", "its", ["SYR"]),
        ("Cyprus promised Greece to keep its ports open.", "its", ["CYP"]),
        ("Sudan attacked, and Egypt and its allies answered.", "its", ["EGY"]),
    ],
)
def test_a_possessive_in_an_infinitive_means_who_is_to_do_it(
    codes: Codes, text: str, phrase: str, expected: list[str]
) -> None:
    assert codes(text, phrase) == expected


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        (
            "Oman and Yemen talk again.\nSalim al-Harthi accused Yemen of bad faith.",
            "Salim al-Harthi",
            ["OMN"],
        ),
        ("Ana Tavares signed the accord for Angola in Lisbon.", "Ana Tavares", ["AGO"]),
        ("Pieter Vos, who heads the UN office in Juba, left on Monday.", "Pieter Vos", ["UN"]),
        (
            "A Canadian envoy flew to Haiti.\nThe envoy, Paul Morin, saw the police.",
            "Paul Morin",
            ["CAN"],
        ),
    ],
)
def test_a_person_belongs_to_whom_they_act_for_not_to_whom_they_act_on(
    codes: Codes, text: str, phrase: str, expected: list[str]
) -> None:
    assert codes(text, phrase) == expected


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("European leaders scolded Serbia.", "European leaders", ["EU"]),
        ("A European diplomat scolded Serbia.", "A European diplomat", []),
        ("Western officials scolded Iran.", "Western officials", []),
        ("Tonga left, and the East African bloc stayed.", "the East African bloc", ["EAC"]),
        ("Qatar has an envoy in Rome.\nThe emirate will pay.", "The emirate", ["QAT"]),
        ("Iran and Oman met.\nThe Islamic republic wants a deal.", "The Islamic republic", ["IRN"]),
    ],
)
def test_names_for_regions_and_kinds_of_states(
    codes: Codes, text: str, phrase: str, expected: list[str]
) -> None:
    assert codes(text, phrase) == expected


@pytest.mark.parametrize("title", ["Their president", "Their leader", "Their minister"])
def test_a_title_read_while_the_persons_are_learnt_leaves_the_pair_open(
    codes: Codes, title: str
) -> None:
    text = (
        f"{title}, Adil Karimov, fell ill on Sunday.\n"
        "Bahrain protested at once.\nKuwait kept silent.\nThe two countries have no dispute."
    )
    assert codes(text, "The two countries") == ["BHR", "KWT"]
