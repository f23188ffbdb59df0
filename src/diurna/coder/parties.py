"""The two whom a story is about, and bodies: *both countries*, *his counterpart*, *the bloc*.

Which two they are, the story as a whole tells: who act together in its sentences, who bear the
title, whom it is about most.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from spacy.tokens import Token

from diurna.coder import grammar
from diurna.coder.antecedents import actors_before, again
from diurna.coder.descriptions import titled
from diurna.coder.phrases import phrase
from diurna.coder.roles import role_of
from diurna.model import UNNAMED, Entity

if TYPE_CHECKING:
    from diurna.coder.resolve import Resolver

_NAMED_AFTER = ("appos", "flat", "nmod", "compound", "nmod:desc")


def joined_pair(resolver: Resolver) -> tuple[str, ...]:
    """Return the two states that most often act together in the story's sentences, or none."""
    states = resolver.codebook.actors.state_names
    counts: Counter[tuple[str, ...]] = Counter()
    for sentence in resolver.doc.sents:
        for word in sentence:
            if word.dep_ not in ("nsubj", "nsubj:pass") or word.pos_ not in ("NOUN", "PROPN"):
                continue
            group = [*grammar.coordinated(word), *grammar.prepositional(word.head, "with")]
            if len(group) > 1:
                found = (resolver.entities(t, inside=False) for t in group)
                codes = {e.code for entities in found for e in entities if e.code in states}
                if len(codes) == 2:
                    counts[tuple(sorted(codes))] += 1
    ranked = counts.most_common(2)
    clear = ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    return ranked[0][0] if clear else ()


def salient_pair(resolver: Resolver) -> tuple[str, ...]:
    """Return the two states (failing them, bodies) that the story is about most, or none."""
    states, weights = resolver.codebook.actors.state_names, resolver.salience
    ranked = sorted(weights, key=lambda c: (c not in states, -weights[c], c))
    return tuple(ranked[:2]) if len(ranked) >= 2 else ()


def is_pair(resolver: Resolver, token: Token) -> bool:
    """Whether a plural noun means two whom it does not name: *both armies*, *neither side*."""
    words = {c.lower_ for c in token.children}
    lemmas = resolver.codebook.verbs.coreference["pair"]
    if token.lemma_ == "side" and words & {"each", "neither", "either"}:
        return True
    plural = token.tag_ in ("NNS", "NNPS")
    if not plural or not (token.lemma_ in lemmas or role_of(resolver, token)):
        return False
    if words & {"of", "from"} or any(c.ent_type_ for c in grammar.modifiers(token)):
        return False
    return "both" in words or bool({"two", "2"} & words and {"the", "these", "those"} & words)


def both(resolver: Resolver, token: Token) -> tuple[Entity, ...]:
    """Return the two that a sentence or the story is about."""
    persons = token.lemma_ in resolver.codebook.verbs.coreference["persons"]
    codes = _bearers(resolver, token) if persons else resolver.joined
    if codes:
        return tuple(representative(resolver, c, token, person=persons) for c in codes)
    found: dict[str, Entity] = {}
    for entity in actors_before(resolver, token, persons=persons):
        if entity.code != UNNAMED:
            found.setdefault(entity.code, entity)
    if len(found) >= 2:
        return tuple(again(e, token) for e in reversed(list(found.values())[:2]))
    codes = (_two_persons(resolver) if persons else ()) or resolver.pair
    return tuple(representative(resolver, code, token, person=persons) for code in codes)


def _bearers(resolver: Resolver, token: Token) -> tuple[str, ...]:
    """Return whom the two bearers of a title in a story act for, or none."""
    codes = tuple(dict.fromkeys(p.code for p in titled(resolver, token)))
    return codes if len(codes) == 2 else ()


def _two_persons(resolver: Resolver) -> tuple[str, ...]:
    """Return whom the two most often named office holders of a story act for, or none."""
    codes = dict.fromkeys(p.code for p in resolver.persons if p.code != UNNAMED)
    return tuple(codes)[:2] if len(codes) >= 2 else ()


def representative(resolver: Resolver, code: str, token: Token, *, person: bool) -> Entity:
    """Return a state or body under the words of `token`, by the person who acts for it if asked."""
    span = phrase(token)
    if person:
        known = next((p for p in resolver.persons if p.code == code and p.office), None)
        if known is not None:
            return resolver.person_entity(known, token)
    states = resolver.codebook.actors.state_names
    sector = "GOV" if code in states else "IGO"
    return Entity(code, sector, span.text, states.get(code, code), "", span, "coreference")


def other_party(resolver: Resolver, token: Token) -> tuple[Entity, ...]:
    """Return the other of the two (*its neighbour*, *his host*, *the other side*).

    The one is whom the possessive means, or else the subject of the clause.
    """
    owners = grammar.possessors(token) or grammar.surface_subject(grammar.clause_head(token))
    own = {e.code for t in owners if t != token for e in resolver.entities(t, inside=False)}
    two = set(_two_persons(resolver)) if len(resolver.joined) != 2 else set(resolver.joined)
    for pair in (two, set(resolver.pair)):
        rest = pair - own
        if len(pair) == 2 and len(rest) == 1:
            return (representative(resolver, rest.pop(), token, person=False),)
    return ()


def counterpart(resolver: Resolver, token: Token) -> tuple[Entity, ...]:
    """Return the holder of the same office in the country that the phrase names."""
    for child in grammar.children(token, *_NAMED_AFTER):
        if child.ent_type_ == "PER":
            person = resolver.persons.find(resolver.names[child.i].text)
            if person.code != UNNAMED:
                return (resolver.person_entity(person, token),)
    owner = grammar.possessors(token)
    named = any(c.ent_type_ for c in [*grammar.modifiers(token), *owner])
    codes = resolver.countries(token)
    if owner and not (named or grammar.prepositional(token, "from")):
        return other_party(resolver, token)
    office = _office_of_other(resolver, token)
    plural = token.tag_ in ("NNS", "NNPS")
    return tuple(
        _office_holder(resolver, code, office, token) for code in (codes if plural else codes[:1])
    )


def _office_holder(resolver: Resolver, code: str, office: str, token: Token) -> Entity:
    """Return who holds an office of a country: by the story, else by the offices."""
    span = phrase(token)
    for person in resolver.persons:
        if person.code == code and (not office or person.office == office):
            name, sector, held = person.name, person.sector, person.office
            return Entity(code, sector, span.text, name, held, span, "coreference")
    term = resolver.codebook.offices.holder(code, office, resolver.published) if office else None
    if term is not None:
        return Entity(code, term.sector, span.text, term.person, office, span, "offices")
    return Entity(code, "GOV", span.text, span.text, office, span, "coreference")


def _office_of_other(resolver: Resolver, token: Token) -> str:
    for owner in grammar.possessors(token):
        for entity in resolver.entities(owner, inside=False):
            if entity.office:
                return entity.office
    return ""


def bloc(resolver: Resolver, token: Token) -> tuple[Entity, ...]:
    """Return the body that *the bloc* or *the agency* means: before it, else the story's own."""
    for entity in actors_before(resolver, token):
        if entity.sector == "IGO":
            return (again(entity, token),)
    weights, states = resolver.salience, resolver.codebook.actors.state_names
    known = [c for c in resolver.counts if c not in states and c not in _NO_BODY]
    if not known:
        return ()
    code = min(known, key=lambda c: (-weights[c], -resolver.counts[c], c))
    return (representative(resolver, code, token, person=False),)


_NO_BODY = {"NGO", "MNC", "IMG"}
"""Codes that many bodies share, or that are none."""
