"""How fast the reader is, as a ratio to the bare encoder in the same run.

``python benchmarks/reader.py [--sentences N] [--threads N]``

The bare encoder is the exported network without decoding: the same session, the same batches,
the same threads, outputs thrown away. The reader is all that lies between a text and an
annotated Doc: tokenising, sentence splitting, word pieces, padding, the network, decoding and
filling the Doc. Rounds alternate, so that a drift of the machine's speed hits both alike.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from pathlib import Path

from diurna.pipeline import make_blank
from diurna.reader import Network, Reader, load_network
from diurna.reader.component import split
from diurna.reader.network import feed_of

REPORT = Path(__file__).parents[1] / "examples" / "xi-putin-call.txt"
ROUNDS = 5


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sentences", type=int, default=650)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--batch", type=int, default=1)
    arguments = parser.parse_args()
    network = load_network(None, arguments.threads)
    lines = REPORT.read_text(encoding="utf8").splitlines()[3:]
    text = "\n".join(lines * (arguments.sentences // len(lines)))
    words = [[t.text for t in s] for s in split(make_blank()(text))]
    bare, whole = [], []
    for _ in range(ROUNDS):
        bare.append(time_encoder(network, words, arguments.batch))
        whole.append(time_reader(network, text, arguments.batch))
    encoder = len(words) / statistics.median(bare)
    reader = len(words) / statistics.median(whole)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(words)} sentences, {arguments.threads} thread(s), batches of {arguments.batch}")
    print(f"encoder and heads {encoder:8.1f} sentences/s")
    print(f"reader            {reader:8.1f} sentences/s")
    print(f"ratio             {reader / encoder:8.2f}")
    print(f"resident memory   {memory:8.0f} MB")


def time_encoder(network: Network, words: list[list[str]], batch: int) -> float:
    """Return the seconds that the network alone takes, its inputs made ready before."""
    feeds = [feed_of(group) for group in network.batches(words, batch)]
    began = time.perf_counter()
    for feed in feeds:
        network.run(feed)
    return time.perf_counter() - began


def time_reader(network: Network, text: str, batch: int) -> float:
    """Return the seconds from text to annotated Doc."""
    reader, blank = Reader(network, batch), make_blank()
    began = time.perf_counter()
    reader.annotate([blank(text)])
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
