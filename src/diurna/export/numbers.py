"""Numbers and days in the cells of other data sets. A cell that says otherwise is a ValueError."""

from __future__ import annotations

import math
from datetime import date

from diurna.export.tabular import MISSING

_TOO_LARGE = 2**31


def maybe_int(cell: str, column: str) -> int | None:
    """Return a whole number of 32 bits, None where it is missing."""
    if cell in MISSING:
        return None
    try:
        number = int(cell.removesuffix(".0"))
    except ValueError:
        raise ValueError(f"{column} {cell!r} is no whole number") from None
    if abs(number) >= _TOO_LARGE:
        raise ValueError(f"{column} {cell!r} is too large")
    return number


def maybe_float(cell: str, column: str) -> float | None:
    """Return a finite number, None where it is missing."""
    if cell in MISSING:
        return None
    try:
        number = float(cell)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"{column} {cell!r} is no number")
    return number


def maybe_quad(cell: str, column: str) -> int | None:
    """Return a quad class, 1 to 4, None where it is missing."""
    quad = maybe_int(cell, column)
    if quad is not None and quad not in range(1, 5):
        raise ValueError(f"{column} {cell!r} is no quad class: they are 1 to 4")
    return quad


def day_of(cell: str, column: str) -> date:
    """Return a day written YYYYMMDD or YYYY-MM-DD, perhaps with a time behind it."""
    if cell in MISSING:
        raise ValueError(f"{column} is missing")
    digits = cell[:10] if cell[4:5] == "-" else cell
    try:
        return date.fromisoformat(digits)
    except ValueError:
        raise ValueError(f"{column} {cell!r} is no day") from None
