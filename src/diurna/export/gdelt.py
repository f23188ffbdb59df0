"""GDELT 2.0: its table of events and its table of mentions, written; its events, read.

Source of the columns: the codebook of the GDELT Event Database, format 2.0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from diurna.codebook.cameo import CameoEvent
from diurna.codebook.countries import load_countries
from diurna.export.cameo import actor_of, body_named, event_code, event_of, party_of, quad_of
from diurna.export.losses import Losses, dated, note
from diurna.export.numbers import day_of, maybe_float, maybe_int, maybe_quad
from diurna.export.parties import ORGANISED, Pair, Party, pairs, where
from diurna.export.tabular import MISSING, Cell, Rejected, events_in, line, rows, whole_file
from diurna.model import UNNAMED, Event, ForeignEvent, ForeignParty, Place, Report, digest

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
    "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = (
    "Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID",
)  # fmt: skip
COLUMNS: tuple[str, ...] = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{of}Geo_{name}" for of in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTION_COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName",
    "MentionIdentifier", "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset",
    "InRawText", "Confidence", "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo",
    "Extras",
)  # fmt: skip
_AT = {name: k for k, name in enumerate(COLUMNS)}
_HELD = frozenset({"counts", "confidence"})
_NOWHERE: tuple[Cell, ...] = (0, *[None] * 7)
_WEB, _CITED = 1, 2


def write(events: Iterable[Event], out: Path, losses: Losses) -> dict[Path, int]:
    """Write events, a row a pair, and beside them their mentions; return the rows by file."""
    beside = mentions_path(out)
    written = {out: 0, beside: 0}
    with whole_file(out) as table, whole_file(beside) as mentions:
        for event, day in dated(events, losses):
            kind = event_code(event, losses)
            if kind is None:
                continue
            note(event, _HELD, losses)
            found = pairs(event)
            if len(found) > 1:
                losses["events with several actors or recipients (a row a pair)"] += 1
            for pair in found:
                number = identifier(event.id, pair)
                table.write(line(_row(number, event, day, kind, pair, losses)))
                mentions.writelines(line(_mention(number, event, r, pair)) for r in event.reports)
                written[beside] += len(event.reports)
            written[out] += len(found)
    return written


def mentions_path(out: Path) -> Path:
    """Return where the mentions go: GDELT's name for them beside its name for events."""
    if ".export." in out.name:
        return out.with_name(out.name.replace(".export.", ".mentions."))
    return out.with_name(f"{out.stem}.mentions{out.suffix}")


def identifier(event_id: str, pair: Pair) -> int:
    """Return a row's number (60 bits): the same for a pair of an event in every record."""
    actor, recipient = pair
    return int(digest(event_id, actor.code, recipient.code if recipient else "")[:15], 16)


def _row(
    number: int, event: Event, day: date, kind: CameoEvent, pair: Pair, losses: Losses
) -> list[Cell]:
    core = event.reports[0] if event.reports else None
    place = where(event)
    return [
        number,
        f"{day:%Y%m%d}",
        f"{day:%Y%m}",
        day.year,
        # GDELT's own formula: every month has 30 days, every year 365.
        f"{day.year + ((day.month - 1) * 30 + day.day) / 365:.4f}",
        *_actor(pair[0], losses),
        *(_actor(pair[1], losses) if pair[1] else [None] * len(_ACTOR)),
        int(any(r.story.ordered and r.mention.sentence.sequence == 1 for r in event.reports)),
        kind.code,
        kind.code[:3],
        kind.code[:2],
        event.quad,
        event.score,
        event.mentions,
        len({r.story.publisher for r in event.reports}),
        event.stories,
        None,
        *_NOWHERE,
        *_NOWHERE,
        *(_geo(place) if place else _NOWHERE),
        f"{min(r.recorded for r in event.reports):%Y%m%d%H%M%S}" if core else None,
        core.story.url or core.story.id if core else None,
    ]


