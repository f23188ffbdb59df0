"""Development scores during training: UPOS, lemma rule, LAS with greedy heads, name F1."""

from __future__ import annotations

from collections import defaultdict

import torch
from torch import Tensor

from diurna.evaluate.layers import spans_of
from diurna.reader.relations import PARTS, ROLES
from training.batches import IGNORED, Batch, Encoder, batches
from training.examples import Example
from training.network import Labels, Reader


@torch.no_grad()
def score(
    model: Reader, encoder: Encoder, labels: Labels, sets: dict[str, list[Example]]
) -> dict[str, float]:
    """Return the accuracies of each layer on each development set."""
    model.eval()
    report: dict[str, float] = {}
    for name, examples in sets.items():
        right: dict[str, int] = defaultdict(int)
        seen: dict[str, int] = defaultdict(int)
        counts = [0, 0, 0]
        encoded = encoder.encode_all(examples)
        found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for batch in batches(encoded, 4000, None):
            out = model(batch.pieces, batch.shapes, batch.mask, batch.firsts)
            gold_heads = batch.targets["heads"]
            heads = out["arcs"].masked_fill(batch.words[:, None, :] == 0, -1e4).argmax(-1)
            relations = model.relations(out, heads).argmax(-1)
            known = gold_heads != IGNORED
            right["uas"] += int(((heads == gold_heads) & known).sum())
            right["las"] += int(
                ((heads == gold_heads) & (relations == batch.targets["deprels"]) & known).sum()
            )
            seen["uas"] += int(known.sum())
            seen["las"] += int(known.sum())
            for layer in ("upos", "xpos", "feats", "lemmas"):
                known = gold_heads != IGNORED
                right[layer] += int(((out[layer].argmax(-1) == batch.targets[layer]) & known).sum())
                seen[layer] += int(known.sum())
            _count_names(
                out["names"].argmax(-1).tolist(),
                batch.targets["names"].tolist(),
                labels.names,
                counts,
            )
            _count_events(out, batch, found)
        report |= {f"{name}.{layer}": round(right[layer] / n, 4) for layer, n in seen.items() if n}
        if counts[1] and counts[2]:
            report[f"{name}.name_f1"] = round(2 * counts[0] / (counts[1] + counts[2]), 4)
        for layer, (both, guessed, gold) in found.items():
            if gold:
                report[f"{name}.{layer}"] = round(2 * both / max(1, guessed + gold), 4)
    return report


def _count_events(out: dict[str, Tensor], batch: Batch, found: dict[str, list[int]]) -> None:
    """Add (right, guessed, gold) of the events, their roles, the attributions and given pairs."""

    def add(layer: str, guess: Tensor, gold: Tensor) -> None:
        counts = found[layer]
        counts[0] += int((guess & gold).sum())
        counts[1] += int(guess.sum())
        counts[2] += int(gold.sum())

    events = batch.targets["events"]
    known, best = events != IGNORED, out["events"].argmax(-1)
    add("event", known & (best > 0) & (best == events), known & (events > 0))
    found["event"][1] += int((known & (best > 0) & (best != events)).sum())
    if len(batch.triggers):
        row, word = batch.triggers.T
        scores, roles = out["roles"][row, :, word], batch.roles
        for k, role in enumerate(ROLES):
            add(role, (scores[:, k] > 0) & (roles[:, k] >= 0), roles[:, k] == 1)
        add("auxiliary", out["auxiliary"][row, word] > 0, batch.auxiliary == 1)
    if len(batch.anchors):
        row, word = batch.anchors.T
        scores, links = out["links"][row, :, word], batch.links
        for k, part in enumerate(PARTS):
            add(f"link {part}", (scores[:, k] > 0) & (links[:, k] >= 0), links[:, k] == 1)
    for k, part in enumerate((*PARTS, "anchor")):
        said = batch.said[..., k]
        add(f"said {part}", (out["said"][..., k] > 0) & (said >= 0), said == 1)
    known = batch.pair != IGNORED
    right = known & (out["pair"].argmax(-1) == batch.pair)
    found["pair"][0] += int(right.sum())
    found["pair"][1] += int(known.sum())
    found["pair"][2] += int(known.sum())


def _count_names(
    predicted: list[list[int]], gold: list[list[int]], names: tuple[str, ...], counts: list[int]
) -> None:
    for guess, truth in zip(predicted, gold, strict=True):
        if all(t == IGNORED for t in truth):
            continue
        known = [i for i, t in enumerate(truth) if t != IGNORED]
        left = spans_of([names[guess[i]] for i in known])
        right = spans_of([names[truth[i]] for i in known])
        left = {s for s in left if s[2] != "NORP"}
        right = {s for s in right if s[2] != "NORP"}
        counts[0] += len(left & right)
        counts[1] += len(left)
        counts[2] += len(right)
