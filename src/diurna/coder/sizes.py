"""How many an event killed, injured or saw arrested: PLOVER's size fields.

Source: the PLOVER manual, table "Information object for size".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from diurna.codebook.quantities import HarmWords, QuantityBook
from diurna.coder import grammar
from diurna.coder.resolve import Resolver
from diurna.model import HARMS, Evidence, Figure, Harm, Mention, Size

_TELLING: dict[Harm, tuple[str, ...]] = {
    "dead": ("ASSAULT", "PROTEST", "COERCE"),
    "injured": ("ASSAULT", "PROTEST", "COERCE"),
    "arrested": ("COERCE", "SANCTION", "PROTEST", "ASSAULT"),
}
"""The events that can have each size, the likelier first."""


def sizes_in(
    sentence: DocSpan,
    figures: Sequence[Figure],
    triggers: Sequence[tuple[Token, str]],
    resolver: Resolver,
    book: QuantityBook,
) -> dict[int, list[Size]]:
    """Return the sizes of a sentence's events, by the positions of their triggers.

    `triggers` are its events' words and classes. A number that no event can have stays a figure.
    """
    found: dict[int, list[Size]] = {}
    taken: set[int] = set()
    for word in sentence if figures and triggers else ():
        for harm in HARMS:
            for token in _counted(word, book.harm[harm]):
                figure = next((f for f in figures if _holds(f, token)), None)
                trigger = _event_of(word, triggers, _TELLING[harm])
                if figure is None or trigger is None or figure.span.start in taken:
                    continue
                if not _are_people(figure, harm, resolver, book):
                    continue
                taken.add(figure.span.start)
                size = Size(harm, figure.value, figure.approximation, figure.span)
                found.setdefault(trigger.i, []).append(size)
    return found


def with_sizes(mention: Mention, sizes: Sequence[Size]) -> Mention:
    """Return a mention with its sizes, and the words that tell each as evidence."""
    told = (Evidence("size", f"rule:{s.harm}", s.span, 0.8) for s in sizes)
    return replace(mention, sizes=tuple(sizes), evidence=(*mention.evidence, *told))


def _counted(word: Token, words: HarmWords) -> Iterator[Token]:
    """Yield the nouns or numbers that a word says were harmed."""
    lemma = word.lemma_.lower()
    if word.pos_ == "VERB" and lemma in words.done:
        for patient in grammar.patients(word):
            yield from grammar.coordinated(patient)
        if word.dep_ in ("acl", "amod"):
            yield word.head
    elif word.pos_ == "VERB" and lemma in words.suffered:
        yield from grammar.surface_subject(word)
    elif lemma in words.tolls:
        yield word
        yield from _value_of(word)
    if word.lower_ in words.said and not grammar.children(word, "obj"):
        if word.dep_ in ("amod", "acl", "xcomp"):
            yield word.head
        yield from grammar.surface_subject(word)
        if word.i > word.sent.start:
            yield word.doc[word.i - 1]


def _value_of(toll: Token) -> Iterator[Token]:
    """Yield what a toll is said to be: *the toll rose to 33*, *a death toll of 12*."""
    for head in (toll, toll.head):
        for preposition in ("to", "of", "at"):
            yield from grammar.prepositional(head, preposition)


def _holds(figure: Figure, token: Token) -> bool:
    return figure.span.start <= token.idx < figure.span.end


def _are_people(figure: Figure, harm: Harm, resolver: Resolver, book: QuantityBook) -> bool:
    """Whether a figure counts people, or the harm itself (*nine deaths*, *a toll of nine*)."""
    unit = figure.unit.lower()
    if unit in ("", "people") or unit in book.harm[harm].tolls:
        return True
    role = resolver.codebook.actors.role(unit)
    return role is not None and role.kind in ("person", "group", "office")


def _event_of(
    word: Token, triggers: Sequence[tuple[Token, str]], classes: tuple[str, ...]
) -> Token | None:
    """Return the trigger of the event that did a harm: the word itself, else a near one."""
    own = next((t for t, event in triggers if t == word and event in classes), None)
    if own is not None:
        return own
    fitting = [
        (classes.index(e), grammar.distance(word, t), t.i, t) for t, e in triggers if e in classes
    ]
    return min(fitting)[3] if fitting else None
