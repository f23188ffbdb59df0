"""Which states belonged to which body when.

Source of the facts: public record; ``data/organisations.csv`` has them by body.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain

from diurna.codebook.tables import DATA, Row, read_table
from diurna.errors import CodebookError

_MEMBER = re.compile(r"([A-Z]{3})(?::(\d{4})?-(\d{4})?)?")


@dataclass(frozen=True, slots=True)
class Membership:
    """A state's time in a body, in years, both included; None where it has no known end."""

    state: str
    first: int | None = None
    last: int | None = None

    def covers(self, day: date) -> bool:
        """Whether the state was a member in the year of a day."""
        begun = self.first is None or self.first <= day.year
        return begun and (self.last is None or day.year <= self.last)


@cache
def load_members() -> Mapping[str, tuple[Membership, ...]]:
    """Return the memberships of bodies by their acronyms, codes and folded names.

    An organ without members of its own has those of the body that it is part of.
    """
    columns = ("code", "acronym", "name", "names", "parent", "members")
    rows = list(read_table(DATA / "organisations.csv", columns))
    found: dict[str, tuple[Membership, ...]] = {}
    own = [row for row in rows if row["members"]]
    for row in own:
        _enter(found, row, tuple(_membership(text, row) for text in row.many("members")))
    for row in rows:
        if not row["members"] and (parent := row["parent"].casefold()) in found:
            _enter(found, row, found[parent])
    return found


def members_of(body: str, day: date) -> list[str]:
    """Return the codes of the states that belonged to a body on a day, in order.

    Raises CodebookError for a body that the codebook does not know.
    """
    memberships = load_members().get(body.casefold())
    if memberships is None:
        raise CodebookError(f"no body {body!r} with members: give its acronym or its full name")
    return sorted({m.state for m in memberships if m.covers(day)})


def _enter(
    found: dict[str, tuple[Membership, ...]], row: Row, members: tuple[Membership, ...]
) -> None:
    keys = chain((row["acronym"], row["name"]), row.many("names"))
    for key in filter(None, keys):
        found.setdefault(key.casefold(), members)


def _membership(text: str, row: Row) -> Membership:
    match = _MEMBER.fullmatch(text)
    if match is None:
        raise CodebookError(f"no member: {text!r}", "organisations.csv", row.line)
    first, last = (int(y) if y else None for y in match.groups()[1:])
    return Membership(match[1], first, last)
