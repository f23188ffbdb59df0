"""What the reader is trained on, and how."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from training.examples import Example, mark_nationalities, read_conllu, read_iob
from training.sentences import read_sentences


@dataclass(frozen=True, slots=True)
class Recipe:
    """Hyper-parameters: learning rates, word pieces a batch, epochs, seed."""

    epochs: int = 6
    pieces: int = 900
    encoder_rate: float = 1.5e-4
    head_rate: float = 1.5e-3
    seed: int = 7


@dataclass(slots=True)
class Examples:
    """Training examples and the development sets by name."""

    train: list[Example] = field(default_factory=list)
    dev: dict[str, list[Example]] = field(default_factory=dict)


def load_examples(data: Path, own: Path) -> Examples:
    """Return the training material.

    Trees and tags: EWT train, GUM train. Names: GUM train (from its entity layer), Universal
    NER's EWT *test* file, our own sentences. EWT dev and GUM dev (trees) and Universal NER's
    *dev* file (names) are never trained on.
    """
    trees, entities = data / "ud", data / "entities"
    ewt = list(read_conllu(trees / "en_ewt-ud-train.conllu", "ewt", with_names=False))
    gum = list(read_conllu(trees / "en_gum-ud-train.conllu", "gum", with_names=True))
    uner = list(read_iob(entities / "en_ewt-uner-test.iob2", "uner"))
    sentences = [e for file in sorted(own.glob("*.jsonl")) for e in read_sentences(file)]
    mark_nationalities([*gum, *uner], demonyms())
    dev = {
        "ewt": list(read_conllu(trees / "en_ewt-ud-dev.conllu", "ewt", with_names=False)),
        "gum": list(read_conllu(trees / "en_gum-ud-dev.conllu", "gum", with_names=True)),
        "uner": list(read_iob(entities / "en_ewt-uner-dev.iob2", "uner")),
    }
    names = [*uner, *sentences]
    return Examples(train=[*ewt, *gum, *names, *names], dev=dev)


def demonyms() -> set[str]:
    """Return the nationality words of the codebook."""
    text = resources.files("diurna.codebook").joinpath("data/states.csv").read_text(encoding="utf8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {word for row in rows for word in row["demonyms"].split("|") if word}
