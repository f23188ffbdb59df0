"""Whom a description means that names no country: *the prime minister*, *the latter*, *the two*.

What the sentence does not tell, only the story as a whole may: who in it holds the office, which
two are named together. The order of its sentences plays no part.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from spacy.tokens import Token

from diurna.coder import grammar
from diurna.coder.antecedents import is_definite
from diurna.coder.persons import Person
from diurna.coder.phrases import compounds
from diurna.coder.roles import role_of
from diurna.model import UNNAMED, Entity

if TYPE_CHECKING:
    from diurna.coder.resolve import Resolver


_ARMED = {"REB", "PRM", "UAF"}


def office_of(resolver: Resolver, token: Token) -> str:
    """Return the office that a noun names, one word for all its synonyms, or an empty string."""
    role = role_of(resolver, token)
    if role is None or role.kind != "office":
        return ""
    return resolver.codebook.verbs.offices.get(role.lemma, role.lemma)


def titled(resolver: Resolver, token: Token) -> list[Person]:
    """Return the persons of the story whom a title without a country can mean.

    They bear the very title, or else one that it ends (*ministers* are foreign ministers too);
    none where nobody does.
    """
    office = office_of(resolver, token)
    if not office:
        return []
    offices = resolver.codebook.verbs.offices
    held = [(p, offices.get(p.office, p.office)) for p in resolver.persons if p.code != UNNAMED]
    role = role_of(resolver, token)
    bearing = resolver.codebook.verbs.titles.get(role.lemma) if role is not None else None
    held = [(p, own) for p, own in held if bearing is None or p.code in bearing]
    return [p for p, own in held if own == office] or [
        p for p, own in held if own.endswith(f" {office}")
    ]


def pair_in_order(resolver: Resolver, token: Token) -> tuple[Entity, ...]:
    """Return the two whom *the former* and *the latter* tell apart, in the order of their names.

    Those named before the word in its sentence, else in the nearest sentence that names two: these
    words speak of the order of a text, so here it counts.
    """
    starts = [s.start for s in resolver.doc.sents if s.start < token.i]
    ends = [*starts[1:], token.i]
    before = [*zip(starts, ends, strict=True)][::-1]
    after = [(s.start, s.end) for s in resolver.doc.sents if s.start > token.i]
    for start, end in [*before, *after]:
        found = _together(resolver, start, end, token) or _named(resolver, start, end, token)
        states = [e for e in found if e.code in resolver.codebook.actors.state_names]
        found = states if len(states) >= 2 else found
        if len(found) >= 2:
            return tuple(found[-2:] if end == token.i else found[:2])
    return ()


def epithet(resolver: Resolver, token: Token) -> str:
    """Return the state of the story that an epithet fits (*the kingdom*, *the island*), or ``---``.

    Of several the one that the story is about most.
    """
    epithets = resolver.codebook.verbs.epithets
    words = [w for w in compounds(token) if w in epithets]
    if not words or (" " not in words[0] and not is_definite(token)):
        return UNNAMED
    weights = resolver.salience
    known = [c for c in weights if c in epithets[words[0]]]
    return max(known, key=lambda c: (weights[c], c), default=UNNAMED)


def armed_group(resolver: Resolver) -> str:
    """Return the country of the armed group that a story names most often, or ``---``."""
    names = (resolver.entry(e) for e in resolver.doc.ents)
    named = Counter(
        a.code for a in names if a is not None and a.kind == "group" and a.sector in _ARMED
    )
    return max(sorted(named), key=lambda c: named[c], default=UNNAMED)


def _together(resolver: Resolver, start: int, end: int, token: Token) -> list[Entity]:
    """Return two whom a stretch coordinates by name, maybe of one country (*Burhan and Dagalo*)."""
    for ent in reversed(resolver.names_in(resolver.doc[start:end])):
        words = grammar.coordinated(ent.root) if ent.root.dep_ != "conj" else []
        if len(words) == 2 and all(w.i in resolver.names and w.i < end for w in words):
            found = [e for w in words for e in resolver.entities(w, inside=False)[:1]]
            if len(found) == 2 and UNNAMED not in {e.code for e in found}:
                return found
    return []


def _named(resolver: Resolver, start: int, end: int, token: Token) -> list[Entity]:
    """Return the actors that names in a stretch stand for, one a country, in order."""
    found: dict[str, Entity] = {}
    for ent in resolver.names_in(resolver.doc[start:end]):
        if token in ent or _is_within_another(ent.root):
            continue
        for entity in resolver.entities(ent.root, inside=False):
            if entity.code != UNNAMED:
                found.setdefault(entity.code, entity)
    return list(found.values())


def _is_within_another(word: Token) -> bool:
    """Whether a name only stands in another's phrase as a place (*Arica in Chile*)."""
    return word.dep_ in ("nmod", "obl") and grammar.preposition(word) in ("in", "at", "near")
