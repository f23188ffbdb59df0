"""Confidence rises with the score and is never more than what was measured."""

from __future__ import annotations

from itertools import pairwise

from diurna.codebook.confidence import calibrated
from diurna.codebook.tables import DATA, read_table


def test_the_curve_rises_and_stays_between_nothing_and_all() -> None:
    rows = [
        (float(r["score"]), float(r["right"]))
        for r in read_table(DATA / "confidence.csv", ("score", "right"))
    ]
    assert len(rows) >= 5
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(rows))
    assert calibrated(0.0) == rows[0][1] > 0
    assert calibrated(1.0) == rows[-1][1] < 1
    middle = (rows[0][0] + rows[1][0]) / 2
    assert rows[0][1] < calibrated(middle) < rows[1][1]
