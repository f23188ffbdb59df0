"""Which gold stories are copies of one another, and whose (JSON Lines).

A line is a story: ``family`` (stories that could be taken for one another), ``id``, ``kind``
(*original*, *copy*, *version*: one story; *other*: not), ``agency``, ``copy_of``, ``title``,
``published``, ``publisher`` and ``text``, a paragraph a line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from diurna.evaluate.lines import read_lines
from diurna.evaluate.measures import Report, accuracy
from diurna.intake import Hints, plain_story
from diurna.record import copies_among


class GoldCopy(BaseModel):
    """A story of a family."""

    model_config = ConfigDict(extra="forbid")
    family: str
    id: str
    agency: str
    kind: Literal["original", "copy", "version", "other"]
    copy_of: str | None
    title: str
    published: dt.date
    publisher: str
    text: str


def read_copies(path: Path) -> Iterator[GoldCopy]:
    """Yield the lines of a gold file; raises FormatError with the line for a faulty one."""
    for _, gold in read_lines(path, GoldCopy):
        yield gold


def score_copies(path: Path) -> Report:
    """Score which stories of all families together are put into one cluster."""
    report = Report(path.name)
    gold = list(read_copies(path))
    stories = [plain_story(g.text.split("\n"), Hints(g.title, g.published), g.id) for g in gold]
    clusters = copies_among(stories)
    joined: dict[str, tuple[int, int]] = {}
    wanted: dict[str, tuple[int, int]] = {}
    for (a, here), (b, there) in combinations(zip(gold, clusters, strict=True), 2):
        together = here == there
        if together:
            _add(joined, a.family, right=_same(a, b))
        if _same(a, b):
            _add(wanted, a.family, right=together)
        if together != _same(a, b):
            report.errors.append(f"{'wrongly' if together else 'not'} joined: {a.id}, {b.id}")
    report.scores = [
        accuracy("pairs of copies, precision", list(joined.values())),
        accuracy("pairs of copies, recall", list(wanted.values())),
    ]
    return report


def _add(counts: dict[str, tuple[int, int]], family: str, *, right: bool) -> None:
    hits, seen = counts.get(family, (0, 0))
    counts[family] = (hits + right, seen + 1)


def _same(one: GoldCopy, other: GoldCopy) -> bool:
    return one.family == other.family and "other" not in (one.kind, other.kind)
