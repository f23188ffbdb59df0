"""Words for numbers, currencies and shades of exactness, from ``data/quantities.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

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
class NumberWords:
    """How numbers are written: words, what multiplies them, and what fractions divide by.

    `letters` are multipliers that stand right after digits only (*3.5m*). `opening` finds where a
    number can begin in a text in lower case.
    """

    numbers: dict[str, int]
    multipliers: dict[str, float]
    letters: dict[str, float]
    fractions: dict[str, int]
    opening: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Shades:
    """Patterns that find, as group ``shade``, how exact a number is, and what the words mean.

    `before` matches at the end of what stands before a number, `after` right after it.
    """

    before: re.Pattern[str]
    meanings: dict[str, str]
    after: re.Pattern[str]
    meanings_after: dict[str, str]


@dataclass(frozen=True, slots=True)
class UnderstoodWords:
    """Words by which a number without a noun is one of people, of a verb's subject, or of votes.

    `unitless` are plural subjects that do not tell what is counted (*exports fell to 4 million*).
    """

    people_nouns: frozenset[str]
    people_verbs: frozenset[str]
    people_states: frozenset[str]
    measuring: frozenset[str]
    unitless: frozenset[str]
    vote_verbs: frozenset[str]
    vote_nouns: frozenset[str]


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """Words of change and comparison.

    `directions` holds 1 or -1 by lemma, `factors` what a verb multiplies by. `bases` finds, at the
    end of what stands before an earlier time or value, the words that make it one to compare
    with; its group ``moving`` or ``beside`` says that these need a change before them, right
    before them.
    """

    directions: dict[str, int]
    factors: dict[str, float]
    bases: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class QuantityBook:
    """Number words, unit words, shades of exactness (before and after), what is no figure."""

    words: NumberWords
    units: dict[str, str]
    unit_factors: dict[str, float]
    compounds: dict[str, list[str]]
    shades: Shades
    changes: ChangeWords
    never: frozenset[str]
    parties: frozenset[str]
    terms: frozenset[str]
    identifying: frozenset[str]
    understood: UnderstoodWords
    harm: dict[Harm, HarmWords]

    def harms(self, word: str, lemma: str) -> bool:
        """Whether a word (as written, and its lemma) says that people were harmed."""
        return any(lemma in w.done | w.suffered or word in w.said for w in self.harm.values())


@cache
def load_quantities() -> QuantityBook:
    """Return the quantity words of the codebook."""
    raw = tomllib.loads((DATA / "quantities.toml").read_text(encoding="utf8"))
    return QuantityBook(
        words=_number_words(raw),
        units=raw["unit_words"],
        unit_factors=raw["unit_factors"],
        compounds=raw["compound_units"],
        shades=_shades(raw["approximations"], raw["approximations_after"], raw["degree"]["words"]),
        changes=ChangeWords(
            raw["changes"],
            raw["factors"],
            _bases(raw["bases"]),
        ),
        never=frozenset(raw["not_counted"]["never"]),
        parties=frozenset(raw["not_counted"]["parties"]),
        terms=frozenset(raw["not_counted"]["terms"]),
        identifying=frozenset(raw["identifying"]["nouns"]),
        understood=UnderstoodWords(
            *(frozenset(raw["of_people"][key]) for key in ("nouns", "verbs", "states")),
            *(frozenset(raw["measuring"][key]) for key in ("verbs", "unitless")),
            *(frozenset(raw["votes"][key]) for key in ("verbs", "nouns")),
        ),
        harm={
            kind: HarmWords(**{key: frozenset(words) for key, words in raw["harm"][kind].items()})
            for kind in HARMS
        },
    )


def _number_words(raw: dict[str, Any]) -> NumberWords:
    numbers, multipliers = raw["numbers"], raw["multipliers"]["words"]
    fractions = raw["fractions"]
    after_article = _any([*multipliers, *fractions])
    opening = re.compile(rf"\d|\b(?:{_any([*numbers, 'half'])}\b|an? (?={after_article}\b))")
    return NumberWords(numbers, multipliers, raw["multipliers"]["letters"], fractions, opening)


def _shades(before: dict[str, str], after: dict[str, str], degree: list[str]) -> Shades:
    return Shades(
        re.compile(rf"(?<!\w)(?:{_any(degree)}\s+)?(?P<shade>{_any(before)})\s+$", re.IGNORECASE),
        before,
        re.compile(rf"\s?(?P<shade>{_any(after)})(?!\w)", re.IGNORECASE),
        after,
    )


def _bases(words: dict[str, list[str]]) -> re.Pattern[str]:
    kinds = "|".join(f"(?P<{kind}>{_any(of_kind)})" for kind, of_kind in words.items())
    return re.compile(rf"(?<!\w)(?:{kinds})\s+$", re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    """Return a pattern of any of some words, the longest first."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"
