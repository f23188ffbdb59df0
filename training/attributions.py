"""PolNeAR's attributions (Newell et al. 2018) as training examples, a sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.tokens import Token

from diurna.evaluate.brat import (
    GoldAttribution,
    annotated_texts,
    read_attributions,
    words_in,
)
from diurna.reader import make_nlp
from diurna.reader.component import split
from diurna.reader.quoting import begins_quoted
from training.examples import Example, Said


def read_polnear(folder: Path) -> Iterator[Example]:
    """Yield the sentences of a folder's stories; an attribution may show in several."""
    nlp = make_nlp()
    for text, marks in annotated_texts(folder):
        doc = nlp(text.read_bytes().decode("utf8"))
        sentences = split(doc)
        gold = read_attributions(marks)
        for tokens, quoted in zip(sentences, begins_quoted(sentences), strict=True):
            said = [s for s in (_within(tokens, g) for g in gold) if s is not None]
            yield Example(
                words=[t.text for t in tokens], source="polnear", said=said, quoted=quoted
            )


def _within(tokens: Sequence[Token], gold: GoldAttribution) -> Said | None:
    """Return what of an attribution lies in a sentence, or None."""
    source, cue, content = (
        tuple(words_in(tokens, p)) for p in (gold.source, gold.cue, gold.content)
    )
    if not (source or cue or content):
        return None
    here = bool(cue) and tokens[cue[0]].idx <= gold.cue[0][0] < tokens[-1].idx + len(tokens[-1])
    return Said(cue[0] if here else None, source, cue, content)
