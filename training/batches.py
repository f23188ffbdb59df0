"""Encoding examples for the network, in length-sorted batches."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from diurna.reader.shapes import shapes_of
from training.examples import Example
from training.network import Labels

IGNORED = -100
TAG_LAYERS = ("upos", "xpos", "feats", "lemmas", "names")


@dataclass(slots=True)
class Encoded:
    """An example as numbers: pieces, their shapes, word starts and the target of each layer."""

    pieces: list[int]
    shapes: list[int]
    firsts: list[int]
    targets: dict[str, list[int]]


@dataclass(slots=True)
class Batch:
    """Padded tensors of some examples; absent layers hold `IGNORED`."""

    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    firsts: Tensor
    words: Tensor
    targets: dict[str, Tensor]


def collect_labels(examples: list[Example]) -> Labels:
    """Return every label seen at least twice (lemma rules, feature sets) or at all (the rest)."""
    counts: dict[str, Counter[str]] = {
        k: Counter() for k in ("upos", "xpos", "feats", "lemmas", "deprels")
    }
    for example in examples:
        for layer, counter in counts.items():
            counter.update(getattr(example, layer) or [])

    def kept(layer: str, at_least: int) -> tuple[str, ...]:
        return tuple(sorted(label for label, n in counts[layer].items() if n >= at_least))

    names = ("O", *(f"{p}-{t}" for t in ("PER", "ORG", "LOC", "NORP") for p in "BI"))
    return Labels(
        upos=kept("upos", 1),
        xpos=kept("xpos", 2),
        feats=kept("feats", 3),
        lemmas=kept("lemmas", 3),
        deprels=kept("deprels", 2),
        names=names,
    )


def collect_lexicon(examples: list[Example]) -> dict[str, list[str]]:
    """Return the ``lemma UPOS`` pairs seen, and the ``form lemma`` pairs behind ``=`` rules.

    A pair must be seen twice, or be spelled in letters only.
    """
    seen: Counter[str] = Counter()
    irregular: set[str] = set()
    for example in examples:
        layers = (example.words, example.gold_lemmas, example.lemmas or [], example.upos or [])
        for form, lemma, rule, upos in zip(*layers, strict=False):
            seen[f"{lemma.lower()} {upos}"] += 1
            if rule.startswith("="):
                irregular.add(f"{form.lower()} {lemma}")
    kept = (pair for pair, n in seen.items() if n > 1 or pair.split()[0].isalpha())
    return {"vocabulary": sorted(kept), "irregular": sorted(irregular)}


class Encoder:
    """Turns examples into numbers with the reader's word pieces and label sets."""

    def __init__(self, tokenizer: Tokenizer, labels: Labels):
        self._tokenizer = tokenizer
        self._index = {
            layer: {label: i for i, label in enumerate(getattr(labels, layer))}
            for layer in (*TAG_LAYERS, "deprels")
        }

    def encode(self, example: Example, limit: int = 256) -> Encoded | None:
        """Return the encoded example, or None when it is longer than `limit` pieces."""
        encoding = self._tokenizer.encode(example.words, is_pretokenized=True)
        if len(encoding.ids) > limit:
            return None
        word_shapes = shapes_of(example.words)
        firsts = [0] * (len(example.words) + 1)
        shapes = [0] * len(encoding.ids)
        for position, word in enumerate(encoding.word_ids):
            if word is not None:
                shapes[position] = int(word_shapes[word])
                firsts[word + 1] = firsts[word + 1] or position
        if 0 in firsts[1:]:
            return None
        return Encoded(encoding.ids, shapes, firsts, self._targets(example))

    def _targets(self, example: Example) -> dict[str, list[int]]:
        targets = {}
        for layer in (*TAG_LAYERS, "deprels"):
            values: list[str] | None = getattr(example, layer)
            index = self._index[layer]
            if values is None:
                targets[layer] = [IGNORED] * (len(example.words) + 1)
            else:
                targets[layer] = [IGNORED, *(index.get(v, IGNORED) for v in values)]
        heads = example.heads
        targets["heads"] = (
            [IGNORED] * (len(example.words) + 1) if heads is None else [IGNORED, *heads]
        )
        return targets


def batches(examples: list[Encoded], pieces: int, rng: random.Random | None) -> Iterator[Batch]:
    """Yield batches of about `pieces` word pieces, alike in length, shuffled if `rng` is given."""
    order = sorted(examples, key=lambda e: len(e.pieces) + (rng.random() * 4 if rng else 0))
    groups: list[list[Encoded]] = [[]]
    for example in order:
        if groups[-1] and len(example.pieces) * (len(groups[-1]) + 1) > pieces:
            groups.append([])
        groups[-1].append(example)
    if rng:
        rng.shuffle(groups)
    for group in groups:
        yield _pad(group)


def _pad(group: list[Encoded]) -> Batch:
    pieces = max(len(e.pieces) for e in group)
    words = max(len(e.firsts) for e in group)

    def padded(rows: list[list[int]], width: int, fill: int) -> Tensor:
        return torch.tensor([row + [fill] * (width - len(row)) for row in rows])

    return Batch(
        pieces=padded([e.pieces for e in group], pieces, 0),
        shapes=padded([e.shapes for e in group], pieces, 0),
        mask=padded([[1] * len(e.pieces) for e in group], pieces, 0),
        firsts=padded([e.firsts for e in group], words, 0),
        words=padded([[1] * len(e.firsts) for e in group], words, 0),
        targets={
            layer: padded([e.targets[layer] for e in group], words, IGNORED)
            for layer in group[0].targets
        },
    )
