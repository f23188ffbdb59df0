"""Reading the field's dictionaries: TABARI's and PETRARCH's actor and agent files.

An entry is a name, its synonyms on lines that begin with ``+``, and one or more codes in
brackets, perhaps dated::

    KOFI_ANNAN_  # comment
    +SECRETARY-GENERAL_ANNAN_
        [IGOUNO 19970101-20061231]
        [GHAELI >20070101]

An agent has a code that begins with ``~`` (``COLONEL [~MIL]``); ``!MINIST! = MINISTER,
MINISTRY`` names words that a later line may put in the place of ``!MINIST!``. Source of the
format: the TABARI manual (Schrodt), chapters "Actors" and "Agents"; the manual of PETRARCH.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import product
from string import capwords
from typing import Literal

from diurna.codebook.actors import load_actors
from diurna.codebook.tables import DATA
from diurna.errors import CodebookError
from diurna.model import UNNAMED

_CODE = re.compile(r"\[([^\]]*)\]")
_PLURALS = re.compile(r"\{([^}]*)\}")
_SET = re.compile(r"!(\w+)!\s*=\s*(.+)")
_DATED = re.compile(
    r"(?P<code>\S+)(?:\s+(?:(?P<open>[<>])\s*(?P<at>\d+)|(?P<from>\d+)\s*-\s*(?P<to>\d+)))?"
)
_PIVOT = 30
"""Two-digit years below this are of this century."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A code that holds from `start` until `end`, the last day included; None is open.

    `kind` says whether it is the name of a state (a bare country code) or any other.
    """

    code: str
    sector: str
    start: date | None = None
    end: date | None = None
    kind: Literal["state", "user"] = "user"


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor of a user's dictionary: its names, the first being the usual one."""

    names: tuple[str, ...]
    codes: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Agent:
    """A common noun that makes a phrase an actor, singular and plural forms, and its sector."""

    words: tuple[str, ...]
    sector: str
    kind: str = "person"


@dataclass(slots=True)
class Dictionary:
    """What a file holds, and what is wrong with it, line by line."""

    actors: list[Entry] = field(default_factory=list)
    agents: list[Agent] = field(default_factory=list)
    faults: list[CodebookError] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    line: int
    names: list[str]
    plurals: list[str] = field(default_factory=list)
    codes: list[tuple[int, str]] = field(default_factory=list)


def read_dictionary(text: str, name: str) -> Dictionary:
    """Return the actors and agents of a file; `name` is the file's, for the faults."""
    found = Dictionary()
    sets: dict[str, list[str]] = {}
    for draft in _drafts(text, name, sets, found.faults):
        _finish(draft, name, sets, found)
    found.faults.sort(key=lambda fault: fault.line or 0)
    return found


def _drafts(
    text: str, file: str, sets: dict[str, list[str]], faults: list[CodebookError]
) -> Iterator[_Draft]:
    draft: _Draft | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        line = re.split(r"#|;|<!--", raw)[0].rstrip()
        if line.lstrip().startswith("+"):
            line = line.lstrip()
        if not line.strip():
            continue
        if match := _SET.match(line):
            sets[match[1]] = [w.strip() for w in match[2].split(",") if w.strip()]
            continue
        if line.count("[") != line.count("]"):
            faults.append(CodebookError("a bracket is not closed", file, number))
            continue
        codes = [(number, code.strip()) for code in _CODE.findall(line)]
        rest = _CODE.sub("", line)
        plurals = [w for group in _PLURALS.findall(rest) for w in group.split(",") if w.strip()]
        rest = _PLURALS.sub("", rest).strip()
        continues = line.startswith("+") or not rest
        if continues and draft is None:
            faults.append(CodebookError("a synonym or a code without a name", file, number))
            continue
        if not continues:
            if draft is not None:
                yield draft
            draft = _Draft(number, [])
        assert draft is not None
        draft.names += [rest.removeprefix("+")] if rest.removeprefix("+") else []
        draft.plurals += plurals
        draft.codes += codes
    if draft is not None:
        yield draft


def _finish(draft: _Draft, file: str, sets: dict[str, list[str]], found: Dictionary) -> None:
    """Add a whole entry to what was found, and what is wrong with it to the faults."""
    if not draft.codes:
        reason = f"{draft.names[0]!r} has no code: put [CODE] behind it or on the line below"
        found.faults.append(CodebookError(reason, file, draft.line))
        return
    unknown = [w for n in draft.names for w in re.findall(r"!(\w+)!", n) if w not in sets]
    if unknown:
        reason = f"!{unknown[0]}! is not defined; write !{unknown[0]}! = WORD, WORD above it"
        found.faults.append(CodebookError(reason, file, draft.line))
        return
    names = tuple(dict.fromkeys(n for raw in draft.names for n in _names(raw, sets) if n))
    if not names:
        found.faults.append(CodebookError("a code without a name", file, draft.line))
        return
    codes: list[Assignment] = []
    for line, text in draft.codes:
        try:
            if text.startswith("~"):
                words = (*names, *(n for raw in draft.plurals for n in _names(raw, sets)))
                agent = Agent(tuple(w.lower() for w in words), sector_of(text[1:]))
                found.agents.append(agent)
            else:
                codes.append(_assignment(text))
        except ValueError as fault:
            found.faults.append(CodebookError(str(fault), file, line))
    if codes:
        found.actors.append(Entry(names, tuple(codes)))


