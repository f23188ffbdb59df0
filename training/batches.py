"""Encoding examples for the network, in length-sorted batches."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import torch
from tokenizers import Tokenizer
from torch import Tensor

from diurna.codebook.ontology import load_ontology
from diurna.evaluate.given import YIELD
from diurna.reader.relations import AUXILIARIES, PARTS, ROLES
from diurna.reader.shapes import Shape, shapes_of
from training.examples import Event, Example, Said
from training.network import Labels

IGNORED = -100
TAG_LAYERS = ("upos", "xpos", "feats", "lemmas", "names", "sides", "events")
NAME_TAGS = ("O", *(f"{p}-{t}" for t in ("PER", "ORG", "LOC", "NORP") for p in "BI"))
SIDE_TAGS = ("O", *(f"{p}-{t}" for t in "STR" for p in "BI"))
NO_EVENT = ""


@dataclass(slots=True)
class Encoded:
    """An example as numbers: pieces, their shapes, word starts and the target of each layer.

    Words count from 1. `triggers` holds (word, mode, auxiliaries, (role, word) pairs, roles
    that are annotated); `anchors` holds (word, (part, word) pairs); `said` holds, a word, its
    parts and whether it is an anchor, or is empty.
    """

    pieces: list[int]
    shapes: list[int]
    firsts: list[int]
    targets: dict[str, list[int]]
    triggers: list[tuple[int, int, list[int], list[tuple[int, int]], list[int]]] = field(
        default_factory=list
    )
    anchors: list[tuple[int, list[tuple[int, int]]]] = field(default_factory=list)
    said: list[list[int]] = field(default_factory=list)
    pair: int = IGNORED


@dataclass(slots=True)
class Batch:
    """Padded tensors of some examples; absent layers hold `IGNORED`.

    `triggers` and `anchors` (k, 2) are (example, word); their targets stand beside them: `modes`
    (k,), `auxiliary` (k, 4), `roles` (k, 5, words) and `links` (a, 3, words). `said` is (batch,
    words, 4). Of these, -1 stands for what is not annotated.
    """

    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    firsts: Tensor
    words: Tensor
    targets: dict[str, Tensor]
    triggers: Tensor
    modes: Tensor
    auxiliary: Tensor
    roles: Tensor
    anchors: Tensor
    links: Tensor
    said: Tensor
    pair: Tensor


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

    events = tuple(sorted(load_ontology().events))
    modes = Counter(e.mode for x in examples for e in x.events or [] if e.mode)
    return Labels(
        upos=kept("upos", 1),
        xpos=kept("xpos", 2),
        feats=kept("feats", 3),
        lemmas=kept("lemmas", 3),
        deprels=kept("deprels", 2),
        names=NAME_TAGS,
        sides=SIDE_TAGS,
        events=(NO_EVENT, *events),
        modes=(NO_EVENT, *sorted(m for m, n in modes.items() if n >= 3)),
        pairs=tuple(sorted({_of_pair(e) for e in events})),
    )


def _of_pair(event: str) -> str:
    """Return an event's name between given sides, where CONCEDE and RETREAT are one (YIELD)."""
    return YIELD.get(event, event)


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
            for layer in (*TAG_LAYERS, "deprels", "modes", "pairs")
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
        if example.quoted:
            shapes[0] = int(Shape.QUOTED)
        encoded = Encoded(encoding.ids, shapes, firsts, self._targets(example))
        if example.pair is not None:
            sides = dict.fromkeys(example.pair.target, Shape.TARGET)
            sides |= dict.fromkeys(example.pair.source, Shape.SOURCE)
            for position, word in enumerate(encoding.word_ids):
                if word in sides:
                    shapes[position] = int(sides[word])
            encoded.pair = self._index["pairs"][_of_pair(example.pair.event)]
        encoded.triggers = [self._trigger(e) for e in example.events or []]
        if example.said is not None:
            encoded.anchors = [_anchor(s) for s in example.said if s.anchor is not None]
            encoded.said = _said(example.said, len(example.words) + 1)
        return encoded

    def encode_all(self, examples: Iterable[Example]) -> list[Encoded]:
        """Return the encoded examples but those that are too long."""
        return [e for e in map(self.encode, examples) if e is not None]

    def _trigger(
        self, event: Event
    ) -> tuple[int, int, list[int], list[tuple[int, int]], list[int]]:
        known = [r for r in ROLES if event.roles.get(r) is not None]
        filled = [
            (ROLES.index(role), word + 1) for role in known for word in event.roles[role] or ()
        ]
        return (
            event.trigger + 1,
            IGNORED if event.mode is None else self._index["modes"].get(event.mode, 0),
            [int(a in event.auxiliary) for a in AUXILIARIES],
            filled,
            [ROLES.index(r) for r in known],
        )

    def _targets(self, example: Example) -> dict[str, list[int]]:
        targets = {}
        for layer in (*TAG_LAYERS, "deprels"):
            values = _events_of(example) if layer == "events" else getattr(example, layer)
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


def _events_of(example: Example) -> list[str] | None:
    """Return the event that each word reports, most none."""
    if example.events is None:
        return None
    values = [NO_EVENT] * len(example.words)
    for event in example.events:
        values[event.trigger] = event.event
    return values


def _anchor(said: Said) -> tuple[int, list[tuple[int, int]]]:
    pairs = [(k, w + 1) for k, part in enumerate(PARTS) for w in getattr(said, part)]
    return (said.anchor or 0) + 1, pairs


def _said(attributions: Iterable[Said], size: int) -> list[list[int]]:
    rows = [[0] * (len(PARTS) + 1) for _ in range(size)]
    rows[0] = [-1] * (len(PARTS) + 1)
    for said in attributions:
        for k, part in enumerate(PARTS):
            for word in getattr(said, part):
                rows[word + 1][k] = 1
        if said.anchor is not None:
            rows[said.anchor + 1][len(PARTS)] = 1
    return rows


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

    triggers = [(i, t) for i, e in enumerate(group) for t in e.triggers]
    anchors = [(i, a) for i, e in enumerate(group) for a in e.anchors]
    said = torch.full((len(group), words, len(PARTS) + 1), -1.0)
    for i, example in enumerate(group):
        if example.said:
            said[i, : len(example.said)] = torch.tensor(example.said, dtype=torch.float)
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
        triggers=torch.tensor([[i, t[0]] for i, t in triggers], dtype=torch.long).view(-1, 2),
        modes=torch.tensor([t[1] for _, t in triggers], dtype=torch.long),
        auxiliary=torch.tensor([t[2] for _, t in triggers], dtype=torch.float),
        roles=_pairs([(len(group[i].firsts), t[3], t[4]) for i, t in triggers], len(ROLES), words),
        anchors=torch.tensor([[i, a[0]] for i, a in anchors], dtype=torch.long).view(-1, 2),
        links=_pairs(
            [(len(group[i].firsts), a[1], list(range(len(PARTS)))) for i, a in anchors],
            len(PARTS),
            words,
        ),
        said=said,
        pair=torch.tensor([e.pair for e in group]),
    )


def _pairs(
    rows: list[tuple[int, list[tuple[int, int]], list[int]]], kinds: int, words: int
) -> Tensor:
    """Return targets (rows, kinds, words): 1 where filled, -1 where not annotated or no word."""
    target = torch.full((len(rows), kinds, words), -1.0)
    for row, (size, filled, known) in enumerate(rows):
        target[row, known, 1:size] = 0
        for kind, word in filled:
            target[row, kind, word] = 1
    return target
