"""From logits to annotations: each layer of a sentence, decoded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diurna.model import Attribution, Trigger
from diurna.reader.network import Network
from diurna.reader.relations import attributions, said_of, triggers
from diurna.reader.trees import best_tags, best_tree
from diurna.reader.windows import Array, Reading


@dataclass(frozen=True, slots=True)
class Annotation:
    """The layers of one sentence, a value a word.

    `heads` holds 1-based positions, 0 for the root; `names` BIO tags of PER, ORG, LOC, NORP.
    The words of `triggers` and `attributions` count from 0 in the sentence, as do
    those of `said`: the words of any source, cue and content.
    """

    upos: list[str]
    xpos: list[str]
    feats: list[str]
    lemmas: list[str]
    heads: list[int]
    deprels: list[str]
    names: list[str]
    triggers: list[Trigger]
    attributions: list[Attribution]
    said: tuple[set[int], set[int], set[int]]


def decode(network: Network, words: Sequence[str], reading: Reading) -> Annotation:
    """Return the annotation of a sentence: best tags, best tree, best names."""
    labels = network.labels
    heads = best_tree(reading.arcs)
    upos = [labels["upos"][k] for k in reading.upos.argmax(1).tolist()]
    xpos = [labels["xpos"][k] for k in reading.xpos.argmax(1).tolist()]
    return Annotation(
        upos=upos,
        xpos=xpos,
        feats=[labels["feats"][k] for k in reading.feats.argmax(1).tolist()],
        lemmas=_lemmas(network, words, upos, xpos, reading.lemmas),
        heads=[int(h) for h in heads],
        deprels=_relations(network, reading, heads),
        names=best_tags(reading.names, labels["names"]),
        triggers=list(triggers(network.labels, reading)),
        attributions=list(attributions(reading)),
        said=said_of(reading),
    )


def _relations(network: Network, reading: Reading, heads: NDArray[np.int64]) -> list[str]:
    """Return the best relations; *root* belongs to the root and to no other word."""
    labels = network.labels["deprels"]
    logits = network.relations(reading, heads)
    logits[:, labels.index("root")] = np.where(heads == 0, 1e4, -1e4)
    return [labels[k] for k in logits.argmax(1).tolist()]


def _lemmas(
    network: Network, words: Sequence[str], upos: list[str], xpos: list[str], logits: Array
) -> list[str]:
    rules = network.labels["lemmas"]
    found = []
    for i, best in enumerate(logits.argmax(1).tolist()):
        word, coarse, fine = words[i], upos[i], xpos[i]
        lemma = network.lemmatiser.sure(word, rules[best], coarse, fine)
        if lemma is None:
            ranked = [rules[k] for k in np.argsort(-logits[i])[:5].tolist()]
            lemma = network.lemmatiser.choose(word, ranked, coarse, fine)
        found.append(lemma)
    return found
