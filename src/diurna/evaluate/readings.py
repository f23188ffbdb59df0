"""Dates and quantities against gold sentences (JSON Lines).

A line holds ``text``, ``published``, perhaps ``published_at`` (a moment with its zone), and either
``dates`` (``phrase``, ``start``, ``end``: an interval, both ends included, an open end null) or
``quantities`` (``phrase``, ``value``, ``unit``, ``approximation``). A phrase is a substring;
``phrase#2`` is its second occurrence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from diurna.codebook import load_codebook
from diurna.coder import code, times_in
from diurna.errors import FormatError
from diurna.evaluate.lines import locate, read_lines
from diurna.evaluate.measures import Report, accuracy, f1
from diurna.model import Figure
from diurna.pipeline import make_blank
from diurna.reader import Reader


class GoldDate(BaseModel):
    """A time expression and the interval that it means."""

    model_config = ConfigDict(extra="forbid")
    phrase: str
    start: dt.date | None = None
    end: dt.date | None = None


class GoldQuantity(BaseModel):
    """A quantity: its value, its unit (ISO 4217, ``%`` or a noun) and how exact it is."""

    model_config = ConfigDict(extra="forbid")
    phrase: str
    value: float
    unit: str
    approximation: str = ""


class GoldReadings(BaseModel):
    """A line of a gold file of dates or of quantities."""

    model_config = ConfigDict(extra="forbid")
    text: str
    published: dt.date
    published_at: dt.datetime | None = None
    dates: list[GoldDate] | None = None
    quantities: list[GoldQuantity] | None = None


def read_readings(path: Path) -> Iterator[GoldReadings]:
    """Yield the lines of a gold file; raises FormatError with the line for a faulty one."""
    for number, gold in read_lines(path, GoldReadings):
        try:
            for item in (*(gold.dates or ()), *(gold.quantities or ())):
                locate(gold.text, item.phrase)
        except ValueError as error:
            raise FormatError("a phrase does not stand in its text", path, number) from error
        yield gold


def score_readings(path: Path, reader: Reader) -> Report:
    """Score the dates and the quantities that the coder reads in sentences.

    One is right when it overlaps the gold phrase and means the same interval, or value and unit.
    """
    report = Report(path.name)
    gold = list(read_readings(path))
    docs = [make_blank()(item.text) for item in gold]
    reader.annotate(docs)
    dates: list[tuple[int, int, int]] = []
    quantities: list[tuple[int, int, int]] = []
    shades: list[tuple[int, int]] = []
    for item, doc in zip(gold, docs, strict=True):
        if item.dates is not None:
            found = [
                (w.span.start, w.span.end, w.start, w.end)
                for w in times_in(doc, item.published, load_codebook(), item.published_at)
                if w.span
            ]
            wanted = [(*locate(item.text, g.phrase), g.start, g.end) for g in item.dates]
            dates.append(_count(item.text, wanted, found, report))
        if item.quantities is not None:
            figures = code(doc, "gold", item.published, load_codebook()).figures
            read = [q for figure in figures for q in _quantities(figure)]
            asked = [(*locate(item.text, g.phrase), g.value, g.unit) for g in item.quantities]
            quantities.append(_count(item.text, asked, read, report))
            shades += _shades(item, figures)
    if dates:
        report.scores.append(f1("dates F1", dates))
    if quantities:
        report.scores.append(f1("quantities F1", quantities))
        report.scores.append(accuracy("approximation (of matched)", shades))
    return report


Item = tuple[int, int, object, object]


def _quantities(figure: Figure) -> Iterator[Item]:
    yield figure.span.start, figure.span.end, figure.value, figure.unit
    change = figure.change
    if change is not None and change.amount is not None and change.span not in (None, figure.span):
        assert change.span is not None
        yield change.span.start, change.span.end, abs(change.amount), change.unit


def _count(
    text: str, gold: Sequence[Item], found: Sequence[Item], report: Report
) -> tuple[int, int, int]:
    """Return (right, wrong, missed) of a sentence, and tell of its errors."""
    left, missed = list(found), []
    for item in gold:
        match = next((f for f in left if f[2:] == item[2:] and _overlap(f, item)), None)
        if match is None:
            missed.append(item)
        else:
            left.remove(match)
    if missed or left:
        lines = [f"  missed: {text[m[0] : m[1]]} = {m[2]} {m[3]}" for m in missed]
        lines += [f"  wrong:  {text[w[0] : w[1]]} = {w[2]} {w[3]}" for w in left]
        report.errors.append("\n".join([text, *lines]))
    return len(gold) - len(missed), len(left), len(missed)


def _shades(gold: GoldReadings, figures: Sequence[Figure]) -> Iterator[tuple[int, int]]:
    for item in gold.quantities or ():
        span = (*locate(gold.text, item.phrase), item.value, item.unit)
        for f in figures:
            if (f.value, f.unit) == span[2:] and f.span.start < span[1] and span[0] < f.span.end:
                yield int(f.approximation == item.approximation), 1


def _overlap(one: Item, other: Item) -> bool:
    return one[0] < other[1] and other[0] < one[1]
