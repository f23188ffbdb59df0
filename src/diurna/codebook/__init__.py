"""The codebook: ontology, verb frames, actors, offices and places. Knowledge as data."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache

from diurna.codebook.actors import Actor, ActorBook, Dated, Role, fold, load_actors
from diurna.codebook.additions import Additions, read_additions
from diurna.codebook.frames import Condition, Frame, FrameBook, load_frames
from diurna.codebook.members import members_of
from diurna.codebook.offices import OfficeBook, Term, load_offices
from diurna.codebook.ontology import EventType, Ontology, load_ontology
from diurna.codebook.places import Gazetteer, Site, load_places
from diurna.codebook.placewords import PlaceWords, load_place_words
from diurna.codebook.towns import place_key
from diurna.codebook.verbs import LightVerb, VerbBook, load_verbs

__all__ = [
    "Actor",
    "ActorBook",
    "Additions",
    "Codebook",
    "Condition",
    "EventType",
    "Frame",
    "FrameBook",
    "Gazetteer",
    "LightVerb",
    "OfficeBook",
    "Ontology",
    "PlaceWords",
    "Role",
    "Site",
    "Term",
    "VerbBook",
    "fold",
    "load_codebook",
    "members_of",
    "place_key",
    "read_additions",
]


@dataclass(frozen=True, slots=True)
class Codebook:
    """Every part of the codebook, as the coder uses it."""

    ontology: Ontology
    frames: FrameBook
    verbs: VerbBook
    actors: ActorBook
    offices: OfficeBook
    places: Gazetteer
    place_words: PlaceWords

    def extended(self, additions: Additions) -> Codebook:
        """Return the codebook with a user's entries, which win over its own."""
        own: dict[str, list[Dated]] = defaultdict(list)
        for entry in additions.actors:
            for code in entry.codes:
                actor = Actor(code.code, code.sector, entry.names[0], code.kind)
                for name in entry.names:
                    own[fold(name)].append(Dated(actor, code.start, code.end))
        roles = {
            word.lower(): Role(word, agent.sector, agent.kind)
            for agent in additions.agents
            for word in agent.words
        }
        return replace(
            self,
            ontology=self.ontology.extended(additions.events),
            frames=self.frames.extended(additions.frames),
            actors=self.actors.extended(own, roles),
            offices=self.offices.without(own),
        )


@cache
def load_codebook() -> Codebook:
    """Return the codebook that comes with the package."""
    return Codebook(
        load_ontology(),
        load_frames(),
        load_verbs(),
        load_actors(),
        load_offices(),
        load_places(),
        load_place_words(),
    )
