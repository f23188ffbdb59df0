"""ICEWS event tables, written and read.

Source of the columns: the readme of the ICEWS Coded Event Data (Lockheed Martin, Dataverse).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from diurna.codebook.cameo import CameoEvent, load_cameo
from diurna.codebook.countries import load_countries
from diurna.export.cameo import body_named, event_code, event_of, quad_of
from diurna.export.gdelt import identifier
from diurna.export.losses import Losses, dated, note
from diurna.export.numbers import day_of, maybe_float
from diurna.export.parties import ORGANISED, Pair, Party, pairs, where
from diurna.export.tabular import MISSING, Cell, Rejected, events_in, line, named_rows, whole_file
from diurna.model import UNNAMED, Event, ForeignEvent, ForeignParty, Place

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
    "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude",
)  # fmt: skip
_NEEDED = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
)  # fmt: skip
_UNSPECIFIED = "Unspecified Actor"
_LEVELS = {"site": 0, "town": 0, "district": 1, "region": 2}
"""Which of city, district and province a kind of place is."""


def write(events: Iterable[Event], out: Path, losses: Losses) -> dict[Path, int]:
    """Write events, a row a pair; return the rows by file."""
    written = 0
    with whole_file(out) as table:
        table.write(line(COLUMNS))
        for event, day in dated(events, losses):
            kind = event_code(event, losses)
            if kind is None:
                continue
            note(event, (), losses)
            found = pairs(event)
            if len(found) > 1:
                losses["events with several actors or recipients (a row a pair)"] += 1
            table.writelines(line(_row(event, day, kind, pair, losses)) for pair in found)
            written += len(found)
    return {out: written}


def _row(event: Event, day: date, kind: CameoEvent, pair: Pair, losses: Losses) -> list[Cell]:
    core = event.reports[0] if event.reports else None
    return [
        identifier(event.id, pair),
        day.isoformat(),
        *_side(pair[0], losses),
        kind.name,
        kind.code,
        event.score,
        *(_side(pair[1], losses) if pair[1] else (None, None, None)),
        core.story.id if core else None,
        core.mention.sentence.sequence if core else None,
        core.story.publisher if core else None,
        *location(where(event)),
    ]


def _side(party: Party, losses: Losses) -> tuple[Cell, Cell, Cell]:
    """Return name, sectors and country of a party."""
    known = [load_cameo().sector(s) for s in party.sectors]
    sectors = ",".join(s.icews[0] for s in known if s is not None)
    if party.country is not None:
        return party.name or party.country.name, sectors, party.country.icews
    if not party.named:
        return party.name or _UNSPECIFIED, sectors, None
    if body_named(party.name) != party.code:
        losses["codes of bodies, for which ICEWS has names alone"] += 1
    return party.name or party.code, sectors, None


def location(place: Place | None) -> tuple[Cell, ...]:
    """Return city, district, province, country by name, and degrees."""
    if place is None:
        return (None,) * 6
    names: list[Cell] = [None, None, None]
    if place.precision in _LEVELS:
        names[_LEVELS[place.precision]] = place.name
    country = load_countries().find(place.country)
    return *names, country.icews if country else None, place.latitude, place.longitude


def read(path: Path, rejected: Rejected) -> Iterator[ForeignEvent]:
    """Return the events of a file; faulty lines go to `rejected`.

    Raises ForeignError when it has not ICEWS's columns.
    """
    return events_in(named_rows(path, _NEEDED, rejected), _event, path, rejected)


def _event(cells: dict[str, str]) -> ForeignEvent:
    code = cells["CAMEO Code"]
    kind = event_of(code)
    if kind is None:
        raise ValueError(f"CAMEO Code {code!r} is no code of CAMEO's (is a leading zero lost?)")
    if not cells["Event ID"]:
        raise ValueError("Event ID is empty")
    return ForeignEvent(
        format="icews",
        id=cells["Event ID"],
        day=day_of(cells["Event Date"], "Event Date"),
        actor=_party(cells, "Source"),
        recipient=_party(cells, "Target"),
        code=code,
        event=kind.event,
        modes=(kind.mode,) if kind.mode else (),
        quad=quad_of(kind),
        score=maybe_float(cells["Intensity"], "Intensity"),
        story=cells["Story ID"],
    )


def _party(cells: dict[str, str], side: str) -> ForeignParty:
    name, sectors, given = (
        "" if (cell := cells[f"{side} {part}"]) in MISSING else cell
        for part in ("Name", "Sectors", "Country")
    )
    if not (name or given):
        return ForeignParty()
    sector = load_cameo().of_icews(sectors)
    country = load_countries().of_icews(given) if given else None
    if country is not None:
        return ForeignParty(country.code, sector or "GOV", name, given)
    code = body_named(name)
    return ForeignParty(code, sector or (ORGANISED if code != UNNAMED else ""), name, given)
