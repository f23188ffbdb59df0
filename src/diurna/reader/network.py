"""One encoder pass over some sentences: word pieces in, the logits of every layer out."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from diurna.errors import WeightsError
from diurna.reader.lemmas import Lemmatiser
from diurna.reader.shapes import Shape, shapes_of
from diurna.reader.windows import (
    HALVES,
    PAIRS,
    TAGS,
    Array,
    Encoded,
    Reading,
    Window,
    joined,
    windows,
)

_SMALLEST_MODEL = 1_000_000


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
        self._outputs = [output.name for output in self._session.get_outputs()]
        missing = {*TAGS, *HALVES, *PAIRS, "arcs", "pair"} - set(self._outputs)
        if missing:
            raise WeightsError(
                f"{model} is of another version, without {', '.join(sorted(missing))}: "
                "export it anew with `make train`"
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

    def read(
        self, sentences: Sequence[list[str]], batch: int = 1, quoted: Sequence[bool] = ()
    ) -> list[Reading]:
        """Return the reading of each sentence, given as words.

        `quoted` says which sentences begin inside a quotation. Sentences are read in batches
        alike in length; one longer than the window is read in overlapping windows. The int8
        network scales its activations over a whole batch, so only in batches of one is a
        reading the same whatever else is read.
        """
        parts: dict[int, list[tuple[Window, Reading]]] = {}
        for group in self.batches(sentences, batch):
            for window in group:
                if quoted and quoted[window.sentence]:
                    window.encoded.shapes[0] = int(Shape.QUOTED)
            outputs = self.run(feed_of(group))
            for row, window in enumerate(group):
                parts.setdefault(window.sentence, []).append(
                    (window, _reading(outputs, row, window))
                )
        return [
            joined(sorted(parts[i], key=lambda p: p[0].start), len(words))
            for i, words in enumerate(sentences)
        ]

    def between(
        self, words: list[str], source: Collection[int], target: Collection[int]
    ) -> dict[str, float]:
        """Return how likely each event is between two given sides, as positions of words.

        CONCEDE and RETREAT are one there, YIELD. Of a sentence longer than the window the part
        around the sides is read.
        """
        first = min((*source, *target), default=0)
        found = [w for w in windows(0, words, self._encode) if w.start <= first < w.end][-1]
        marks = {w - found.start: Shape.TARGET for w in target}
        marks |= {w - found.start: Shape.SOURCE for w in source}
        for position, word in enumerate(found.encoded.words):
            if word in marks:
                found.encoded.shapes[position] = int(marks[word])
        logits = self.run(feed_of([found]))["pair"][0]
        shares = np.exp(logits - logits.max())
        shares /= shares.sum()
        return dict(zip(self.labels["pairs"], shares.tolist(), strict=True))

    def batches(self, sentences: Sequence[list[str]], batch: int) -> Iterator[list[Window]]:
        """Yield the sentences' windows in batches alike in length."""
        found = [w for i, words in enumerate(sentences) for w in windows(i, words, self._encode)]
        found.sort(key=lambda w: len(w.encoded.pieces))
        for begin in range(0, len(found), batch):
            yield found[begin : begin + batch]

    def run(self, feed: dict[str, NDArray[np.int64]]) -> dict[str, Array]:
        """Return the network's outputs by name."""
        return dict(zip(self._outputs, self._session.run(None, feed), strict=True))

    def relations(self, reading: Reading, heads: NDArray[np.int64]) -> Array:
        """Return relation logits (n, labels) of a sentence's words under `heads` (n,)."""
        hidden = reading.rel_dependent[1:] + reading.rel_head[heads]
        hidden = _gelu(hidden)
        return np.asarray(hidden @ self._weight.T + self._bias, dtype=np.float32)

    def _encode(self, words: list[str]) -> Encoded:
        encoding = self._tokenizer.encode(words, is_pretokenized=True)
        word_shapes = shapes_of(words)
        firsts = [0] * (len(words) + 1)
        shapes = [0] * len(encoding.ids)
        for position, word in enumerate(encoding.word_ids):
            if word is not None:
                shapes[position] = int(word_shapes[word])
                firsts[word + 1] = firsts[word + 1] or position
        pieces = [-1 if word is None else word for word in encoding.word_ids]
        return Encoded(encoding.ids, shapes, firsts, pieces)


def feed_of(group: list[Window]) -> dict[str, NDArray[np.int64]]:
    """Return the padded inputs of a batch."""
    encoded = [w.encoded for w in group]
    pieces = max(len(e.pieces) for e in encoded)
    words = max(len(e.firsts) for e in encoded)
    return {
        "pieces": _padded([e.pieces for e in encoded], pieces),
        "shapes": _padded([e.shapes for e in encoded], pieces),
        "mask": _padded([[1] * len(e.pieces) for e in encoded], pieces),
        "firsts": _padded([e.firsts for e in encoded], words),
    }


def _reading(outputs: dict[str, Array], row: int, window: Window) -> Reading:
    """Return one sentence's share of a batch's outputs, without padding."""
    n = len(window.encoded.firsts)
    tags = {k: outputs[k][row, 1:n] for k in TAGS}
    halves = {k: outputs[k][row, :n] for k in HALVES}
    pairs = {k: outputs[k][row, :, 1:n, 1:n] for k in PAIRS}
    return Reading(**tags, arcs=outputs["arcs"][row, :n, :n], **halves, **pairs)


def _padded(rows: list[list[int]], width: int) -> NDArray[np.int64]:
    array = np.zeros((len(rows), width), np.int64)
    for i, row in enumerate(rows):
        array[i, : len(row)] = row
    return array


def _gelu(x: Array) -> Array:
    """Return the tanh form of GELU, within 0.001 of the exact one that training uses."""
    return np.asarray(
        0.5 * x * (1 + np.tanh(0.79788456 * (x + 0.044715 * x * x * x))), dtype=np.float32
    )


@cache
def load_network(folder: Path | None = None, threads: int = 0) -> Network:
    """Return the network of a folder of weights, by default those that come with the package."""
    if folder is not None:
        return Network(folder, threads)
    with resources.as_file(resources.files("diurna.reader") / "weights") as packaged:
        return Network(packaged, threads)
