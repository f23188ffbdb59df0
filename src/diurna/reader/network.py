"""One encoder pass over some sentences: word pieces in, the logits of every layer out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from diurna.errors import WeightsError
from diurna.reader.lemmas import Lemmatiser
from diurna.reader.shapes import shapes_of

Array = NDArray[np.float32]

WINDOW = 480
"""Word pieces that one pass takes in; MiniLM's positions end at 512."""

OVERLAP = 120
"""Word pieces that two windows of a longer sentence share."""

_SMALLEST_MODEL = 1_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    """The logits of one sentence of `n` words.

    Tag layers are (n, labels); `arcs` (n + 1, n + 1) scores each dependent (row) under each
    head (column), 0 being the root; `rel_dependent` and `rel_head` are (n + 1, d), the two
    halves of the relation head.
    """

    upos: Array
    xpos: Array
    feats: Array
    lemmas: Array
    names: Array
    arcs: Array
    rel_dependent: Array
    rel_head: Array


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence as numbers: pieces, their shapes, and the first piece of each word."""

    pieces: list[int]
    shapes: list[int]
    firsts: list[int]


class Network:
    """The exported network with its word pieces and label sets."""

    def __init__(self, folder: Path, threads: int = 0):
        model = folder / "model.onnx"
        if not model.exists() or model.stat().st_size < _SMALLEST_MODEL:
            raise WeightsError(
                f"{model} is missing or damaged: reinstall diurna, or run `make train`"
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self.labels: dict[str, list[str]] = json.loads(
            (folder / "labels.json").read_text(encoding="utf8")
        )
        lexicon = json.loads((folder / "lexicon.json").read_text(encoding="utf8"))
        self.lemmatiser = Lemmatiser(lexicon["vocabulary"], lexicon["irregular"])
        relations = np.load(folder / "relations.npz")
        self._weight: Array = relations["weight"]
        self._bias: Array = relations["bias"]

    def read(self, sentences: Sequence[list[str]], batch: int = 32) -> list[Reading]:
        """Return the reading of each sentence, given as words.

        Sentences are read in batches alike in length; one longer than the window is read in
        overlapping windows.
        """
        windows = [w for i, words in enumerate(sentences) for w in self._windows(i, words)]
        order = sorted(range(len(windows)), key=lambda k: len(windows[k].encoded.pieces))
        pieces: dict[int, list[tuple[_Window, Reading]]] = {}
        for begin in range(0, len(order), batch):
            chosen = [windows[k] for k in order[begin : begin + batch]]
            for window, reading in zip(chosen, self._run([w.encoded for w in chosen]), strict=True):
                pieces.setdefault(window.sentence, []).append((window, reading))
        return [
            _joined(sorted(pieces[i], key=lambda p: p[0].start), len(words))
            for i, words in enumerate(sentences)
        ]

    def relations(self, reading: Reading, heads: NDArray[np.int64]) -> Array:
        """Return relation logits (n, labels) of a sentence's words under `heads` (n,)."""
        hidden = reading.rel_dependent[1:] + reading.rel_head[heads]
        hidden = _gelu(hidden)
        return np.asarray(hidden @ self._weight.T + self._bias, dtype=np.float32)

    def _windows(self, sentence: int, words: list[str]) -> Iterator[_Window]:
        encoded = self._encode(words)
        if len(encoded.pieces) <= WINDOW:
            yield _Window(sentence, 0, len(words), encoded)
            return
        start = 0
        while start < len(words):
            end = _fitting(encoded.firsts, len(encoded.pieces), start, WINDOW)
            yield _Window(sentence, start, end, self._encode(words[start:end]))
            if end == len(words):
                return
            start = max(start + 1, _back(encoded.firsts, end, OVERLAP))

    def _encode(self, words: list[str]) -> Encoded:
        encoding = self._tokenizer.encode(words, is_pretokenized=True)
        word_shapes = shapes_of(words)
        firsts = [0] * (len(words) + 1)
        shapes = [0] * len(encoding.ids)
        for position, word in enumerate(encoding.word_ids):
            if word is not None:
                shapes[position] = int(word_shapes[word])
                firsts[word + 1] = firsts[word + 1] or position
        return Encoded(encoding.ids, shapes, firsts)

    def _run(self, group: list[Encoded]) -> Iterator[Reading]:
        pieces = max(len(e.pieces) for e in group)
        words = max(len(e.firsts) for e in group)
        feed = {
            "pieces": _padded([e.pieces for e in group], pieces),
            "shapes": _padded([e.shapes for e in group], pieces),
            "mask": _padded([[1] * len(e.pieces) for e in group], pieces),
            "firsts": _padded([e.firsts for e in group], words),
        }
        upos, xpos, feats, lemmas, names, arcs, dependent, head = self._session.run(None, feed)
        for i, encoded in enumerate(group):
            n = len(encoded.firsts)
            yield Reading(
                upos[i, 1:n],
                xpos[i, 1:n],
                feats[i, 1:n],
                lemmas[i, 1:n],
                names[i, 1:n],
                arcs[i, :n, :n],
                dependent[i, :n],
                head[i, :n],
            )


@dataclass(frozen=True, slots=True)
class _Window:
    sentence: int
    start: int
    end: int
    encoded: Encoded


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


def _joined(parts: list[tuple[_Window, Reading]], count: int) -> Reading:
    """Join the readings of a sentence's windows; in an overlap each half keeps its side."""
    if len(parts) == 1:
        return parts[0][1]
    first = parts[0][1]
    tags = {k: np.zeros((count, getattr(first, k).shape[1]), np.float32) for k in _TAGS}
    arcs = np.full((count + 1, count + 1), -1e4, np.float32)
    halves = {k: np.zeros((count + 1, getattr(first, k).shape[1]), np.float32) for k in _HALVES}
    begin = 0
    for k, (window, reading) in enumerate(parts):
        following = parts[k + 1][0].start if k + 1 < len(parts) else window.end
        end = (following + window.end + 1) // 2
        a, b = begin - window.start, end - window.start
        for name in _TAGS:
            tags[name][begin:end] = getattr(reading, name)[a:b]
        for name in _HALVES:
            halves[name][begin + 1 : end + 1] = getattr(reading, name)[a + 1 : b + 1]
        rows = slice(begin + 1, end + 1)
        arcs[rows, window.start + 1 : window.end + 1] = reading.arcs[a + 1 : b + 1, 1:]
        arcs[rows, 0] = reading.arcs[a + 1 : b + 1, 0]
        halves["rel_head"][0] = reading.rel_head[0]
        begin = end
    return Reading(**tags, arcs=arcs, **halves)


_TAGS = ("upos", "xpos", "feats", "lemmas", "names")
_HALVES = ("rel_dependent", "rel_head")


def _padded(rows: list[list[int]], width: int) -> NDArray[np.int64]:
    array = np.zeros((len(rows), width), np.int64)
    for i, row in enumerate(rows):
        array[i, : len(row)] = row
    return array


def _gelu(x: Array) -> Array:
    """Return the tanh form of GELU, within 0.001 of the exact one that training uses."""
    return np.asarray(0.5 * x * (1 + np.tanh(0.79788456 * (x + 0.044715 * x**3))), dtype=np.float32)


@cache
def load_network(folder: Path | None = None, threads: int = 0) -> Network:
    """Return the network of a folder of weights, by default those that come with the package."""
    if folder is not None:
        return Network(folder, threads)
    with resources.as_file(resources.files("diurna.reader") / "weights") as packaged:
        return Network(packaged, threads)
