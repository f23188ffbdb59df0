"""The actor dictionary: names, nationalities, bodies, organisations, groups and role nouns.

Every table is a CSV file under ``data/``; each says at its head what its columns mean and
where its facts come from. Names are matched whole, without case, article or accents.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from diurna.codebook.tables import DATA, Row, read_table

Kind = Literal[
    "state",
    "demonym",
    "capital",
    "metonym",
    "body",
    "region",
    "organisation",
    "group",
    "media",
    "company",
    "user",
]
"""Kinds of entries; a user's that is neither a state nor anything of ours is ``user``."""


@dataclass(frozen=True, slots=True)
class Actor:
    """An entry of the dictionary.

    `code` is an ISO 3166 alpha-3 code or an acronym, `sector` PLOVER's, `name` the usual
    English name; `members` the codes of an organisation's members; `state_owned` is for media.
    """

    code: str
    sector: str
    name: str
    kind: Kind
    members: tuple[str, ...] = ()
    state_owned: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A common noun that makes a phrase an actor, and the sector that it gives."""

    lemma: str
    sector: str
    kind: str


@dataclass(frozen=True, slots=True)
class Dated:
    """What a name of a user's dictionary stands for from `start` to `end`, both days included."""

    actor: Actor
    start: date | None
    end: date | None

    def covers(self, day: date | None) -> bool:
        """Whether it counts for a report of `day`; without a day, only what has no dates does."""
        if day is None:
            return self.start is None and self.end is None
        return (self.start or day) <= day <= (self.end or day)


class ActorBook:
    """Looks up names and role nouns."""

    def __init__(
        self,
        entries: Sequence[tuple[str, Actor]],
        roles: dict[str, Role],
        regions: dict[str, str],
        own: Mapping[str, Sequence[Dated]] | None = None,
    ):
        """Take names with their actors, role nouns, and a user's `own` names, which win."""
        self._entries = tuple(entries)
        self._own = dict(own or {})
        self._actors: dict[str, Actor] = {}
        for name, actor in entries:
            self._actors.setdefault(fold(name), actor)
        self._roles = roles
        self.regions = regions
        self.longest = max(len(key.split()) for key in self._actors)
        self.state_names = {a.code: a.name for _, a in entries if a.kind == "state"}

    def extended(self, own: Mapping[str, Sequence[Dated]], roles: Mapping[str, Role]) -> ActorBook:
        """Return the dictionary with a user's names and role nouns, which win over its own.

        A noun that is a role here keeps its kind (an office, a person) and takes the new sector.
        """
        further = {
            lemma: replace(role, kind=self._roles[lemma].kind) if lemma in self._roles else role
            for lemma, role in roles.items()
        }
        return ActorBook(self._entries, {**self._roles, **further}, self.regions, own)

    def find(self, name: str, day: date | None = None) -> Actor | None:
        """Return what a name stands for in a report of `day`, or None.

        A user's name means nobody outside its dates.
        """
        key = fold(name)
        for form in (key, key.removesuffix("'s").removesuffix("s'")):
            if form in self._own:
                # Of several that count, the one without dates is the default.
                fitting = [d for d in self._own[form] if d.covers(day)]
                fitting.sort(key=lambda d: d.start is not None or d.end is not None)
                return fitting[-1].actor if fitting else None
            if form in self._actors:
                return self._actors[form]
        return None

    def role(self, lemma: str) -> Role | None:
        """Return the role of a (possibly several-word) noun lemma, or None."""
        return self._roles.get(lemma.lower().replace(" - ", "-"))

    def names(self) -> Iterator[tuple[str, Actor]]:
        """Yield every folded name with its entry."""
        yield from self._actors.items()

    def publisher(self, host: str) -> str:
        """Return the name of the media organisation at a web host, or an empty string."""
        return next(
            (m.name for h, m in _media_hosts().items() if host == h or host.endswith("." + h)), ""
        )


def fold(name: str) -> str:
    """Return a name without case, article, accents, full stops in acronyms or curly quotes."""
    text = name.replace("’", "'").replace("‑", "-")
    if not text.isascii():
        marks = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in marks if not unicodedata.combining(c))
    text = " ".join(text.casefold().split())
    if "." in text and len(text.replace(".", "")) <= 5:
        text = text.replace(".", "")
    return text.removeprefix("the ")


@cache
def load_actors() -> ActorBook:
    """Return the actor dictionary of the codebook."""
    entries = [
        *_state_names(),
        *_named("bodies.csv", "body", "sector"),
        *_regions(),
        *_organisations(),
        *_named("groups.csv", "group", "sector"),
        *((name, actor) for name, actor, _ in _media()),
        *_named("companies.csv", "company", "sector"),
        *_state_others(),
    ]
    roles = {
        lemma.lower(): Role(lemma, row["sector"], row["kind"])
        for row in read_table(DATA / "roles.csv", ("lemma", "sector", "kind"))
        for lemma in row.many("lemma")
    }
    regions = {
        row["code"]: row["region"] for row in read_table(DATA / "states.csv", ("code", "region"))
    }
    return ActorBook(entries, roles, regions)


def _state_rows() -> list[Row]:
    columns = ("code", "name", "names", "demonyms", "capital", "metonyms", "sovereign")
    return list(read_table(DATA / "states.csv", columns))


def _state_names() -> Iterator[tuple[str, Actor]]:
    for row in _state_rows():
        for name in row.names:
            yield name, Actor(row["code"], "GOV", row["name"], "state")


def _state_others() -> Iterator[tuple[str, Actor]]:
    """Yield metonyms, demonyms and capitals; those of states before those of dependencies."""
    rows = sorted(_state_rows(), key=lambda r: bool(r["sovereign"]))
    kinds: tuple[tuple[str, Kind], ...] = (
        ("metonyms", "metonym"),
        ("demonyms", "demonym"),
        ("capital", "capital"),
    )
    for column, kind in kinds:
        for row in rows:
            for name in row.many(column):
                yield name, Actor(row["code"], "GOV", row["name"], kind)


def _named(file: str, kind: Kind, sector: str) -> Iterator[tuple[str, Actor]]:
    for row in read_table(DATA / file, ("name", "names", "code", sector)):
        for name in row.names:
            yield name, Actor(row["code"], row[sector], row["name"], kind)


def _regions() -> Iterator[tuple[str, Actor]]:
    for row in read_table(DATA / "subdivisions.csv", ("name", "names", "code", "sectors")):
        sector = row.many("sectors")[-1]
        for name in row.names:
            yield name, Actor(row["code"], sector, row["name"], "region")


def _organisations() -> Iterator[tuple[str, Actor]]:
    columns = ("code", "acronym", "name", "names", "sector", "members")
    for row in read_table(DATA / "organisations.csv", columns):
        members = tuple(m.partition(":")[0] for m in row.many("members"))
        actor = Actor(row["code"], row["sector"], row["name"], "organisation", members)
        for name in (*row.names, *row.many("acronym")):
            yield name, actor


def _media() -> Iterator[tuple[str, Actor, str]]:
    for row in read_table(DATA / "media.csv", ("name", "names", "code", "kind", "state", "domain")):
        actor = Actor(row["code"], "JRN", row["name"], "media", state_owned=row["state"] == "yes")
        for name in row.names:
            yield name, actor, row["domain"]


@cache
def _media_hosts() -> dict[str, Actor]:
    return {host: actor for _, actor, host in _media() if host}
