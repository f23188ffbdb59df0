"""Some hundred coded stories made by rule: copies, corrected texts, events that several tell."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice
from typing import Any

from diurna.model import Mention, Sentence, Span
from diurna.record import Arrival
from tests.record.samples import arrival, code, mention, on, story

TOGETHER = 32
"""Stories in one transaction."""
_STATES = {
    **{"KEN": "Kenya", "TZA": "Tanzania", "PER": "Peru", "CHL": "Chile", "LVA": "Latvia"},
    **{"NPL": "Nepal", "FJI": "Fiji", "OMN": "Oman", "MLI": "Mali", "CUB": "Cuba"},
}
_DEEDS = (("CONSULT", "met", 1), ("ACCUSE", "accused", 3), ("ASSAULT", "raided", 4))
_SYLLABLES = ("ba", "dor", "fen", "gil", "ka", "lum", "mer", "no", "pas", "rin", "sto", "tuv")
_PAPERS = ("a.org", "b.org", "c.org", "d.org")
_FIRST = date(2023, 5, 1)


def coded_stories(number: int, seed: int = 7) -> list[Arrival]:
    """Return so many arrivals; the same ones for a seed."""
    return list(islice(_arrivals(random.Random(seed)), number))


def batches(arrivals: list[Arrival]) -> Iterator[list[Arrival]]:
    """Yield arrivals as a run stores them."""
    for start in range(0, len(arrivals), TOGETHER):
        yield arrivals[start : start + TOGETHER]


def _arrivals(rng: random.Random) -> Iterator[Arrival]:
    earlier: list[Arrival] = []
    for number in count():
        kind = rng.random()
        if earlier and kind < 0.15:
            told = rng.choice(earlier[-40:])
            yield _copy(told, f"s{number}", rng.choice(_PAPERS))
        elif earlier and kind < 0.25:
            yield _corrected(earlier.pop(rng.randrange(len(earlier))))
        else:
            earlier.append(_story(f"s{number}", rng))
            yield earlier[-1]


def _story(name: str, rng: random.Random) -> Arrival:
    day = _FIRST + timedelta(days=rng.randrange(120))
    told = [
        _sentence(day - timedelta(days=rng.randrange(3)), rng) for _ in range(rng.randint(2, 3))
    ]
    text = "\n".join(words for words, _ in told)
    return _coded(
        name, text, day, rng.choice(_PAPERS), [given for _, given in told[: rng.randint(0, 2)]]
    )


def _copy(told: Arrival, name: str, paper: str) -> Arrival:
    text = told.story.text + "\nThis report was updated in the evening by our desk."
    assert told.story.published
    return _coded(name, text, told.story.published, paper, _given(told))


def _corrected(told: Arrival) -> Arrival:
    """Return a new version of a story, which no longer tells its first event."""
    text = told.story.text + "\nA correction: an earlier version named the wrong ministry."
    assert told.story.published
    return _coded(
        told.story.id, text, told.story.published, told.story.publisher, [{}, *_given(told)[1:]]
    )


def _given(told: Arrival) -> list[dict[str, Any]]:
    """Return what `_coded` made an arrival's mentions of."""
    fields = ("event", "quad", "actors", "recipients", "when", "trigger")
    by_line = {m.sentence.sequence: m for m in told.mentions}
    lines = range(1, len(told.story.paragraphs) + 1)
    return [{f: getattr(by_line[k], f) for f in fields} if k in by_line else {} for k in lines]


def _sentence(day: date, rng: random.Random) -> tuple[str, dict[str, Any]]:
    one, other = rng.sample(sorted(_STATES), 2)
    event, verb, quad = rng.choice(_DEEDS)
    matters = " ".join("".join(rng.choices(_SYLLABLES, k=3)) for _ in range(12))
    words = f"{_STATES[one]} {verb} {_STATES[other]} on {day:%A} over {matters}."
    met = event == "CONSULT"
    return words, {
        "event": event,
        "quad": quad,
        "actors": code(one, other) if met else code(one),
        "recipients": () if met else code(other),
        "when": on(day),
        "trigger": verb,
    }


def _coded(name: str, text: str, day: date, paper: str, told: list[dict[str, Any]]) -> Arrival:
    of = story(name, text, day, paper, title=f"Report {name}")
    made = arrival(of, (), own=False)
    mentions = [
        _mention(f"m{k}", made.sentences[k], given) for k, given in enumerate(told) if given
    ]
    return arrival(of, mentions)


def _mention(name: str, sentence: Sentence, given: dict[str, Any]) -> Mention:
    word = given["trigger"] if isinstance(given["trigger"], str) else given["trigger"].text
    start = sentence.start + sentence.text.index(word)
    trigger = Span(start, start + len(word), word)
    return mention(name, sentence=sentence, speakers=(), **(given | {"trigger": trigger}))
