"""Coreference inside a story, by rules that do not depend on the order of its sentences.

Within a sentence the nearest fitting antecedent to the left counts, as grammar has it. Across
sentences only what holds for the story as a whole is used: who is named most often, who holds
which office, which two states the story is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from diurna.coder import grammar
from diurna.coder.descriptions import joined_pair, pair_in_order, titled
from diurna.coder.phrases import phrase, word_span
from diurna.model import UNNAMED, Entity

if TYPE_CHECKING:
    from diurna.coder.resolve import Resolver


class Coreference:
    """Resolves pronouns and descriptions of one story."""

    def __init__(self, resolver: Resolver):
        self._resolver = resolver
        self._words = resolver.codebook.verbs.coreference
        self._active: set[int] = set()
        self._pair: tuple[str, ...] | None = None

    def resolve(self, token: Token) -> tuple[Entity, ...]:
        """Return whom a pronoun or a description stands for; none for any other word."""
        if token.i in self._active:
            return ()
        self._active.add(token.i)
        try:
            return self._resolve(token)
        finally:
            self._active.discard(token.i)

    def country_around(self, noun: Token) -> str:
        """Return the country of a noun that names none (*police*), from its clause or the story.

        A place in the clause decides; else the state that the sentence is about, if only one;
        else the only state of the story. Armed groups have no country but by their place, and
        unknown gunmen none at all.
        """
        role = self._resolver.role(noun)
        sector = role.sector if role is not None else ""
        if sector in ("UAF", "UNK"):
            return UNNAMED
        clause = grammar.clause_head(noun)
        for head in (clause, clause.head):
            for preposition in ("in", "at", "near", "outside", "across"):
                for place in grammar.prepositional(head, preposition):
                    if place.lemma_ in self._resolver.codebook.verbs.views:
                        continue
                    code = (
                        self._resolver.country(place)
                        if place.ent_type_ != "LOC"
                        else self._code(place)
                    )
                    if code != UNNAMED:
                        return code
        if sector in ("REB", "PRM", "CRM"):
            return UNNAMED
        here = {e.code for e in self._states(noun.sent)} - {UNNAMED}
        if len(here) == 1:
            return here.pop()
        return UNNAMED if here else self._resolver.main_state()

    def pair(self) -> tuple[str, ...]:
        """Return the two states (failing them, bodies) that the story is about, or none.

        Those that act together in most sentences, else those that most sentences name.
        """
        if self._pair is None:
            self._pair = joined_pair(self._resolver) or self._named_most()
        return self._pair

    def _named_most(self) -> tuple[str, ...]:
        states = self._resolver.codebook.actors.state_names
        counts = self._resolver.counts
        ranked = sorted(counts, key=lambda c: (c not in states, -counts[c], c))
        return tuple(ranked[:2]) if len(ranked) >= 2 else ()

    def _two_persons(self) -> tuple[str, ...]:
        """Return whom the two most often named office holders of a story act for, or none."""
        codes = [p.code for p in self._resolver.persons if p.code != UNNAMED]
        distinct = list(dict.fromkeys(codes))
        return tuple(distinct[:2]) if len(distinct) >= 2 else ()

    def _resolve(self, token: Token) -> tuple[Entity, ...]:
        word = token.lower_
        for kind, read in (
            ("personal", self._person),
            ("things", self._thing),
            ("many", self._many),
        ):
            if word in self._words[kind]:
                return read(token)
        if word in ("both", "two") and token.pos_ in ("PRON", "DET"):
            return self._both(token)
        return () if token.pos_ in ("PRON", "DET") else self._described(token)

    def _described(self, token: Token) -> tuple[Entity, ...]:
        """Return whom a noun phrase without a name means; none for any other word."""
        word, lemma = token.lower_, token.lemma_
        if lemma == "counterpart" or word == "counterparts":
            return self._counterpart(token)
        if self._is_pair(token):
            return self._both(token)
        if lemma in ("neighbour", "neighbor") and not grammar.modifiers(token):
            return self._neighbour(token)
        if not self._definite(token):
            return ()
        if word in ("latter", "former"):
            return self._one_of_two(token)
        if word in ("two", "pair"):
            return () if grammar.prepositional(token, "of") else self._both(token)
        if lemma in self._words["blocs"]:
            return self._bloc(token)
        if lemma in ("country", "nation", "state", "island"):
            return self._thing(token)
        return self._titled(token)

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
        return self._again(two[token.lower_ == "latter"], token) if two else ()

    def _describes(self, token: Token) -> bool:
        """Whether an adjective only describes the noun after it (*the former president*)."""
        after = token.i + 1
        return token.dep_ == "amod" and after < token.sent.end and token.doc[after].tag_ != "POS"

    def _neighbour(self, token: Token) -> tuple[Entity, ...]:
        """Return the other of the two states that the story is about (*its neighbour*)."""
        owners = {e.code for t in grammar.possessors(token) for e in self.resolve(t)}
        pair = self.pair()
        rest = [code for code in pair if code not in owners]
        if len(pair) == 2 and len(rest) == 1:
            return (self._representative(rest[0], token, person=False),)
        return ()

    def _person(self, token: Token) -> tuple[Entity, ...]:
        for entity in self._before(token, persons=True, only_persons=True):
            return self._again(entity, token)
        code = self._official_of(token)
        apart = {t.i for t in self._co_arguments(token)}
        others = {self._resolver.names[i].text for i in apart if i in self._resolver.names}
        known = {self._resolver.persons.find(name).name for name in others}
        persons = [p for p in self._resolver.persons if code in (None, p.code)]
        persons = [p for p in persons if p.name not in known]
        persons.sort(key=lambda p: p.code == UNNAMED)
        if persons:
            return (self._resolver.person_entity(persons[0], token),)
        if code is not None:
            return (Entity(code, "GOV", token.text, "", "", phrase(token), "coreference"),)
        return ()

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
                        return self._again(entity, token)
        for entity in self._before(token):
            return self._again(entity, token)
        return ()

    def _many(self, token: Token) -> tuple[Entity, ...]:
        for head in self._heads_before(token):
            group = grammar.coordinated(head)
            entities = [e for t in group for e in self._resolver.entities(t, inside=False)]
            plural = (
                len(entities) > 1
                or head.tag_ in ("NNS", "NNPS")
                or (len(entities) == 1 and head.ent_type_ == "ORG")
            )
            if entities and plural:
                return tuple(x for e in entities for x in self._again(e, token))
        return self._both(token)

    def _is_pair(self, token: Token) -> bool:
        if token.lemma_ not in self._words["pair"] or token.tag_ not in ("NNS", "NNPS"):
            return False
        words = {c.lower_ for c in token.children}
        if words & {"of", "from"} or any(c.ent_type_ for c in grammar.modifiers(token)):
            return False
        return "both" in words or bool({"two", "2"} & words and {"the", "these", "those"} & words)

    def _both(self, token: Token) -> tuple[Entity, ...]:
        """Return the two that a sentence or the story is about."""
        persons = token.lemma_ in self._words["persons"]
        found: list[Entity] = []
        for entity in self._before(token, persons=persons):
            if entity.code not in [f.code for f in found] and entity.code != UNNAMED:
                found.append(entity)
        if len(found) >= 2:
            return tuple(x for e in reversed(found[:2]) for x in self._again(e, token))
        codes = (self._two_persons() if persons else ()) or self.pair()
        return tuple(self._representative(code, token, person=persons) for code in codes)

    def _representative(self, code: str, token: Token, *, person: bool) -> Entity:
        span = phrase(token)
        if person:
            known = next((p for p in self._resolver.persons if p.code == code and p.office), None)
            if known is not None:
                return Entity(
                    code, known.sector, span.text, known.name, known.office, span, "coreference"
                )
        name = self._resolver.codebook.actors.state_names.get(code, code)
        sector = "GOV" if code in self._resolver.codebook.actors.state_names else "IGO"
        return Entity(code, sector, span.text, name, "", span, "coreference")

    def _counterpart(self, token: Token) -> tuple[Entity, ...]:
        """Return the holder of the same office in the country that the phrase names."""
        for child in token.children:
            if child.ent_type_ == "PER" and child.dep_ in (
                "appos",
                "flat",
                "nmod",
                "compound",
                "nmod:desc",
            ):
                person = self._resolver.persons.find(self._resolver.names[child.i].text)
                if person.code != UNNAMED:
                    return (self._resolver.person_entity(person, token),)
        codes = self._resolver.countries(token)
        plural = token.tag_ in ("NNS", "NNPS")
        office = self._office_of_other(token)
        return tuple(
            self._office_holder(code, office, token) for code in (codes if plural else codes[:1])
        )

    def _office_holder(self, code: str, office: str, token: Token) -> Entity:
        """Return who holds an office of a country: by the story, else by the offices."""
        span = phrase(token)
        for person in self._resolver.persons:
            if person.code == code and (not office or person.office == office):
                name, sector, held = person.name, person.sector, person.office
                return Entity(code, sector, span.text, name, held, span, "coreference")
        day = self._resolver.published
        term = self._resolver.codebook.offices.holder(code, office, day) if office else None
        if term is not None:
            return Entity(code, term.sector, span.text, term.person, office, span, "offices")
        return Entity(code, "GOV", span.text, span.text, office, span, "coreference")

    def _office_of_other(self, token: Token) -> str:
        for owner in grammar.possessors(token):
            for entity in self._resolver.entities(owner, inside=False):
                if entity.office:
                    return entity.office
        return ""

    def _bloc(self, token: Token) -> tuple[Entity, ...]:
        for entity in self._before(token):
            if entity.sector == "IGO":
                return self._again(entity, token)
        known = [
            c for c in self._resolver.counts if c not in self._resolver.codebook.actors.state_names
        ]
        return (
            (
                self._representative(
                    min(known, key=lambda c: (-self._resolver.counts[c], c)), token, person=False
                ),
            )
            if known
            else ()
        )

    def _definite(self, token: Token) -> bool:
        return any(c.lower_ in ("the", "this", "that") for c in token.children) and not any(
            c.dep_ in ("nmod", "amod") and c.ent_type_ for c in token.children
        )

    def _again(self, entity: Entity, token: Token) -> tuple[Entity, ...]:
        span = phrase(token) if token.pos_ == "NOUN" else word_span(token)
        return (
            Entity(
                entity.code,
                entity.sector,
                span.text,
                entity.name or entity.text,
                entity.office,
                span,
                "coreference",
            ),
        )

    def _before(
        self, token: Token, *, persons: bool = False, only_persons: bool = False
    ) -> Iterator[Entity]:
        """Yield the actors to the left in the sentence: subjects above first, then the nearest."""
        for head in self._heads_before(token):
            person = head.ent_type_ == "PER"
            if (person and not persons) or (
                only_persons and not person and not self._is_office(head)
            ):
                continue
            yield from self._resolver.entities(head, inside=False)

    def _is_office(self, head: Token) -> bool:
        if head.pos_ != "NOUN" or head.tag_ == "NNS":
            return False
        role = self._resolver.codebook.actors.role(head.lemma_)
        return role is not None and role.kind in ("office", "person")

    def _heads_before(self, token: Token) -> list[Token]:
        """Return possible antecedents: subjects of clauses above, then the nearest nouns."""
        above = [token, *grammar.ancestors(token)]
        subjects = [
            s
            for a in above
            for s in grammar.children(a, "nsubj", "nsubj:pass")
            if s.i < token.i and token not in s.subtree
        ]
        others = [
            t
            for t in reversed(token.doc[token.sent.start : token.i])
            if t.pos_ in ("PROPN", "NOUN")
            and t.dep_ not in ("compound", "flat", "amod", "nmod:desc")
            and t not in subjects
        ]
        apart = self._co_arguments(token)
        return [
            t
            for t in [*subjects, *others]
            if t != token and token not in [t, *t.children] and t not in apart
        ]

    def _co_arguments(self, token: Token) -> list[Token]:
        """Return the subjects of an object pronoun's own verb, which it cannot mean."""
        if token.pos_ != "PRON" or token.dep_ not in ("obj", "iobj", "obl"):
            return []
        if token.lower_.endswith(("self", "selves")):
            return []
        return [t for s in grammar.surface_subject(token.head) for t in grammar.coordinated(s)]

    def _states(self, sentence: DocSpan) -> Iterator[Entity]:
        for ent in self._resolver.names_in(sentence):
            actor = self._resolver.actor_of(ent.text)
            if actor is not None and actor.kind in (
                "state",
                "demonym",
                "capital",
                "metonym",
                "region",
            ):
                yield Entity(actor.code)

    def _code(self, place: Token) -> str:
        ent = self._resolver.names.get(place.i)
        actor = self._resolver.actor_of(ent.text if ent else place.text)
        if actor is not None:
            return actor.code
        return self._resolver.country_of_place(ent) if ent is not None else UNNAMED
