"""What a mention's score means: how often mentions of that score are right (confidence.csv)."""

from __future__ import annotations

from functools import cache

import numpy as np

from diurna.codebook.tables import DATA, read_table


def calibrated(score: float) -> float:
    """Return the share of mentions of a score (0 to 1) that are right, between rows in line."""
    scores, shares = _curve()
    return float(np.interp(score, scores, shares))


@cache
def _curve() -> tuple[list[float], list[float]]:
    rows = list(read_table(DATA / "confidence.csv", ("score", "right")))
    return [float(r["score"]) for r in rows], [float(r["right"]) for r in rows]
