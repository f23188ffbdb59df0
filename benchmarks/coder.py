"""What the coder costs, as a share of the reader's time in the same run, and what its layers do.

``python benchmarks/coder.py [--threads N]``

Stories are the bundled report and our own test sentences, some to a story. Rounds of reading and of
coding alternate; the coder gets annotated Docs. One more round, for which the doors of the layers
that resolve actors, dates, places and figures carry clocks, tells the layers' shares: a call
inside another layer's call belongs to the outer one, so shares add up.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from spacy.tokens import Doc

from diurna import coder
from diurna.codebook import Codebook, load_codebook
from diurna.coder import assembly, filling, heads, passages, resolve, story
from diurna.pipeline import make_blank
from diurna.reader import Reader, load_network

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "examples" / "xi-putin-call.txt"
SENTENCES = ROOT / "training" / "sentences" / "test" / "events.jsonl"
STORY = 14
"""Sentences a story, about what a wire report has."""
ROUNDS = 5
DAY = date(2022, 6, 15)
DOORS: dict[str, list[tuple[Any, str]]] = {
    "actors": [
        (story, "Resolver"),
        (resolve.Resolver, "entities"),
        (filling, "settle"),
        (heads, "actors_of"),
    ],
    "dates": [
        (story, "day_of"),
        (passages, "read_times"),
        (passages, "relatives_in"),
        (passages, "_anchor"),
        (assembly, "when_of"),
        (assembly, "time_of"),
        (assembly, "interval_of"),
    ],
    "places": [(assembly, "places_of")],
    "figures": [(story, "find_figures"), (story, "sizes_in")],
}
"""By layer, the functions by which the rest of the coder calls it, where it looks them up."""


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
        code_all(docs, codebook)
        coding.append(time.perf_counter() - began)
    sentences = sum(count(doc) for doc in docs)
    read, code = statistics.median(reading), statistics.median(coding)
    print(f"{len(stories)} stories, {sentences} sentences, {arguments.threads} thread(s)")
    print(f"reader {1000 * read / sentences:6.2f} ms a sentence")
    print(f"coder  {1000 * code / sentences:6.2f} ms a sentence")
    print(f"ratio  {code / read:6.2f}")
    shares = layer_shares(docs, codebook)
    for layer, share in shares.items():
        print(f"  {layer:8} {share:4.0%} of the coder, {share * code / read:5.2f} of the reader")
    whole = sum(shares.values())
    print(f"  together {whole:4.0%} of the coder, {whole * code / read:5.2f} of the reader")


def code_all(docs: list[Doc], codebook: Codebook) -> None:
    """Code annotated Docs."""
    for doc in docs:
        coder.code(doc, "story", DAY, codebook)


def layer_shares(docs: list[Doc], codebook: Codebook) -> dict[str, float]:
    """Return each layer's share of the coder's time; the clocks' own time counts for the whole."""
    spent = dict.fromkeys(DOORS, 0.0)
    with clocks(spent):
        began = time.perf_counter()
        code_all(docs, codebook)
        whole = time.perf_counter() - began
    return {layer: seconds / whole for layer, seconds in spent.items()}


@contextmanager
def clocks(spent: dict[str, float]) -> Iterator[None]:
    """Put clocks at the layers' doors, which add the seconds of outermost calls to `spent`."""
    inside = False

    def timed(layer: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            nonlocal inside
            if inside:
                return call(*args, **kwargs)
            inside, began = True, time.perf_counter()
            try:
                found = call(*args, **kwargs)
                return iter(list(found)) if isinstance(found, Iterator) else found
            finally:
                inside = False
                spent[layer] += time.perf_counter() - began

        return run

    with ExitStack() as stack:
        for layer, doors in DOORS.items():
            for owner, name in doors:
                stack.enter_context(patch.object(owner, name, timed(layer, getattr(owner, name))))
        yield


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
