"""The gazetteer: the towns of ``data/towns.zip``, and places of tables that are read whole.

``data/places.csv`` has what the towns' source has no coordinates for: states, regions, seas,
rivers, mountains, areas and sites; ``data/counties.csv`` the counties of the United States.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache, lru_cache

from diurna.codebook.actors import load_actors
from diurna.codebook.placewords import PlaceKind, load_place_words
from diurna.codebook.tables import DATA, Row, read_table
from diurna.codebook.towns import Town, Towns, place_key
from diurna.errors import CodebookError

_TABLES = ("places.csv", "counties.csv")
_COLUMNS = ("name", "names", "country", "kind", "latitude", "longitude", "admin1")

_SOUTHERN = -9.0
"""The latitude south of which a country's summer is in January."""

_CAPITAL = 30.0
"""How much more is spoken of a capital than of another town of its size."""

_ABBREVIATION = 3
"""A name of so many capitals at most is no town's: *WA* is none of Wa in Ghana."""

_REMEMBERED = 8192
"""How many names are kept with their places."""

_EARTH_KM = 12742.0


@dataclass(frozen=True, slots=True)
class Site:
    """A place: degrees are WGS84, `country` ISO 3166 alpha-3, `admin1` GeoNames' code.

    `weight` says how much is spoken of it: a town's population, more for a capital, and what
    stands for that with another `kind` of place (see ``data/places.toml``).
    """

    geonames_id: int | None
    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    kind: str
    weight: float

    def distance(self, latitude: float, longitude: float) -> float:
        """Return the great-circle distance to a point, in kilometres."""
        return great_circle_km((self.latitude, self.longitude), (latitude, longitude))


def great_circle_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance of two points (degrees north and east), in kilometres."""
    north, south = math.radians(one[0]), math.radians(other[0])
    east = math.radians(other[1] - one[1])
    half = (
        math.sin((south - north) / 2) ** 2
        + math.cos(north) * math.cos(south) * math.sin(east / 2) ** 2
    )
    return _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


class Gazetteer:
    """Looks up places by name."""

    def __init__(
        self,
        sites: Iterable[tuple[Iterable[str], Site]],
        towns: Towns,
        capitals: Set[tuple[str, str]] = frozenset(),
    ):
        """Take places with the keys of their names (see `place_key`), and the towns.

        `capitals` has the states (ISO 3166 alpha-3) and the keys of the names of their capitals.
        """
        self._towns = towns
        self._capitals = capitals
        self._sites: dict[str, list[Site]] = defaultdict(list)
        self._states: dict[str, Site] = {}
        for keys, site in sites:
            for key in keys:
                self._sites[key].append(site)
            if site.kind == "state":
                self._states[site.country] = site
        self._named = lru_cache(_REMEMBERED)(self._find)

    def is_southern(self, state: str) -> bool:
        """Whether the seasons of a state (ISO 3166 alpha-3) are those of the south."""
        site = self._states.get(state)
        return site is not None and site.latitude < _SOUTHERN

    def candidates(self, name: str) -> tuple[Site, ...]:
        """Return every place of a name; of an abbreviation (*UAE*) none of the towns."""
        key = place_key(name)
        if len(name) <= _ABBREVIATION and name.isupper():
            return tuple(self._sites.get(key, ()))
        return self._named(key)

    def zone(self, name: str, holder: str = "") -> str:
        """Return the time zone (IANA) of a place, empty where it is not known or not one.

        `holder` is the state or region that a name is said to lie in (*Kherson, Ukraine*).
        """
        countries = {site.country for site in self.candidates(holder)} if holder else set()
        site = self.find(name, countries)
        if site is None:
            return ""
        zones = _zones()
        return zones.get((site.country, "")) or zones.get((site.country, site.admin1), "")

    def find(self, name: str, countries: set[str] | None = None) -> Site | None:
        """Return the place of a name: in one of `countries` if there is one, else the largest."""
        candidates = self.candidates(name)
        near = [t for t in candidates if countries and t.country in countries]
        return max(near or candidates, key=lambda t: t.weight, default=None)

    def _find(self, key: str) -> tuple[Site, ...]:
        return (*map(self._of_town, self._towns.named(key)), *self._sites.get(key, ()))

    def _of_town(self, town: Town) -> Site:
        capital = (town.country, place_key(town.name)) in self._capitals
        weight = float(town.population) * (_CAPITAL if capital else 1)
        return Site(*town[:-1], kind="town", weight=weight)


@cache
def load_places() -> Gazetteer:
    """Return the gazetteer of the package."""
    capitals = {(a.code, place_key(n)) for n, a in load_actors().names() if a.kind == "capital"}
    return Gazetteer(read_own_places(), Towns((DATA / "towns.zip").read_bytes()), capitals)


@cache
def _zones() -> dict[tuple[str, str], str]:
    """Return time zones by country and region; a country with one zone has no region."""
    rows = read_table(DATA / "zones.csv", ("country", "admin1", "zone"))
    return {(row["country"], row["admin1"]): row["zone"] for row in rows}


def read_own_places() -> list[tuple[Iterable[str], Site]]:
    """Return the places of our own tables with the keys of their names; a state has all of its.

    Raises CodebookError for a row of an unknown kind or with impossible degrees.
    """
    states: dict[str, set[str]] = defaultdict(set)
    for name, actor in load_actors().names():
        if actor.kind == "state":
            states[actor.code].add(place_key(name))
    rows = [(file, row) for file in _TABLES for row in read_table(DATA / file, _COLUMNS)]
    parts = {(r["country"], place_key(r["name"])) for _, r in rows if r["kind"] != "state"}
    kinds = load_place_words().kinds
    found: list[tuple[Iterable[str], Site]] = []
    for file, row in rows:
        names = {place_key(n) for n in row.names}
        if row["kind"] == "state":
            all_names = states.get(row["country"], set())
            names |= {n for n in all_names if (row["country"], n) not in parts}
        found.append((names, _site(row, file, kinds)))
    return found


def _site(row: Row, file: str, kinds: Mapping[str, PlaceKind]) -> Site:
    try:
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
        weight = kinds[row["kind"]].weight
    except (ValueError, KeyError) as error:
        raise CodebookError(f"no kind or no number: {error}", file, row.line) from error
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise CodebookError("degrees out of range", file, row.line)
    name, country, admin1, kind = (row[c] for c in ("name", "country", "admin1", "kind"))
    return Site(None, name, country, admin1, latitude, longitude, kind, weight)
