"""Attributions against gold in brat standoff, as PolNeAR's authors score them: word by word.

Source: Newell, Margolin and Ruths, "An Attribution Relations Corpus for Political News" (LREC
2018). A word counts for a part (source, cue, content) when it belongs to that part of any
attribution. A whole attribution is found when one of the reader's has a cue that shares a word
with its cue, and of source and content each at least half their words (Jaccard); its contents in
other sentences, which one pass over a sentence cannot link, are left out of that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc, Token

from diurna.errors import FormatError
from diurna.evaluate.brat import (
    GoldAttribution,
    annotated_texts,
    read_attributions,
    words_in,
)
from diurna.evaluate.measures import Counts, Report, f1
from diurna.model import Attribution
from diurna.reader import Annotation, Reader, make_nlp
from diurna.reader.component import split
from diurna.reader.quoting import begins_quoted
from diurna.reader.relations import PARTS


@dataclass(slots=True)
class _Tally:
    """(right, wrong, missed) of each part and of whole attributions, one a story."""

    parts: dict[str, list[tuple[int, int, int]]] = field(
        default_factory=lambda: {p: [] for p in PARTS}
    )
    whole: list[tuple[int, int, int]] = field(default_factory=list)


def score_attributions(path: Path, reader: Reader) -> Report:
    """Score the attributions of a text file, or of a folder of them, with ``.ann`` beside.

    Raises FormatError when no text has annotations.
    """
    pairs = list(annotated_texts(path if path.is_dir() else path.parent))
    if not path.is_dir():
        pairs = [p for p in pairs if path in p]
    if not pairs:
        raise FormatError("no text with an .ann file of its name", path)
    report, tally = Report(path.name), _Tally()
    nlp = make_nlp()
    for text, marks in pairs:
        _score_story(nlp(text.read_bytes().decode("utf8")), marks, reader, report, tally)
    report.scores = [f1(f"{part} (words)", rows) for part, rows in tally.parts.items()]
    report.scores.append(f1("whole attributions", tally.whole))
    return report


def _score_story(doc: Doc, marks: Path, reader: Reader, report: Report, tally: _Tally) -> None:
    sentences = split(doc)
    gold = read_attributions(marks)
    found = reader.annotate_words(
        [[t.text for t in tokens] for tokens in sentences], begins_quoted(sentences)
    )
    words = [t for tokens in sentences for t in tokens]
    for k, part in enumerate(PARTS):
        wanted = {words[i].i for g in gold for i in words_in(words, getattr(g, part))}
        said = {tokens[w].i for tokens, a in zip(sentences, found, strict=True) for w in a.said[k]}
        row = (len(wanted & said), len(said - wanted), len(wanted - said))
        tally.parts[part].append(row)
        report.classes.setdefault(part, Counts()).add(*row)
    counts = Counts()
    for tokens, annotation in zip(sentences, found, strict=True):
        _match(tokens, gold, annotation, report, counts)
    tally.whole.append((counts.right, counts.wrong, counts.missed))


def _match(
    tokens: Sequence[Token],
    gold: Sequence[GoldAttribution],
    annotation: Annotation,
    report: Report,
    counts: Counts,
) -> None:
    """Count the whole attributions whose cue opens in a sentence."""
    first, last = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    here = [g for g in gold if g.cue and first <= g.cue[0][0] < last]
    left = list(annotation.attributions)
    for wanted in here:
        parts = {p: set(words_in(tokens, getattr(wanted, p))) for p in PARTS}
        match = next((a for a in left if _agrees(a, parts)), None)
        if match is not None:
            left.remove(match)
            counts.add(1, 0, 0)
        else:
            counts.add(0, 0, 1)
            report.errors.append(_error(tokens, parts))
    counts.add(0, len(left), 0)


def _agrees(found: Attribution, wanted: dict[str, set[int]]) -> bool:
    if not set(found.cue) & wanted["cue"]:
        return False
    return all(_alike(set(getattr(found, p)), wanted[p]) for p in ("source", "content"))


def _alike(one: set[int], other: set[int]) -> bool:
    return one == other or len(one & other) >= 0.5 * len(one | other)


def _error(tokens: Sequence[Token], parts: dict[str, set[int]]) -> str:
    def words(part: str) -> str:
        return " ".join(tokens[i].text for i in sorted(parts[part])) or "none"

    sentence = " ".join(t.text for t in tokens)
    return f"{sentence}\n  missed: {words('source')} | {words('cue')} | {words('content')}"
