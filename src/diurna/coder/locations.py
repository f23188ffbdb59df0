"""Where an event took place: towns and sites under it, with coordinates."""

from __future__ import annotations

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from diurna.coder import grammar
from diurna.coder.phrases import to_span
from diurna.coder.resolve import Resolver
from diurna.model import UNNAMED, Place

_LOCATIVE = {"in", "at", "near", "outside", "around", "on", "off", "across", "inside", "over"}
_SETTLEMENTS = {
    "city",
    "town",
    "village",
    "port",
    "capital",
    "resort",
    "suburb",
    "municipality",
    "province",
    "region",
    "district",
    "camp",
    "base",
}
_ACTING = {"state", "demonym", "metonym", "organisation", "body", "media", "company", "group"}
_GATHERINGS = {
    "olympics",
    "games",
    "summit",
    "forum",
    "conference",
    "congress",
    "fair",
    "talks",
    "meeting",
    "festival",
    "expo",
}


def places_of(
    trigger: Token, carrier: Token | None, sentence: DocSpan, resolver: Resolver, others: set[int]
) -> tuple[Place, ...]:
    """Return the places of an event: those that hang under it and under no other event.

    A state is no place, and a capital only where it is spoken of as one (*in Beijing*, *the
    city of Beijing*). `others` holds the positions of the sentence's other triggers.
    """
    found: dict[int | str, Place] = {}
    for ent in sentence.ents:
        if ent.label_ not in ("LOC", "ORG"):
            continue
        head = ent.root
        if not _belongs(head, trigger, carrier, others):
            continue
        place = _place(ent, head, resolver)
        if place is not None:
            found.setdefault(place.geonames_id or place.name, place)
    return tuple(found.values())


def _belongs(head: Token, trigger: Token, carrier: Token | None, others: set[int]) -> bool:
    for token in [head, *grammar.ancestors(head)]:
        if token in (trigger, carrier):
            return True
        if token.i in others:
            return False
    clause = trigger
    while clause.dep_ in ("obj", "obl", "nmod", "conj", "nsubj", "nsubj:pass", "xcomp"):
        clause = clause.head
    return clause != trigger and clause in grammar.ancestors(head)


def _place(ent: DocSpan, head: Token, resolver: Resolver) -> Place | None:
    name = ent.text
    actor = resolver.actor_of(name)
    spoken_as_place = _as_place(head)
    if ent.label_ == "ORG":
        if ent[-1].lower_ not in _GATHERINGS:
            return None
        name, spoken_as_place = ent[0].text, True
        actor = resolver.actor_of(name)
    if actor is not None and (actor.kind in _ACTING or not spoken_as_place):
        return None
    countries = {
        code for token in (head, head.head) if (code := resolver.country(token)) != UNNAMED
    }
    town = resolver.codebook.places.find(name, countries or set(resolver.counts))
    span = to_span(ent.doc, ent.start, ent.end)
    if town is None:
        unlisted = ent.label_ == "LOC" and spoken_as_place and actor is None
        country = countries.pop() if len(countries) == 1 else ""
        return Place(span, name, country, None, None, None, "", "words") if unlisted else None
    return Place(
        span,
        town.name,
        town.country,
        town.latitude,
        town.longitude,
        town.geonames_id,
        town.admin1,
        "gazetteer",
    )


def _as_place(head: Token) -> bool:
    """Whether a town is spoken of as a place rather than as a government."""
    if grammar.preposition(head) in _LOCATIVE:
        return True
    if (
        head.dep_ in ("compound", "nmod:desc", "nmod", "appos", "flat", "nmod:unmarked")
        and head.head.lemma_.lower() in _SETTLEMENTS
    ):
        return True
    before = ("compound", "nmod:desc")
    first = head.left_edge.i
    if first > head.sent.start and head.doc[first - 1].lemma_.lower() in _SETTLEMENTS:
        return True
    if any(c.lemma_.lower() in _SETTLEMENTS for c in grammar.children(head, *before)):
        return True
    return head.dep_ in (*before, "nmod:unmarked") and head.head.lower_ in _GATHERINGS
