"""CAMEO's events, roles and bodies as ours, and back.

Source of the facts: ``data/cameo_events.csv``, ``data/sectors.csv`` and
``data/international.csv``, each of which tells where they come from. Actor codes are read by
`dictionaries.plover_code`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from diurna.codebook.actors import fold
from diurna.codebook.tables import DATA, read_table

_CODE = re.compile(r"(0[1-9]|1\d|20)\d{0,2}")
_WITHOUT_MODE = "-"
_LAST_OF_CLASS = ((5, 1), (8, 2), (13, 3), (20, 4))


@dataclass(frozen=True, slots=True)
class CameoEvent:
    """A category of CAMEO's; `event` and `mode` are PLOVER's, empty where it has none.

    `quad` is CAMEO's own quad class, which goes by the root.
    """

    code: str
    name: str
    event: str
    mode: str

    @property
    def quad(self) -> int:
        """CAMEO's quad class, 1 to 4."""
        root = int(self.code[:2])
        return next(quad for last, quad in _LAST_OF_CLASS if root <= last)


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector of PLOVER's, CAMEO's role code for it, and ICEWS's names, the usual one first."""

    sector: str
    cameo: str
    icews: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """An intergovernmental body: our code, CAMEO's (empty for none) and PLOVER's (``IGO``)."""

    code: str
    cameo: str = ""
    plover: str = "IGO"


class CameoBook:
    """Looks up events, sectors and bodies either way."""

    def __init__(
        self,
        events: Iterable[CameoEvent],
        exports: dict[tuple[str, str], str],
        sectors: Iterable[Sector],
        bodies: Iterable[Body],
    ):
        """Take CAMEO's events, the codes given for events with a mode, sectors and bodies."""
        self.events = {e.code: e for e in events}
        self._exports = exports
        self._sectors = {s.sector: s for s in sectors}
        self._bodies = {b.code: b for b in bodies}
        self._by_plover = {b.plover: b.code for b in self._bodies.values() if b.plover != "IGO"}
        self._by_icews = {fold(n): s for s in reversed(self._sectors.values()) for n in s.icews}

    def event(self, code: str) -> CameoEvent | None:
        """Return CAMEO's event of a code, the next wider one of a code that it does not list.

        None for what is no code of CAMEO's: one whose leading zero is lost, too.
        """
        if not _CODE.fullmatch(code):
            return None
        found = (self.events.get(code[:length]) for length in range(len(code), 1, -1))
        return next((e for e in found if e is not None), None)

    def code(self, event: str, modes: Iterable[str]) -> tuple[str, bool]:
        """Return the code for a PLOVER event, and whether it tells the modes.

        An event that PLOVER does not have has no code.
        """
        given = tuple(modes)
        general = self._exports.get((event, _WITHOUT_MODE), "")
        codes = {self._exports.get((event, mode), general) for mode in given} - {general}
        if not codes:
            return general, not given
        return min(codes), len(given) == 1

    def sector(self, sector: str) -> Sector | None:
        """Return what others call a sector of PLOVER's."""
        return self._sectors.get(sector)

    def body(self, code: str) -> Body:
        """Return what others call a body of our code."""
        return self._bodies.get(code, Body(code))

    def of_plover(self, code: str) -> str:
        """Return our code of a body that PLOVER has a code of its own for, or an empty string."""
        return self._by_plover.get(code, "")

    def of_icews(self, words: str) -> str:
        """Return the sector of the first of ICEWS's names in a list, or an empty string."""
        found = (self._by_icews.get(fold(part)) for part in re.split(r"[,;]", words))
        return next((s.sector for s in found if s is not None), "")


@cache
def load_cameo() -> CameoBook:
    """Return CAMEO's events, roles and bodies from the codebook."""
    events: list[CameoEvent] = []
    exports: dict[tuple[str, str], str] = {}
    for row in read_table(DATA / "cameo_events.csv", ("code", "name", "event", "mode", "exports")):
        events.append(CameoEvent(row["code"], row["name"], row["event"], row["mode"]))
        exports |= {(row["event"], mode): row["code"] for mode in row.many("exports")}
    sectors = [
        Sector(row["sector"], row["cameo"], row.many("icews"))
        for row in read_table(DATA / "sectors.csv", ("sector", "cameo", "icews"))
    ]
    bodies = [
        Body(row["code"], row["cameo"], row["plover"])
        for row in read_table(DATA / "international.csv", ("code", "cameo", "plover"))
    ]
    return CameoBook(events, exports, sectors, bodies)
