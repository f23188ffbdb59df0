"""The codebook: ontology, verb frames, actors, offices and places. Knowledge as data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from diurna.codebook.actors import Actor, ActorBook, Role, fold, load_actors
from diurna.codebook.additions import Additions, read_additions
from diurna.codebook.frames import Condition, Frame, FrameBook, load_frames
from diurna.codebook.offices import OfficeBook, Term, load_offices
from diurna.codebook.ontology import EventType, Ontology, load_ontology
from diurna.codebook.places import Gazetteer, Site, load_places
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
    "Role",
    "Site",
    "Term",
    "VerbBook",
    "fold",
    "load_codebook",
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

    def extended(self, additions: Additions) -> Codebook:
        """Return the codebook with a user's entries, which win over its own."""
        always: list[tuple[str, Actor]] = []
        terms: list[Term] = []
        for entry in additions.actors:
            name, others = entry.names[0], entry.names[1:]
            if len(entry.codes) == 1 and not (entry.codes[0].start or entry.codes[0].end):
                actor = Actor(entry.codes[0].code, entry.codes[0].sector, name, "user")
                always += [(n, actor) for n in entry.names]
                continue
            for code in entry.codes:
                end = code.end + timedelta(days=1) if code.end else None
                start = code.start or date.min
                terms.append(Term(code.code, "", code.sector, name, others, start, end))
        roles = [(w, Role(w, a.sector, "person")) for a in additions.agents for w in a.words]
        names = [name for entry in additions.actors for name in entry.names]
        return replace(
            self,
            frames=self.frames.extended(additions.frames),
            actors=self.actors.extended(always, roles, names),
            offices=self.offices.extended(terms, names),
        )


@cache
def load_codebook() -> Codebook:
    """Return the codebook that comes with the package."""
    return Codebook(
        load_ontology(), load_frames(), load_verbs(), load_actors(), load_offices(), load_places()
    )
