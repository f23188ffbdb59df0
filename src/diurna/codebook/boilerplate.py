"""Which sentences are about a story rather than of it; patterns in ``data/boilerplate.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from diurna.codebook.tables import DATA


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """Patterns of boilerplate, and of what says that a story was syndicated."""

    patterns: tuple[re.Pattern[str], ...]
    syndication: tuple[re.Pattern[str], ...]

    def matches(self, sentence: str) -> bool:
        """Whether a sentence is boilerplate."""
        return any(p.search(sentence) for p in (*self.patterns, *self.syndication))

    def syndicated(self, sentence: str) -> bool:
        """Whether a sentence says that the story was taken from an agency."""
        return any(p.search(sentence) for p in self.syndication)


@cache
def load_boilerplate() -> Boilerplate:
    """Return the boilerplate patterns of the codebook."""
    raw = tomllib.loads((DATA / "boilerplate.toml").read_text(encoding="utf8"))
    return Boilerplate(
        tuple(re.compile(p, re.IGNORECASE) for p in raw["boilerplate"]),
        tuple(re.compile(p, re.IGNORECASE) for p in raw["syndicated"]),
    )
