"""Faulty frame files are refused with a reason; the frames' own examples are read aright."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from diurna import coder
from diurna.codebook import load_codebook
from diurna.codebook.frames import Frame, load_classes, load_frames, read_frames
from diurna.errors import CodebookError
from diurna.model import Mention
from diurna.pipeline import make_blank, make_reader

# Floors of the share of examples whose event is found, and of those whose actors and
# recipients are right as well. Raise them when the coder gets better; never lower them.
FLOOR_EVENT = 0.90
FLOOR_WHO = 0.78


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('lemma = ["halt"]\npos = "verb"\ncolour = 1', "unknown key colour"),
        ('lemma = ["halt"]\npos = "adverb"', "pos must be verb, noun or adjective"),
        ('pos = "verb"', "no lemma given"),
        ('lemma = ["halt"]\npos = "verb"\nmode = "gently"', "no mode 'gently' of REJECT"),
        ('lemma = ["halt"]\npos = "verb"\nneeds = { object = ["@toys"] }', "no word class @toys"),
        ('lemma = ["halt"]\npos = "verb"\nexample = "x"', "1 examples but 0 entries in who"),
    ],
)
def test_a_faulty_frame_is_refused(tmp_path: Path, entry: str, reason: str) -> None:
    path = tmp_path / "reject.toml"
    path.write_text(f'event = "REJECT"\n[[frame]]\n{entry}\n', encoding="utf8")
    with pytest.raises(CodebookError, match=reason):
        list(read_frames(path, load_classes()))


@pytest.fixture(scope="module")
def outcomes() -> dict[str, list[tuple[bool, bool]]]:
    """Code every example; by event: whether it was found, and whether with the right actors."""
    frames = [
        (f, e, w) for f in load_frames().frames for e, w in zip(f.examples, f.who, strict=True)
    ]
    docs = [make_blank()(example) for _, example, _ in frames]
    make_reader().annotate(docs)
    found = defaultdict(list)
    for (frame, _, who), doc in zip(frames, docs, strict=True):
        coding = coder.code(doc, "example", date(2023, 6, 14), load_codebook())
        found[frame.event].append(_outcome(frame, who, coding.mentions))
    return found


def _outcome(frame: Frame, who: str, mentions: tuple[Mention, ...]) -> tuple[bool, bool]:
    actors, _, recipients = who.partition(">")
    wanted = (set(actors.split()) - {"---"}, set(recipients.split()) - {"---"})
    events = [m for m in mentions if m.event == frame.event]
    right = any(
        ({e.code for e in m.actors} - {"---"}, {e.code for e in m.recipients} - {"---"}) == wanted
        for m in events
    )
    return bool(events), right


def test_examples_yield_their_events(outcomes: dict[str, list[tuple[bool, bool]]]) -> None:
    every = [o for results in outcomes.values() for o in results]
    assert sum(found for found, _ in every) / len(every) >= FLOOR_EVENT
    assert sum(right for _, right in every) / len(every) >= FLOOR_WHO


def test_no_event_is_left_behind(outcomes: dict[str, list[tuple[bool, bool]]]) -> None:
    for event, results in outcomes.items():
        assert sum(found for found, _ in results) / len(results) >= FLOOR_EVENT - 0.15, event
