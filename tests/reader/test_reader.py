"""The reader's parts, and the whole on a sentence or two."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diurna.pipeline import make_blank, make_reader
from diurna.reader import load_network
from diurna.reader.component import split
from diurna.reader.lemmas import Lemmatiser, apply_rule, derive_rule
from diurna.reader.shapes import Shape, shapes_of
from diurna.reader.trees import best_tags, best_tree
from diurna.reader.windows import WINDOW

WORDS = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=12)


@given(form=WORDS, lemma=WORDS)
def test_a_derived_rule_gives_its_lemma_back(form: str, lemma: str) -> None:
    if len(form.lower()) == len(form):
        assert apply_rule(derive_rule(form, lemma), form) == lemma


def test_an_irregular_lemma_is_kept_to_its_own_forms() -> None:
    lemmatiser = Lemmatiser(["go AUX", "bend VERB"], ["went go"])
    assert lemmatiser.choose("went", ["=go"], "AUX", "VBD") == "go"
    assert lemmatiser.choose("bent", ["=go", "l-1+d"], "NOUN", "NN") == "bent"
    assert lemmatiser.choose("rang", ["l-0+"], "VERB", "VBD") == "ring"


@pytest.mark.parametrize(
    ("form", "upos", "xpos", "lemma"),
    [
        ("severed", "VERB", "VBD", "sever"),
        ("fined", "VERB", "VBN", "fine"),
        ("blockading", "VERB", "VBG", "blockade"),
        ("walkout", "NOUN", "NN", "walkout"),
        ("convoys", "NOUN", "NNS", "convoy"),
        ("allies", "NOUN", "NNS", "ally"),
        ("planned", "VERB", "VBD", "plan"),
    ],
)
def test_inflection_limits_what_a_lemma_can_be(form: str, upos: str, xpos: str, lemma: str) -> None:
    misleading = ["l-1+", "l-2+e", "l-3+"]
    assert Lemmatiser(["plan VERB", "ally NOUN"], []).choose(form, misleading, upos, xpos) == lemma


def test_numbers_and_unknown_names_are_their_own_lemmas() -> None:
    lemmatiser = Lemmatiser([], [])
    assert lemmatiser.choose("1,200", ["l-3+"], "NUM", "CD") == "1,200"
    assert lemmatiser.choose("Xi", ["l-1+"], "PROPN", "NNP") == "Xi"


def test_shapes_tell_names_from_an_opening_capital_and_from_a_headline() -> None:
    assert shapes_of(["The", "EU", "met", "Kenya", "in", "2020"]) == [
        Shape.FIRST_TITLE, Shape.UPPER, Shape.LOWER, Shape.TITLE, Shape.LOWER, Shape.DIGIT,
    ]  # fmt: skip
    headline = ["Kenya", "Slams", "Troops", "Raid", "Again"]
    assert set(shapes_of(headline)) == {Shape.SHOUTED}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Kenya met Uganda. The talks failed.", 2),
        ("Gen. Mark Milley visited the U.S. Senate on Monday. He left.", 2),
        ("They met at 5 p.m. The talks failed.", 2),
        ('"We will go," he said. "Soon." They left.', 3),
        ("The U.S. Army withdrew. It was 3.5 km away.", 2),
        ("Who did it? Nobody knows!", 2),
        ("One line\nanother line", 2),
    ],
)
def test_sentences_are_split(text: str, count: int) -> None:
    assert len(split(make_blank()(text))) == count


def test_tokens_follow_universal_dependencies() -> None:
    words = [t.text for t in make_blank()("He didn't pay $3.5bn for the U.S.-made anti-tank jets.")]
    assert words[:4] == ["He", "did", "n't", "pay"]
    assert "anti" in words and "tank" in words


def random_scores(seed: int, size: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(size + 1, size + 1)).astype(np.float32)


@given(seed=st.integers(0, 10_000), size=st.integers(1, 14))
def test_the_best_tree_is_a_tree_with_one_root(seed: int, size: int) -> None:
    heads = best_tree(random_scores(seed, size))
    assert (heads == 0).sum() == 1
    for start in range(1, size + 1):
        word, seen = start, set()
        while word:
            assert word not in seen
            seen.add(word)
            word = int(heads[word - 1])


@given(seed=st.integers(0, 500))
def test_the_best_tree_is_no_worse_than_any_tree_of_three_words(seed: int) -> None:
    scores = random_scores(seed, 3)
    heads = best_tree(scores)
    best = max(
        sum(scores[i + 1, h] for i, h in enumerate(tree))
        for tree in ((a, b, c) for a in range(4) for b in range(4) for c in range(4))
        if tree.count(0) == 1 and _is_tree(tree)
    )
    assert sum(scores[i + 1, h] for i, h in enumerate(heads)) == pytest.approx(best, abs=1e-4)


def _is_tree(tree: tuple[int, ...]) -> bool:
    for start in range(1, len(tree) + 1):
        word, steps = start, 0
        while word and steps <= len(tree):
            word, steps = tree[word - 1], steps + 1
        if word:
            return False
    return True


def test_name_tags_never_continue_another_name() -> None:
    tags = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
    logits = np.array([[0, 0, 5, 4, 0], [0, 0, 3, 0, 2.9]], np.float32)
    assert best_tags(logits, tags) == ["B-LOC", "I-LOC"]


def test_a_sentence_is_read() -> None:
    doc = make_blank()("Turkish troops have shelled Kurdish villages in northern Syria.")
    make_reader().annotate([doc])
    verb = next(t for t in doc if t.dep_ == "ROOT")
    assert verb.lemma_ == "shell"
    assert [t.text for t in verb.children if t.dep_ == "nsubj"] == ["troops"]
    assert [t.text for t in verb.children if t.dep_ == "obj"] == ["villages"]
    assert ("Syria", "LOC") in [(e.text, e.label_) for e in doc.ents]


def test_reading_does_not_depend_on_the_company_of_a_sentence() -> None:
    texts = [
        "Kenya condemned the raid by Ethiopian troops.",
        "Kenya met Uganda.",
        "The court in Lima sentenced the former minister to nine years in prison.",
    ]
    alone = [make_blank()(t) for t in texts]
    for doc in alone:
        make_reader().annotate([doc])
    together = make_blank()("\n".join(texts))
    make_reader().annotate([together])
    assert [t.dep_ for d in alone for t in d] == [t.dep_ for t in together if not t.is_space]


def test_a_sentence_longer_than_the_window_is_read_whole() -> None:
    words = ["Kenya", "met", "Uganda", "and"] * (WINDOW // 3) + ["Chad", "."]
    (reading,) = load_network().read([words])
    assert reading.upos.shape[0] == len(words)
    labels = load_network().labels["upos"]
    assert [labels[k] for k in reading.upos.argmax(1)[-2:]] == ["PROPN", "PUNCT"]
    assert (best_tree(reading.arcs) == 0).sum() == 1
