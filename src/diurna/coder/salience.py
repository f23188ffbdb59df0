"""What a story is about: how often, and how prominently, it names each state and body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from diurna.codebook import Actor
from diurna.codebook.actors import Kind
from diurna.coder import grammar
from diurna.coder.phrases import is_dateline
from diurna.model import UNNAMED

if TYPE_CHECKING:
    from diurna.coder.resolve import Resolver

_WITHIN = {"nmod:poss", "amod", "compound", "nmod:desc", "flat", "nmod:unmarked", "appos"}


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name where it stands: the number of its sentence, its entry in the dictionary if any."""

    sentence: int
    name: DocSpan
    actor: Actor | None
    weight: int


def sightings_of(resolver: Resolver) -> list[Sighting]:
    """Return the names of a story, media aside, each with how much it tells what it is about."""
    found = []
    for number, sentence in enumerate(resolver.doc.sents):
        for name in resolver.names_in(sentence):
            actor = resolver.entry(name)
            if actor is None or actor.kind != "media" or name.label_ == "PER":
                found.append(Sighting(number, name, actor, _weight(name.root)))
    return found


def weigh(sightings: Iterable[Sighting], resolver: Resolver) -> Counter[str]:
    """Weigh how much a story is about each state or body: who acts counts most."""
    weights: Counter[str] = Counter()
    here: dict[tuple[int, str], int] = {}
    for seen in sightings:
        if seen.actor is not None and seen.actor.kind == "media":
            continue
        code = resolver.country_of_name(seen.name)
        if code != UNNAMED:
            key = (seen.sentence, code)
            here[key] = max(here.get(key, 0), seen.weight)
    for (_, code), weight in here.items():
        weights[code] += weight
    return weights


def count(sightings: Iterable[Sighting], resolver: Resolver, *left_out: Kind) -> Counter[str]:
    """Count in how many sentences each state or body is named, but for kinds of names."""
    pairs = set()
    for seen in sightings:
        actor, code = seen.actor, UNNAMED
        if actor is not None and actor.code != UNNAMED and actor.kind not in left_out:
            code = actor.code
        elif seen.name.label_ == "PER":
            code = resolver.persons.find(seen.name.text).code
        if code != UNNAMED and not is_dateline(seen.name.root):
            pairs.add((seen.sentence, code))
    return Counter(code for _, code in sorted(pairs))


def _weight(name: Token) -> int:
    """Return how much a name tells what its sentence is about: subject, other, place, dateline."""
    if is_dateline(name):
        return 0
    top = grammar.climb(name, _WITHIN)
    if top.dep_ in ("nsubj", "nsubj:pass"):
        return 6
    return 1 if grammar.preposition(top) in ("in", "at", "near") else 3
