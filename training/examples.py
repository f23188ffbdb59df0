"""Training examples: sentences with whatever layers their source annotates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import conllu

from diurna.reader.lemmas import derive_rule

NAME_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}


@dataclass(slots=True)
class Example:
    """One sentence. A layer that its source does not annotate is None.

    `heads` holds, for each word, the 1-based position of its head (0 for the root);
    `names` holds BIO tags.
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
    gold_lemmas: list[str] = field(default_factory=list)


def read_conllu(path: Path, source: str, *, with_names: bool) -> Iterator[Example]:
    """Yield the sentences of a CoNLL-U file; names from GUM's ``Entity=`` if asked."""
    tracker = _EntityTracker()
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
            if with_names:
                example.names = tracker.names_of(words)
            yield example


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


class _EntityTracker:
    """Reads GUM's bracketed ``Entity=`` spans and keeps the named ones as flat BIO tags."""

    def names_of(self, words: list[conllu.models.Token]) -> list[str]:
        spans = _spans(words)
        tags = ["O"] * len(words)
        for start, end, kind, minspan in sorted(spans, key=lambda s: s[0] - s[1]):
            label = NAME_TYPES.get(kind)
            if label is None or not minspan:
                continue
            head = start + minspan[0] - 1
            if head > end or words[head]["upos"] != "PROPN":
                continue
            first, last = _name_around(words, head, start, end)
            if all(tag == "O" for tag in tags[first : last + 1]):
                tags[first] = f"B-{label}"
                for i in range(first + 1, last + 1):
                    tags[i] = f"I-{label}"
        return tags


def _spans(words: list[conllu.models.Token]) -> list[tuple[int, int, str, list[int]]]:
    """Return (first, last, entity type, minspan positions) of each bracketed span."""
    open_spans: list[tuple[str, int, str, list[int]]] = []
    spans = []
    for i, word in enumerate(words):
        value = (word["misc"] or {}).get("Entity")
        if not value:
            continue
        for piece in value.replace("(", " (").replace(")", ") ").split():
            closes = piece.endswith(")")
            body = piece.strip("()")
            parts = body.split("-")
            if piece.startswith("("):
                minspan = [int(n) for n in parts[5].split(",")] if len(parts) > 5 else []
                open_spans.append((parts[0], i, parts[1], minspan))
            if closes:
                for k in range(len(open_spans) - 1, -1, -1):
                    if open_spans[k][0] == parts[0]:
                        _, first, kind, minspan = open_spans.pop(k)
                        spans.append((first, i, kind, minspan))
                        break
    return spans


def _name_around(
    words: list[conllu.models.Token], head: int, start: int, end: int
) -> tuple[int, int]:
    """Widen from the head to the contiguous proper name inside [start, end]."""
    last = head
    while last + 1 <= end and _continues_name(words, last + 1, end):
        last += 1
    while words[last]["upos"] != "PROPN":
        last -= 1
    first = head
    while first - 1 >= start and words[first - 1]["upos"] == "PROPN":
        if words[first - 1]["deprel"] == "nmod:desc":
            break
        first -= 1
    return first, last


def _continues_name(words: list[conllu.models.Token], i: int, end: int) -> bool:
    word = words[i]
    if word["upos"] == "PROPN":
        return word["deprel"] not in ("conj", "appos")
    return (
        word["form"].lower() in ("of", "the", "and", "for", "-", "de", "&")
        and i + 1 <= end
        and words[i + 1]["form"][0].isupper()
        and word["form"].lower() in ("of", "-", "de", "&")
    )