def _actor(party: Party, losses: Losses) -> list[Cell]:
    made = actor_of(party, losses)
    types = [*made.types, None, None, None][:3]
    name = party.name.upper()
    return [made.code, name, made.country, made.group, None, None, None, *types]


def _geo(place: Place) -> list[Cell]:
    """Return a place as GDELT's geographical fields; its feature numbers are of other lists."""
    country = load_countries().find(place.country)
    fips = country.fips if country else ""
    full = ", ".join(dict.fromkeys(filter(None, (place.name, country.name if country else ""))))
    admin1 = fips + place.admin1 if fips and len(place.admin1) == 2 else fips
    kind = _geo_type(place)
    return [kind, full, fips, admin1, None, place.latitude, place.longitude, None]


def _geo_type(place: Place) -> int:
    """Return 1 for a country, 2 or 3 for a state or town of the USA, 5 or 4 for others."""
    if place.precision in ("country", "area"):
        return 1
    american = place.country == "USA"
    if place.precision in ("region", "district"):
        return 2 if american else 5
    return 3 if american else 4


def _mention(number: int, event: Event, report: Report, pair: Pair) -> list[Cell]:
    story, mention = report.story, report.mention
    return [
        number,
        _stamp(min(r.recorded for r in event.reports)),
        _stamp(report.recorded),
        _WEB if story.url else _CITED,
        story.publisher,
        story.url or story.id,
        mention.sentence.sequence,
        _offset(report, pair[0]),
        _offset(report, pair[1]),
        mention.trigger.start,
        1,
        round(mention.confidence * 100),
        len(story.text),
        None,
        None,
        None,
    ]


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%d%H%M%S}"


def _offset(report: Report, party: Party | None) -> int:
    """Return where a party stands in the story's text, -1 where it is only implied."""
    mention = report.mention
    spans = [
        e.span.start
        for e in (*mention.actors, *mention.recipients)
        if party is not None and e.code == party.code and e.span is not None
    ]
    return spans[0] if spans else -1


def read(path: Path, rejected: Rejected) -> Iterator[ForeignEvent]:
    """Return the events of a file; faulty lines go to `rejected`."""
    return events_in(rows(path, len(COLUMNS), rejected), _event, path, rejected)


def _event(cells: list[str]) -> ForeignEvent:
    code = cells[_AT["EventCode"]]
    kind = event_of(code)
    if kind is None:
        raise ValueError(f"EventCode {code!r} is no code of CAMEO's (is a leading zero lost?)")
    if not cells[_AT["GLOBALEVENTID"]]:
        raise ValueError("GLOBALEVENTID is empty")
    return ForeignEvent(
        format="gdelt",
        id=cells[_AT["GLOBALEVENTID"]],
        day=day_of(cells[_AT["SQLDATE"]], "SQLDATE"),
        actor=_party(cells, _AT["Actor1Code"]),
        recipient=_party(cells, _AT["Actor2Code"]),
        code=code,
        event=kind.event,
        modes=(kind.mode,) if kind.mode else (),
        quad=maybe_quad(cells[_AT["QuadClass"]], "QuadClass") or quad_of(kind),
        score=maybe_float(cells[_AT["GoldsteinScale"]], "GoldsteinScale"),
        mentions=maybe_int(cells[_AT["NumMentions"]], "NumMentions") or 0,
        sources=maybe_int(cells[_AT["NumSources"]], "NumSources") or 0,
        story=cells[_AT["SOURCEURL"]],
    )


def _party(cells: list[str], first: int) -> ForeignParty:
    given, name = cells[first], cells[first + 1]
    if given in MISSING:
        return ForeignParty() if name in MISSING else ForeignParty(UNNAMED, "", name)
    code, sector = party_of(given)
    if code == UNNAMED and sector == ORGANISED:
        code = body_named(name)
    return ForeignParty(code, sector, name, given)
