"""How other data sets name states: Correlates of War numbers, FIPS 10-4, CAMEO, PLOVER, ICEWS.

Source of the facts: ``data/countries.csv``, which tells where they come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from diurna.codebook.actors import fold, load_actors
from diurna.codebook.tables import DATA, read_table

_COLUMNS = ("code", "cow", "former", "fips", "cameo", "plover", "icews")


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory: our code and name, and what others call it; empty where they do not.

    `former` holds further Correlates of War numbers, of states that it succeeds.
    """

    code: str
    name: str
    cow: str
    former: tuple[str, ...]
    fips: str
    cameo: str
    plover: str
    icews: str


class CountryBook:
    """Looks up countries by the codes and names of other data sets."""

    def __init__(self, countries: Iterable[Country]):
        self._by_code = {c.code: c for c in countries}
        every = self._by_code.values()
        self._by_cow = {n: c for c in every for n in (c.cow, *c.former) if n}
        self._by_cameo = {c.cameo: c for c in every}
        self._by_plover = {c.plover: c for c in every}
        self._by_icews = {fold(c.icews): c for c in every}

    def __iter__(self) -> Iterator[Country]:
        """Yield the countries by their codes."""
        return iter(self._by_code.values())

    def find(self, code: str) -> Country | None:
        """Return the country of our code."""
        return self._by_code.get(code)

    def of_cow(self, number: str) -> Country | None:
        """Return the country of a Correlates of War number, today's of a former state's."""
        return self._by_cow.get(number.removesuffix(".0"))

    def of_cameo(self, code: str) -> Country | None:
        """Return the country of a code as CAMEO's data sets export it."""
        return self._by_cameo.get(code) or self._by_code.get(code)

    def of_plover(self, code: str) -> Country | None:
        """Return the country of a code of PLOVER's."""
        return self._by_plover.get(code) or self._by_code.get(code)

    def of_icews(self, name: str) -> Country | None:
        """Return the country of ICEWS's name, else of any name of a state that we know."""
        found = self._by_icews.get(fold(name))
        if found is not None:
            return found
        actor = load_actors().find(name)
        return self._by_code.get(actor.code) if actor and actor.kind == "state" else None


@cache
def load_countries() -> CountryBook:
    """Return the countries of the codebook with their names elsewhere."""
    names = load_actors().state_names
    return CountryBook(
        Country(
            code=(code := row["code"]),
            name=(name := names.get(code, code)),
            cow=row["cow"],
            former=row.many("former"),
            fips=row["fips"],
            cameo=row["cameo"] or code,
            plover=row["plover"] or code,
            icews=row["icews"] or name,
        )
        for row in read_table(DATA / "countries.csv", _COLUMNS)
    )
