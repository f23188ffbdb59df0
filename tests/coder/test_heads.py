"""What becomes of an event when the reader's heads are asked, and when they are not."""

from __future__ import annotations

from datetime import date

import pytest

from diurna import coder
from diurna.codebook import load_codebook
from diurna.coder.homes import home_of
from diurna.coder.resolve import Resolver
from diurna.model import Argument, Mention, Trigger
from diurna.pipeline import make_blank, make_reader

Heads = dict[str, tuple[str, float, dict[str, str]]]


def coded(text: str, triggers: Heads, weighing: coder.Weighing) -> list[Mention]:
    """Code a sentence with the given heads: by trigger, event, confidence, words by role."""
    doc = make_blank()(text)
    make_reader().annotate([doc])
    place = {t.text: t.i for t in doc}
    doc._.triggers = tuple(
        Trigger(
            place[word],
            event,
            "",
            (),
            tuple(Argument(role, place[w], 0.9) for w, role in arguments.items()),
            confidence,
        )
        for word, (event, confidence, arguments) in triggers.items()
    )
    found = coder.code(doc, "story", date(2022, 6, 15), load_codebook(), weighing=weighing)
    return list(found.mentions)


def test_sure_heads_find_events_that_no_frame_describes() -> None:
    heads = {"blinked": ("CONCEDE", 0.9, {"Kenya": "actor", "Uganda": "recipient"})}
    (found,) = coded("Kenya blinked first, Uganda noted.", heads, coder.Weighing())
    assert (found.event, found.decided_by) == ("CONCEDE", "head:events")
    assert [e.code for e in found.actors] == ["KEN"]
    assert [e.code for e in found.recipients] == ["UGA"]
    assert found.evidence[0].confidence == 0.9


def test_sure_heads_and_a_frame_are_both_named() -> None:
    heads = {"condemned": ("ACCUSE", 0.9, {"Kenya": "actor", "Uganda": "recipient"})}
    (found,) = coded("Kenya condemned Uganda.", heads, coder.Weighing())
    assert found.decided_by.startswith("head:events frame:accuse/")


@pytest.mark.parametrize(("chance", "count"), [(0.4, 1), (0.1, 0)])
def test_a_frame_stands_alone_only_where_the_heads_find_it_possible(
    chance: float, count: int
) -> None:
    heads: Heads = {"condemned": ("ACCUSE", chance, {})}
    weighing = coder.Weighing(sure=0.5, backed=0.2)
    assert len(coded("Kenya condemned Uganda.", heads, weighing)) == count


def test_without_the_heads_the_frames_decide() -> None:
    (found,) = coded("Kenya condemned Uganda.", {}, coder.FRAMES_ONLY)
    assert found.decided_by.startswith("frame:accuse/")


def test_without_the_frames_the_heads_decide() -> None:
    assert not coded("Kenya condemned Uganda.", {}, coder.HEADS_ONLY)


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("Police in Nairobi fired at lecturers.", "lecturers", "KEN"),
        ("The Kenyan police shot three boys.", "boys", "KEN"),
        ("Three boys were shot.", "boys", "---"),
    ],
)
def test_people_without_a_country_are_at_home_where_the_sentence_plays(
    text: str, word: str, code: str
) -> None:
    doc = make_blank()(text)
    make_reader().annotate([doc])
    token = next(t for t in doc if t.text == word)
    assert home_of(token, Resolver(doc, load_codebook(), None)) == code
