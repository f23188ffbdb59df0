"""Sentences in windows: one longer than the encoder takes in is read in overlapping parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

TAGS = (
    "upos", "xpos", "feats", "lemmas", "names", "sides", "events", "modes", "auxiliary", "said",
)  # fmt: skip
HALVES = ("rel_dependent", "rel_head")
PAIRS = ("links", "roles")

WINDOW = 480
"""Word pieces that one pass takes in; MiniLM's positions end at 512."""

UNLIKELY = -1e4
"""The score of two words that no window holds together."""

OVERLAP = 120
"""Word pieces that two windows of a longer sentence share."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The logits of one sentence of `n` words.

    Tag layers are (n, labels); `arcs` (n + 1, n + 1) scores each dependent (row) under each
    head (column), 0 being the root; `rel_dependent` and `rel_head` are (n + 1, d), the two
    halves of the relation head. `said` (n, 4) scores each word as part of a source, a cue, a
    content, and as an anchor; `links` (3, n, n) each word (column) as part of source, cue or
    content of an anchor (row); `roles` (5, n, n) each word as an argument of a trigger.
    """

    upos: Array
    xpos: Array
    feats: Array
    lemmas: Array
    names: Array
    sides: Array
    events: Array
    modes: Array
    auxiliary: Array
    said: Array
    arcs: Array
    rel_dependent: Array
    rel_head: Array
    links: Array
    roles: Array


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence as numbers: pieces, their shapes, and the first piece of each word.

    `words` tells for each piece its word, -1 for the two that frame a sentence.
    """

    pieces: list[int]
    shapes: list[int]
    firsts: list[int]
    words: list[int]


@dataclass(frozen=True, slots=True)
class Window:
    """Some consecutive words [start, end) of a sentence, encoded."""

    sentence: int
    start: int
    end: int
    encoded: Encoded


def windows(
    sentence: int, words: list[str], encode: Callable[[list[str]], Encoded]
) -> Iterator[Window]:
    """Yield the windows of a sentence; most have one."""
    encoded = encode(words)
    if len(encoded.pieces) <= WINDOW:
        yield Window(sentence, 0, len(words), encoded)
        return
    start = 0
    while start < len(words):
        end = _fitting(encoded.firsts, len(encoded.pieces), start, WINDOW)
        yield Window(sentence, start, end, encode(words[start:end]))
        if end == len(words):
            return
        start = max(start + 1, _back(encoded.firsts, end, OVERLAP))


def _fitting(firsts: list[int], total: int, start: int, limit: int) -> int:
    """Return the end of the longest run of words from `start` within `limit` pieces."""
    ends = [*firsts[2:], total - 1]
    end = start + 1
    while end < len(ends) and ends[end] - firsts[start + 1] <= limit - 2:
        end += 1
    return end


def _back(firsts: list[int], end: int, pieces: int) -> int:
    """Return the word some `pieces` before the end of a window."""
    start = end - 1
    while start > 0 and firsts[end] - firsts[start] < pieces:
        start -= 1
    return start


def joined(parts: list[tuple[Window, Reading]], count: int) -> Reading:
    """Join the readings of a sentence's windows; in an overlap each half keeps its side."""
    if len(parts) == 1:
        return parts[0][1]
    first = parts[0][1]
    tags = {k: np.zeros((count, getattr(first, k).shape[1]), np.float32) for k in TAGS}
    arcs = np.full((count + 1, count + 1), UNLIKELY, np.float32)
    halves = {k: np.zeros((count + 1, getattr(first, k).shape[1]), np.float32) for k in HALVES}
    pairs = {
        k: np.full((getattr(first, k).shape[0], count, count), UNLIKELY, np.float32) for k in PAIRS
    }
    begin = 0
    for k, (window, reading) in enumerate(parts):
        following = parts[k + 1][0].start if k + 1 < len(parts) else window.end
        end = (following + window.end + 1) // 2
        a, b = begin - window.start, end - window.start
        for name in TAGS:
            tags[name][begin:end] = getattr(reading, name)[a:b]
        for name in HALVES:
            halves[name][begin + 1 : end + 1] = getattr(reading, name)[a + 1 : b + 1]
        for name in PAIRS:
            pairs[name][:, begin:end, window.start : window.end] = getattr(reading, name)[:, a:b]
        rows = slice(begin + 1, end + 1)
        arcs[rows, window.start + 1 : window.end + 1] = reading.arcs[a + 1 : b + 1, 1:]
        arcs[rows, 0] = reading.arcs[a + 1 : b + 1, 0]
        halves["rel_head"][0] = reading.rel_head[0]
        begin = end
    return Reading(**tags, arcs=arcs, **halves, **pairs)
