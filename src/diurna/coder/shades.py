"""How exact a number is said to be: *more than*, *some*, *up to*, *or so*."""

from __future__ import annotations

from diurna.codebook.quantities import Shades

_REACH = 40
"""Characters before a number in which its shade is looked for."""


def shade_before(text: str, start: int, shades: Shades) -> tuple[str, int]:
    """Return the shade that ends where a number starts, and where its words begin.

    Empty, with `start`, where there is none.
    """
    offset = max(0, start - _REACH)
    match = shades.before.search(text[offset:start])
    return (
        (shades.meanings[match["shade"].lower()], offset + match.start()) if match else ("", start)
    )


def shade_after(text: str, end: int, shades: Shades) -> tuple[str, int]:
    """Return the shade that begins where a number ends, and where its words end."""
    match = shades.after.match(text, end)
    return (shades.meanings_after[match["shade"].lower()], match.end()) if match else ("", end)
