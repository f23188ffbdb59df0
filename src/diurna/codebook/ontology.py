"""PLOVER's ontology: events, modes, quad classes, scores and contexts.

Source: the PLOVER manual (Open Event Data Alliance, draft 2.0), chapters "Event, Mode, and
Context" and "Event Categories"; the values are in ``data/ontology.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from diurna.codebook.tables import DATA
from diurna.errors import CodebookError


@dataclass(frozen=True, slots=True)
class EventType:
    """One of PLOVER's sixteen event types, or one of a user's own.

    `quad` is 1 to 4 (verbal cooperation, material cooperation, verbal conflict, material
    conflict); `score` runs from -10 (conflict) to +10 (cooperation), as do the scores of its
    `modes`; `cameo` is the CAMEO root code that exports give.
    """

    name: str
    quad: int
    score: float
    cameo: str
    modes: dict[str, float]


@dataclass(frozen=True, slots=True)
class Ontology:
    """The event types and contexts by name."""

    events: dict[str, EventType]
    contexts: dict[str, frozenset[str]]
    quads: dict[int, str]

    def score(self, event: str, modes: tuple[str, ...]) -> float:
        """Return the score of an event: that of its first mode with one, else its own."""
        kind = self.events[event]
        return next((kind.modes[m] for m in modes if m in kind.modes), kind.score)

    def extended(self, events: Iterable[EventType]) -> Ontology:
        """Return the ontology with further event types, which win over its own."""
        return replace(self, events=self.events | {e.name: e for e in events})

    def check(self, event: str, mode: str | None) -> None:
        """Raise CodebookError unless `event` exists and has `mode`."""
        if event not in self.events:
            known = ", ".join(sorted(self.events))
            raise CodebookError(f"no PLOVER event {event!r}; the events are {known}")
        if mode is not None and mode not in self.events[event].modes:
            known = ", ".join(self.events[event].modes) or "none"
            raise CodebookError(f"no mode {mode!r} of {event}; its modes are {known}")


@cache
def load_ontology() -> Ontology:
    """Return PLOVER's ontology from the codebook."""
    raw = tomllib.loads((DATA / "ontology.toml").read_text(encoding="utf8"))
    events = {
        name: EventType(
            name=name,
            quad=entry["quad"],
            score=float(entry["score"]),
            cameo=entry["cameo"],
            modes={mode: float(score) for mode, score in entry.get("modes", {}).items()},
        )
        for name, entry in raw["events"].items()
    }
    contexts = {name: frozenset(words) for name, words in raw["contexts"].items()}
    quads = {int(number): name for number, name in raw["quads"].items()}
    return Ontology(events, contexts, quads)
