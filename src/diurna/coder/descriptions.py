"""Whom a description means that names no country: *the prime minister*, *the latter*, *the two*.

What the sentence does not tell, only the story as a whole may: who in it holds the office, which
two are named together. The order of its sentences plays no part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from diurna.coder import grammar
from diurna.coder.persons import Person
from diurna.coder.roles import role_of
from diurna.model import UNNAMED, Entity

if TYPE_CHECKING:
    from diurna.coder.resolve import Resolver


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
    return [p for p, own in held if own == office] or [
        p for p, own in held if own.endswith(f" {office}")
    ]


def pair_in_order(resolver: Resolver, token: Token) -> tuple[Entity, ...]:
    """Return the two whom *the former* and *the latter* tell apart, in the order of their names.

    Those named before the word in its sentence, else the two that one sentence of the story
    names first and together.
    """
    here = _named(resolver, token.sent.start, token.i, token)
    states = resolver.codebook.actors.state_names
    here = two if len(two := [e for e in here if e.code in states]) >= 2 else here
    if len(here) >= 2:
        return tuple(here[-2:])
    codes = set(resolver.pair)
    for sentence in sorted(resolver.doc.sents, key=lambda s: s.text):
        found = _named(resolver, sentence.start, sentence.end, token)
        if len(codes) == 2 and {e.code for e in found[:2]} == codes:
            return tuple(found[:2])
    return ()


def epithet(resolver: Resolver, token: Token) -> str:
    """Return the state of the story that an epithet fits (*the kingdom*, *the island*), or ``---``.

    Of several the one that the story is about most.
    """
    fitting = resolver.codebook.verbs.epithets.get(token.lemma_.lower(), frozenset())
    weights = resolver.salience
    known = [c for c in weights if c in fitting]
    return max(known, key=lambda c: (weights[c], c), default=UNNAMED)


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
