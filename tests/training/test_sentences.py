"""Our own coded sentences keep to their schema, and every phrase stands in its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from diurna.codebook.ontology import load_ontology
from diurna.errors import FormatError
from diurna.evaluate.events import GoldSentence, read_gold
from training.sentences import locate

FOLDER = Path(__file__).parents[2] / "training" / "sentences"
FILES = sorted(FOLDER.rglob("*.jsonl"))
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


def test_a_faulty_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "x", "published": "2022-06-15"}\n{"text": "y"}\n', encoding="utf8")
    with pytest.raises(FormatError, match=r"gold\.jsonl:2: published: Field required"):
        list(read_gold(path))
