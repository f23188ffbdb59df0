"""What users add to the codebook: actors, agents and verb frames in files of their own.

A file is TABARI's or PETRARCH's (see `dictionaries`), a CSV table of actors with the columns
``name,names,code,sector`` and perhaps ``start,end``, or TOML with tables ``[[actor]]`` (the same
keys), ``[[role]]`` (``lemma``, ``sector``, ``kind``) and ``[[frame]]`` (those of
``docs/codebook.md``, and ``event``).
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from diurna.codebook.dictionaries import Agent, Assignment, Dictionary, Entry, read_dictionary
from diurna.codebook.frames import Frame, frame_of, load_classes
from diurna.errors import CodebookError

_ACTOR = ("name", "names", "code", "sector", "start", "end")
_ROLE = ("lemma", "sector", "kind")
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,15}|---")
_SECTOR = re.compile(r"[A-Z]{3}|")


@dataclass(slots=True)
class Additions:
    """Entries of users' files, and every fault in them by file and line."""

    actors: list[Entry] = field(default_factory=list)
    agents: list[Agent] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    faults: list[CodebookError] = field(default_factory=list)


def read_additions(paths: Iterable[Path]) -> Additions:
    """Return what some files add; faulty entries are left out and told of in `faults`.

    Raises CodebookError when a file cannot be read at all.
    """
    found = Additions()
    for path in paths:
        try:
            text = path.read_bytes().decode("utf8", errors="replace")
        except OSError as error:
            raise CodebookError(f"cannot be read: {error.strerror}", path) from error
        if path.suffix.lower() == ".toml":
            _read_toml(text, path, found)
        elif path.suffix.lower() == ".csv":
            _add(found, _read_csv(text, str(path)))
        else:
            _add(found, read_dictionary(text, str(path)))
    return found


def _add(found: Additions, dictionary: Dictionary) -> None:
    found.actors += dictionary.actors
    found.agents += dictionary.agents
    found.faults += dictionary.faults


def _read_csv(text: str, file: str) -> Dictionary:
    found = Dictionary()
    numbered = [
        (n, line)
        for n, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]
    rows = zip((n for n, _ in numbered), csv.reader(line for _, line in numbered), strict=True)
    first, header = next(rows, (1, []))
    missing = [c for c in _ACTOR[:4] if c not in header]
    if missing:
        reason = f"the header lacks {', '.join(missing)}; it needs {', '.join(_ACTOR[:4])}"
        found.faults.append(CodebookError(reason, file, first))
        return found
    for line, cells in rows:
        try:
            if len(cells) != len(header):
                raise ValueError(f"{len(cells)} cells where the header has {len(header)}")
            row = dict(zip(header, (c.strip() for c in cells), strict=True))
            names = [n.strip() for n in row["names"].split("|") if n.strip()]
            found.actors.append(_entry({**row, "names": names}, line))
        except ValueError as fault:
            found.faults.append(CodebookError(str(fault), file, line))
    return found


def _read_toml(text: str, path: Path, found: Additions) -> None:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found.faults.append(CodebookError(f"no valid TOML: {error}", path, _line_in(str(error))))
        return
    strangers = set(raw) - {"actor", "role", "frame"}
    if strangers:
        reason = f"unknown table {', '.join(sorted(strangers))}; the tables are actor, role, frame"
        found.faults.append(CodebookError(reason, path, 1))
    for line, kind, entry in _tables(raw, text):
        try:
            if kind == "actor":
                found.actors.append(_entry(entry, line))
            elif kind == "role":
                found.agents.append(_agent(entry, line))
            else:
                frame = {k: v for k, v in entry.items() if k != "event"}
                name = f"{path.stem}:{line}"
                found.frames.append(frame_of(frame, entry.get("event", ""), name, load_classes()))
        except (ValueError, CodebookError) as fault:
            reason = fault.reason if isinstance(fault, CodebookError) else str(fault)
            found.faults.append(CodebookError(reason, path, line))


def _tables(raw: Mapping[str, Any], text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Yield the entries of a TOML file with the line and the name of their table."""
    for kind in ("actor", "role", "frame"):
        lines = [
            n
            for n, line in enumerate(text.splitlines(), 1)
            if re.match(rf"\s*\[\[\s*{kind}\s*\]\]", line)
        ]
        yield from zip(lines, [kind] * len(lines), raw.get(kind, []), strict=False)


def _entry(cells: Mapping[str, Any], line: int) -> Entry:
    unknown = set(cells) - set(_ACTOR)
    if unknown:
        raise ValueError(f"unknown key {', '.join(sorted(unknown))}; they are {', '.join(_ACTOR)}")
    name, code, sector = (str(cells.get(k, "")) for k in ("name", "code", "sector"))
    if not name:
        raise ValueError("no name given")
    if not _CODE.fullmatch(code):
        raise ValueError(f"code must be an ISO 3166 alpha-3 code or an acronym, not {code!r}")
    if not _SECTOR.fullmatch(sector):
        raise ValueError(f"sector must be one of PLOVER's (GOV, MIL, ...) or empty, not {sector!r}")
    start, end = _day(cells.get("start")), _day(cells.get("end"))
    if start and end and end < start:
        raise ValueError("it ends before it begins")
    names = dict.fromkeys([name, *cells.get("names", ())])
    return Entry(tuple(names), (Assignment(code, sector, start, end),), line)


def _day(cell: object) -> date | None:
    if not cell:
        return None
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(str(cell))
    except ValueError as error:
        raise ValueError(f"not a date: {cell}; write YYYY-MM-DD") from error


def _agent(cells: Mapping[str, Any], line: int) -> Agent:
    unknown = set(cells) - set(_ROLE)
    if unknown:
        raise ValueError(f"unknown key {', '.join(sorted(unknown))}; they are {', '.join(_ROLE)}")
    lemma = cells.get("lemma", "")
    words = (lemma,) if isinstance(lemma, str) else tuple(lemma)
    if not all(words) or not _SECTOR.fullmatch(str(cells.get("sector", ""))):
        raise ValueError("a role needs a lemma and one of PLOVER's sectors")
    return Agent(words, str(cells.get("sector", "")), line)


def _line_in(message: str) -> int | None:
    match = re.search(r"line (\d+)", message)
    return int(match[1]) if match else None
