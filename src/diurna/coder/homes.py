"""The country of those whom the text gives none: that of the names around them.

*Police in Nairobi fired at lecturers*, *the Election Commission*, *Ales Bialiatski*: most people
and bodies in a report belong where the sentence plays, so they get the country that its names
speak for, the near ones loudest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Token

from diurna.codebook import Actor
from diurna.coder import grammar
from diurna.coder.roles import is_foreign
from diurna.model import UNNAMED, Entity

if TYPE_CHECKING:
    from diurna.coder.resolve import Resolver

COUNTRY_KINDS = {"state", "demonym", "capital", "metonym", "region"}
_WITHIN = {"amod", "compound", "nmod:poss", "nmod:desc", "flat", "nmod", "conj", "appos"}
_TOWARDS = ("with", "to", "against", "on")
_WHERE = ("in", "at", "near", "outside", "across")


def settle(entity: Entity, token: Token, resolver: Resolver) -> Entity:
    """Return an entity without a code with the country around its word, if there is one."""
    abroad = _is_elsewhere(entity, resolver) or is_of_a_region(token, resolver)
    if entity.code != UNNAMED or abroad or is_foreign(resolver, token):
        return entity
    code = home_of(token, resolver)
    code = code if code != UNNAMED else resolver.main_state()
    return entity if code == UNNAMED else replace(entity, code=code, decided_by=_how(entity))


def is_of_a_region(noun: Token, resolver: Resolver) -> bool:
    """Whether a noun's adjective names more than a country: *Western officials*."""
    words = [c for c in grammar.modifiers(noun) if c.text[:1].isupper()]
    actors = (resolver.actor_of(word.text) for word in words)
    return any(a is not None and a.kind == "organisation" for a in actors)


def _is_elsewhere(entity: Entity, resolver: Resolver) -> bool:
    """Whether the words themselves name someone without a country: *Western officials*."""
    named = (resolver.actor_of(word) for word in (entity.name, *entity.text.split()) if word)
    return any(actor is not None and actor.code == UNNAMED for actor in named)


def _how(entity: Entity) -> str:
    return f"{entity.decided_by.partition(':')[0] or 'phrase'}:home"


def country_around(noun: Token, resolver: Resolver) -> str:
    """Return the country of a noun that names none (*police*), from its clause or the story.

    A place in the clause decides; else the state that the sentence is about, if only one;
    else the state of the story, which comes first for who holds an office. Armed groups have no
    country but by their place, and unknown gunmen none at all.
    """
    role = resolver.role(noun)
    sector = role.sector if role is not None else ""
    if sector in ("UAF", "UNK"):
        return UNNAMED
    if (namesake := _bearer(noun, resolver)) != UNNAMED:
        return namesake
    if role is not None and role.kind == "office":
        about = resolver.main_state(resolver.codebook.verbs.titles.get(role.lemma))
        if about != UNNAMED:
            return about
    clause = grammar.clause_head(noun)
    for head in (clause, clause.head):
        for preposition in _WHERE:
            for place in grammar.prepositional(head, preposition):
                if place.lemma_ in resolver.codebook.verbs.views:
                    continue
                code = _country_of_place(place, resolver)
                if code != UNNAMED:
                    return code
    if sector in ("REB", "PRM", "CRM"):
        return UNNAMED
    here = {a.code for a in _states(noun, resolver)} - {UNNAMED}
    if len(here) == 1:
        return here.pop()
    return UNNAMED if here else resolver.main_state()


def _bearer(noun: Token, resolver: Resolver) -> str:
    """Return the one country whose holder of a title the story names elsewhere, or ``---``.

    *The envoy*, where another sentence has *a U.S. envoy*.
    """
    if not any(c.lower_ == "the" for c in noun.children) or resolver.groups is None:
        return UNNAMED
    codes = resolver.groups.bearers.get(noun.lemma_, set())
    return next(iter(codes)) if len(codes) == 1 else UNNAMED


def _country_of_place(place: Token, resolver: Resolver) -> str:
    if place.ent_type_ != "LOC":
        return resolver.country(place)
    ent = resolver.names.get(place.i)
    actor = resolver.actor_of(ent.text if ent else place.text)
    if actor is not None:
        return actor.code
    return resolver.country_of_place(ent) if ent is not None else UNNAMED


def _states(noun: Token, resolver: Resolver) -> Iterator[Actor]:
    for ent in resolver.names_in(noun.sent):
        actor = resolver.actor_of(ent.text)
        if actor is not None and actor.kind in COUNTRY_KINDS:
            yield actor


def home_of(token: Token, resolver: Resolver) -> str:
    """Return the country that the names of a word's sentence speak for, or ``---``.

    Where they only tell whom it acts on, it is the state that the rest of the story is about.
    """
    votes: Counter[str] = Counter()
    acted_on = set()
    verb = _verb_of(token)
    for name, code in _countries(token, resolver):
        if verb is not None and _acted_on(name, verb, resolver):
            acted_on.add(code)
            continue
        distance = grammar.distance(token, name)
        votes[code] += 1 / (1 + distance) + 0.5 / (1 + abs(name.i - token.i))  # type: ignore[assignment]
    if acted_on and not votes:
        return resolver.main_state(resolver.codebook.actors.state_names.keys() - acted_on)
    return max(sorted(votes), key=lambda c: votes[c], default=UNNAMED)


def _countries(token: Token, resolver: Resolver) -> Iterator[tuple[Token, str]]:
    """Yield the names of a word's sentence, itself aside, with their countries."""
    states = resolver.codebook.actors.state_names
    for ent, code in resolver.countries_in(token.sent):
        apart = ent.start <= token.i < ent.end or _parted(token, ent.root)
        if code in states and not apart:
            yield ent.root, code


def _parted(one: Token, other: Token) -> bool:
    """Whether a semicolon stands between two words of a sentence."""
    first, last = sorted((one.i, other.i))
    return any(t.text == ";" for t in one.doc[first:last])


def _verb_of(token: Token) -> Token | None:
    """Return the verb whose subject a word is, or None."""
    token = grammar.climb(token, ("conj", "flat", "appos", "nmod:desc"))
    return token.head if token.dep_ == "nsubj" and token.head.pos_ == "VERB" else None


def _acted_on(name: Token, verb: Token, resolver: Resolver) -> bool:
    """Whether a verb acts on an actor by that name: *blamed Baku*, *met his Peruvian colleague*."""
    word = grammar.climb(name, _WITHIN)
    if word.head != verb or word.dep_ not in ("obj", "iobj", "obl"):
        return False
    if word.dep_ == "obl" and grammar.preposition(word) not in _TOWARDS:
        return False
    return (
        word.i in resolver.names or resolver.role(word) is not None or word.lemma_ == "counterpart"
    )
