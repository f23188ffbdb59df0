"""Whom the phrases of gold stories stand for (JSON Lines).

A line holds ``text`` (a story, its sentences on lines of their own), ``published`` and ``actors``:
``phrase`` (a substring; ``word#2`` is its second occurrence), ``codes`` (none for a mere place) and
``kind``, one of `KINDS`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from diurna.codebook import load_codebook
from diurna.coder import actors_at
from diurna.errors import FormatError
from diurna.evaluate.lines import locate, read_lines
from diurna.evaluate.measures import Counts, Report, accuracy, f1
from diurna.model import UNNAMED
from diurna.pipeline import make_blank
from diurna.reader import Reader

Kind = Literal[
    "name", "unknown", "body", "home", "place", "metonym",
    "short", "title", "pronoun", "counterpart", "pair", "bloc", "latter",
]  # fmt: skip
COREFERENT = {"short", "title", "pronoun", "counterpart", "pair", "bloc", "latter"}
"""Kinds of phrases that mean someone of whom the story tells elsewhere."""


class GoldActor(BaseModel):
    """A phrase of a story and the codes of those it stands for."""

    model_config = ConfigDict(extra="forbid")
    phrase: str
    codes: list[str]
    kind: Kind


class GoldStory(BaseModel):
    """A line of a gold file of actors."""

    model_config = ConfigDict(extra="forbid")
    text: str
    published: dt.date
    actors: list[GoldActor]


def read_actors(path: Path) -> Iterator[GoldStory]:
    """Yield the lines of a gold file; raises FormatError with the line for a faulty one."""
    for number, gold in read_lines(path, GoldStory):
        try:
            for item in gold.actors:
                locate(gold.text, item.phrase)
        except ValueError as error:
            raise FormatError("a phrase does not stand in its text", path, number) from error
        yield gold


def score_actors(path: Path, reader: Reader) -> Report:
    """Score the codes of given phrases, and how many that point elsewhere are wholly right.

    The classes of the report are the kinds of phrases.
    """
    report = Report(path.name)
    gold = list(read_actors(path))
    docs = [make_blank()(story.text) for story in gold]
    reader.annotate(docs)
    codes: list[tuple[int, int, int]] = []
    pointing: list[tuple[int, int]] = []
    for story, doc in zip(gold, docs, strict=True):
        spans = [locate(story.text, item.phrase) for item in story.actors]
        found = actors_at(doc, story.published, load_codebook(), spans)
        counts = Counts()
        lines = []
        for item, entities in zip(story.actors, found, strict=True):
            given, wanted = {e.code for e in entities} - {UNNAMED}, set(item.codes)
            these = (len(given & wanted), len(given - wanted), len(wanted - given))
            counts.add(*these)
            report.classes.setdefault(item.kind, Counts()).add(*these)
            if item.kind in COREFERENT:
                pointing.append((int(given == wanted), 1))
            if given != wanted:
                told = " ".join(sorted(given)) or UNNAMED
                want = " ".join(sorted(wanted)) or UNNAMED
                lines.append(f"  {item.phrase} ({item.kind}): {want}, not {told}")
        codes.append((counts.right, counts.wrong, counts.missed))
        if lines:
            report.errors.append("\n".join([story.text, *lines]))
    report.errors.sort(key=lambda e: -e.count("\n  "))
    report.scores = [f1("actor codes F1", codes), accuracy("coreference", pointing)]
    return report
