"""Fit what a mention's confidence means: how often mentions so held are right.

``python tools/calibrate.py GOLD.jsonl… [--out src/diurna/codebook/data/confidence.csv]``

GOLD holds coded sentences that nothing else was tuned on. Isotonic regression by pooling adjacent
violators (Ayer et al., 1955; Zadrozny and Elkan, 2002, *Transforming classifier scores into
accurate multiclass probability estimates*), on pools of at least `FEWEST` mentions.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path
from statistics import mean

from diurna.evaluate.events import judged, read_gold

OUT = Path(__file__).parents[1] / "src" / "diurna" / "codebook" / "data" / "confidence.csv"
HEAD = """\
# confidence.csv - how often mentions are right, by what speaks for them
# score: mean of a pool of mentions: how sure the trigger, times how the parties were found (0 to 1)
# right: the share of them with the gold's event, actors and recipients; between two rows in line
# Source: tools/calibrate.py over coded sentences held out of training
"""
FEWEST = 40
"""Mentions of a pool."""

Pool = tuple[float, float, int]
"""Mean score, share right, mentions."""


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    write(arguments.out, [(0.0, 0.0, 0), (1.0, 1.0, 0)])  # scores as they are, to fit on
    items = [item for path in arguments.gold for item in judged(list(read_gold(path)), path.name)]
    found = pools(items)
    write(arguments.out, found)
    for score, right, count in found:
        print(f"{score:.3f}  {right:.3f}  {count}")


def pools(items: list[tuple[float, bool]]) -> list[Pool]:
    """Return pools of rising score in which the share that is right rises too."""
    ordered = sorted(items)
    starts = range(0, max(1, len(ordered) - FEWEST + 1), FEWEST)
    parts = [ordered[k : k + FEWEST] for k in starts]
    parts[-1] = ordered[starts[-1] :]
    found: list[Pool] = []
    for part in parts:
        pool = (mean(s for s, _ in part), mean(r for _, r in part), len(part))
        while found and found[-1][1] >= pool[1]:
            pool = joined(found.pop(), pool)
        found.append(pool)
    return found


def joined(one: Pool, other: Pool) -> Pool:
    """Return two pools as one."""
    count = one[2] + other[2]
    score, right = ((one[k] * one[2] + other[k] * other[2]) / count for k in (0, 1))
    return score, right, count


def write(path: Path, found: list[Pool]) -> None:
    """Write the table."""
    with path.open("w", encoding="utf8", newline="") as file:
        file.write(HEAD)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("score", "right"))
        writer.writerows((f"{score:.3f}", f"{right:.3f}") for score, right, _ in found)


if __name__ == "__main__":
    main()
