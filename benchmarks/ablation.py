"""What the heads and the frames each contribute: ``python benchmarks/ablation.py GOLD``.

Scores a file of coded sentences three times: by the frames alone, by the reader's heads alone, and
by both as the coder weighs them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from diurna.coder import FRAMES_ONLY, HEADS_ONLY, Weighing
from diurna.evaluate.events import read_gold, score_events

WAYS = {"frames": FRAMES_ONLY, "heads": HEADS_ONLY, "both": Weighing()}


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("gold", type=Path)
    arguments = parser.parse_args()
    gold = list(read_gold(arguments.gold))
    for name, weighing in WAYS.items():
        report = score_events(gold, arguments.gold.name, weighing)
        figures = "  ".join(f"{s.name} {s.value:.3f}" for s in report.scores)
        print(f"{name:8s} {figures}", flush=True)


if __name__ == "__main__":
    main()
