"""Our own coded sentences keep to their schema, and every phrase stands in its text."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from diurna.codebook.ontology import load_ontology
from diurna.errors import FormatError
from diurna.evaluate.events import GoldSentence, read_gold
from diurna.evaluate.lines import locate
from training.examples import read_marked

FOLDER = Path(__file__).parents[2] / "training" / "sentences"
FILES = [*sorted(FOLDER.glob("*.jsonl")), FOLDER / "test" / "events.jsonl"]
REAL = sorted(FOLDER.glob("real/**/*.jsonl"))
AUXILIARY = {"historical", "future", "hypothetical", "negation"}


def phrases(sentence: GoldSentence) -> list[str]:
    found = [phrase for _, phrase in sentence.entities]
    for event in sentence.events:
        entities = (*event.actor, *event.recipient, *event.speakers)
        found += [event.trigger, *(e.text for e in entities if e.text is not None), *event.places]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_line_is_sound(path: Path) -> None:
    ontology = load_ontology()
    for number, sentence in enumerate(read_gold(path), 1):
        assert sentence.published is not None, (path.name, number)
        for phrase in phrases(sentence):
            locate(sentence.text, phrase)
        for label, _ in sentence.entities:
            assert label in ("PER", "ORG", "LOC", "NORP"), (path.name, number, label)
        for event in sentence.events:
            assert set(event.auxiliary) <= AUXILIARY, (path.name, number)
            assert set(event.mode) <= set(ontology.events[event.event].modes) | {"vandalize"}
            assert event.date is None or event.date[0] <= event.date[1], (path.name, number)


def test_no_sentence_is_in_two_files_and_the_test_part_is_apart() -> None:
    texts = [s.text for path in FILES for s in read_gold(path)]
    assert len(texts) == len(set(texts))


def test_every_event_and_every_auxiliary_mode_is_there() -> None:
    sentences = [s for path in FILES for s in read_gold(path)]
    events = [e for s in sentences for e in s.events]
    assert {e.event for e in events} == set(load_ontology().events)
    assert {a for e in events for a in e.auxiliary} == AUXILIARY
    assert sum(not s.events for s in sentences) > len(sentences) / 10


@pytest.mark.parametrize("path", REAL, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_standoff_of_real_sentences_is_sound(path: Path) -> None:
    """No text is kept; every offset lies in its sentence, every word is in the codebook."""
    ontology = load_ontology()
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        record = json.loads(line)
        assert set(record) == {"document", "start", "end", "published", "events"}, number
        date.fromisoformat(record["published"])
        for event in record["events"]:
            assert event["event"] in ontology.events, number
            assert set(event["mode"]) <= set(ontology.events[event["event"]].modes), number
            assert set(event["auxiliary"]) <= AUXILIARY, number
            entities = [*event["actor"], *event["recipient"], *event["speakers"]]
            spans = [event["trigger"], *(e["span"] for e in entities), *event["places"]]
            for span in spans:
                assert span is None or record["start"] <= span[0] < span[1] <= record["end"], number
                assert span is None or not isinstance(span[0], str), number


def test_the_real_test_part_shares_no_document_with_the_rest() -> None:
    documents: dict[str, set[str]] = {"test": set(), "real": set()}
    for path in REAL:
        lines = path.read_text(encoding="utf8").splitlines()
        documents[path.parent.name] |= {json.loads(line)["document"] for line in lines}
    assert documents["test"] and not documents["test"] & documents["real"]


def test_names_of_the_treebank_do_not_overlap() -> None:
    marked = read_marked(FOLDER / "names-ewt.tsv")
    assert len(marked) > 4000
    for identifier, spans in marked.items():
        ordered = sorted(spans)
        assert all(kind in ("PER", "ORG", "LOC") for _, _, kind in spans), identifier
        assert all(first <= last for first, last, _ in spans), identifier
        assert all(a[1] < b[0] for a, b in pairwise(ordered)), identifier


def test_a_faulty_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(
        '{"text": "x", "published": "2022-06-15"}\n{"published": "2022-06-15"}\n', encoding="utf8"
    )
    with pytest.raises(FormatError, match=r"gold\.jsonl:2: text: Field required"):
        list(read_gold(path))
