"""Our own sentences with one event each, its trigger and its sides marked in the text.

A line gives two examples: one of the event with its roles and the spans of source and target, and
one of the event between them, where both are named; see ``training/sentences/README.md`` for the
marks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Token

from diurna.codebook.ontology import load_ontology
from diurna.evaluate.brat import words_in
from diurna.reader import Reader, load_network, make_nlp
from diurna.reader.relations import AUXILIARIES
from training.examples import Event, Example, Pair, tags_of
from training.sentences import head_of

_MARK = re.compile(r"<(/?)([stre])>")
_TAGS = {"s": "S", "t": "T", "r": "R"}
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence, and the character spans of its source, target, mutual parties and trigger."""

    text: str
    spans: dict[str, list[Span]]
    event: str
    auxiliary: tuple[str, ...]


def read_lines(path: Path) -> Iterator[Marked]:
    """Yield the lines of a file of marked sentences.

    Raises ValueError, with file and line, for a line that breaks the format.
    """
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        if line and not line.startswith("# "):
            try:
                yield parse(line)
            except ValueError as fault:
                raise ValueError(f"{path}:{number}: {fault}") from fault


def parse(line: str) -> Marked:
    """Return a line ``marked text, event, auxiliary modes`` without its marks."""
    marked, event, modes = line.split("\t")
    if event not in load_ontology().events:
        raise ValueError(f"{event} is no event of the ontology")
    auxiliary = () if modes == "-" else tuple(modes.split(","))
    if not set(auxiliary) <= set(AUXILIARIES):
        raise ValueError(f"{modes} are no auxiliary modes")
    spans: dict[str, list[Span]] = defaultdict(list)
    text, opened, at = "", "", 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        closes, kind = mark.groups()
        if (opened == kind) != bool(closes) or (opened and not closes):
            raise ValueError(f"<{closes}{kind}> does not fit")
        if closes:
            opened, first = "", spans[kind].pop()[0]
            spans[kind].append((first, len(text)))
        else:
            opened = kind
            spans[kind].append((len(text), len(text)))
    if opened or len(spans["e"]) != 1:
        raise ValueError("every mark is closed, and one <e> marks the trigger")
    return Marked(text + marked[at:], dict(spans), event, auxiliary)


def read_marked_sentences(path: Path) -> Iterator[Example]:
    """Yield the sentences of a file as examples, and the first pair of sides as another."""
    lines = list(read_lines(path))
    nlp = make_nlp()
    docs = [nlp(line.text) for line in lines]
    Reader(load_network()).annotate(docs)
    for line, doc in zip(lines, docs, strict=True):
        tokens = [t for t in doc if not t.is_space]
        words = [t.text for t in tokens]
        sides = {kind: [words_in(tokens, (s,)) for s in line.spans.get(kind, [])] for kind in "str"}
        yield Example(
            words=words,
            source="marked",
            sides=tags_of(
                [(w[0], w[-1], _TAGS[k]) for k, found in sides.items() for w in found if w],
                len(words),
            ),
            events=[_event(line, sides, tokens)],
        )
        pair = _pair(line.event, sides)
        if pair is not None and "negation" not in line.auxiliary:
            yield Example(words=words, source="marked-pairs", pair=pair)


def _event(line: Marked, sides: dict[str, list[list[int]]], tokens: Sequence[Token]) -> Event:
    trigger = head_of(words_in(tokens, tuple(line.spans["e"])), tokens)
    assert trigger is not None
    return Event(
        trigger=trigger,
        event=line.event,
        mode=None,
        auxiliary=line.auxiliary,
        roles={
            "actor": _heads([*sides["s"], *sides["r"]], tokens),
            "recipient": _recipients(_heads(sides["t"], tokens), tokens),
            "speaker": None,
            "place": None,
            "time": None,
        },
    )


def _heads(phrases: Sequence[Sequence[int]], tokens: Sequence[Token]) -> tuple[int, ...]:
    """Return the head of each phrase, and what is coordinated with it inside the phrase."""
    heads = []
    for inside in phrases:
        head = head_of(inside, tokens)
        if head is not None:
            others = tokens[head].conjuncts
            heads += [head, *(i for i in inside if tokens[i] in others)]
    return tuple(dict.fromkeys(heads))


def _recipients(heads: tuple[int, ...], tokens: Sequence[Token]) -> tuple[int, ...] | None:
    """Return named targets; a decision or a place that is a target may have another recipient."""
    return heads if all(tokens[i].pos_ in ("PROPN", "PRON") for i in heads) else None


def _pair(event: str, sides: dict[str, list[list[int]]]) -> Pair | None:
    mutual = sides["r"]
    sources = mutual[:1] if len(mutual) > 1 else sides["s"]
    targets = mutual[1:] if len(mutual) > 1 else sides["t"]
    if not sources or not targets:
        return None
    return Pair(tuple(sources[0]), tuple(targets[0]), event)
