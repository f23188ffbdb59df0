"""Words for numbers, currencies and shades of exactness, from ``data/quantities.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from diurna.codebook.tables import DATA
from diurna.model import HARMS, Harm


@dataclass(frozen=True, slots=True)
class HarmWords:
    """Words for one of PLOVER's size fields.

    `done` are verbs whose object is counted, `suffered` those whose subject is, `said` adjectives
    and participles, `tolls` nouns that a number is the value of.
    """

    done: frozenset[str]
    suffered: frozenset[str]
    said: frozenset[str]
    tolls: frozenset[str]


@dataclass(frozen=True, slots=True)
class QuantityBook:
    """Multipliers, number and unit words by word; ISO 4217 codes by sign and word; lists."""

    multipliers: dict[str, float]
    numbers: dict[str, int]
    units: dict[str, str]
    compounds: dict[str, list[str]]
    signs: dict[str, str]
    currencies: dict[str, str]
    shared: dict[str, dict[str, str]]
    approximations: dict[str, str]
    changes: dict[str, int]
    not_counted: frozenset[str]
    terms: frozenset[str]
    harm: dict[Harm, HarmWords]


@cache
def load_quantities() -> QuantityBook:
    """Return the quantity words of the codebook."""
    raw = tomllib.loads((DATA / "quantities.toml").read_text(encoding="utf8"))
    return QuantityBook(
        raw["multipliers"],
        raw["numbers"],
        raw["unit_words"],
        raw["compound_units"],
        raw["currency_signs"],
        raw["currency_words"],
        raw["shared_currencies"],
        raw["approximations"],
        raw["changes"],
        frozenset(raw["not_counted"]["nouns"]),
        frozenset(raw["not_counted"]["terms"]),
        {
            kind: HarmWords(**{key: frozenset(words) for key, words in raw["harm"][kind].items()})
            for kind in HARMS
        },
    )
