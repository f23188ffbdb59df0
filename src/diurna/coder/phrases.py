"""Noun phrases: where they begin and end, and the names in them."""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from diurna.coder import grammar
from diurna.model import Span

_LEFT = {
    "amod",
    "compound",
    "nmod:desc",
    "nmod:poss",
    "nummod",
    "flat",
    "nmod:unmarked",
    "advmod",
    "nmod",
    "goeswith",
}
_RIGHT = {"flat", "goeswith", "compound", "fixed"}
_ARTICLES = {"the", "a", "an"}


def names_of(doc: Doc) -> dict[int, DocSpan]:
    """Return the named entity that each token belongs to, by token position."""
    return {token.i: ent for ent in doc.ents for token in ent}


def phrase(head: Token) -> Span:
    """Return the phrase of a head noun without article, relative clause or apposition.

    *the Chinese President Xi Jinping, who …* → ``Chinese President Xi Jinping``.
    """
    tokens = sorted(_members(head), key=lambda t: t.i)
    start, end = tokens[0], tokens[-1]
    doc = head.doc
    while start.i < head.i and (
        start.is_punct or start.lower_ in _ARTICLES or start.dep_ == "case"
    ):
        start = doc[start.i + 1]
    return to_span(doc, start.i, end.i + 1)


def _members(head: Token) -> list[Token]:
    """Return the tokens of a phrase that touch its head through an unbroken run."""
    doc = head.doc
    allowed = {head.i}
    for child in head.children:
        left = child.i < head.i and child.dep_ in _LEFT
        right = child.i > head.i and (child.dep_ in _RIGHT or _of_name(child))
        if left or right:
            allowed |= {t.i for t in child.subtree}
        elif child.i < head.i and child.dep_ in ("det", "punct"):
            allowed.add(child.i)
    if head.ent_type_:
        allowed |= set(_name_around(head))
    first = last = head.i
    while first - 1 in allowed:
        first -= 1
    while last + 1 in allowed:
        last += 1
    return [doc[i] for i in range(first, last + 1)]


def _name_around(word: Token) -> range:
    """Return the positions of the named entity that a word is in."""
    doc, start, end = word.doc, word.i, word.i + 1
    while doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return range(start, end)


def _of_name(child: Token) -> bool:
    """Whether a right-hand child is an of-phrase that belongs to the phrase."""
    return (
        child.dep_ == "nmod"
        and grammar.preposition(child) == "of"
        and not grammar.children(child, "acl:relcl")
    )


def to_span(doc: Doc, start: int, end: int) -> Span:
    """Return tokens [start, end) as a span of characters of the Doc's text."""
    piece = doc[start:end]
    return Span(piece.start_char, piece.end_char, piece.text)


def word_span(token: Token) -> Span:
    """Return a single word as a span."""
    return to_span(token.doc, token.i, token.i + 1)


def is_dateline(name: Token) -> bool:
    """Whether a name opens a story's dateline: *OTTAWA (Reuters) -*."""
    if len(name) <= 3 or not name.text.isupper():
        return False
    sentence = name.sent
    rest = sentence.doc[name.i + 1 : min(name.i + 12, sentence.end)]
    return name.i - sentence.start < 4 and any(t.text in ("-", "\u2013", "\u2014") for t in rest)


def compounds(head: Token) -> list[str]:
    """Return a noun's lemma with its compounds, longest first: *deputy foreign minister*."""
    words = [head.lemma_.lower() if head.pos_ != "PROPN" else head.lower_]
    found = [words[0]]
    i = head.i - 1
    while (
        i >= head.sent.start
        and head.doc[i].dep_ in ("compound", "amod", "nmod:desc", "flat", "punct")
        and len(words) < 4
    ):
        token = head.doc[i]
        if token.is_punct and token.text != "-":
            break
        words.insert(0, token.lower_)
        found.insert(0, " ".join(words).replace(" - ", "-"))
        i -= 1
    return found
