"""Offices with terms: who held which office when.

Source of the facts: public record; each row of ``data/offices.csv`` is one term.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from diurna.codebook.actors import fold
from diurna.codebook.tables import DATA, read_table
from diurna.errors import CodebookError


@dataclass(frozen=True, slots=True)
class Term:
    """One person's term in an office. `end` is None while it lasts."""

    code: str
    office: str
    sector: str
    person: str
    names: tuple[str, ...]
    start: date
    end: date | None

    def covers(self, day: date) -> bool:
        """Whether the term had begun and not ended on `day`."""
        return self.start <= day and (self.end is None or day < self.end)


class OfficeBook:
    """Finds persons by name, and office holders by country and day."""

    def __init__(self, terms: Iterable[Term], taken: Iterable[str] = ()):
        """Index `terms`; a name in `taken` means none of their holders."""
        self.terms = tuple(terms)
        self._by_name: dict[str, list[Term]] = defaultdict(list)
        self._by_office: dict[tuple[str, str], list[Term]] = defaultdict(list)
        others = {fold(name) for name in taken}
        for term in self.terms:
            for name in {fold(n) for n in (term.person, *term.names)} - others:
                self._by_name[name].append(term)
            self._by_office[term.code, term.office].append(term)

    def without(self, names: Iterable[str]) -> OfficeBook:
        """Return the book in which `names` mean nobody: a user's dictionary says who they are."""
        return OfficeBook(self.terms, names)

    def person(self, name: str, day: date | None) -> Term | None:
        """Return the term that a person of this name held on `day`.

        Without a day, or outside every term, it is the nearest one; None for an unknown name
        or one that several countries' office holders share on that day.
        """
        terms = self._by_name.get(fold(name), [])
        if not terms:
            return None
        if day is None:
            return terms[-1] if len({t.person for t in terms}) == 1 else None
        held = [t for t in terms if t.covers(day)]
        if held:
            return held[-1] if len({t.person for t in held}) == 1 else None
        if len({t.person for t in terms}) > 1:
            return None
        return min(terms, key=lambda t: abs((t.start - day).days))

    def holder(self, code: str, office: str, day: date | None) -> Term | None:
        """Return who held an office of a country on `day`, or None."""
        if day is None:
            return None
        return next(
            (t for t in reversed(self._by_office.get((code, office), [])) if t.covers(day)), None
        )


@cache
def load_offices() -> OfficeBook:
    """Return the offices of the codebook."""
    columns = ("code", "office", "sector", "person", "names", "start", "end")
    terms = []
    for row in read_table(DATA / "offices.csv", columns):
        try:
            start = date.fromisoformat(row["start"])
            end = date.fromisoformat(row["end"]) if row["end"] else None
        except ValueError as error:
            raise CodebookError(f"not a date: {error}", "offices.csv", row.line) from error
        terms.append(
            Term(
                row["code"],
                row["office"],
                row["sector"],
                row["person"],
                row.many("names"),
                start,
                end,
            )
        )
    return OfficeBook(sorted(terms, key=lambda t: t.start))
