"""POLECAT event tables, written and read.

Source of the columns: the codebook of the POLECAT data set (Dataverse); of the codes in them: the
PLOVER manual 2.0, appendix "Actor codes". A field that is missing is ``None``, a list is joined
by ``; ``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from diurna.codebook.actors import load_actors
from diurna.codebook.cameo import load_cameo
from diurna.codebook.countries import load_countries
from diurna.codebook.ontology import load_ontology
from diurna.export.cameo import body_named
from diurna.export.losses import Losses, dated, note
from diurna.export.numbers import day_of, maybe_float, maybe_quad
from diurna.export.parties import ORGANISED, Pair, Party, pairs, where
from diurna.export.tabular import MISSING, Cell, Rejected, events_in, line, named_rows, whole_file
from diurna.model import UNNAMED, Event, ForeignEvent, ForeignParty, Place

_SIDE = (
    "{0} Name", "{0} Country", "{0} COW", "Primary {0} Sector", "{0} Sectors", "{0} Title",
    "{0} Name Raw", "Wikipedia {0} ID",
)  # fmt: skip
COLUMNS: tuple[str, ...] = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *(column.format("Actor") for column in _SIDE),
    *(column.format("Recipient") for column in _SIDE),
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude",
    "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version",
)  # fmt: skip
_NEEDED = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Actor Name",
    "Actor Country", "Primary Actor Sector", "Recipient Name", "Recipient Country",
    "Primary Recipient Sector",
)  # fmt: skip
_NONE = "None"
_HELD = frozenset({"contexts", "modes"})
_FEATURES = {"town": "PPL", "district": "ADM2", "region": "ADM1", "country": "PCLI", "area": "AREA"}
"""GeoNames' feature codes of kinds of places; a site has one of hundreds."""
_ORGANISATIONS = frozenset({"body", "organisation", "group", "company", "media"})
_INTERNATIONAL = frozenset({ORGANISED, "NGO", "ISM", "IMG", "MNC"})


def write(events: Iterable[Event], out: Path, losses: Losses) -> dict[Path, int]:
    """Write events, a row a pair under the event's identifier; return the rows by file."""
    written = 0
    with whole_file(out) as table:
        table.write(line(COLUMNS))
        for event, day in dated(events, losses):
            note(event, _HELD, losses)
            found = pairs(event)
            if len(found) > 1:
                losses["events with several actors or recipients (a row a pair)"] += 1
            table.writelines(line(_row(event, day, pair, losses), _NONE) for pair in found)
            written += len(found)
    return {out: written}


def _row(event: Event, day: date, pair: Pair, losses: Losses) -> list[Cell]:
    core = event.reports[0] if event.reports else None
    published = core.story.published if core else None
    people, organisations, places = _cast(event)
    return [
        event.id,
        day.isoformat(),
        event.event,
        _joined(event.modes),
        event.score,
        load_ontology().quads[event.quad].upper(),
        _joined(event.contexts),
        *_side(pair[0], losses),
        *(_side(pair[1], losses) if pair[1] else [None] * len(_SIDE)),
        *_location(where(event)),
        core.story.publisher if core else None,
        published.isoformat() if published else None,
        _joined(people),
        _joined(organisations),
        _joined(places),
        "English",
        f"Diurna {core.coded_by}".strip() if core else None,
    ]


def _side(party: Party, losses: Losses) -> list[Cell]:
    country = party.country
    return [
        party.name,
        _country_code(party, losses),
        country.cow if country else None,
        party.sector,
        _joined(party.sectors),
        party.office,
        party.text,
        None,
    ]


def _country_code(party: Party, losses: Losses) -> str:
    if party.country is not None:
        return party.country.plover
    if not party.named:
        return ""
    if party.sector != ORGANISED:
        return party.code
    given = load_cameo().body(party.code).plover
    if given == ORGANISED and body_named(party.name) != party.code:
        losses["codes of bodies that are IGO to POLECAT"] += 1
    return given


