"""What the coder costs, as a share of the reader's time in the same run.

``python benchmarks/coder.py [--threads N]``

Stories are the bundled report and our own test sentences, some to a story. Rounds of reading and of
coding alternate; the coder gets annotated Docs.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from datetime import date
from pathlib import Path

from spacy.tokens import Doc

from diurna import coder
from diurna.codebook import load_codebook
from diurna.pipeline import make_blank
from diurna.reader import Reader, load_network

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "examples" / "xi-putin-call.txt"
SENTENCES = ROOT / "training" / "sentences" / "test" / "events.jsonl"
STORY = 14
"""Sentences a story, about what a wire report has."""
ROUNDS = 5
DAY = date(2022, 6, 15)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    reader, codebook, stories = (
        Reader(load_network(None, arguments.threads)),
        load_codebook(),
        texts(),
    )
    reading, coding = [], []
    for _ in range(ROUNDS):
        docs = [make_blank()(text) for text in stories]
        began = time.perf_counter()
        reader.annotate(docs)
        reading.append(time.perf_counter() - began)
        began = time.perf_counter()
        for doc in docs:
            coder.code(doc, "story", DAY, codebook)
        coding.append(time.perf_counter() - began)
    sentences = sum(count(doc) for doc in docs)
    read, code = statistics.median(reading), statistics.median(coding)
    print(f"{len(stories)} stories, {sentences} sentences, {arguments.threads} thread(s)")
    print(f"reader {1000 * read / sentences:6.2f} ms a sentence")
    print(f"coder  {1000 * code / sentences:6.2f} ms a sentence")
    print(f"ratio  {code / read:6.2f}")


def texts() -> list[str]:
    """Return the stories, a sentence a line."""
    lines = [json.loads(line)["text"] for line in SENTENCES.read_text("utf8").splitlines()]
    stories = ["\n".join(lines[k : k + STORY]) for k in range(0, len(lines), STORY)]
    return ["\n".join(REPORT.read_text("utf8").splitlines()[3:]), *stories]


def count(doc: Doc) -> int:
    """Return how many sentences a Doc has."""
    return sum(1 for _ in doc.sents)


if __name__ == "__main__":
    main()
