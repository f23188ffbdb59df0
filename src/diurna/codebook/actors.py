"""The actor dictionary: names, nationalities, bodies, organisations, groups and role nouns.

Every table is a CSV file under ``data/``; each says at its head what its columns mean and
where its facts come from. Names are matched whole, without case, article or accents.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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


class ActorBook:
    """Looks up names and role nouns."""

    def __init__(
        self, entries: Sequence[tuple[str, Actor]], roles: dict[str, Role], regions: dict[str, str]
    ):
        self._entries = tuple(entries)
        self._actors: dict[str, Actor] = {}
        for name, actor in entries:
            self._actors.setdefault(fold(name), actor)
        self._roles = roles
        self.regions = regions
        self.longest = max(len(key.split()) for key in self._actors)
        self.state_names = {a.code: a.name for _, a in entries if a.kind == "state"}

    def extended(
        self,
        entries: Iterable[tuple[str, Actor]],
        roles: Iterable[tuple[str, Role]],
        taken: Iterable[str],
    ) -> ActorBook:
        """Return the dictionary with further names and role nouns, which win over its own.

        It no longer has the names in `taken`, but as `entries` give them.
        """
        others = {fold(name) for name in taken}
        kept = ((name, actor) for name, actor in self._entries if fold(name) not in others)
        further = {lemma.lower(): role for lemma, role in roles}
        return ActorBook([*entries, *kept], {**self._roles, **further}, self.regions)

    def find(self, name: str) -> Actor | None:
        """Return the entry of a name, or None."""
        key = fold(name)
        return self._actors.get(key) or self._actors.get(key.removesuffix("'s").removesuffix("s'"))

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


def _variants(row: Row) -> tuple[str, ...]:
    return (row["name"], *row.many("names"))


def _state_rows() -> list[Row]:
    columns = ("code", "name", "names", "demonyms", "capital", "metonyms", "sovereign")
    return list(read_table(DATA / "states.csv", columns))


def _state_names() -> Iterator[tuple[str, Actor]]:
    for row in _state_rows():
        for name in _variants(row):
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
        for name in _variants(row):
            yield name, Actor(row["code"], row[sector], row["name"], kind)


def _regions() -> Iterator[tuple[str, Actor]]:
    for row in read_table(DATA / "subdivisions.csv", ("name", "names", "code", "sectors")):
        sector = row.many("sectors")[-1]
        for name in _variants(row):
            yield name, Actor(row["code"], sector, row["name"], "region")


def _organisations() -> Iterator[tuple[str, Actor]]:
    columns = ("code", "acronym", "name", "names", "sector", "members")
    for row in read_table(DATA / "organisations.csv", columns):
        members = tuple(m.partition(":")[0] for m in row.many("members"))
        actor = Actor(row["code"], row["sector"], row["name"], "organisation", members)
        for name in (*_variants(row), *row.many("acronym")):
            yield name, actor


def _media() -> Iterator[tuple[str, Actor, str]]:
    for row in read_table(DATA / "media.csv", ("name", "names", "code", "kind", "state", "domain")):
        actor = Actor(row["code"], "JRN", row["name"], "media", state_owned=row["state"] == "yes")
        for name in _variants(row):
            yield name, actor, row["domain"]


@cache
def _media_hosts() -> dict[str, Actor]:
    return {host: actor for _, actor, host in _media() if host}
