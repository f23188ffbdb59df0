"""Words around and in the names of places, and what kinds of places they tell of.

They are data, in ``data/places.toml``, whose comments say what each list does.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from diurna.codebook.tables import DATA
from diurna.model import PlacePrecision


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """How precise the point of a kind of place is, and how much is spoken of one (a population)."""

    precision: PlacePrecision
    weight: float


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The lists of ``places.toml`` as sets; `divisions` has the kinds that a last word names."""

    locative: frozenset[str]
    settlements: frozenset[str]
    gatherings: frozenset[str]
    motion: frozenset[str]
    reaching: frozenset[str]
    landmarks: frozenset[str]
    divisions: Mapping[str, frozenset[str]]
    kinds: Mapping[str, PlaceKind]


@cache
def load_place_words() -> PlaceWords:
    """Return the words about places of the codebook."""
    raw = tomllib.loads((DATA / "places.toml").read_text(encoding="utf8"))
    kinds = {name: PlaceKind(**kind) for name, kind in raw.pop("kinds").items()}
    divisions = {word: frozenset(names) for word, names in raw.pop("divisions").items()}
    lists = {name: frozenset(words) for name, words in raw.items()}
    return PlaceWords(divisions=divisions, kinds=kinds, **lists)
