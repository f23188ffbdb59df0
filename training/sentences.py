"""Our own coded sentences as training examples.

The files hold substrings rather than offsets, which is how people write them; see
``training/sentences/README.md`` for the schema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from diurna.reader.tokenizer import make_nlp
from training.examples import Example

_NTH = re.compile(r"(.*)#(\d+)", re.DOTALL)


def locate(text: str, phrase: str) -> tuple[int, int]:
    """Return the character span of `phrase`; ``word#2`` is its second occurrence.

    Raises ValueError when it is not there.
    """
    match = _NTH.fullmatch(phrase)
    wanted, count = (match[1], int(match[2])) if match else (phrase, 1)
    start = -1
    for _ in range(count):
        start = text.index(wanted, start + 1)
    return start, start + len(wanted)


def read_sentences(path: Path) -> Iterator[Example]:
    """Yield the sentences of a file with their names as BIO tags."""
    nlp = make_nlp()
    for line in path.read_text(encoding="utf8").splitlines():
        if not line.strip():
            continue
        record = json.loads(line)
        doc = nlp(record["text"])
        tokens = [t for t in doc if not t.is_space]
        tags = ["O"] * len(tokens)
        for label, phrase in record["entities"]:
            start, end = locate(record["text"], phrase)
            inside = [i for i, t in enumerate(tokens) if t.idx < end and start < t.idx + len(t)]
            for k, i in enumerate(inside):
                tags[i] = f"{'I' if k else 'B'}-{label}"
        yield Example(words=[t.text for t in tokens], source="own", names=tags)
