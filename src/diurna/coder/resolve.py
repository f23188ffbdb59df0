"""From words to actors: names, nationalities, role nouns and descriptions become entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cached_property

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from diurna.codebook import Actor, Codebook, Role, Site, fold
from diurna.codebook.actors import Kind
from diurna.coder import grammar
from diurna.coder.coreference import Coreference
from diurna.coder.geocoding import Geocoder
from diurna.coder.homes import COUNTRY_KINDS, country_around, home_of
from diurna.coder.parties import joined_pair, salient_pair
from diurna.coder.persons import Person, Persons
from diurna.coder.phrases import is_dateline, names_of, phrase, to_span
from diurna.coder.roles import is_another, read_role, role_of
from diurna.coder.slots import fill
from diurna.model import UNNAMED, Entity, Span

_INSIDE = ("possessive", "by", "modifier", "of", "from", "in", "with", "in/with", "of/with")
_COUNTRY_PREPOSITIONS = ("of", "in", "from", "for", "to", "at", "near")
_WITHIN = {"nmod:poss", "amod", "compound", "nmod:desc", "flat", "nmod:unmarked", "appos"}


class Resolver:
    """Resolves the words of one story; built once a story."""

    def __init__(self, doc: Doc, codebook: Codebook, published: date | None):
        self.doc = doc
        self.codebook = codebook
        self.published = published
        self.names = names_of(doc)
        self.persons = Persons(doc, codebook, published)
        self.counts: Counter[str] = Counter()
        self.salience: Counter[str] = Counter()
        self._coreference = Coreference(self)
        # A capital's name may be that of another town: it does not vote on what it means itself.
        self.geocoder = Geocoder(
            doc, codebook.places, codebook.place_words, self._count_states("media", "capital")
        )
        self.persons.learn(self.country)
        self.counts = self._count_states("media")
        self.salience = self._weigh_states()
        self.persons.settle(lambda name: home_of(name, self))

    def entities(self, token: Token, *, inside: bool = True) -> tuple[Entity, ...]:
        """Return whom a word stands for: usually one, two for *the two sides*, none for a thing.

        With `inside`, a thing is searched for whoever it belongs to (*France's decision*).
        """
        found = (
            self._coreference.resolve(token)
            or self._named(token)
            or self._dictionary(token)
            or read_role(self, token)
        )
        found = found or self._apposed(token)
        if found or not inside:
            return found
        return self._inside(token)

    def _apposed(self, token: Token) -> tuple[Entity, ...]:
        """Return whom a noun is put to: *once enemies, Kigali and Kinshasa*."""
        if token.pos_ != "NOUN":
            return ()
        named = [c for c in grammar.children(token, "appos") if c.i in self.names]
        words = [t for c in named for t in grammar.coordinated(c)]
        return tuple(e for t in words for e in self.entities(t, inside=False))

    def names_in(self, stretch: DocSpan) -> list[DocSpan]:
        """Return the named entities of a sentence or a part of one, in text order."""
        found = ((i, self.names.get(i)) for i in range(stretch.start, stretch.end))
        return [ent for i, ent in found if ent is not None and ent.start == i]

    def countries_in(self, stretch: DocSpan) -> Iterator[tuple[DocSpan, str]]:
        """Yield the names of a stretch that belong to a country or body, media aside."""
        for ent in self.names_in(stretch):
            actor = self.entry(ent)
            if actor is None or actor.kind != "media":
                code = actor.code if actor is not None else self.country_of_name(ent)
                if code != UNNAMED:
                    yield ent, code

    def country(self, noun: Token) -> str:
        """Return the country or body that a noun's own modifiers name, or ``---``."""
        return next(iter(self.countries(noun)), UNNAMED)

    def countries(self, noun: Token) -> list[str]:
        """Return every country or body that a noun's modifiers name, in text order."""
        before = [*grammar.modifiers(noun), *grammar.possessors(noun)]
        for children in (before, *(grammar.prepositional(noun, p) for p in _COUNTRY_PREPOSITIONS)):
            codes = [c for child in children for c in self._countries_of(child)]
            if codes:
                return list(dict.fromkeys(codes))
        return []

    def country_or_story(self, noun: Token) -> str:
        """Return a noun's country, else that of its clause or story."""
        return self.country(noun) if self.countries(noun) else country_around(noun, self)

    def role(self, noun: Token) -> Role | None:
        """Return the role that a noun names, or None."""
        return role_of(self, noun)

    def main_state(self) -> str:
        """Return the state that the story is about more than any other, or ``---``."""
        states = {c: n for c, n in self.salience.items() if c in self.codebook.actors.state_names}
        ranked = Counter(states).most_common(2)
        clear = ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
        return ranked[0][0] if clear else UNNAMED

    @cached_property
    def joined(self) -> tuple[str, ...]:
        """The codes of the two states that act together in the story, or none."""
        return joined_pair(self)

    @cached_property
    def pair(self) -> tuple[str, ...]:
        """The codes of the two states (failing them, bodies) that the story is about, or none."""
        return self.joined or salient_pair(self)

    def actor_of(self, text: str) -> Actor | None:
        """Return the dictionary's entry of a name."""
        return self.codebook.actors.find(text, self.published)

    def entry(self, ent: DocSpan) -> Actor | None:
        """Return the dictionary's entry of a named entity, also where its span is too short.

        Capitalised words before it are tried along: *Democratic* Republic of Congo.
        """
        first = ent.start
        while first > ent.sent.start and ent.start - first < 3 and self.doc[first - 1].is_title:
            first -= 1
        longer = (self.actor_of(self.doc[k : ent.end].text) for k in range(first, ent.start))
        return next((a for a in longer if a is not None), None) or self.actor_of(ent.text)

    def country_of_name(self, ent: DocSpan) -> str:
        """Return the country or body that a named entity belongs to, or ``---``."""
        actor = self.entry(ent)
        if actor is not None:
            return actor.code
        if ent.label_ == "PER":
            return self.persons.find(ent.text).code
        return self.country_of_place(ent) if ent.label_ == "LOC" else UNNAMED

    def country_of_place(self, ent: DocSpan) -> str:
        """Return the country that a named place lies in, or ``---``."""
        site = self.geocoder.locate(ent)
        return (site.country if site else "") or UNNAMED

    def place_of(self, name: str) -> Site | None:
        """Return the place of a name that is no entity by itself (*the Madrid summit*)."""
        return self.codebook.places.find(name, set(self.counts))

    def person_entity(self, person: Person, token: Token) -> Entity:
        """Return a person as an entity, extracted where `token` stands."""
        span = phrase(token)
        return Entity(
            person.code,
            person.sector,
            span.text,
            person.name,
            person.office,
            span,
            person.decided_by,
        )

    def _countries_of(self, token: Token) -> list[str]:
        if token.pos_ == "PRON" and token.dep_ == "nmod:poss":
            return [e.code for e in self._coreference.resolve(token) if e.code != UNNAMED]
        code = self._country_of(token)
        return [] if code == UNNAMED else [code]

    def _country_of(self, token: Token) -> str:
        ent = self.names.get(token.i)
        text = ent.text if ent is not None else token.text
        actor = self.entry(ent) if ent is not None else self.actor_of(text)
        if (
            actor is not None
            and (ent is not None or actor.kind in COUNTRY_KINDS)
            and text[0].isupper()
        ):
            return actor.code
        if ent is not None and ent.label_ == "LOC":
            return self.country_of_place(ent)
        return UNNAMED

    def _named(self, token: Token) -> tuple[Entity, ...]:
        ent = self.names.get(token.i)
        if ent is None:
            return ()
        actor = self.entry(ent)
        if ent.label_ == "PER" and not self._is_no_person(actor, ent.text):
            return (self.person_entity(self.persons.find(ent.text), token),)
        span = phrase(token)
        name = to_span(self.doc, ent.start, ent.end)
        if actor is not None:
            role = read_role(self, token) if token.i >= ent.end else ()
            return role or (self._listed(actor, token, span),)
        known = self.persons.known(ent.text)
        if known is not None:
            return (self.person_entity(known, token),)
        if ent.label_ == "LOC":
            country = self.country_of_place(ent)
            entity = Entity(country, "", span.text, name.text, "", span, "gazetteer")
            return () if country == UNNAMED else (entity,)
        if ent.label_ == "ORG":
            return (self._unknown_organisation(token, name.text),)
        return ()

    def _listed(self, actor: Actor, token: Token, span: Span) -> Entity:
        """Return an actor of the dictionary; another country's body of the name is that one's.

        *Peru's Congress*, *the Malaysian Navy*.
        """
        how = f"dictionary:{actor.kind}"
        code = self.country(token) if actor.kind == "body" else UNNAMED
        if code in (UNNAMED, actor.code) or code not in self.codebook.actors.state_names:
            return Entity(actor.code, actor.sector, span.text, actor.name, "", span, how)
        return Entity(code, actor.sector, span.text, span.text, "", span, how)

    def _is_no_person(self, actor: Actor | None, name: str) -> bool:
        """Whether what the reader takes for a person is an actor of the dictionary (*Chad*)."""
        person = self.persons.find(name)
        return actor is not None and person.name == name and person.decided_by == "context"

    def _unknown_organisation(self, token: Token, name: str) -> Entity:
        """Read sector and country off the name itself (*Ministry of Health*) and its modifiers."""
        words = name.split()
        role = next(
            (
                r
                for w in (words[-1], words[0], *words)
                if (r := self.codebook.actors.role(w.lower()))
            ),
            None,
        )
        inside = (
            self.actor_of(" ".join(words[i:j]))
            for i in range(len(words))
            for j in range(len(words), i, -1)
        )
        code = next((a.code for a in inside if a is not None and a.kind in COUNTRY_KINDS), UNNAMED)
        if code == UNNAMED:
            code = self.country(token)
        span = phrase(token)
        sector = role.sector if role else "UNK"
        return Entity(code, sector, span.text, name, "", span, "context:organisation")

    def _dictionary(self, token: Token) -> tuple[Entity, ...]:
        """Look a capitalised phrase up that the name head missed."""
        if not token.text[:1].isupper() or token.i in self.names:
            return ()
        known = self.persons.known(token.text)
        if known is not None and token.pos_ in ("PROPN", "NOUN"):
            return (self.person_entity(known, token),)
        if token.pos_ not in ("PROPN", "NOUN") or (
            token.i == token.sent.start and token.pos_ != "PROPN"
        ):
            return ()
        start = token.i
        while (
            start > token.sent.start
            and self.doc[start - 1].text[:1].isupper()
            and token.i - start < 5
        ):
            start -= 1
        for first in range(start, token.i + 1):
            actor = self.actor_of(self.doc[first : token.i + 1].text)
            if actor is not None:
                span = to_span(self.doc, first, token.i + 1)
                return (
                    Entity(
                        actor.code,
                        actor.sector,
                        span.text,
                        actor.name,
                        "",
                        span,
                        f"dictionary:{actor.kind}",
                    ),
                )
        return ()

    def _inside(self, token: Token) -> tuple[Entity, ...]:
        """Return whoever a thing belongs to, with the thing as the extracted text.

        A plural noun may belong to several (*Lao and Vietnamese patrols*).
        """
        if token.pos_ not in ("NOUN", "PROPN") or is_another(self, token):
            return ()
        span = phrase(token)
        plural = token.tag_ in ("NNS", "NNPS")
        for noun in [token, *([token.head] if token.dep_ == "conj" else [])]:
            for slot in _INSIDE:
                owners: dict[str, Entity] = {}
                for child in fill(noun, slot):
                    for e in self.entities(child, inside=False):
                        how = f"inside:{slot}"
                        owner = Entity(e.code, e.sector, span.text, e.name, e.office, span, how)
                        owners.setdefault(e.key, owner)
                if owners:
                    found = tuple(owners.values())
                    return found if plural else found[:1]
        return ()

    def _weigh_states(self) -> Counter[str]:
        """Weigh how much the story is about each state or body: who acts counts most."""
        weights: Counter[str] = Counter()
        for sentence in self.doc.sents:
            here: dict[str, int] = {}
            for ent, code in self.countries_in(sentence):
                here[code] = max(here.get(code, 0), _weight(ent.root))
            weights.update(here)
        return weights

    def _count_states(self, *left_out: Kind) -> Counter[str]:
        """Count in how many sentences each state or body is named, but for kinds of names."""
        counts: Counter[str] = Counter()
        for sentence in self.doc.sents:
            codes = set()
            for ent in self.names_in(sentence):
                if is_dateline(ent.root):
                    continue
                actor = self.entry(ent)
                if actor is not None and actor.code != UNNAMED and actor.kind not in left_out:
                    codes.add(actor.code)
                elif ent.label_ == "PER":
                    codes.add(self.persons.find(ent.text).code)
            counts.update(codes - {UNNAMED})
        return counts


def _weight(name: Token) -> int:
    """Return how much a name tells what its sentence is about: subject, other, place, dateline."""
    top = name
    while top.dep_ in _WITHIN:
        top = top.head
    if is_dateline(name):
        return 0
    if top.dep_ in ("nsubj", "nsubj:pass"):
        return 6
    return 1 if grammar.preposition(top) in ("in", "at", "near") else 3


def same(left: Entity, right: Entity) -> bool:
    """Whether two entities are the same actor under different words."""
    return left.key == right.key and (
        not left.name or not right.name or fold(left.name) == fold(right.name)
    )
