"""Our own coded sentences as training examples: names, and events with their roles.

The files hold substrings rather than offsets, which is how people write them; see
``training/sentences/README.md`` for the schema. Roles are learned by the head word of a phrase,
which the tree of the installed reader tells.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.tokens import Doc, Token

from diurna.coder.datelines import StoryDay
from diurna.coder.times import Dated, read_times
from diurna.evaluate.brat import words_in
from diurna.evaluate.events import GoldEntity, GoldEvent, GoldSentence, read_gold
from diurna.evaluate.lines import locate
from diurna.reader import Reader, load_network, make_nlp
from training.examples import Event, Example, Pair, Words


def read_sentences(path: Path) -> Iterator[Example]:
    """Yield the sentences of a file of coded sentences."""
    yield from examples_of(list(read_gold(path)), "own", with_names=True)


def examples_of(
    gold: Sequence[GoldSentence], source: str, *, with_names: bool
) -> Iterator[Example]:
    """Yield coded sentences as examples, and each pair of sides in them as another.

    A coded text of several sentences makes several examples; a role filled in another sentence
    counts as not annotated.
    """
    nlp = make_nlp()
    docs = [nlp(sentence.text) for sentence in gold]
    Reader(load_network()).annotate(docs)
    for sentence, doc in zip(gold, docs, strict=True):
        for span in doc.sents:
            tokens = [t for t in span if not t.is_space]
            times = read_times(span, StoryDay(sentence.published), set())
            events = [
                found
                for event in sentence.events
                if (found := _event(event, doc, tokens, times)) is not None
            ]
            words = [t.text for t in tokens]
            yield Example(
                words=words,
                source=source,
                names=_names(sentence, tokens) if with_names else None,
                events=events,
            )
            for pair in _pairs(sentence, doc, tokens):
                yield Example(words=words, source=f"{source}-pairs", pair=pair)


def _names(sentence: GoldSentence, tokens: Sequence[Token]) -> list[str]:
    tags = ["O"] * len(tokens)
    for label, phrase in sentence.entities:
        for k, i in enumerate(_inside(sentence.text, phrase, tokens)):
            tags[i] = f"{'I' if k else 'B'}-{label}"
    return tags


def _inside(text: str, phrase: str, tokens: Sequence[Token]) -> list[int]:
    """Return the positions in a sentence of the words of a phrase."""
    return words_in(tokens, (locate(text, phrase),))


def _event(
    event: GoldEvent, doc: Doc, tokens: Sequence[Token], times: Sequence[Dated]
) -> Event | None:
    """Return an event with its roles, or None when its trigger stands in another sentence."""
    trigger = _head(doc.text, event.trigger, tokens)
    if trigger is None:
        return None
    roles = {
        "actor": _heads(event.actor, doc, tokens),
        "recipient": _heads(event.recipient, doc, tokens),
        "speaker": _heads(event.speakers, doc, tokens),
        "place": _heads([GoldEntity(text=p) for p in event.places], doc, tokens),
        "time": _time(event.date, times, tokens, trigger),
    }
    mode = event.mode[0] if event.mode else ""
    return Event(trigger, event.event, mode, tuple(event.auxiliary), roles)


def _heads(entities: Sequence[GoldEntity], doc: Doc, tokens: Sequence[Token]) -> Words | None:
    heads = [_head(doc.text, e.text, tokens) for e in entities if e.text is not None]
    known = tuple(dict.fromkeys(h for h in heads if h is not None))
    return known if len(known) == len(set(heads)) else None


def _head(text: str, phrase: str, tokens: Sequence[Token]) -> int | None:
    return head_of(_inside(text, phrase, tokens), tokens)


def head_of(inside: Sequence[int], tokens: Sequence[Token]) -> int | None:
    """Return the position of the word of a phrase that hangs on a word outside it."""
    positions = {tokens[i].i for i in inside}
    top = [i for i in inside if tokens[i].head.i not in positions or tokens[i].dep_ == "ROOT"]
    content = [i for i in top if tokens[i].pos_ not in ("PUNCT", "DET", "ADP", "PART")]
    return next(iter([*content, *top]), None)


def _time(
    date: tuple[dt.date, dt.date] | None,
    times: Sequence[Dated],
    tokens: Sequence[Token],
    trigger: int,
) -> Words | None:
    """Return the expression that means the event's date: none, the nearest, or unknown."""
    if date is None:
        return ()
    place = {t.i: i for i, t in enumerate(tokens)}
    fitting = [
        place[d.head.i] for d in times if (d.when.start, d.when.end) == date and d.head.i in place
    ]
    return (min(fitting, key=lambda i: abs(i - trigger)),) if fitting else None


def _pairs(sentence: GoldSentence, doc: Doc, tokens: Sequence[Token]) -> Iterator[Pair]:
    """Yield the two sides of each event that has two; of several events of a pair, the first."""
    seen = set()
    for event in sentence.events:
        actors = [e.text for e in event.actor if e.text is not None]
        recipients = [e.text for e in event.recipient if e.text is not None]
        sides = (actors[:1] + recipients[:1]) if recipients else actors[:2]
        if len(sides) < 2 or "negation" in event.auxiliary:
            continue
        source, target = (tuple(_inside(doc.text, s, tokens)) for s in sides)
        if source and target and not set(source) & set(target) and (source, target) not in seen:
            seen.add((source, target))
            yield Pair(source, target, event.event)
