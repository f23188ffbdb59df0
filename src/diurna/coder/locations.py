"""Where an event took place: towns and sites under it, with coordinates."""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from diurna.codebook import Codebook, PlaceWords, Site
from diurna.coder import grammar
from diurna.coder.phrases import is_dateline, to_span
from diurna.coder.resolve import Resolver
from diurna.model import UNNAMED, Place

_ACTING = {
    "state",
    "demonym",
    "metonym",
    "organisation",
    "body",
    "media",
    "company",
    "group",
    "user",
}


def places_of(
    trigger: Token, carrier: Token | None, sentence: DocSpan, resolver: Resolver, others: set[int]
) -> tuple[Place, ...]:
    """Return the places of an event: those that hang under it and under no other event.

    A state is no place, and a capital only where it is spoken of as one (*in Beijing*, *the
    city of Beijing*). `others` holds the positions of the sentence's other triggers.
    """
    found: dict[int | str, Place] = {}
    for ent in resolver.names_in(sentence):
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
    spoken_as_place = is_spoken_as_place(head, resolver.codebook.place_words)
    if ent.label_ == "ORG":
        if ent[-1].lower_ not in resolver.codebook.place_words.gatherings:
            return None
        name, spoken_as_place = ent[0].text, True
        actor = resolver.actor_of(name)
    if actor is not None and (actor.kind in _ACTING or not spoken_as_place):
        return None
    site = resolver.geocoder.locate(ent) if name == ent.text else resolver.place_of(name)
    span = to_span(ent.doc, ent.start, ent.end)
    if site is None:
        unlisted = ent.label_ == "LOC" and spoken_as_place and actor is None
        countries = {c for t in (head, head.head) if (c := resolver.country(t)) != UNNAMED}
        country = countries.pop() if len(countries) == 1 else ""
        return Place(span, name, country, None, None, None, "", "words") if unlisted else None
    return Place(
        span,
        site.name,
        site.country,
        site.latitude,
        site.longitude,
        site.geonames_id,
        site.admin1,
        "gazetteer",
        resolver.codebook.place_words.kinds[site.kind].precision,
    )


def locate_names(doc: Doc, codebook: Codebook) -> dict[tuple[int, int], Site | None]:
    """Return every named place of a Doc by its character offsets.

    One that is not listed has the place it is near, or None in a story without any.
    """
    geocoder = Resolver(doc, codebook, None).geocoder
    names = (ent for ent in doc.ents if ent.label_ == "LOC")
    return {(e.start_char, e.end_char): geocoder.locate(e) or geocoder.near(e) for e in names}


def is_spoken_as_place(head: Token, words: PlaceWords) -> bool:
    """Whether a town is spoken of as a place rather than as a government."""
    preposition = grammar.preposition(head)
    if preposition in words.locative or _is_goal(head, preposition, words) or is_dateline(head):
        return True
    if (
        head.dep_ in ("compound", "nmod:desc", "nmod", "appos", "flat", "nmod:unmarked")
        and head.head.lemma_.lower() in words.settlements
    ):
        return True
    before = ("compound", "nmod:desc")
    first = head.left_edge.i
    if first > head.sent.start and head.doc[first - 1].lemma_.lower() in words.settlements:
        return True
    if any(c.lemma_.lower() in words.settlements for c in grammar.children(head, *before)):
        return True
    return head.dep_ in (*before, "nmod:unmarked") and head.head.lower_ in words.gatherings


def _is_goal(head: Token, preposition: str, words: PlaceWords) -> bool:
    """Whether someone goes to, comes from or leaves a place: *flew to Quito*, *left Quito*."""
    if preposition in ("to", "from", "via", "through", "into"):
        return head.head.lemma_ in words.motion
    return head.dep_ == "obj" and head.head.lemma_ in words.reaching
