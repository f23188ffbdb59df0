"""The codebook: ontology, verb frames, actors, offices and places. Knowledge as data."""

from dataclasses import dataclass
from functools import cache

from diurna.codebook.actors import Actor, ActorBook, Role, fold, load_actors
from diurna.codebook.frames import Condition, Frame, FrameBook, load_frames
from diurna.codebook.offices import OfficeBook, Term, load_offices
from diurna.codebook.ontology import EventType, Ontology, load_ontology
from diurna.codebook.places import Gazetteer, Town, load_places
from diurna.codebook.verbs import LightVerb, VerbBook, load_verbs

__all__ = [
    "Actor",
    "ActorBook",
    "Codebook",
    "Condition",
    "EventType",
    "Frame",
    "FrameBook",
    "Gazetteer",
    "LightVerb",
    "OfficeBook",
    "Ontology",
    "Role",
    "Term",
    "Town",
    "VerbBook",
    "fold",
    "load_codebook",
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


@cache
def load_codebook() -> Codebook:
    """Return the codebook that comes with the package."""
    return Codebook(
        load_ontology(), load_frames(), load_verbs(), load_actors(), load_offices(), load_places()
    )
