"""The two whom a story is about, and bodies: *both countries*, *his counterpart*, *the bloc*.

Which two they are, the story as a whole tells: who act together in its sentences, who bear the
title, whom it is about most.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from spacy.tokens import Token

from diurna.coder import grammar
from diurna.coder.antecedents import actors_before, again
from diurna.coder.descriptions import titled
from diurna.coder.groups import NO_BODY, Group
from diurna.coder.phrases import compounds, phrase
from diurna.coder.roles import role_of
from diurna.model import UNNAMED, Entity

if TYPE_CHECKING:
    from diurna.coder.resolve import Resolver

_COUNTS, _POINTING = {"two", "2", "three", "3"}, {"the", "these", "those"}
_NAMED_AFTER = ("appos", "flat", "nmod", "compound", "nmod:desc")


def is_pair(resolver: Resolver, token: Token) -> bool:
    """Whether a plural noun means two whom it does not name: *both armies*, *the old rivals*."""
    words = {c.lower_ for c in token.children}
    verbs = resolver.codebook.verbs
    known = token.lemma_ in verbs.coreference["pair"] or token.lemma_ in verbs.epithets
    if words & {"each", "neither", "either"} or (token.lemma_ == "side" and "both" in words):
        return known and not _names_a_state(resolver, token)
    if token.tag_ not in ("NNS", "NNPS"):
        return False
    counted = "both" in words or bool(_COUNTS & words and _POINTING & words)
    three = counted and _how_many(token) == 3
    if token.lower_ in verbs.namesakes:
        return counted
    if _names_a_state(resolver, token):
        return False
    if token.lemma_ in verbs.coreference["facing_each_other"] and words & _POINTING:
        return True
    return counted and (known or (not three and role_of(resolver, token) is not None))


def _names_a_state(resolver: Resolver, token: Token) -> bool:
    """Whether a noun is told apart by whom it belongs to (*the two Thai ministers*)."""
    before = [*grammar.modifiers(token), *grammar.possessors(token)]
    names = [resolver.names[c.i] for c in before if c.i in resolver.names]
    owned = any(grammar.preposition(c) in ("of", "from") for c in grammar.children(token, "nmod"))
    return owned or any(resolver.entry(n) is not None for n in names)


def both(resolver: Resolver, token: Token) -> tuple[Entity, ...]:
    """Return the two (or as many as the phrase counts) that a sentence or the story is about.

    Whoever acts on them (*Angola urged both sides*) is none of them.
    """
    if resolver.groups is None:
        return ()
    persons = token.lemma_ in resolver.codebook.verbs.coreference["persons"]
    namesakes = resolver.codebook.verbs.namesakes.get(token.lower_, ())
    size, outside = _how_many(token), _outside(token, resolver)
    codes = (
        namesakes
        or (_bearers(resolver, token, outside) if persons else ())
        or _named_before(resolver, token, size, outside)
        or resolver.groups.best(size, outside)
        or (_two_persons(resolver, outside) if persons else ())
        or _salient(resolver, token, outside)
    )
    return tuple(representative(resolver, code, token, person=persons) for code in codes)


def _how_many(token: Token) -> int:
    """Return how many a phrase counts: three for *the three neighbours*, else two."""
    words = {c.lower_ for c in token.children}
    return 3 if token.lower_ in ("three", "trio") or words & {"three", "3"} else 2


def _outside(token: Token, resolver: Resolver) -> set[str]:
    """Return those who act on a group or whom it acts on: *Angola urged both sides to stop*."""
    group = token
    while token.dep_ in ("conj", "obj", "iobj", "obl", "nmod", "nmod:poss"):
        token = token.head
        if token.pos_ == "VERB":
            others = grammar.surface_subject(token)
            break
    else:
        above = token.dep_ == "nsubj" and token.head.pos_ == "VERB" and token == group
        others = grammar.children(token.head, "obj", "obl") if above else []
        others = [o for o in others if o.i in resolver.names]
    others = [t for o in others if o != group for t in grammar.coordinated(o)]
    codes = {e.code for t in others for e in resolver.entities(t, inside=False)} - {UNNAMED}
    # Several may be the group itself: *the two planted a tree with soil of both countries*.
    return codes if len(codes) < 2 else set()


def _named_before(resolver: Resolver, token: Token, size: int, outside: set[str]) -> Group:
    """Return those whom a sentence names together, or names at all, before a word."""
    groups = resolver.groups
    if groups is None:
        return ()
    before = groups.named_in(resolver.doc[token.sent.start : token.i])
    for head, _ in reversed(before):
        together = groups.coordinated(head) if head.dep_ != "conj" else []
        if len(together) == size and not outside & set(together):
            return tuple(dict.fromkeys(together))
    named = tuple(dict.fromkeys(c for _, codes in before for c in codes))
    named = tuple(c for c in named if c not in outside | groups.between)
    return named if len(named) == size else ()


def _salient(resolver: Resolver, token: Token, outside: set[str]) -> Group:
    """Return the two states (failing them, bodies) that the story is about most, or none.

    A counted noun may mean two of the only one (*the two generals*).
    """
    states, weights = resolver.codebook.actors.state_names, resolver.salience
    ranked = sorted(weights, key=lambda c: (c not in states, -weights[c], c))
    ranked = [c for c in ranked if c not in outside and c not in NO_BODY]
    return tuple(ranked[:2]) if len(ranked) > 1 or token.pos_ == "NOUN" else ()


def _bearers(resolver: Resolver, token: Token, outside: set[str]) -> Group:
    """Return whom the two bearers of a title in a story act for, or none."""
    codes = dict.fromkeys(p.code for p in titled(resolver, token) if p.code not in outside)
    return tuple(codes) if len(codes) == 2 else ()


def _two_persons(resolver: Resolver, outside: Collection[str] = ()) -> Group:
    """Return whom the two most often named persons of a story act for, or none."""
    known = (p.code for p in resolver.persons if p.code not in NO_BODY)
    codes = dict.fromkeys(c for c in known if c not in outside)
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
    groups = resolver.groups
    if groups is None:
        return ()
    words = resolver.codebook.verbs.coreference
    if token.lemma_ in words["guests"] | words["hosts"]:
        code = groups.guest_or_host(own, guest=token.lemma_ in words["guests"])
        if code:
            return (representative(resolver, code, token, person=False),)
    for pair in (set(groups.best()), set(_two_persons(resolver))):
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
    epithets = resolver.codebook.verbs.epithets
    word = next((w for w in compounds(token) if w in epithets), "")
    fitting = epithets.get(word, frozenset())
    known = [c for c in resolver.counts if c not in states and c not in NO_BODY]
    known = [c for c in known if c in fitting] if fitting else known
    if not known and " " in word and len(fitting) == 1:
        known = list(fitting)
    if not known:
        return ()
    code = min(known, key=lambda c: (-weights[c], -resolver.counts[c], c))
    return (representative(resolver, code, token, person=False),)
