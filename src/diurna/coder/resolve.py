"""From words to actors: names, nationalities, role nouns and descriptions become entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from diurna.codebook import Actor, Codebook, Role, Site
from diurna.coder import grammar
from diurna.coder.antecedents import is_definite
from diurna.coder.coreference import Coreference
from diurna.coder.geocoding import Geocoder
from diurna.coder.groups import Groups
from diurna.coder.homes import COUNTRY_KINDS, country_around, home_of, is_of_a_region
from diurna.coder.parties import is_pair
from diurna.coder.persons import Person, Persons
from diurna.coder.phrases import names_of, phrase, to_span
from diurna.coder.roles import is_another, read_role, role_of
from diurna.coder.salience import Sighting, count, sightings_of, weigh
from diurna.coder.slots import fill
from diurna.model import UNNAMED, Entity, Span

_INSIDE = ("possessive", "by", "modifier", "of", "from", "in", "with", "in/with", "of/with")
_COUNTRY_PREPOSITIONS = ("of", "from", "for", "in", "to", "at", "near")


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
        self.groups: Groups | None = None
        self._entries: dict[int, Actor | None] = {}
        self._told: dict[tuple[int, bool], tuple[Entity, ...]] | None = None
        self._coreference = Coreference(self)
        sightings = sightings_of(self)
        # A capital's name may be that of another town: it does not vote on what it means itself.
        self.geocoder = Geocoder(
            doc, codebook.places, codebook.place_words, count(sightings, self, "media", "capital")
        )
        self._read_story(sightings)

    def _read_story(self, sightings: Sequence[Sighting]) -> None:
        """Learn of the persons, then what the story is about, then where it leaves persons."""
        self.persons.learn(self.country)
        self.counts = count(sightings, self, "media")
        self.salience = weigh(sightings, self)
        self.groups = Groups(self)
        self.persons.settle(self.country_or_story, lambda name: home_of(name, self))
        self.groups = Groups(self)
        self._told = {}

    def entities(self, token: Token, *, inside: bool = True) -> tuple[Entity, ...]:
        """Return whom a word stands for: usually one, two for *the two sides*, none for a thing.

        With `inside`, a thing is searched for whoever it belongs to (*France's decision*).
        """
        if self._told is None or self._coreference.is_searching:
            return self._entities(token, inside=inside)
        key = token.i, inside
        if key not in self._told:
            self._told[key] = self._entities(token, inside=inside)
        return self._told[key]

    def _entities(self, token: Token, *, inside: bool) -> tuple[Entity, ...]:
        found = (
            self._coreference.resolve(token)
            or self._named(token)
            or self._dictionary(token)
            or read_role(self, token)
            or self._apposed(token)
        )
        return found if found or not inside else self._inside(token)

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
        posted = noun.lemma_.lower() in self.codebook.verbs.posted
        prepositions = _COUNTRY_PREPOSITIONS[:2] if posted else _COUNTRY_PREPOSITIONS
        for children in (before, *(grammar.prepositional(noun, p) for p in prepositions)):
            codes = [c for child in children for c in self._countries_of(child)]
            if codes:
                return list(dict.fromkeys(codes))
        return []

    def country_or_story(self, noun: Token) -> str:
        """Return a noun's country, else that of its clause or story.

        Whom the text puts nowhere more precise than *the West* stays without one.
        """
        codes = self.countries(noun)
        if codes or is_of_a_region(noun, self):
            return codes[0] if codes else UNNAMED
        return country_around(noun, self)

    def role(self, noun: Token) -> Role | None:
        """Return the role that a noun names, or None."""
        return role_of(self, noun)

    def main_state(self, among: Collection[str] | None = None) -> str:
        """Return the state (of some, if given) that the story is most about, or ``---``."""
        states = self.codebook.actors.state_names if among is None else among
        states = {c: n for c, n in self.salience.items() if c in states}
        ranked = Counter(states).most_common(2)
        clear = ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
        return ranked[0][0] if clear else UNNAMED

    def actor_of(self, text: str) -> Actor | None:
        """Return the dictionary's entry of a name."""
        return self.codebook.actors.find(text, self.published)

    def entry(self, ent: DocSpan) -> Actor | None:
        """Return the dictionary's entry of a named entity, also where its span is too short.

        Capitalised words before it are tried along: *Democratic* Republic of Congo.
        """
        if ent.start not in self._entries:
            self._entries[ent.start] = self._find_entry(ent)
        return self._entries[ent.start]

    def _find_entry(self, ent: DocSpan) -> Actor | None:
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
        if code != UNNAMED:
            return [code]
        pointing = (
            token.pos_ == "NOUN"
            and self.groups is not None
            and (is_pair(self, token) or is_definite(token))
        )
        found = self._coreference.resolve(token) if pointing else ()
        return [e.code for e in found if e.code != UNNAMED]

    def _country_of(self, token: Token) -> str:
        ent = self.names.get(token.i)
        text = ent.text if ent is not None else token.text
        actor = self.entry(ent) if ent is not None else self.actor_of(text)
        if (
            actor is not None
            and (ent is not None or actor.kind in COUNTRY_KINDS or token.pos_ == "PROPN")
            and text[0].isupper()
        ):
            return UNNAMED if self._is_only_from(token, actor) else actor.code
        if ent is not None and ent.label_ == "LOC":
            return self.country_of_place(ent)
        return UNNAMED

    def _is_only_from(self, token: Token, actor: Actor) -> bool:
        """Whether an adjective only says where one person or state lies (*a European envoy*)."""
        single = token.dep_ == "amod" and token.head.tag_ == "NN"
        return single and actor.kind == "organisation" and self.role(token.head) is not None

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
