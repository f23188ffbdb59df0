"""Role nouns with their countries: *Turkish troops*, *the presidents of Peru and Chile*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from diurna.codebook import Role
from diurna.coder import grammar
from diurna.coder.persons import Person
from diurna.coder.phrases import compounds, phrase
from diurna.model import UNNAMED, Entity, Span

if TYPE_CHECKING:
    from diurna.coder.resolve import Resolver

_NAMING = ("appos", "flat", "nmod:desc", "nmod:unmarked", "nmod", "compound")
_PLURAL = ("NNS", "NNPS")


def read_role(resolver: Resolver, token: Token) -> tuple[Entity, ...]:
    """Return whom a role noun stands for; none for a noun that is no role."""
    role = role_of(resolver, token)
    if role is None:
        return ()
    person = _named_person(resolver, token, role)
    if person is not None:
        return (resolver.person_entity(person, token),)
    body = _named_body(resolver, token)
    if body is not None:
        return (body,)
    if is_another(resolver, token):
        return ()
    codes = resolver.countries(token)
    plural = token.tag_ in _PLURAL or token.lower_.endswith("s")
    if not codes:
        codes = [resolver.country_or_story(token)]
    elif len(codes) > 1 and not plural:
        codes = codes[:1]
    return tuple(_entity(resolver, role, code, phrase(token), plural=plural) for code in codes)


def is_another(resolver: Resolver, token: Token) -> bool:
    """Whether a noun names somebody other than its possessor (*its ally*, *her rivals*)."""
    others = resolver.codebook.verbs.coreference["others"]
    return token.lemma_ in others and bool(grammar.possessors(token))


def is_foreign(resolver: Resolver, token: Token) -> bool:
    """Whether a noun names somebody else than the state that owns it: *its*, not *her*, *ally*."""
    owners = grammar.possessors(token)
    persons = resolver.codebook.verbs.coreference["personal"]
    return is_another(resolver, token) and not any(
        t.lower_ in persons or t.ent_type_ == "PER" for t in owners
    )


def role_of(resolver: Resolver, token: Token) -> Role | None:
    """Return the role that a noun (with its compounds) names, or None."""
    if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return None
    # A user's dictionary may list plurals.
    words = [*_with_of(token), *compounds(token), token.lower_]
    found = (resolver.codebook.actors.role(word) for word in words)
    return next((role for role in found if role is not None), None)


def _with_of(token: Token) -> list[str]:
    """Return a noun with the of-phrase right after it: *secretary of state*."""
    if token.i + 1 == len(token.doc) or token.nbor().lower_ != "of":
        return []
    after = token.doc[token.i + 1 : min(token.i + 5, token.sent.end)]
    first = f"{token.lemma_.lower()} of"
    return [f"{first} {after[1:k].text.lower()}" for k in range(len(after), 1, -1)]


def _named_person(resolver: Resolver, token: Token, role: Role) -> Person | None:
    """Return the person that a role noun is put to: *foreign minister Ayman Safadi*."""
    for child in grammar.children(token, *_NAMING):
        if child.ent_type_ == "PER" and not grammar.preposition(child):
            person = resolver.persons.find(resolver.names[child.i].text)
            if person.code != UNNAMED:
                return person
            return Person(person.name, resolver.country_or_story(token), role.sector, role.lemma)
    return None


def _named_body(resolver: Resolver, token: Token) -> Entity | None:
    """Return the body that a role noun is put to: *the state broadcaster CCTV*."""
    for child in grammar.children(token, "appos", "flat", "nmod:desc", "nmod:unmarked", "nmod"):
        if child.i > token.i and child.ent_type_ == "ORG" and not grammar.preposition(child):
            for entity in resolver.entities(child, inside=False):
                return entity
    return None


def _entity(resolver: Resolver, role: Role, code: str, span: Span, *, plural: bool) -> Entity:
    office = role.lemma if role.kind == "office" else ""
    if office and code != UNNAMED and not plural:
        term = resolver.codebook.offices.holder(code, office, resolver.published)
        if term is not None:
            return Entity(code, term.sector, span.text, term.person, term.office, span, "offices")
    return Entity(code, _sector(role.sector, code), span.text, span.text, office, span, "role")


def _sector(sector: str, code: str) -> str:
    """Return the sector of a role; officials of a body such as the EU are the body's."""
    if code == UNNAMED:
        return sector or "UNK"
    if len(code) != 3 and sector in ("GOV", ""):
        return "IGO"
    return sector or "GOV"
