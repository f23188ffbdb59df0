"""What the reader says of a sentence beside tags and tree: events, roles, attributions."""

from __future__ import annotations

from dataclasses import dataclass

from diurna.model.mention import Auxiliary


@dataclass(frozen=True, slots=True)
class Argument:
    """A word that fills a role of an event (actor, recipient, speaker, place, time).

    `word` is the position of the phrase's head in the Doc.
    """

    role: str
    word: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that the reader takes to report an event; `confidence` is its probability.

    `word` is its position in the Doc; `mode` may be empty.
    """

    word: int
    event: str
    mode: str
    auxiliary: tuple[Auxiliary, ...]
    arguments: tuple[Argument, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said what: positions in the Doc of the words of each part.

    `anchor` is the word by which the cue is known; `source` is empty where the text names none.
    """

    anchor: int
    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]
    confidence: float
