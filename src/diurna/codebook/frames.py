"""Frames: which verb, noun or adjective reports which event, and where its actors stand.

A frame names head lemmas, a PLOVER event and mode, and the grammatical slots of actor and
recipient in a UD tree. The frames are in ``data/frames/*.toml``, one file an event; the word
classes that their conditions name (``@meeting``) are in ``data/classes.toml``.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

from diurna.codebook.ontology import Ontology, load_ontology
from diurna.codebook.tables import DATA
from diurna.errors import CodebookError

Pos = Literal["verb", "noun", "adjective"]
Content = Literal["none", "accused", "own"]

NOT_CODED_AGAIN = {"AGREE", "REQUEST", "REJECT", "THREATEN", "PROTEST"}
_KEYS = {
    "lemma", "pos", "mode", "context", "actor", "recipient", "participants",
    "needs", "without", "content", "example", "who",
}  # fmt: skip
_NOUN_ACTOR = ("possessive", "by", "between", "among", "modifier", "from")


@dataclass(frozen=True, slots=True)
class Condition:
    """What a slot must hold: one of some lemmas; a particle; a clause; a number of actors."""

    slot: str
    lemmas: frozenset[str] = frozenset()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of reporting an event; see the module's text and ``docs/codebook.md``.

    `own` says that a user wrote it.
    """

    name: str
    event: str
    lemmas: tuple[str, ...]
    pos: Pos
    mode: str | None
    contexts: tuple[str, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    participants: bool
    needs: tuple[Condition, ...]
    without: tuple[Condition, ...]
    content: Content
    examples: tuple[str, ...]
    who: tuple[str, ...]
    own: bool = False


class FrameBook:
    """All frames, found by head lemma and part of speech."""

    def __init__(self, frames: Iterable[Frame], first: Iterable[Frame] = ()):
        """Index `frames`; those in `first` are tried before them."""
        self.frames = tuple(frames)
        self._index: dict[tuple[str, str], list[Frame]] = defaultdict(list)
        for group in (first, self.frames):
            for frame in sorted(group, key=lambda f: -len(f.needs)):
                for lemma in frame.lemmas:
                    self._index[lemma, frame.pos].append(frame)

    def extended(self, frames: Iterable[Frame]) -> FrameBook:
        """Return the book with further frames, which are tried before those it has."""
        return FrameBook(self.frames, [replace(f, own=True) for f in frames])

    def find(self, lemma: str, pos: Pos) -> list[Frame]:
        """Return the frames of a head word, those with more conditions first."""
        return self._index.get((lemma, pos), [])


@cache
def load_frames() -> FrameBook:
    """Return the frames of the codebook."""
    classes = load_classes()
    files = sorted((DATA / "frames").iterdir(), key=lambda f: f.name)
    return FrameBook(
        [f for file in files if file.name.endswith(".toml") for f in read_frames(file, classes)]
    )


@cache
def load_classes() -> dict[str, frozenset[str]]:
    """Return the word classes by name."""
    raw = tomllib.loads((DATA / "classes.toml").read_text(encoding="utf8"))
    return {name: frozenset(words) for name, words in raw["classes"].items()}


def read_frames(path: Traversable | Path, classes: dict[str, frozenset[str]]) -> Iterator[Frame]:
    """Yield the frames of one file.

    Raises CodebookError, naming the file and the frame, when an entry is faulty.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf8"))
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"no valid TOML: {error}", path.name) from error
    event = raw.get("event", "")
    for number, entry in enumerate(raw.get("frame", []), 1):
        try:
            name = f"{path.name.removesuffix('.toml')}/{number}"
            yield frame_of(entry, event, name, classes, load_ontology())
        except CodebookError as error:
            first = ", ".join(entry.get("lemma", ["?"])[:2])
            raise CodebookError(f"frame {number} ({first}): {error.reason}", path.name) from error


def frame_of(
    entry: dict[str, Any],
    event: str,
    name: str,
    classes: dict[str, frozenset[str]],
    ontology: Ontology,
) -> Frame:
    """Return a frame read from an entry of a TOML file, called `name`.

    Raises CodebookError when the entry is faulty.
    """
    unknown = set(entry) - _KEYS
    if unknown:
        raise CodebookError(
            f"unknown key {', '.join(sorted(unknown))}; the keys are {', '.join(sorted(_KEYS))}"
        )
    pos = entry.get("pos")
    if pos not in ("verb", "noun", "adjective"):
        raise CodebookError(f"pos must be verb, noun or adjective, not {pos!r}")
    if not entry.get("lemma"):
        raise CodebookError("no lemma given")
    mode = entry.get("mode")
    ontology.check(event, mode)
    contexts = tuple(entry.get("context", ()))
    strangers = set(contexts) - set(ontology.contexts)
    if strangers:
        raise CodebookError(f"no PLOVER context {', '.join(sorted(strangers))}")
    examples, who = _many(entry.get("example")), _many(entry.get("who"))
    if len(examples) != len(who):
        raise CodebookError(f"{len(examples)} examples but {len(who)} entries in who")
    if entry.get("content", "own") not in ("none", "accused", "own"):
        raise CodebookError("content must be none, accused or own")
    content = "none" if event in NOT_CODED_AGAIN else "accused" if event == "ACCUSE" else "own"
    return Frame(
        name=name,
        event=event,
        lemmas=_many(entry["lemma"]),
        pos=pos,
        mode=mode,
        contexts=contexts,
        actor=_many(entry.get("actor", _NOUN_ACTOR if pos == "noun" else ("subject",))),
        recipient=_many(entry.get("recipient", ("object",) if pos == "verb" else ())),
        participants=bool(entry.get("participants", False)),
        needs=tuple(_conditions(entry.get("needs", {}), classes)),
        without=tuple(_conditions(entry.get("without", {}), classes)),
        content=entry.get("content", content),
        examples=examples,
        who=who,
    )


def _conditions(table: dict[str, Any], classes: dict[str, frozenset[str]]) -> Iterator[Condition]:
    if not isinstance(table, dict):
        raise CodebookError('needs and without are tables: { object = "troop" }')
    for slot, value in table.items():
        if slot == "actors":
            yield Condition(slot, count=int(value))
        elif value is True:
            yield Condition(slot)
        else:
            words: set[str] = set()
            for word in _many(value):
                if word.startswith("@"):
                    if word[1:] not in classes:
                        raise CodebookError(f"no word class {word}; see classes.toml")
                    words |= classes[word[1:]]
                else:
                    words.add(word)
            yield Condition(slot, frozenset(words))


def _many(value: object) -> tuple[str, ...]:
    """Return a string or a list of strings as a tuple; nothing is empty."""
    if value is None:
        return ()
    values = (value,) if isinstance(value, str) else value
    if not isinstance(values, (list, tuple)) or not all(isinstance(v, str) for v in values):
        raise CodebookError(f"{value!r} should be a string or a list of strings")
    return tuple(values)
