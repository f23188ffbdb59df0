"""Actors and events in CAMEO's codes, as GDELT and ICEWS have them, and back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from diurna.codebook.actors import load_actors
from diurna.codebook.cameo import CameoEvent, load_cameo
from diurna.codebook.dictionaries import plover_code
from diurna.codebook.ontology import load_ontology
from diurna.export.losses import Losses
from diurna.export.parties import ORGANISED, Party
from diurna.model import UNNAMED, Event

_KEPT = frozenset({"NGO", "IMG", "MNC"})
"""Codes of international actors that are CAMEO's as well."""


@dataclass(frozen=True, slots=True)
class CameoActor:
    """An actor in CAMEO's parts; `code` joins them. `types` are roles, three at most."""

    code: str = ""
    country: str = ""
    group: str = ""
    types: tuple[str, ...] = ()


def actor_of(party: Party, losses: Losses) -> CameoActor:
    """Return a party in CAMEO's codes; what they have no word for is counted."""
    book = load_cameo()
    known = [book.sector(s) for s in party.sectors]
    types = tuple(dict.fromkeys(s.cameo for s in known if s is not None and s.cameo))[:3]
    if party.sectors and not types:
        losses[f"actors' sectors that CAMEO lacks ({party.sector})"] += 1
    if party.country is not None:
        country = party.country.cameo
        return CameoActor("".join((country, *types)), country, "", types)
    if party.sector == ORGANISED:
        group = book.body(party.code).cameo
        if not group:
            losses["codes of bodies that CAMEO lacks"] += 1
        rest = tuple(t for t in types if t != ORGANISED)
        return CameoActor("".join((ORGANISED, group, *rest)), "", group, (ORGANISED, *rest)[:3])
    if party.code in _KEPT:
        rest = tuple(t for t in types if t != party.code)
        return CameoActor("".join((party.code, *rest)), "", "", (party.code, *rest)[:3])
    if party.named:
        losses["codes of actors that CAMEO lacks"] += 1
    return CameoActor("".join(types), "", "", types)


def event_code(event: Event, losses: Losses) -> CameoEvent | None:
    """Return CAMEO's event for one of ours, None where it has none; lost modes are counted."""
    book = load_cameo()
    code, told = book.code(event.event, event.modes)
    if not code:
        losses["events of your own, which CAMEO has no code for (left out)"] += 1
        return None
    if not told:
        losses["modes that CAMEO has no code for"] += 1
    return book.event(code)


@cache
def event_of(code: str) -> CameoEvent | None:
    """Return the event of a code, None for what is no code of CAMEO's."""
    return load_cameo().event(code)


@cache
def party_of(code: str) -> tuple[str, str]:
    """Return our code and sector of an actor in CAMEO's codes; ``---`` for one we do not know."""
    for known in _KEPT - {"IMG"}:
        if code.startswith(known):
            return known, plover_code(code)[1]
    try:
        return plover_code(code)
    except ValueError:
        return UNNAMED, ""


def body_named(name: str) -> str:
    """Return our code of a body by its name, ``---`` for none."""
    found = load_actors().find(name) if name else None
    return found.code if found is not None and found.kind == "organisation" else UNNAMED


def quad_of(event: CameoEvent) -> int:
    """Return the quad class of an event: PLOVER's, CAMEO's own where PLOVER has no event."""
    kind = load_ontology().events.get(event.event)
    return kind.quad if kind is not None else event.quad
