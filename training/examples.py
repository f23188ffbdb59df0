"""Training examples: sentences with whatever layers their source annotates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import conllu

from diurna.reader.lemmas import derive_rule

Words = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """An event of a sentence: 0-based positions of its trigger and of the heads of its roles.

    A mode or role that is None is not annotated.
    """

    trigger: int
    event: str
    mode: str | None
    auxiliary: tuple[str, ...]
    roles: dict[str, Words | None]


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution: 0-based positions of the words of source, cue and content.

    `anchor`, the first word of the cue, is None where the cue stands in another sentence.
    """

    anchor: int | None
    source: Words
    cue: Words
    content: Words


@dataclass(frozen=True, slots=True)
class Pair:
    """Two given sides of a sentence and the event between them."""

    source: Words
    target: Words
    event: str


@dataclass(slots=True)
class Example:
    """One sentence. A layer that its source does not annotate is None.

    `heads` holds, for each word, the 1-based position of its head (0 for the root);
    `names` and `sides` (source and target of a relation) hold BIO tags. `quoted` says that the
    sentence begins inside a quotation.
    """

    words: list[str]
    source: str
    upos: list[str] | None = None
    xpos: list[str] | None = None
    feats: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    deprels: list[str] | None = None
    names: list[str] | None = None
    events: list[Event] | None = None
    said: list[Said] | None = None
    sides: list[str] | None = None
    pair: Pair | None = None
    quoted: bool = False
    gold_lemmas: list[str] = field(default_factory=list)


def read_conllu(
    path: Path, source: str, names: Callable[[conllu.TokenList], list[str] | None] = lambda _: None
) -> Iterator[Example]:
    """Yield the sentences of a CoNLL-U file; `names` gives a sentence's names as BIO tags."""
    with path.open(encoding="utf8") as file:
        for sentence in conllu.parse_incr(file):
            words = [t for t in sentence if isinstance(t["id"], int)]
            forms = [t["form"] for t in words]
            lemmas = [t["lemma"] for t in words]
            example = Example(
                words=forms,
                source=source,
                upos=[t["upos"] for t in words],
                xpos=[t["xpos"] for t in words],
                feats=[_feats(t["feats"]) for t in words],
                lemmas=[derive_rule(f, _lemma(f, x)) for f, x in zip(forms, lemmas, strict=True)],
                heads=[t["head"] for t in words],
                deprels=[t["deprel"] for t in words],
                gold_lemmas=lemmas,
            )
            example.names = names(sentence)
            yield example


def read_marked(path: Path) -> dict[str, list[tuple[int, int, str]]]:
    """Return the names that we marked in a treebank: (first, last, type) by sentence id."""
    found = {}
    for line in path.read_text(encoding="utf8").splitlines():
        if line.startswith("#"):
            continue
        identifier, names = line.split("\t")
        spans = []
        for name in names.split():
            kind, _, place = name.partition(":")
            if place:
                first, last = place.split("-")
                spans.append((int(first), int(last), kind))
        found[identifier] = spans
    return found


def tags_of(spans: Iterable[tuple[int, int, str]], size: int) -> list[str]:
    """Return spans, last word included, as BIO tags."""
    tags = ["O"] * size
    for first, last, kind in spans:
        tags[first : last + 1] = [f"B-{kind}", *[f"I-{kind}"] * (last - first)]
    return tags


def read_iob(path: Path, source: str) -> Iterator[Example]:
    """Yield the sentences of a Universal NER file (id, form, tag, …)."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf8").splitlines(), ""]:
        cells = line.split("\t")
        if line.startswith("#"):
            continue
        if len(cells) >= 3:
            words.append(cells[1])
            tags.append(cells[2] if cells[2].startswith(("B-", "I-")) else "O")
        elif words:
            yield Example(words=words, source=source, names=tags)
            words, tags = [], []


def mark_nationalities(examples: Iterable[Example], demonyms: set[str]) -> None:
    """Tag capitalised demonyms that no name covers as NORP, in place.

    Neither Universal NER nor GUM annotates nationalities.
    """
    for example in examples:
        if example.names is None:
            continue
        for i, word in enumerate(example.words):
            if example.names[i] == "O" and word in demonyms and word[0].isupper():
                example.names[i] = "B-NORP"


def _feats(feats: dict[str, str] | None) -> str:
    return "|".join(f"{k}={v}" for k, v in sorted(feats.items())) if feats else "_"


def _lemma(form: str, lemma: str) -> str:
    """Return the lemma to learn: a number is its own (UD spells some out)."""
    missing = lemma in ("_", "") and form != "_"
    return form if missing or any(c.isdigit() for c in form) else lemma
