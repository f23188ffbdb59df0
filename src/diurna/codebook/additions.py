"""What users add to the codebook: actors, role nouns and verb frames in files of their own.

A file is TABARI's or PETRARCH's (see `dictionaries`), a CSV table of actors with the columns
``name,names,code,sector`` and perhaps ``start,end``, or TOML with tables ``[[actor]]`` (the same
keys), ``[[role]]`` (``lemma``, ``sector``, ``kind``), ``[[event]]`` (``name``, ``quad``, ``score``,
``cameo``, ``modes``) and ``[[frame]]`` (those of ``docs/codebook.md``, and ``event``).
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from diurna.codebook.dictionaries import Agent, Assignment, Dictionary, Entry, read_dictionary
from diurna.codebook.frames import Frame, frame_of, load_classes
from diurna.codebook.ontology import EventType, load_ontology
from diurna.errors import CodebookError, reason_in

_COLUMNS = ("name", "names", "code", "sector")
_TABLES = ("actor", "role", "event", "frame")
"""In the order in which they are read: a frame may report an event of the same file."""


class OwnActor(BaseModel):
    """An actor of a user's table: the usual name, other names, code and sector, first and last day.

    `code` is an ISO 3166 alpha-3 code, the acronym of a body, or ``---``; `sector` PLOVER's.
    """

    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1)
    names: list[str] = []
    code: str = Field(pattern=r"^([A-Z][A-Z0-9]{1,15}|---)$")
    sector: str = Field("", pattern=r"^([A-Z]{3})?$")
    start: date | None = None
    end: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> OwnActor:
        if self.start and self.end and self.end < self.start:
            raise ValueError("it ends before it begins")
        return self


class OwnRole(BaseModel):
    """A noun that makes a phrase an actor, with PLOVER's sector."""

    model_config = ConfigDict(extra="forbid")
    lemma: str | list[str] = Field(min_length=1)
    sector: str = Field(pattern=r"^[A-Z]{3}$")
    kind: Literal["person", "group", "institution", "office"] = "person"


class OwnEvent(BaseModel):
    """An event class beside PLOVER's sixteen, or in the place of one.

    `quad` is 1 to 4, `score` and those of `modes` run from -10 to 10; see `EventType`.
    """

    model_config = ConfigDict(extra="forbid")
    name: str = Field(pattern=r"^[A-Z][A-Z_]+$")
    quad: int = Field(ge=1, le=4)
    score: float = Field(0.0, ge=-10, le=10)
    cameo: str = Field("", pattern=r"^([0-9]{2,4})?$")
    modes: dict[str, Annotated[float, Field(ge=-10, le=10)]] = {}


@dataclass(slots=True)
class Additions:
    """Entries of users' files, and every fault in them by file and line."""

    actors: list[Entry] = field(default_factory=list)
    agents: list[Agent] = field(default_factory=list)
    events: list[EventType] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    faults: list[CodebookError] = field(default_factory=list)


def read_additions(paths: Iterable[Path]) -> Additions:
    """Return what some files add; faulty entries are left out and told of in `faults`.

    Raises CodebookError when a file cannot be read at all.
    """
    found = Additions()
    for path in paths:
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise CodebookError(f"cannot be read: {error.strerror}", path) from error
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            reason = "not UTF-8: save the file as UTF-8"
            found.faults.append(CodebookError(reason, path, line))
            continue
        if path.suffix.lower() == ".toml":
            _read_toml(text, path, found)
        elif path.suffix.lower() == ".csv":
            _read_csv(text, path, found)
        else:
            _add(found, read_dictionary(text, str(path)))
    return found


def _add(found: Additions, dictionary: Dictionary) -> None:
    found.actors += dictionary.actors
    found.agents += dictionary.agents
    found.faults += dictionary.faults


def _read_csv(text: str, path: Path, found: Additions) -> None:
    blanked = "\n".join("" if line.startswith("#") else line for line in text.splitlines())
    reader = csv.reader(io.StringIO(blanked))
    header: list[str] = []
    for cells in reader:
        line = reader.line_num
        if not any(cells):
            continue
        if not header:
            header = [c.strip() for c in cells]
            missing = [c for c in _COLUMNS if c not in header]
            if missing:
                reason = f"the header lacks {', '.join(missing)}; it needs {', '.join(_COLUMNS)}"
                found.faults.append(CodebookError(reason, path, line))
                return
        elif len(cells) != len(header):
            reason = f"{len(cells)} cells where the header has {len(header)}"
            found.faults.append(CodebookError(reason, path, line))
        else:
            row: dict[str, Any] = {
                column: cell.strip() for column, cell in zip(header, cells, strict=True)
            }
            row["names"] = [n.strip() for n in row["names"].split("|") if n.strip()]
            row |= {day: row[day] or None for day in ("start", "end") if day in row}
            _take("actor", row, path, line, found)


def _read_toml(text: str, path: Path, found: Additions) -> None:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"line (\d+)", str(error))
        line = int(match[1]) if match else None
        found.faults.append(CodebookError(f"no valid TOML: {error}", path, line))
        return
    strangers = set(raw) - set(_TABLES)
    if strangers:
        reason = f"unknown table {', '.join(sorted(strangers))}; they are {', '.join(_TABLES)}"
        found.faults.append(CodebookError(reason, path, 1))
    for kind in _TABLES:
        for line, entry in _entries(raw.get(kind, []), kind, text, path, found):
            _take(kind, entry, path, line, found)


def _entries(
    tables: object, kind: str, text: str, path: Path, found: Additions
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the entries of one kind with the lines they begin on."""
    head = re.compile(rf"\s*\[\[\s*{kind}\s*\]\]")
    lines = [n for n, line in enumerate(text.splitlines(), 1) if head.match(line)]
    if not isinstance(tables, list) or len(tables) != len(lines):
        found.faults.append(CodebookError(f"write each {kind} as a table [[{kind}]]", path, 1))
        return
    yield from zip(lines, tables, strict=True)


def _take(kind: str, entry: Mapping[str, Any], path: Path, line: int, found: Additions) -> None:
    """Add an entry to what was found, or its fault to the faults."""
    try:
        if kind == "actor":
            actor = OwnActor.model_validate(entry)
            names = tuple(dict.fromkeys([actor.name, *actor.names]))
            code = Assignment(actor.code, actor.sector, actor.start, actor.end)
            found.actors.append(Entry(names, (code,)))
        elif kind == "role":
            role = OwnRole.model_validate(entry)
            words = (role.lemma,) if isinstance(role.lemma, str) else tuple(role.lemma)
            found.agents.append(Agent(words, role.sector, role.kind))
        elif kind == "event":
            found.events.append(EventType(**OwnEvent.model_validate(entry).model_dump()))
        else:
            frame = {k: v for k, v in entry.items() if k != "event"}
            name = f"{path.stem}:{line}"
            ontology = load_ontology().extended(found.events)
            event = entry.get("event", "")
            found.frames.append(frame_of(frame, event, name, load_classes(), ontology))
    except ValidationError as error:
        found.faults.append(CodebookError(reason_in(error), path, line))
    except CodebookError as error:
        found.faults.append(CodebookError(error.reason, path, line))
