"""The reader's layers against gold: trees and tags in CoNLL-U, names in IOB."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import conllu

from diurna.errors import FormatError
from diurna.evaluate.measures import Counts, Report, accuracy, f1
from diurna.reader import Annotation, Reader

TREE_LAYERS = ("UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS")


@dataclass(frozen=True, slots=True)
class GoldNames:
    """A sentence of an IOB file: its words and the (first, end, type) spans of its names."""

    words: list[str]
    spans: frozenset[tuple[int, int, str]]


def score_trees(path: Path, reader: Reader) -> Report:
    """Score tags, lemmas and trees on the gold words of a CoNLL-U file.

    All words count, punctuation too; relations are compared with their subtypes.
    """
    with path.open(encoding="utf8") as file:
        gold = [[t for t in s if isinstance(t["id"], int)] for s in conllu.parse_incr(file)]
    read = reader.annotate_words([[t["form"] for t in words] for words in gold])
    seen: dict[str, list[tuple[int, int]]] = {layer: [] for layer in TREE_LAYERS}
    for words, found in zip(gold, read, strict=True):
        rows = [_agreement(t, found, i) for i, t in enumerate(words)]
        for layer in TREE_LAYERS:
            seen[layer].append((sum(row[layer] for row in rows), len(words)))
    return Report(path.name, [accuracy(layer, seen[layer]) for layer in TREE_LAYERS])


def _agreement(gold: conllu.models.Token, found: Annotation, i: int) -> dict[str, bool]:
    feats = "|".join(f"{k}={v}" for k, v in sorted((gold["feats"] or {}).items())) or "_"
    head = found.heads[i] == gold["head"]
    return {
        "UPOS": found.upos[i] == gold["upos"],
        "XPOS": found.xpos[i] == gold["xpos"],
        "UFeats": found.feats[i] == feats,
        "Lemmas": found.lemmas[i] == gold["lemma"],
        "UAS": head,
        "LAS": head and found.deprels[i] == gold["deprel"],
    }


def score_names(path: Path, reader: Reader) -> Report:
    """Score names on the gold words of an IOB file; types that the gold lacks are left out.

    A file of the types S, T and R scores the spans of source, target and third party instead.
    """
    gold = list(read_iob(path))
    types = {kind for g in gold for _, _, kind in g.spans}
    sides = types <= {"S", "T", "R"}
    words = [g.words for g in gold]
    tags = reader.sides(words) if sides else [a.names for a in reader.annotate_words(words)]
    report = Report(path.name)
    rows = []
    for g, found in zip(gold, tags, strict=True):
        spans = {s for s in spans_of(found) if s[2] in types}
        rows.append((len(spans & g.spans), len(spans - g.spans), len(g.spans - spans)))
        for kind in types:
            mine, theirs = {s for s in spans if s[2] == kind}, {s for s in g.spans if s[2] == kind}
            counts = report.classes.setdefault(kind, Counts())
            counts.add(len(mine & theirs), len(mine - theirs), len(theirs - mine))
        if spans != g.spans:
            report.errors.append(_names_error(g, spans))
    report.scores.append(f1("sides F1" if sides else "names F1", rows))
    return report


def read_iob(path: Path) -> Iterator[GoldNames]:
    """Yield the sentences of an IOB file: ``id form tag …`` or ``form tag``, tab or blank apart.

    Raises FormatError, with the line, for a row that is neither.
    """
    words: list[str] = []
    tags: list[str] = []
    for number, line in enumerate([*path.read_text(encoding="utf8").splitlines(), ""], 1):
        if line.startswith("#"):
            continue
        cells = line.split("\t") if "\t" in line else line.split()
        if not cells or not line.strip():
            if words:
                yield GoldNames(words, frozenset(spans_of(tags)))
            words, tags = [], []
        elif len(cells) >= 3 and cells[0].isdigit():
            words.append(cells[1])
            tags.append(cells[2] if cells[2][:2] in ("B-", "I-") else "O")
        elif len(cells) == 2:
            words.append(cells[0])
            tags.append(cells[1])
        else:
            raise FormatError("an IOB row has a word and a tag", path, number)


def spans_of(tags: list[str]) -> set[tuple[int, int, str]]:
    """Return the (first, end, type) spans of BIO tags; a stray I- opens a span."""
    spans, start, kind = set(), 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if kind and (tag == "O" or tag.startswith("B-") or tag[2:] != kind):
            spans.add((start, i, kind))
            kind = ""
        if tag != "O" and not kind:
            start, kind = i, tag[2:]
    return spans


def _names_error(gold: GoldNames, spans: set[tuple[int, int, str]]) -> str:
    def shown(items: set[tuple[int, int, str]] | frozenset[tuple[int, int, str]]) -> str:
        return (
            ", ".join(f"{' '.join(gold.words[a:b])} ({kind})" for a, b, kind in sorted(items))
            or "none"
        )

    missed, wrong = shown(gold.spans - spans), shown(spans - gold.spans)
    return f"{' '.join(gold.words)}\n  missed: {missed}; wrong: {wrong}"