def _location(place: Place | None) -> list[Cell]:
    """Return the ten fields of a place."""
    if place is None:
        return [None] * 10
    country = load_countries().find(place.country)
    return [
        place.name,
        place.name if place.precision == "town" else None,
        place.name if place.precision == "district" else None,
        place.name if place.precision == "region" else None,
        country.plover if country else None,
        place.latitude,
        place.longitude,
        place.geonames_id,
        place.span.text,
        _FEATURES.get(place.precision),
    ]


def _cast(event: Event) -> tuple[list[str], list[str], list[str]]:
    """Return the people, organisations and places that the event's reports name."""
    people: dict[str, None] = {}
    organisations: dict[str, None] = {}
    places: dict[str, None] = {}
    for mention in (r.mention for r in event.reports):
        for entity in (*mention.actors, *mention.recipients, *mention.speakers):
            found = load_actors().find(entity.name) if entity.name else None
            if found is not None and found.kind in _ORGANISATIONS:
                organisations[entity.name] = None
            elif entity.office:
                people[entity.name] = None
        places |= dict.fromkeys(p.name for p in mention.places)
    return list(people), list(organisations), list(places)


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def read(path: Path, rejected: Rejected) -> Iterator[ForeignEvent]:
    """Return the events of a file; faulty lines go to `rejected`.

    Raises ForeignError when it has not POLECAT's columns.
    """
    return events_in(named_rows(path, _NEEDED, rejected), _event, path, rejected)


def _event(cells: dict[str, str]) -> ForeignEvent:
    given = _value(cells, "Event Type")
    identifier = _value(cells, "Event ID")
    if not (given and identifier):
        raise ValueError("Event ID or Event Type is empty")
    kind = load_ontology().events.get(given.upper())
    actor, recipient = _party(cells, "Actor"), _party(cells, "Recipient")
    quad = _quad(_value(cells, "Quad Code")) or (kind.quad if kind else None)
    if quad is None:
        raise ValueError(f"Event Type {given!r} is none of PLOVER's, and there is no Quad Code")
    return ForeignEvent(
        format="polecat",
        id=identifier,
        day=day_of(cells["Event Date"], "Event Date"),
        actor=actor,
        recipient=recipient,
        code=given,
        event=kind.name if kind else "",
        modes=tuple(filter(None, _value(cells, "Event Mode").split("; "))),
        quad=quad,
        score=maybe_float(cells["Intensity"], "Intensity"),
        part=">".join(f"{p.given}:{p.name}:{p.sector}" for p in (actor, recipient)),
    )


def _party(cells: dict[str, str], side: str) -> ForeignParty:
    name, given = _value(cells, f"{side} Name"), _value(cells, f"{side} Country")
    sector = _value(cells, f"Primary {side} Sector")
    cow = _value(cells, f"{side} COW")
    if not (name or given or cow or sector):
        return ForeignParty()
    country = load_countries().of_plover(given) or (load_countries().of_cow(cow) if cow else None)
    if country is not None:
        return ForeignParty(country.code, sector, name, given or cow)
    return ForeignParty(_international(given, name), sector, name, given)


def _international(given: str, name: str) -> str:
    """Return our code of who belongs to no state."""
    if own := load_cameo().of_plover(given):
        return own
    if given == ORGANISED:
        return body_named(name)
    return given if given in _INTERNATIONAL else UNNAMED


def _quad(given: str) -> int | None:
    """Return a quad class from its number or its name."""
    return _quad_names().get(given.lower()) or maybe_quad(given, "Quad Code")


@cache
def _quad_names() -> dict[str, int]:
    return {name: number for number, name in load_ontology().quads.items()}


def _value(cells: dict[str, str], column: str) -> str:
    """Return a cell, empty where it is missing or the file has no such column."""
    found = cells.get(column, "")
    return "" if found in MISSING else found
