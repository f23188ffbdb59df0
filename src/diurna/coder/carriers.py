"""Light verbs and occasions: verbs that lend an event noun their subject.

*launched an invasion*, *took part in talks*; *told Putin in a call*.
"""

from __future__ import annotations

from spacy.tokens import Token

from diurna.codebook import Codebook
from diurna.coder import grammar, slots


def carrier_of(noun: Token, codebook: Codebook) -> Token | None:
    """Return the light verb that an event noun stands under, or None."""
    head = noun.head
    if noun.dep_ == "conj" and head.pos_ == "NOUN":
        return carrier_of(head, codebook)
    part_of = head.dep_ == "obj" and head.lemma_ == "part"
    verb = head.head if part_of else head
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    for light in codebook.verbs.light(verb.lemma_):
        for slot in light.slots:
            if noun in slots.fill(verb, slot) or (part_of and grammar.preposition(noun) == slot):
                return verb
    return verb if part_of and verb.lemma_ == "take" else None


def lent_by(noun: Token, carrier: Token | None, codebook: Codebook) -> list[Token]:
    """Return the words that a light verb or the verb of an occasion lends an event noun."""
    if carrier is not None:
        return grammar.agents(carrier) or grammar.surface_subject(carrier)
    verb = occasion_of(noun, codebook)
    return [*grammar.agents(verb), *addressees(verb)] if verb is not None else []


def occasion_of(noun: Token, codebook: Codebook) -> Token | None:
    """Return the verb of speech said on the occasion: *told Putin in a call*."""
    while noun.dep_ == "conj":
        noun = noun.head
    verb = noun.head
    spoken = verb.pos_ == "VERB" and verb.lemma_ in codebook.verbs.addressed
    on_occasion = noun.dep_ == "obl" and grammar.preposition(noun) in (
        "in",
        "during",
        "at",
        "on",
        "over",
        "by",
    )
    if not (spoken and on_occasion and noun.lemma_ in codebook.verbs.occasions):
        return None
    return verb if addressees(verb) else None


def addressees(verb: Token) -> list[Token]:
    """Return whom a verb of speech speaks to."""
    if grammar.is_passive(verb):
        return grammar.surface_subject(verb)
    found = [*grammar.patients(verb), *grammar.children(verb, "iobj")] + [
        t for p in ("to", "with") for t in grammar.prepositional(verb, p)
    ]
    return [t for o in found for t in grammar.coordinated(o)]
