"""From words that name someone to actors: resolved, and settled where the text plays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from spacy.tokens import Doc, Token

from diurna.codebook import Codebook
from diurna.coder.homes import settle
from diurna.coder.locations import is_spoken_as_place
from diurna.coder.phrases import phrase
from diurna.coder.resolve import Resolver
from diurna.model import UNNAMED, Entity

_NAMING = {"NOUN", "PROPN", "NUM", "ADJ"}


def actors_at(
    doc: Doc, published: date | None, codebook: Codebook, spans: Sequence[tuple[int, int]]
) -> list[tuple[Entity, ...]]:
    """Return whom the phrases at some character offsets stand for; none for mere places."""
    resolver = Resolver(doc, codebook, published)
    found = []
    for start, end in spans:
        inside = [t.i for t in doc if t.idx < end and start < t.idx + len(t)]
        word = doc[inside[0] : inside[-1] + 1].root
        place = word.ent_type_ == "LOC" and is_spoken_as_place(word, codebook.place_words)
        found.append(() if place else actors_of([word], resolver))
    return found


def actors_of(words: Iterable[Token], resolver: Resolver) -> tuple[Entity, ...]:
    """Resolve the words of a role; one that stands for no known actor is its phrase."""
    found: dict[tuple[str, str], Entity] = {}
    for word in words:
        entities = resolver.entities(word)
        if not entities and word.pos_ in _NAMING:
            span = phrase(word)
            entities = (Entity(UNNAMED, "UNK", span.text, span.text, "", span, "phrase"),)
        for entity in entities:
            settled = settle(entity, word, resolver)
            found.setdefault((settled.key, settled.name), settled)
    return tuple(e for e in found.values() if not _is_part(e, found.values()))


def _is_part(entity: Entity, others: Iterable[Entity]) -> bool:
    """Whether a longer phrase holds an entity of its country: *presidents of Chile and Peru*."""
    inner = entity.span
    return inner is not None and any(
        other.span is not None
        and other.span != inner
        and other.code == entity.code
        and other.span.start <= inner.start
        and inner.end <= other.span.end
        for other in others
    )
