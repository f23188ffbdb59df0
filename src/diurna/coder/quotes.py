"""Quotations: the spans between quotation marks of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from diurna.coder import grammar
from diurna.model import Span

_PAIRS = re.compile(
    r"“([^”]+)”?|\"([^\"]+)\"|``(.+?)''|(?<!\w)'([^']{3,}?)'(?!\w)|‘([^’]{3,}(?:’\w[^’]*)*)’(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: its words, and the word that heads them in the tree."""

    span: Span
    head: Token
    tokens: frozenset[int]


def quotations(sentence: DocSpan) -> Iterator[Quotation]:
    """Yield the quotations of a sentence, without their marks."""
    text = sentence.text
    for match in _PAIRS.finditer(text):
        group = next(i for i, g in enumerate(match.groups(), 1) if g)
        start = sentence.start_char + match.start(group)
        end = sentence.start_char + match.end(group)
        inside = [t for t in sentence if start <= t.idx < end and not t.is_punct]
        if not inside:
            continue
        positions = frozenset(t.i for t in inside)
        head = next((t for t in inside if t.head.i not in positions or t.dep_ == "ROOT"), inside[0])
        yield Quotation(Span(start, end, match[group].strip(" ,")), head, positions)


def belongs(quote: Quotation, trigger: Token, others: set[int]) -> bool:
    """Whether a quotation is part of what a trigger reports: around it, beside it, under it.

    One that hangs under several triggers belongs to the nearest; `others` holds the positions
    of the sentence's other triggers.
    """
    if trigger.i in quote.tokens:
        return True
    for token in (quote.head, *grammar.ancestors(quote.head)):
        if token == trigger:
            return True
        if token.i in others:
            return False
    governor = trigger.head
    return trigger.dep_ in ("conj", "obj", "xcomp", "nmod") and governor.i in quote.tokens
