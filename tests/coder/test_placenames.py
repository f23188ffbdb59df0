"""What the words between names of places say: what holds a place, what stands in a row."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from diurna.coder.placenames import PlaceNames
from diurna.pipeline import make_blank, make_reader


def names_of(text: str) -> PlaceNames:
    doc: Doc = make_blank()(text)
    make_reader().annotate([doc])
    return PlaceNames(doc)


@pytest.mark.parametrize(
    ("text", "name", "holder"),
    [
        ("Firemen from Athens, Georgia, helped.", "Athens", "Georgia"),
        ("Workers in Rome, New York, went on strike.", "Rome", "New York"),
        ("A bomb went off in Tripoli in northern Lebanon.", "Tripoli", "Lebanon"),
        ("Police found arms in Colombia's Medellin on Monday.", "Medellin", "Colombia"),
        ("Buses left Quito for Lima.", "Quito", None),
        ("Buses left Nairobi.", "Nairobi", None),
    ],
)
def test_the_words_say_what_holds_a_place(text: str, name: str, holder: str | None) -> None:
    names = names_of(text)
    (ent,) = [e for e in names if e.text == name]
    found = names.holder(ent)
    assert (found.text if found is not None else None) == holder


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Voters in Oregon, Idaho and Washington waited.", ["Oregon", "Idaho", "Washington"]),
        ("Voters in Kenya and Uganda waited.", ["Kenya", "Uganda"]),
        ("Voters in Athens, Georgia, waited.", ["Athens"]),
        ("Voters in Quito went to Lima.", ["Quito"]),
    ],
)
def test_names_with_only_commas_and_conjunctions_between_are_a_row(
    text: str, row: list[str]
) -> None:
    names = names_of(text)
    assert [e.text for e in names.row(next(iter(names)))] == row
