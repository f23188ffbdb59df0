"""Events with their roles, attributions, and the event between two given sides."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from diurna.model import Attribution, Trigger
from diurna.pipeline import make_blank, make_reader


def read(text: str) -> Doc:
    doc = make_blank()(text)
    make_reader().annotate([doc])
    return doc


def trigger_of(doc: Doc, word: str) -> Trigger:
    found = [t for t in doc._.triggers if doc[t.word].text == word]
    assert len(found) == 1, [(doc[t.word].text, t.event) for t in doc._.triggers]
    trigger: Trigger = found[0]
    return trigger


def words(doc: Doc, trigger: Trigger, role: str) -> set[str]:
    arguments = (a for a in trigger.arguments if a.role == role and a.confidence > 0.5)
    return {doc[a.word].text for a in arguments}


@pytest.mark.parametrize(
    ("text", "word", "event", "actor", "recipient"),
    [
        ("Kenya condemned Uganda on Monday.", "condemned", "ACCUSE", "Kenya", "Uganda"),
        ("Rebels shelled a hospital in Goma.", "shelled", "ASSAULT", "Rebels", "hospital"),
        ("Police arrested two journalists in Cairo.", "arrested", "COERCE", "Police", "journalists"),
        ("Japan sent 300 tents to Nepal.", "sent", "AID", "Japan", "Nepal"),
    ],
)  # fmt: skip
def test_a_trigger_has_its_event_and_who_acts_on_whom(
    text: str, word: str, event: str, actor: str, recipient: str
) -> None:
    doc = read(text)
    trigger = trigger_of(doc, word)
    assert trigger.event == event
    assert trigger.confidence > 0.5
    assert words(doc, trigger, "actor") == {actor}
    assert words(doc, trigger, "recipient") == {recipient}


def test_sport_is_no_event() -> None:
    doc = read("Kenya beat Uganda 2-1 in Sunday's final in Kampala.")
    assert all(t.confidence < 0.5 for t in doc._.triggers)


def test_an_attribution_has_source_cue_and_content() -> None:
    doc = read("The talks have failed, the minister told reporters.")
    (found,) = doc._.attributions
    source, cue, content = ({doc[i].text for i in part} for part in parts(found))
    assert "minister" in source
    assert "told" in cue
    assert {"talks", "have", "failed"} <= content
    assert not content & source


def parts(found: Attribution) -> tuple[tuple[int, ...], ...]:
    return found.source, found.cue, found.content


def test_attributions_nest() -> None:
    doc = read("President Widodo told Scholz that Indonesia would mediate, Antara reported.")
    cues = {doc[a.anchor].text: {doc[i].text for i in a.content} for a in doc._.attributions}
    assert "told" in cues["reported"]
    assert "mediate" in cues["reported"] & cues["told"]
    assert "Widodo" not in cues["told"]


def test_words_count_in_the_document_not_in_the_sentence() -> None:
    doc = read("It rained. Kenya condemned Uganda.")
    assert doc[trigger_of(doc, "condemned").word].text == "condemned"


def test_the_event_between_given_sides() -> None:
    sentence = [
        *["The", "minister", "said", "Kenya", "had", "freed", "two", "Ugandan", "pilots"],
        ".",
    ]
    chances = make_reader().between(sentence, [3], [6, 7, 8])
    assert max(chances, key=lambda e: chances[e]) == "YIELD"
    assert sum(chances.values()) == pytest.approx(1)


def test_the_sides_of_a_very_long_sentence_are_found() -> None:
    filler = ["and", "the", "weather", "was", "fine", "in", "the", "hills"] * 80
    end = ["and", "Peruvian", "jets", "bombed", "a", "camp", "in", "Chile", "."]
    sentence = ["Kenya", "slept", *filler, *end]
    start = len(sentence) - len(end)
    chances = make_reader().between(sentence, [start + 1, start + 2], [start + 4, start + 5])
    assert max(chances, key=lambda e: chances[e]) == "ASSAULT"