def _names(raw: str, sets: dict[str, list[str]]) -> Iterator[str]:
    """Yield the plain names of an entry: blanks for underscores, sets written out."""
    parts = [sets.get(w, [w]) if i % 2 else [w] for i, w in enumerate(re.split(r"!(\w+)!", raw))]
    for chosen in product(*parts):
        name = " ".join("".join(chosen).replace("_", " ").split())
        short = re.fullmatch(r"(.+?) \((\w+)\)", name)
        for part in short.groups() if short else [name]:
            yield capwords(part) if part.isupper() and " " in part else part


def _assignment(text: str) -> Assignment:
    match = _DATED.fullmatch(text)
    if match is None:
        raise ValueError(f"[{text}] is no code with or without dates (>DATE, <DATE, DATE-DATE)")
    code, sector = plover_code(match["code"])
    start, end = match["from"], match["to"]
    if match["open"]:
        start, end = (match["at"], None) if match["open"] == ">" else (None, match["at"])
    first, last = (None if d is None else _day(d) for d in (start, end))
    if first and last and last < first:
        raise ValueError(f"[{text}] ends before it begins")
    kind: Literal["state", "user"] = "state" if code == match["code"] != UNNAMED else "user"
    return Assignment(code, sector, first, last, kind)


def _day(digits: str) -> date:
    """Return a day written YYMMDD or YYYYMMDD."""
    if len(digits) not in (6, 8):
        raise ValueError(f"{digits} is no date: write YYYYMMDD or YYMMDD")
    year = int(digits[:-4])
    if len(digits) == 6:
        year += 2000 if year < _PIVOT else 1900
    try:
        return date(year, int(digits[-4:-2]), int(digits[-2:]))
    except ValueError as error:
        raise ValueError(f"{digits} is no day of the calendar") from error


def plover_code(cameo: str) -> tuple[str, str]:
    """Return our code and PLOVER's sector of a CAMEO actor code (``KORGOVBUS``).

    Raises ValueError for a code whose first three letters name no state or kind of body.
    """
    tables = _cameo()
    if cameo == UNNAMED:
        return UNNAMED, ""
    if len(cameo) < 3 or not cameo.isalnum() or not cameo.isupper():
        raise ValueError(f"[{cameo}] is no CAMEO code")
    head, rest = cameo[:3], _threes(cameo[3:])
    role = next((tables["sectors"][p] for p in rest if p in tables["sectors"]), "")
    sector = _sector(rest)
    state = tables["states"].get(head, head)
    if state in _state_codes():
        return state, sector or "GOV"
    if head == "IMG":
        return head, role or tables["international"][head]
    if head not in tables["international"] and not _sector([head]):
        raise ValueError(f"[{cameo}]: {head} is no ISO 3166 or CAMEO code of a state or body")
    bodies = [tables["organisations"][p] for p in rest if p in tables["organisations"]]
    if head == "IGO" and bodies:
        return bodies[0], "IGO"
    return UNNAMED, role or tables["international"].get(head) or sector or _sector([head])


def sector_of(cameo: str) -> str:
    """Return PLOVER's sector of an agent's code (``GOVMED``).

    Raises ValueError when none of its parts is a role of CAMEO.
    """
    found = _sector(_threes(cameo))
    if not found:
        raise ValueError(f"[~{cameo}] names no role that PLOVER has")
    return found


def _sector(parts: list[str]) -> str:
    """Return the sector of the first part that is a role, else of the first that is a faith."""
    tables = _cameo()
    either = {**tables["faiths"], **tables["sectors"]}
    known = [p for p in parts if p in either]
    roles = [p for p in known if p in tables["sectors"]]
    return either[(roles or known)[0]] if known else ""


def _threes(text: str) -> list[str]:
    return [text[i : i + 3] for i in range(0, len(text), 3)]


@cache
def _cameo() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = tomllib.loads(
        (DATA / "cameo.toml").read_text(encoding="utf8")
    )
    return tables


@cache
def _state_codes() -> frozenset[str]:
    return frozenset(load_actors().state_names)
