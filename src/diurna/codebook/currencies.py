"""The currencies of the world by their words and signs, from ``data/currencies.csv``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache

from diurna.codebook.tables import DATA, read_table


@dataclass(frozen=True, slots=True)
class Meanings:
    """What a noun or a sign of money can mean.

    `usual` is the ISO 4217 code where no state is named (empty if it then means none), `states`
    the code by state (ISO 3166-1 alpha-3); `single` says that it means one currency only.
    """

    usual: str
    states: dict[str, str]
    single: bool

    def of(self, states: Collection[str]) -> str:
        """Return the code for the first of some states that has such money, else the usual one."""
        return next((self.states[s] for s in states if s in self.states), self.usual)


@dataclass(slots=True)
class _Gathered:
    codes: list[str] = field(default_factory=list)
    usual: list[str] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)

    def meanings(self) -> Meanings:
        """Return what was gathered; a word of one currency alone means that one."""
        single = len(self.codes) == 1
        usual = next(iter(self.usual), self.codes[0] if single else "")
        return Meanings(usual, self.states, single)


@dataclass(frozen=True, slots=True)
class Currencies:
    """Money by noun (lower case, one and many) and by sign or ISO 4217 code (as written).

    `before` finds a sign at the end of what stands before a number.
    """

    nouns: dict[str, Meanings]
    signs: dict[str, Meanings]
    before: re.Pattern[str]


@cache
def load_currencies() -> Currencies:
    """Return the currencies of the codebook."""
    nouns: dict[str, _Gathered] = {}
    signs: dict[str, _Gathered] = {}
    columns = ("code", "nouns", "states", "signs", "usual")
    for row in read_table(DATA / "currencies.csv", columns):
        code, states = row["code"], row.many("states")
        words = row.many("nouns")
        forms = {f for word in words for f in (word, f"{word}s")}
        for table, keys in ((nouns, forms), (signs, {code, *row.many("signs")})):
            for key in keys:
                entry = table.setdefault(key, _Gathered())
                entry.codes.append(code)
                entry.usual += [code] if row["usual"] else []
                entry.states.update(dict.fromkeys(states, code))
    return Currencies(
        {noun: entry.meanings() for noun, entry in nouns.items()},
        {sign: entry.meanings() for sign, entry in signs.items()},
        _before(signs),
    )


def _before(signs: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(signs, key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z])({'|'.join(map(re.escape, longest_first))})\s?$")
