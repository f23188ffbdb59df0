"""PLOVER JSON records as gold: one object an event, with the text that it was coded from.

Source: the PLOVER manual, chapter "Data Fields". Either one object a line or one array. Records of
one text belong together; ``has_event`` false marks a text without any. Read are ``text``,
``event``, ``actor``, ``recipient``, ``mode``, ``date``, ``enddate``, ``event_text``, of ours
``auxiliary`` and ``speakers``, and the day of the report under ``cite_info`` / ``date`` or
``published``.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from diurna.errors import FormatError, reason_in
from diurna.evaluate.events import GoldEntity, GoldEvent, GoldSentence
from diurna.model import UNNAMED


class _Entity(BaseModel):
    model_config = ConfigDict(extra="ignore")
    code: str | None = None
    sector: str | None = None
    entity_text: str | None = None

    @property
    def gold(self) -> GoldEntity:
        return GoldEntity(
            text=self.entity_text, code=self.code or UNNAMED, sector=self.sector or ""
        )


class _Cited(BaseModel):
    model_config = ConfigDict(extra="ignore")
    date: dt.date | None = None


class _Record(BaseModel):
    model_config = ConfigDict(extra="ignore")
    text: str
    has_event: bool = True
    event: list[str] = []
    mode: list[str] | None = None
    auxiliary: list[str] = []
    actor: list[_Entity] = []
    recipient: list[_Entity] | None = None
    speakers: list[_Entity] = []
    event_text: list[str] | None = None
    date: dt.date | None = None
    enddate: dt.date | None = None
    published: dt.date | None = None
    cite_info: _Cited = _Cited()

    def events(self) -> Iterator[GoldEvent]:
        """Yield an event for each category that the record names."""
        for event in self.event if self.has_event else ():
            yield GoldEvent(
                trigger=(self.event_text or [""])[0],
                event=event,
                mode=self.mode or [],
                auxiliary=self.auxiliary,
                actor=[e.gold for e in self.actor],
                recipient=[e.gold for e in self.recipient or ()],
                speakers=[e.gold for e in self.speakers],
                date=(self.date, self.enddate or self.date) if self.date else None,
            )


def is_plover(path: Path) -> bool:
    """Whether a JSON file holds PLOVER records rather than our coded sentences."""
    for _, raw in _objects(path):
        return "event" in raw or "has_event" in raw
    return False


def read_plover(path: Path) -> Iterator[GoldSentence]:
    """Yield the texts of a file of PLOVER records with their events.

    Raises FormatError, with the line (or the number in an array), for a faulty record.
    """
    texts: dict[str, GoldSentence] = {}
    for number, raw in _objects(path):
        try:
            record = _Record.model_validate(raw)
            events = list(record.events())
        except ValidationError as error:
            raise FormatError(reason_in(error, "record"), path, number) from error
        published = record.cite_info.date or record.published
        known = texts.setdefault(record.text, GoldSentence(text=record.text, published=published))
        known.events.extend(events)
    yield from texts.values()


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    text = path.read_text(encoding="utf8")
    try:
        if text.lstrip().startswith("["):
            yield from enumerate(json.loads(text), 1)
            return
    except json.JSONDecodeError as error:
        raise FormatError(f"no valid JSON: {error.msg}", path, error.lineno) from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError as error:
                raise FormatError(f"no valid JSON: {error.msg}", path, number) from error
