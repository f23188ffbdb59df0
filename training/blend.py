"""Blend a run with the run that it started from: ``python -m training.blend --start RUN``.

Every weight that both have becomes a mean of the two. What many new tasks took from the trees comes
back, at next to no cost to the new tasks (Wortsman et al., "Robust fine-tuning of zero-shot
models", CVPR 2022). Writes a run of its own, ``RUN/blended``, to export.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch
from torch import Tensor

SHARE = 0.3
"""The share of the earlier weights, chosen on our own held-out sentences."""


def blend(later: dict[str, Tensor], earlier: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """Return the mean of two sets of weights; rows and heads that only `later` has stay."""
    mixed = {}
    for name, weights in later.items():
        mixed[name] = weights.clone()
        if name in earlier and earlier[name].shape[1:] == weights.shape[1:]:
            rows = len(earlier[name])
            mixed[name][:rows] = (1 - share) * weights[:rows] + share * earlier[name]
    return mixed


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=Path, required=True, help="the earlier run")
    parser.add_argument("--run", type=Path, default=Path("training/runs/reader"))
    parser.add_argument("--share", type=float, default=SHARE)
    arguments = parser.parse_args()
    later, earlier = (
        torch.load(run / "checkpoint.pt", weights_only=False)["model"]
        for run in (arguments.run, arguments.start)
    )
    out = arguments.run / "blended"
    out.mkdir(exist_ok=True)
    torch.save({"model": blend(later, earlier, arguments.share)}, out / "checkpoint.pt")
    for name in ("labels.json", "lexicon.json", "data.json", "folds.json"):
        if (arguments.run / name).exists():
            shutil.copy(arguments.run / name, out / name)


if __name__ == "__main__":
    main()
