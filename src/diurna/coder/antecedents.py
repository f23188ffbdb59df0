"""Whom a word may point back to inside its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.tokens import Token

from diurna.coder import grammar
from diurna.coder.phrases import phrase, word_span
from diurna.model import Entity

if TYPE_CHECKING:
    from diurna.coder.resolve import Resolver


def again(entity: Entity, token: Token) -> Entity:
    """Return an actor under the words that point back to it."""
    span = phrase(token) if token.pos_ == "NOUN" else word_span(token)
    name = entity.name or entity.text
    return Entity(entity.code, entity.sector, span.text, name, entity.office, span, "coreference")


def actors_before(
    resolver: Resolver, token: Token, *, persons: bool = False, only_persons: bool = False
) -> Iterator[Entity]:
    """Yield the actors to the left in the sentence: subjects above first, then the nearest."""
    for head in heads_before(token):
        person = head.ent_type_ == "PER"
        if (person and not persons) or (
            only_persons and not person and not _is_office(head, resolver)
        ):
            continue
        yield from resolver.entities(head, inside=False)


def heads_before(token: Token) -> list[Token]:
    """Return possible antecedents: subjects of clauses above, then the nearest nouns."""
    subjects = [
        s
        for a in [token, *grammar.ancestors(token)]
        for s in _subjects_of(a)
        if s.i < token.i and not _holds(s, token)
    ]
    others = [
        t
        for t in reversed(token.doc[token.sent.start : token.i])
        if t.pos_ in ("PROPN", "NOUN")
        and t.dep_ not in ("compound", "flat", "amod", "nmod:desc")
        and t not in subjects
    ]
    apart = subjects_beside(token)
    return [
        t
        for t in [*subjects, *others]
        if t != token and token not in [t, *t.children] and t not in apart
    ]


def _subjects_of(word: Token) -> list[Token]:
    """Return the subjects of a clause, for an infinitive whoever is to do it (*told X to go*)."""
    own = grammar.children(word, "nsubj", "nsubj:pass")
    if not own and word.dep_ == "xcomp" and word.pos_ == "VERB":
        return grammar.controller(word.head)
    return own


def _holds(noun: Token, token: Token) -> bool:
    """Whether a word stands in a noun's own phrase, what is coordinated with it aside."""
    if noun != token and any(noun == a for a in [token.head, *grammar.ancestors(token)]):
        below = token
        while below.head != noun:
            below = below.head
        return below.dep_ != "conj"
    return noun == token


def subjects_beside(token: Token) -> list[Token]:
    """Return the subjects of an object pronoun's own verb, which it cannot mean."""
    if token.pos_ != "PRON" or token.dep_ not in ("obj", "iobj", "obl"):
        return []
    if token.lower_.endswith(("self", "selves")):
        return []
    subjects = [t for s in grammar.surface_subject(token.head) for t in grammar.coordinated(s)]
    return [*subjects, *(a for s in subjects for a in grammar.children(s, "appos"))]


def is_definite(token: Token) -> bool:
    """Whether a noun has an article that points, and no name that tells it apart."""
    if token.lower_ in ("latter", "former") and token.i > token.sent.start:
        return token.nbor(-1).lower_ == "the"
    return any(c.lower_ in ("the", "this", "that") for c in token.children) and not any(
        c.dep_ in ("nmod", "amod") and c.ent_type_ for c in token.children
    )


def _is_office(head: Token, resolver: Resolver) -> bool:
    words = resolver.codebook.verbs.coreference
    if head.lemma_ in words["facing"] or head.lower_ in ("former", "latter", "counterpart"):
        return head.tag_ != "NNS"
    if head.pos_ != "NOUN" or head.tag_ == "NNS":
        return False
    role = resolver.codebook.actors.role(head.lemma_)
    return role is not None and role.kind in ("office", "person")
