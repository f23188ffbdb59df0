"""Lemmas: the inflection and known words correct a rule, and the quick way changes nothing."""

from __future__ import annotations

import pytest

from diurna.reader.lemmas import Lemmatiser

VOCABULARY = [
    "talk NOUN", "talk VERB", "sever VERB", "severe ADJ", "fine VERB", "fin NOUN", "plan VERB", "plane NOUN",
    "go VERB", "the DET", "report NOUN", "leave VERB", "leaf NOUN",
]  # fmt: skip
IRREGULAR = ["went go", "leaves leaf", "left leave"]


@pytest.fixture(scope="module")
def lemmatiser() -> Lemmatiser:
    return Lemmatiser(VOCABULARY, IRREGULAR)


@pytest.mark.parametrize(
    ("form", "rules", "upos", "xpos", "lemma"),
    [
        ("Talks", ["l-1+"], "NOUN", "NNS", "talk"),
        ("severed", ["l-1+", "l-2+"], "VERB", "VBN", "sever"),
        ("planning", ["l-3+e", "l-4+"], "VERB", "VBG", "plan"),
        ("fined", ["l-1+"], "VERB", "VBD", "fine"),
        ("leaves", ["l-1+", "=leaf"], "NOUN", "NNS", "leaf"),
        ("The", ["l-0+"], "DET", "DT", "the"),
        ("2,500", ["l-2+"], "NUM", "CD", "2,500"),
        ("Xinhua", ["l-1+"], "PROPN", "NNP", "Xinhua"),
    ],
)
def test_a_rule_is_checked_against_inflection_and_known_words(
    lemmatiser: Lemmatiser, form: str, rules: list[str], upos: str, xpos: str, lemma: str
) -> None:
    assert lemmatiser.choose(form, rules, upos, xpos) == lemma


FORMS = ["talks", "Talks", "severed", "planning", "fined", "leaves", "left", "went", "The", "1999"]
TAGS = [
    ("NOUN", "NNS"),
    ("NOUN", "NN"),
    ("VERB", "VBD"),
    ("VERB", "VBG"),
    ("ADJ", "JJ"),
    ("DET", "DT"),
]
RULES = ["l-0+", "l-1+", "l-2+", "l-3+", "l-3+e", "l-4+", "k-0+", "=leaf", "=go", "=leave"]


def test_what_the_likeliest_rule_settles_no_other_rule_changes(lemmatiser: Lemmatiser) -> None:
    settled = 0
    for form in FORMS:
        for upos, xpos in TAGS:
            for rule in RULES:
                sure = lemmatiser.sure(form, rule, upos, xpos)
                if sure is not None:
                    settled += 1
                    others = [r for r in RULES if r != rule]
                    assert lemmatiser.choose(form, [rule, *others], upos, xpos) == sure
                    assert lemmatiser.choose(form, [rule], upos, xpos) == sure
    assert settled > 50
