"""The reader as a step over spaCy Docs: sentences, tags, tree, lemmas, names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, POS, SENT_START, TAG
from spacy.tokens import Doc, Token

from diurna.reader.network import Array, Network, Reading
from diurna.reader.sentences import boundaries
from diurna.reader.trees import best_tags, best_tree

_CODES = {"B": 3, "I": 1, "O": 2}


class Reader:
    """Annotates Docs with every layer of the network."""

    def __init__(self, network: Network, batch: int = 32):
        self._network = network
        self._batch = batch
        self._lemmatiser = network.lemmatiser

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Set sentences, tags, tree, lemmas and entities of `docs`, in place, in one pass."""
        sentences = [(doc, tokens) for doc in docs for tokens in split(doc)]
        readings = self._network.read(
            [[t.text for t in tokens] for _, tokens in sentences], self._batch
        )
        parts: dict[int, list[tuple[list[Token], Reading]]] = {}
        for (doc, tokens), reading in zip(sentences, readings, strict=True):
            parts.setdefault(id(doc), []).append((tokens, reading))
        for doc in docs:
            self._fill(doc, parts.get(id(doc), []))

    def _fill(self, doc: Doc, parts: list[tuple[list[Token], Reading]]) -> None:
        strings, labels = doc.vocab.strings, self._network.labels
        values = np.zeros((len(doc), 8), np.uint64)
        morphs = [""] * len(doc)
        values[:, 5] = strings.add("dep")
        for tokens, reading in parts:
            heads = best_tree(reading.arcs)
            relations = self._relations(reading, heads)
            tags = best_tags(reading.names, labels["names"])
            chosen = {k: getattr(reading, k).argmax(1) for k in ("upos", "xpos", "feats")}
            proper = labels["upos"].index("PROPN")
            lemmas = self._lemmas(tokens, reading.lemmas, chosen["upos"] == proper)
            for i, token in enumerate(tokens):
                governor = tokens[heads[i] - 1] if heads[i] else token
                row = values[token.i]
                row[0] = strings.add(labels["upos"][chosen["upos"][i]])
                row[1] = strings.add(labels["xpos"][chosen["xpos"][i]])
                row[2] = strings.add(lemmas[i])
                row[3] = 1 if i == 0 else np.uint64(2**64 - 1)
                row[4] = np.int64(governor.i - token.i).astype(np.uint64)
                row[5] = strings.add(relations[i] if heads[i] else "ROOT")
                row[6] = _CODES[tags[i][0]]
                row[7] = strings.add(tags[i][2:])
                morphs[token.i] = labels["feats"][chosen["feats"][i]]
        _settle_spaces(doc, values)
        doc.from_array([POS, TAG, LEMMA, SENT_START, HEAD, DEP, ENT_IOB, ENT_TYPE], values)
        for token in doc:
            if morphs[token.i] and morphs[token.i] != "_":
                token.set_morph(morphs[token.i])

    def _relations(self, reading: Reading, heads: NDArray[np.int64]) -> list[str]:
        logits = self._network.relations(reading, heads)
        root = self._network.labels["deprels"].index("root")
        logits[:, root] = np.where(heads == 0, 1e4, -1e4)
        return [self._network.labels["deprels"][k] for k in logits.argmax(1)]

    def _lemmas(self, tokens: list[Token], logits: Array, names: NDArray[np.bool_]) -> list[str]:
        rules = self._network.labels["lemmas"]
        ranked = np.argsort(-logits, axis=1)[:, :5]
        return [
            self._lemmatiser.choose(token.text, [rules[k] for k in row], name=bool(name))
            for token, row, name in zip(tokens, ranked, names, strict=True)
        ]


def split(doc: Doc) -> list[list[Token]]:
    """Return the sentences of a Doc as lists of its words; line breaks always divide."""
    sentences: list[list[Token]] = []
    paragraph: list[Token] = []

    def close() -> None:
        starts = [*boundaries(paragraph), len(paragraph)]
        sentences.extend(paragraph[a:b] for a, b in zip(starts, starts[1:], strict=False))
        paragraph.clear()

    for token in doc:
        if not token.is_space:
            paragraph.append(token)
        elif "\n" in token.text:
            close()
    close()
    return [s for s in sentences if s]


def _settle_spaces(doc: Doc, values: NDArray[np.int64]) -> None:
    """Hang white-space tokens on the word before them, where they are in no one's way."""
    space = doc.vocab.strings.add("SPACE")
    name = doc.vocab.strings.add("_SP")
    for token in doc:
        if token.is_space:
            row = values[token.i]
            row[0], row[1], row[2] = space, name, token.orth
            row[3] = np.uint64(2**64 - 1) if token.i else 1
            row[4] = np.int64(-1 if token.i else 0).astype(np.uint64)
            row[6] = _CODES["O"]
