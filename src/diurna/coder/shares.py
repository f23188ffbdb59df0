"""Shares and rates: percent, points, fractions, ratios."""

from __future__ import annotations

import re
from dataclasses import replace

from diurna.coder.amounts import PERCENT, Amount, Reading, positions_of, top_of

_PERCENT = re.compile(
    r"(?:-odd|-plus|\+| or so)?[\s-]?"
    r"(?:(?P<point>percentage|basis)[- ]points?\b|%|(?:per ?cent|pct?)\b)",
    re.IGNORECASE,
)


def is_share(bare: Amount) -> bool:
    """Whether a fraction or ratio tells a share: no ordinal (*a third round*), no *in half*."""
    doc = bare.head.doc
    after = doc[bare.end : bare.end + 1]
    if bare.numeral.share == "ratio":
        return True
    alone = bare.end - bare.first == 1
    if bare.first and doc[bare.first - 1].lower_ == "by":
        return True
    if len(after) and (after[0].lower_ == "of" or after[0].pos_ in ("DET", "PRON")):
        return not (
            alone and bare.first and doc[bare.first - 1].tag_ == "JJ"
        )  # *the first half of*
    names = len(after) > 0 and after[0].pos_ in ("NOUN", "ADJ", "PROPN", "NUM")
    return not alone and not names


def percent(bare: Amount, reading: Reading) -> Amount | None:
    """Read percent, percentage points and basis points."""
    match = _PERCENT.match(reading.text, bare.numeral.end)
    if match is None:
        return None
    end = positions_of(reading, bare.numeral.start, match.end())[-1] + 1
    unit = f"{match['point'].lower()} point" if match["point"] else PERCENT
    return replace(bare, unit=unit, end=end, head=top_of(bare.head.doc, bare.first, end))
