"""The reader as a step over spaCy Docs: sentences, tags, tree, lemmas, names, events, speech.

``doc._.triggers`` holds the words that may report events, ``doc._.attributions`` who is said to
have said what; see `diurna.model`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, POS, SENT_START, TAG
from spacy.tokens import Doc, Token

from diurna.model import Attribution, Trigger
from diurna.reader.annotation import Annotation, decode
from diurna.reader.network import Network
from diurna.reader.quoting import begins_quoted
from diurna.reader.sentences import boundaries
from diurna.reader.trees import best_tags

_ATTRIBUTES = [POS, TAG, LEMMA, SENT_START, HEAD, DEP, ENT_IOB, ENT_TYPE]
_IOB = {"B": 3, "I": 1, "O": 2}
_MINUS_ONE = np.uint64(2**64 - 1)


class Reader:
    """Annotates Docs, or plain words, with every layer of the network."""

    def __init__(self, network: Network, batch: int = 1):
        self._network = network
        self._batch = batch
        for name in ("triggers", "attributions"):
            if not Doc.has_extension(name):
                Doc.set_extension(name, default=())

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Set sentences, tags, tree, lemmas, entities, triggers and attributions of `docs`."""
        sentences = [(doc, split(doc)) for doc in docs]
        words = [[t.text for t in tokens] for _, parts in sentences for tokens in parts]
        quoted = [flag for _, parts in sentences for flag in begins_quoted(parts)]
        found = iter(self.annotate_words(words, quoted))
        for doc, parts in sentences:
            _fill(doc, [(tokens, next(found)) for tokens in parts])

    def annotate_words(
        self, sentences: Sequence[list[str]], quoted: Sequence[bool] = ()
    ) -> list[Annotation]:
        """Return the annotation of each sentence, given as words; `quoted` as in `Network.read`."""
        readings = self._network.read(sentences, self._batch, quoted)
        return [
            decode(self._network, words, reading)
            for words, reading in zip(sentences, readings, strict=True)
        ]

    def sides(self, sentences: Sequence[list[str]]) -> list[list[str]]:
        """Return BIO tags of the source (S), target (T) and third party (R) of each sentence."""
        labels = self._network.labels["sides"]
        readings = self._network.read(sentences, self._batch)
        return [best_tags(reading.sides, labels) for reading in readings]

    def between(
        self, words: list[str], source: Collection[int], target: Collection[int]
    ) -> dict[str, float]:
        """Return how likely each event is between two given sides; see `Network.between`."""
        return self._network.between(words, source, target)


def split(doc: Doc) -> list[list[Token]]:
    """Return the sentences of a Doc as lists of its words; line breaks always divide."""
    sentences: list[list[Token]] = []
    paragraph: list[Token] = []
    for token in doc:
        if not token.is_space:
            paragraph.append(token)
        elif "\n" in token.text:
            sentences.extend(_sentences(paragraph))
            paragraph = []
    sentences.extend(_sentences(paragraph))
    return sentences


def _sentences(paragraph: list[Token]) -> list[list[Token]]:
    starts = [*boundaries(paragraph), len(paragraph)]
    return [paragraph[a:b] for a, b in pairwise(starts) if a < b]


def _fill(doc: Doc, parts: list[tuple[list[Token], Annotation]]) -> None:
    """Write annotations to a Doc, whose vocabulary numbers every string."""
    add = doc.vocab.strings.add
    values = np.zeros((len(doc), len(_ATTRIBUTES)), np.uint64)
    values[:, 5] = add("dep")
    for tokens, found in parts:
        names = _whole(found.names, tokens)
        for i, token in enumerate(tokens):
            head = found.heads[i]
            offset = tokens[head - 1].i - token.i if head else 0
            values[token.i] = (
                add(found.upos[i]),
                add(found.xpos[i]),
                add(found.lemmas[i]),
                _MINUS_ONE if i else 1,
                np.int64(offset).astype(np.uint64),
                add(found.deprels[i] if head else "ROOT"),
                _IOB[names[i][0]],
                add(names[i][2:]),
            )
    _settle_spaces(doc, values)
    doc.from_array(_ATTRIBUTES, values)  # type: ignore[arg-type]
    for tokens, found in parts:
        for token, feats in zip(tokens, found.feats, strict=True):
            if feats != "_":
                token.set_morph(feats)  # type: ignore[attr-defined]
    doc._.triggers = tuple(_placed(t, tokens) for tokens, a in parts for t in a.triggers)
    doc._.attributions = tuple(_moved(s, tokens) for tokens, a in parts for s in a.attributions)


def _whole(names: list[str], tokens: list[Token]) -> list[str]:
    """Return the tags of names that no hyphen cuts short: *Moon Jae-in*."""
    whole = list(names)
    for i in range(len(names) - 1):
        joined = tokens[i].text == "-" and not tokens[i].whitespace_
        if joined and whole[i] != "O" and whole[i + 1] == "O":
            whole[i + 1] = f"I-{whole[i][2:]}"
    return whole


def _placed(trigger: Trigger, tokens: list[Token]) -> Trigger:
    """Return a trigger with its words counted in the Doc."""
    arguments = tuple(replace(a, word=tokens[a.word].i) for a in trigger.arguments)
    return replace(trigger, word=tokens[trigger.word].i, arguments=arguments)


def _moved(said: Attribution, tokens: list[Token]) -> Attribution:
    """Return an attribution with its words counted in the Doc."""

    def placed(words: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(tokens[w].i for w in words)

    return Attribution(
        tokens[said.anchor].i,
        placed(said.source),
        placed(said.cue),
        placed(said.content),
        said.confidence,
    )


def _settle_spaces(doc: Doc, values: NDArray[np.uint64]) -> None:
    """Hang white-space tokens on the word before them, where they are in no one's way."""
    space, name = doc.vocab.strings.add("SPACE"), doc.vocab.strings.add("_SP")
    for token in doc:
        if token.is_space:
            row = values[token.i]
            row[0], row[1], row[2] = space, name, token.orth
            row[3] = _MINUS_ONE if token.i else 1
            row[4] = np.int64(-1 if token.i else 0).astype(np.uint64)
            row[6] = _IOB["O"]
