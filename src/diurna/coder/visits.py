"""Who is whose guest in a story: *Mirziyoyev landed in Dushanbe*, *Lula received Lavrov*."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from spacy.tokens import Token

from diurna.coder import grammar
from diurna.model import UNNAMED

if TYPE_CHECKING:
    from diurna.coder.resolve import Resolver

_TO = ("in", "to", "into", "at", "for")


def visits_in(resolver: Resolver) -> Counter[tuple[str, str]]:
    """Return whom the guests and the hosts of a story act for, by how often it says so."""
    verbs, words = resolver.codebook.verbs, resolver.codebook.place_words
    visits = Counter[tuple[str, str]]()
    for word in resolver.doc:
        if word.pos_ not in ("VERB", "NOUN"):
            continue
        if word.lemma_ in verbs.receiving:
            pairs = [(grammar.patients(word), grammar.agents(word))]
        elif word.lemma_ in words.motion or word.lemma_ in words.reaching:
            places = [t for p in _TO for t in grammar.prepositional(word, p)]
            places += grammar.patients(word) if word.lemma_ in words.reaching else []
            travellers = grammar.surface_subject(word) if word.pos_ == "VERB" else []
            pairs = [(travellers or grammar.possessors(word), places)]
        else:
            continue
        for guests, hosts in pairs:
            guest, host = _state_of(guests, resolver), _state_of(hosts, resolver)
            if UNNAMED not in (guest, host) and guest != host:
                visits[guest, host] += 1
    return visits


def _state_of(words: list[Token], resolver: Resolver) -> str:
    """Return the state that the first name among some words belongs to, or ``---``."""
    states = resolver.codebook.actors.state_names
    names = (resolver.names[w.i] for w in words if w.i in resolver.names)
    codes = (resolver.country_of_name(name) for name in names)
    return next((c for c in codes if c in states), UNNAMED)
