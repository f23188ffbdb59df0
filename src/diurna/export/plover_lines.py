"""PLOVER's JSON Lines, a mention a line: written, and read with the names of older drafts.

Source of the fields: the PLOVER manual 2.0, chapter "Data Fields".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

from diurna.codebook.cameo import load_cameo
from diurna.codebook.countries import load_countries
from diurna.codebook.ontology import load_ontology
from diurna.errors import ForeignError
from diurna.export.cameo import body_named, party_of
from diurna.export.losses import Losses
from diurna.export.numbers import day_of, maybe_float, maybe_quad
from diurna.export.parties import ORGANISED
from diurna.export.plover import mention_record
from diurna.export.tabular import Rejected, lines, whole_file
from diurna.model import UNNAMED, Event, ForeignEvent, ForeignParty

_OLDER = {
    "source": "actor",
    "target": "recipient",
    "actorText": "entity_text",
    "eventText": "event_text",
    "textInfo": "text_info",
    "citeInfo": "cite_info",
    "dateCoded": "coded_date",
    "quadCode": "quad_code",
    "eventScale": "event_scale",
}
_ASIDE = frozenset({"story", "figure"})
"""Kinds of lines that `diurna read --format jsonl` has beside mentions."""

_Json = Mapping[str, Any]


def write(events: Iterable[Event], out: Path, losses: Losses) -> dict[Path, int]:
    """Write the mentions of events, all fields of ours included; return the rows by file."""
    written = 0
    with whole_file(out) as table:
        for event in events:
            for report in event.reports:
                record = mention_record(report.mention, report.story)
                table.write(json.dumps(record, ensure_ascii=False) + "\n")
                written += 1
                losses["open dates (PLOVER requires a date)"] += record["date"] is None
                exact = not any(s.approximation for s in report.mention.sizes)
                losses["numbers told as a bound or roughly"] += not exact
    return {out: written}


def read(path: Path, rejected: Rejected) -> Iterator[ForeignEvent]:
    """Yield the events of a file, one an event, actor and recipient of each line.

    Faulty lines go to `rejected`, and so do those with an auxiliary mode (negation, future,
    hypothetical): they are no done deeds, as other data sets have them.
    """
    for number, text in lines(path):
        try:
            record = _named(json.loads(text))
            if record.get("kind") not in _ASIDE:
                yield from _events(record)
        except (ValueError, TypeError, AttributeError) as fault:
            rejected(ForeignError(f"no PLOVER record: {fault}", path, number))


def _named(given: Any) -> Any:
    """Return a value with today's names of fields; where both stand, today's counts."""
    if isinstance(given, list):
        return [_named(part) for part in given]
    if not isinstance(given, dict):
        return given
    older = {_OLDER[k]: _named(v) for k, v in given.items() if k in _OLDER}
    return older | {k: _named(v) for k, v in given.items() if k not in _OLDER}


def _events(record: _Json) -> Iterator[ForeignEvent]:
    unsaid = {"negation", "hypothetical", "future"} & set(_list(record.get("auxiliary")))
    if unsaid:
        raise ValueError(f"the event is told with {', '.join(sorted(unsaid))}, not as done")
    kinds = [_cell(kind) for kind in _list(record.get("event"))]
    if not (record.get("id") and kinds):
        raise ValueError("it needs an id and an event")
    cite = record.get("cite_info") or {}
    actors = [_party(e) for e in _list(record.get("actor"))] or [ForeignParty()]
    recipients = [_party(e) for e in _list(record.get("recipient"))] or [ForeignParty()]
    for given, actor, recipient in product(kinds, actors, recipients):
        kind = load_ontology().events.get(given.upper())
        quad = maybe_quad(_cell(record.get("quad_code")), "quad_code")
        if quad is None and kind is None:
            raise ValueError(f"event {given!r} is none of PLOVER's, and there is no quad_code")
        modes = tuple(_cell(m) for m in _list(record.get("mode")))
        scale = maybe_float(_cell(record.get("event_scale")), "event_scale")
        if scale is None and kind is not None:
            scale = load_ontology().score(kind.name, modes)
        yield ForeignEvent(
            format="plover",
            id=_cell(record["id"]),
            day=day_of(_cell(record.get("date")), "date"),
            actor=actor,
            recipient=recipient,
            code=given,
            event=kind.name if kind else "",
            modes=modes,
            quad=quad or (kind.quad if kind else 0),
            score=scale,
            story=_cell(cite.get("url") or record.get("story_id")),
            part=f"{given}:{actor.given}:{actor.name}>{recipient.given}:{recipient.name}",
        )


def _party(entity: Any) -> ForeignParty:
    """Return a party from an entity object, or from a code alone."""
    fields: _Json = entity if isinstance(entity, dict) else {"code": entity}
    given = _cell(fields.get("code"))
    name = _cell(fields.get("identifier_text")) or _cell(fields.get("entity_text"))
    sector = _cell(fields.get("sector"))[:3]
    code, inner = _code(given, name, sector)
    return ForeignParty(code, sector or inner, name, given)


def _code(given: str, name: str, sector: str) -> tuple[str, str]:
    """Return our code, and a sector that is joined to theirs (``USAGOV``)."""
    if given in ("", UNNAMED):
        return given, ""
    if sector == ORGANISED:
        known = load_cameo().of_plover(given) or body_named(given)
        return (known if known != UNNAMED else body_named(name)), ""
    country = load_countries().of_plover(given)
    return (country.code, "") if country is not None else party_of(given)


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _cell(value: Any) -> str:
    """Return a value as text, without the halves of characters that JSON can escape."""
    return "" if value is None else str(value).encode("utf8", "replace").decode("utf8")
