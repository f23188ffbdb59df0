"""What the reader is trained on, and how."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

import conllu

from training.attributions import read_polnear
from training.examples import (
    Example,
    mark_nationalities,
    read_conllu,
    read_iob,
    read_marked,
    tags_of,
)
from training.marked import read_marked_sentences
from training.relations import read_pairs, read_sides
from training.sentences import read_sentences
from training.standoff import read_standoff


@dataclass(frozen=True, slots=True)
class Recipe:
    """Hyper-parameters: learning rates, word pieces a batch, epochs, seed.

    `masked` is the share of word pieces hidden from the encoder in training. The first
    `unmarked` epochs see no sentence with given sides; cross-validation starts from what they
    leave.
    """

    epochs: int = 6
    pieces: int = 900
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    masked: float = 0.05
    unmarked: int = 4
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Material:
    """Training examples of one kind.

    An epoch sees `share` of them (2 is twice over), another part each time, from epoch `since`.
    """

    name: str
    examples: list[Example]
    share: float = 1.0
    since: int = 0


@dataclass(slots=True)
class Examples:
    """Training material and the development sets by name."""

    train: list[Material] = field(default_factory=list)
    dev: dict[str, list[Example]] = field(default_factory=dict)

    @property
    def all(self) -> list[Example]:
        """Every training example once."""
        return [e for material in self.train for e in material.examples]


def load_examples(data: Path, own: Path, recipe: Recipe) -> Examples:
    """Return the training material.

    Never trained on: EWT dev and GUM dev (trees), the last two fifths of Universal NER's *dev*
    file (names), PolNeAR dev (attributions), a twentieth of our own sentences.
    """
    trees, relations = data / "ud", data / "relations"
    coded = [e for file in sorted(own.glob("*.jsonl")) for e in read_sentences(file)]
    real = list(read_standoff(own / "real", data))
    names, names_dev = _names(data / "entities")
    events, events_dev = held_out(coded)
    real, real_dev = held_out(real)
    marked = read_marked(own / "names-ewt.tsv")

    def names_of(sentence: conllu.TokenList) -> list[str] | None:
        spans = marked.get(sentence.metadata["sent_id"])
        words = [t for t in sentence if isinstance(t["id"], int)]
        if spans is None and not any(t["upos"] == "PROPN" for t in words):
            spans = []  # no proper noun, no name
        return None if spans is None else tags_of(spans, len(words))

    ewt = list(read_conllu(trees / "en_ewt-ud-train.conllu", "ewt", names_of))
    gum = list(read_conllu(trees / "en_gum-ud-train.conllu", "gum"))
    polnear = list(read_polnear(data / "attribution" / "train"))
    pairs = list(read_pairs(relations / "plover-relations.tsv"))
    sides = list(read_sides(relations / "source-target-spans.iob"))
    mark_nationalities([*names, *names_dev, *ewt], demonyms())
    one_event = [
        e for file in sorted((own / "marked").glob("*.tsv")) for e in read_marked_sentences(file)
    ]
    plain = [e for e in (*events, *real) if e.pair is None]
    own_pairs = [e for e in (*events, *real) if e.pair is not None]
    return Examples(
        train=[
            Material("trees", [*ewt, *gum]),
            Material("names", names, 2.0),
            Material("events", plain, 1.6),
            Material("own pairs", own_pairs, 0.3),
            Material("marked", one_event),
            Material("attributions", polnear, 0.35),
            Material("given pairs", pairs, 3.0, recipe.unmarked),
            Material("given sides", sides, 3.0, recipe.unmarked),
        ],
        dev={
            "ewt": list(read_conllu(trees / "en_ewt-ud-dev.conllu", "ewt")),
            "gum": list(read_conllu(trees / "en_gum-ud-dev.conllu", "gum")),
            "uner": names_dev,
            "events": events_dev,
            "real": real_dev,
            "polnear": list(read_polnear(data / "attribution" / "dev"))[:1500],
        },
    )


def held_out(examples: Iterable[Example]) -> tuple[list[Example], list[Example]]:
    """Part examples into nineteen twentieths and one, by a hash of their words."""
    kept: list[Example] = []
    apart: list[Example] = []
    for example in examples:
        digest = hashlib.sha256(" ".join(example.words).encode()).digest()
        (apart if digest[0] < 13 else kept).append(example)
    return kept, apart


def _names(entities: Path) -> tuple[list[Example], list[Example]]:
    """Return Universal NER's sentences, those of the last two fifths of its dev file apart."""
    test = list(read_iob(entities / "en_ewt-uner-test.iob2", "uner"))
    dev = list(read_iob(entities / "en_ewt-uner-dev.iob2", "uner"))
    cut = len(dev) * 3 // 5
    return [*test, *dev[:cut]], dev[cut:]


def demonyms() -> set[str]:
    """Return the nationality words of the codebook."""
    text = resources.files("diurna.codebook").joinpath("data/states.csv").read_text(encoding="utf8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {word for row in rows for word in row["demonyms"].split("|") if word}
