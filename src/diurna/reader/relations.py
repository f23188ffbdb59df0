"""From pair scores to structures: events with their arguments, attributions with their parts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from diurna.codebook.ontology import load_ontology
from diurna.model import Argument, Attribution, Auxiliary, Trigger
from diurna.reader.windows import Array, Reading

ROLES = ("actor", "recipient", "speaker", "place", "time")
PARTS = ("source", "cue", "content")
AUXILIARIES: tuple[Auxiliary, ...] = ("historical", "future", "hypothetical", "negation")

POSSIBLE = 0.1
"""The least probability with which a trigger or an argument is passed on."""

LIKELY = {"source": 0.41, "cue": 0.35, "content": 0.45}
"""The probability from which a word counts for a part of an attribution.

The threshold that serves F1 best is half the F1 that it reaches (Lipton, Elkan and Naryanaswamy
2014); these are halves of what the heads reach.
"""

_ANCHOR = 3


def triggers(labels: dict[str, list[str]], reading: Reading) -> Iterator[Trigger]:
    """Yield the words that may report an event, with what the heads say of each.

    A word's confidence is the probability that it reports any event; the event is the likeliest.
    """
    shares = np.exp(reading.events - reading.events.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    chance = 1 - shares[:, 0]
    for word in np.flatnonzero(chance >= POSSIBLE).tolist():
        event = labels["events"][1 + int(shares[word, 1:].argmax())]
        likely = _sigmoid(reading.auxiliary[word]) > 0.5
        yield Trigger(
            word=word,
            event=event,
            mode=_mode(labels["modes"], reading.modes[word], event),
            auxiliary=tuple(a for a, on in zip(AUXILIARIES, likely, strict=True) if on),
            arguments=tuple(_arguments(reading.roles[:, word])),
            confidence=round(float(chance[word]), 4),
        )


def _mode(labels: list[str], logits: Array, event: str) -> str:
    """Return the likeliest mode that an event can have, or none."""
    modes = load_ontology().events[event].modes
    possible = [k for k, label in enumerate(labels) if not label or label in modes]
    return labels[max(possible, key=lambda k: float(logits[k]))]


def _arguments(scores: Array) -> Iterator[Argument]:
    chances = _sigmoid(scores)
    for role, word in np.argwhere(chances >= POSSIBLE).tolist():
        yield Argument(ROLES[role], word, round(float(chances[role, word]), 4))


def attributions(reading: Reading) -> Iterator[Attribution]:
    """Yield the attributions of a sentence, outermost cue first where one is inside another.

    A word belongs to a part of an attribution when its link to the anchor is likelier than not.
    """
    chances = _sigmoid(reading.said[:, _ANCHOR])
    for anchor in np.flatnonzero(chances >= LIKELY["cue"]).tolist():
        links = reading.links[:, anchor] > 0
        source, cue, content = (tuple(np.flatnonzero(row).tolist()) for row in links)
        yield Attribution(
            anchor, source, cue or (anchor,), content, round(float(chances[anchor]), 4)
        )


def said_of(reading: Reading) -> tuple[set[int], set[int], set[int]]:
    """Return the words that belong to any source, cue or content, linked or not."""
    chances = _sigmoid(reading.said)
    source, cue, content = (
        set(np.flatnonzero(chances[:, k] >= least).tolist())
        for k, least in enumerate(LIKELY.values())
    )
    return source, cue, content


def _sigmoid(scores: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float32)
