"""Coreference inside a story, by rules that do not depend on the order of its sentences.

Within a sentence the nearest fitting antecedent to the left counts, as grammar has it. Across
sentences only what holds for the story as a whole is used: who is named most often, who holds
which office, which two states the story is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from diurna.coder import grammar
from diurna.coder.antecedents import (
    actors_before,
    again,
    heads_before,
    is_definite,
    subjects_beside,
)
from diurna.coder.descriptions import armed_group, epithet, pair_in_order, titled
from diurna.coder.parties import (
    bloc,
    both,
    counterpart,
    is_pair,
    other_party,
    representative,
)
from diurna.coder.persons import Person
from diurna.coder.phrases import compounds, phrase
from diurna.coder.roles import is_foreign
from diurna.model import UNNAMED, Entity

if TYPE_CHECKING:
    from diurna.coder.resolve import Resolver


class Coreference:
    """Resolves pronouns and descriptions of one story."""

    def __init__(self, resolver: Resolver):
        self._resolver = resolver
        self._words = resolver.codebook.verbs.coreference
        self._active: set[int] = set()

    @property
    def is_searching(self) -> bool:
        """Whether a word is being resolved, so that some words must not ask for each other."""
        return bool(self._active)

    def resolve(self, token: Token) -> tuple[Entity, ...]:
        """Return whom a pronoun or a description stands for; none for any other word."""
        if token.i in self._active:
            return ()
        self._active.add(token.i)
        try:
            return self._resolve(token)
        finally:
            self._active.discard(token.i)

    def _resolve(self, token: Token) -> tuple[Entity, ...]:
        word = token.lower_
        for kind, read in (
            ("personal", self._person),
            ("things", self._thing),
            ("many", self._many),
        ):
            if word in self._words[kind]:
                return read(token)
        if _is_each_other(token):
            return self._each_other(token)
        if word in ("both", "two", "each", "neither") and token.pos_ in ("PRON", "DET"):
            return both(self._resolver, token)
        return () if token.pos_ in ("PRON", "DET") else self._described(token)

    def _described(self, token: Token) -> tuple[Entity, ...]:
        """Return whom a noun phrase without a name means; none for any other word."""
        word, lemma, resolver = token.lower_, token.lemma_, self._resolver
        if lemma == "counterpart" or word == "counterparts" or _is_opposite(token):
            return counterpart(resolver, token)
        if is_pair(resolver, token):
            return both(resolver, token)
        if self._is_other(token):
            return other_party(resolver, token)
        if other := self._other_named(token):
            return other
        if lemma.lower() in self._words["blocs"] and self._is_bloc(token):
            return bloc(resolver, token)
        code = epithet(resolver, token)
        if code != UNNAMED:
            return (representative(resolver, code, token, person=False),)
        if not is_definite(token):
            return ()
        if word in ("latter", "former"):
            return self._one_of_two(token)
        if word in ("two", "pair", "duo"):
            return () if grammar.prepositional(token, "of") else both(resolver, token)
        if lemma in self._words["groups"]:
            return self._armed(token)
        if lemma in ("country", "nation", "state", "island"):
            return self._country_told(token)
        return self._titled(token)

    def _country_told(self, token: Token) -> tuple[Entity, ...]:
        """Return which state *the stricken nation* is: not the one that acts on it."""
        if token.dep_ in ("obj", "obl", "iobj") and grammar.children(token, "amod"):
            other = other_party(self._resolver, token)
            if other:
                return other
        return self._thing(token)

    def _armed(self, token: Token) -> tuple[Entity, ...]:
        """Return the armed group of the story, for *the rebels* of no named country."""
        code = armed_group(self._resolver)
        if code == UNNAMED or self._resolver.countries(token):
            return ()
        span = phrase(token)
        return (Entity(code, "REB", span.text, span.text, "", span, "coreference"),)

    def _is_other(self, token: Token) -> bool:
        """Whether a noun means the other of two by what they are to each other."""
        if token.lemma_ == "side":
            return any(c.lower_ == "other" for c in token.children)
        if any(c.i in self._resolver.names for c in grammar.modifiers(token)):
            return False
        if token.lemma_ in ("neighbour", "neighbor"):
            return True
        if token.lemma_ in self._words["facing"]:
            return is_definite(token) or bool(grammar.possessors(token))
        return is_foreign(self._resolver, token)

    def _other_named(self, token: Token) -> tuple[Entity, ...]:
        """Return whom *his Thai host* or *its Korean peers* names."""
        others = self._words["facing"] | self._words["others"]
        if token.lemma_ not in others or not grammar.possessors(token):
            return ()
        names = self._resolver.names
        named = [names[c.i] for c in grammar.modifiers(token) if c.i in names]
        codes = [c for n in named if (c := self._resolver.country_of_name(n)) != UNNAMED]
        return tuple(representative(self._resolver, c, token, person=False) for c in codes[:1])

    def _is_bloc(self, token: Token) -> bool:
        """Whether *the bloc* is one that no name tells (*the Xinhua agency*), but regions may."""
        if any(" " in w and w in self._resolver.codebook.verbs.epithets for w in compounds(token)):
            return True
        names = {c.ent_type_ for c in grammar.modifiers(token)} - {""}
        regional = token.lemma_.lower() in ("bloc", "alliance", "union", "grouping")
        definite = any(c.lower_ == "the" for c in token.children)
        return definite and not (names - {"NORP"} if regional else names)

    def _titled(self, token: Token) -> tuple[Entity, ...]:
        """Return whom a title means: the only one of the story who bears it."""
        found = titled(self._resolver, token) if token.pos_ == "NOUN" else []
        if len({p.code for p in found}) != 1 or self._resolver.countries(token):
            return ()
        return (self._resolver.person_entity(found[0], token),)

    def _one_of_two(self, token: Token) -> tuple[Entity, ...]:
        """Return *the former* or *the latter* of two; nobody for a former president."""
        if self._describes(token):
            return ()
        two = pair_in_order(self._resolver, token)
        return (again(two[token.lower_ == "latter"], token),) if two else ()

    def _each_other(self, token: Token) -> tuple[Entity, ...]:
        """Return those of whom each acts on the other: the subjects, where they are several."""
        words = grammar.surface_subject(grammar.clause_head(token))
        found = [e for t in words for e in self._resolver.entities(t, inside=False)]
        if len(found) > 1:
            return tuple(again(e, token) for e in found)
        return both(self._resolver, token)

    def _describes(self, token: Token) -> bool:
        """Whether an adjective only describes the noun after it (*the former president*)."""
        after = token.i + 1
        return token.dep_ == "amod" and after < token.sent.end and token.doc[after].tag_ != "POS"

    def _person(self, token: Token) -> tuple[Entity, ...]:
        for entity in actors_before(self._resolver, token, persons=True, only_persons=True):
            return (again(entity, token),)
        if self._resolver.groups is None:  # not all persons are known yet
            return ()
        persons = self._resolver.persons
        beside = (self._resolver.entities(t, inside=False) for t in subjects_beside(token))
        apart = [entity for entities in beside for entity in entities]
        code = self._official_of(token)
        code = None if code in {e.code for e in apart} else code
        names = {entity.name for entity in apart}
        known = [p for p in persons if code in (None, p.code) and p.name not in names]
        if known:
            best = self._nearest_party(known, {e.code for e in apart})
            return (self._resolver.person_entity(best, token),)
        if code is not None:
            return (Entity(code, "GOV", token.text, "", "", phrase(token), "coreference"),)
        return ()

    def _nearest_party(self, persons: list[Person], facing: set[str]) -> Person:
        """Return the first person of a known country, if may be of one that deals with `facing`."""
        groups = self._resolver.groups
        known = [p for p in persons if p.code != UNNAMED] or persons
        if groups is None or not facing:
            return known[0]
        return max(known, key=lambda p: groups.dealings(p.code, facing))

    def _official_of(self, token: Token) -> str | None:
        """Return the state whose doings the pronoun speaks of (*China was ready …, he added*)."""
        verb = token.head
        clauses = [*grammar.children(verb, "ccomp", "parataxis"), verb.head]
        if verb.lemma_ not in self._resolver.codebook.verbs.reporting:
            return None
        for clause in clauses:
            for subject in grammar.surface_subject(clause):
                if subject != token and subject.pos_ != "PRON":
                    for entity in self._resolver.entities(subject, inside=False):
                        return entity.code if entity.code != UNNAMED else None
        return None

    def _thing(self, token: Token) -> tuple[Entity, ...]:
        """Return the nearest actor; in a reason (*over its invasion*) the one acted against."""
        reason = (
            token.dep_ == "nmod:poss" and grammar.preposition(token.head) in self._words["reasons"]
        )
        if reason:
            for head in reversed(token.doc[token.sent.start : token.i]):
                if head.pos_ == "PROPN" and grammar.preposition(head) in self._words["against"]:
                    for entity in self._resolver.entities(head, inside=False):
                        return (again(entity, token),)
        return tuple(again(e, token) for e in actors_before(self._resolver, token))[:1]

    def _many(self, token: Token) -> tuple[Entity, ...]:
        for head in heads_before(token):
            group = grammar.coordinated(head)
            entities = [e for t in group for e in self._resolver.entities(t, inside=False)]
            plural = (
                len(entities) > 1
                or head.tag_ in ("NNS", "NNPS")
                or (len(entities) == 1 and head.ent_type_ == "ORG")
            )
            if entities and plural:
                return tuple(again(e, token) for e in entities)
        return both(self._resolver, token)


def _is_each_other(token: Token) -> bool:
    """Whether a word is the head of *each other* or *one another*."""
    if token.lower_ not in ("each", "other", "one", "another"):
        return False
    around = token.doc[max(token.i - 1, 0) : token.i + 2].text.lower()
    return "each other" in around or "one another" in around


def _is_opposite(token: Token) -> bool:
    """Whether a noun is *opposite number*."""
    return token.lemma_ == "number" and any(c.lower_ == "opposite" for c in token.children)
