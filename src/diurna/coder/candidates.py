"""A candidate: a word that may report an event, with its frame and whom it names."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from diurna.codebook import Frame
from diurna.model import Entity, Trigger


@dataclass(slots=True)
class Candidate:
    """A trigger with its frame, and the entities found in the frame's slots.

    `carrier` is the light verb of an event noun. `missing` says that a slot is filled by
    something that is no actor. `read` is what the reader's heads say of the trigger, where they
    are sure.
    """

    trigger: Token
    frame: Frame
    carrier: Token | None = None
    read: Trigger | None = None
    actors: tuple[Entity, ...] = ()
    recipients: tuple[Entity, ...] = ()
    missing: bool = False
    suppressed: str = ""
    conditional: bool = False
    evidence: dict[str, str] = field(default_factory=dict)

    @property
    def head(self) -> Token:
        """The word by which the event hangs in its sentence."""
        return self.carrier or self.trigger
