"""Real sentences that we coded, as standoff: the text stays where it came from.

A line of ``training/sentences/real/*.jsonl`` names a document of the outside material and holds
character offsets in it; see ``training/sentences/README.md``. ``python -m training.standoff
--data DIR FILE`` prints a file with its texts, which ``diurna evaluate`` reads.
"""

from __future__ import annotations

import argparse
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from diurna.errors import FormatError
from diurna.evaluate.events import GoldSentence
from training.examples import Example
from training.sentences import examples_of

Record = dict[str, Any]


def read_standoff(folder: Path, data: Path) -> Iterator[Example]:
    """Yield the coded real sentences of a folder's files but those of its ``test`` folder."""
    for path in sorted(folder.glob("*.jsonl")):
        yield from examples_of(list(with_text(path, data)), "real", with_names=False)


def with_text(path: Path, data: Path) -> Iterator[GoldSentence]:
    """Yield the sentences of a standoff file with their texts, read from `data`.

    Raises FormatError, with the line, where a document or a stretch of it is missing.
    """
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        record = json.loads(line)
        text = document(data, record["document"])[record["start"] : record["end"]]
        if not text:
            raise FormatError(f"{record['document']} has no such stretch", path, number)
        events = [_event(event, text, record["start"]) for event in record["events"]]
        yield GoldSentence.model_validate(
            {"text": text, "published": record["published"], "events": events}
        )


def _event(event: Record, text: str, start: int) -> Record:
    """Return an event with phrases of `text` for its offsets."""

    def phrase(span: list[int] | None) -> str | None:
        return None if span is None else _phrase(text, span[0] - start, span[1] - start)

    entities = {
        role: [
            {**{k: v for k, v in e.items() if k != "span"}, "text": phrase(e["span"])}
            for e in event[role]
        ]
        for role in ("actor", "recipient", "speakers")
    }
    places = [phrase(span) for span in event["places"]]
    return {**event, **entities, "trigger": phrase(event["trigger"]), "places": places}


def _phrase(text: str, start: int, end: int) -> str:
    """Return a stretch of a text, numbered where the same words stand before it."""
    words = text[start:end]
    count, at = 1, text.find(words)
    while at != start:
        count, at = count + 1, text.index(words, at + 1)
    return words if count == 1 else f"{words}#{count}"


@cache
def document(data: Path, name: str) -> str:
    """Return the text of a document: a file, an article of a collection, a sentence of a treebank.

    `name` is a path below `data`, for the latter two with ``#`` and a number or a sentence id.
    """
    file, _, part = name.partition("#")
    path = data / file
    if path.suffix == ".xml":
        return _articles(path)[int(part)]
    if path.suffix == ".conllu":
        return _sentences(path)[part]
    return path.read_bytes().decode("utf8")


@cache
def _articles(path: Path) -> list[str]:
    return [article.findtext("text") or "" for article in ET.parse(path).getroot()]


@cache
def _sentences(path: Path) -> dict[str, str]:
    found, identifier = {}, ""
    for line in path.read_text(encoding="utf8").splitlines():
        if line.startswith("# sent_id = "):
            identifier = line.removeprefix("# sent_id = ")
        elif line.startswith("# text = "):
            found[identifier] = line.removeprefix("# text = ")
    return found


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    for sentence in with_text(arguments.file, arguments.data):
        print(sentence.model_dump_json(by_alias=True))


if __name__ == "__main__":
    main()
