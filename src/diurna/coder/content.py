"""What is only the content of a request, promise, threat or refusal is no event."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Token

from diurna.codebook import VerbBook
from diurna.coder import grammar
from diurna.coder.candidates import Candidate

_CONTENT = ("ccomp", "xcomp", "obj", "obl", "acl", "parataxis")
_TOPIC = {
    "", "for", "to", "of", "on", "against", "over", "about", "with", "from", "at", "that", "into",
    "as",
}  # fmt: skip


def without_content(candidates: list[Candidate], verbs: VerbBook) -> list[Candidate]:
    """Drop what is only the content of a request, promise, threat or refusal.

    A condition in it that names an actor and an act stays, as hypothetical (our conventions,
    "Events" 3 and 5).
    """
    governing = [c for c in candidates if c.frame.content == "none"]
    for candidate in candidates:
        for other in governing:
            inside = candidate is not other and _inside_content(candidate, other, verbs)
            if not inside:
                continue
            if _condition(candidate, verbs):
                candidate.conditional = True
            else:
                candidate.suppressed = other.frame.name
    return [c for c in candidates if not c.suppressed]


def _inside_content(candidate: Candidate, other: Candidate, verbs: VerbBook) -> bool:
    """Whether a candidate hangs in what another's trigger takes as its content."""
    path = [candidate.head, *grammar.ancestors(candidate.head)]
    if candidate.trigger == other.trigger:
        return False
    heads = {other.trigger.i, other.head.i}
    for below, above in pairwise(path):
        if below.dep_ in ("advcl", "obl", "nmod") and _background(below):
            return False
        if above.i in heads:
            purpose = below.dep_ == "advcl" and grammar.preposition(below) == "to"
            content = below.dep_ in _CONTENT and grammar.preposition(below) in _TOPIC
            return content or purpose or _condition(candidate, verbs)
    return False


def _background(token: Token) -> bool:
    marks = {m.lower_ for m in grammar.children(token, "mark", "case")}
    return bool(
        marks & {"since", "after", "before", "following", "because", "during", "while", "when"}
    )


def _condition(candidate: Candidate, verbs: VerbBook) -> bool:
    """Whether a candidate is a condition: in an if-clause, or *any* backing."""
    noun = candidate.trigger
    first = noun.head if noun.dep_ == "conj" else noun
    if any(c.dep_ == "det" and c.lower_ in verbs.condition_determiners for c in first.children):
        return True
    for token in [candidate.head, *grammar.ancestors(candidate.head)]:
        if token.dep_ in ("advcl", "ccomp", "advcl:relcl"):
            return any(
                c.lower_ in verbs.conditions for c in grammar.children(token, "mark", "advmod")
            )
    return False
