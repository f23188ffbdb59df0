"""What the reader's heads say of a sentence's events, weighed against the frames.

The heads decide where they are sure; a frame explains what they found, or stands on its own where
they find an event possible. `docs/accuracy.md` shows what each contributes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from diurna.codebook import Frame
from diurna.codebook.frames import NOT_CODED_AGAIN, Content, Pos
from diurna.coder.candidates import Candidate
from diurna.coder.homes import settle
from diurna.coder.phrases import phrase
from diurna.coder.resolve import Resolver
from diurna.coder.speakers import Said
from diurna.coder.times import Dated
from diurna.model import UNNAMED, Argument, Entity, Trigger

_POS: dict[str, Pos] = {"NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
_NAMING = {"NOUN", "PROPN", "NUM", "ADJ"}


@dataclass(frozen=True, slots=True)
class Weighing:
    """Probabilities from which the heads are believed.

    From `sure` on, a trigger is an event whatever the frames say; down to `backed`, only where
    a frame says so too. A word fills a role from `argument` on; down to `possible`, a role
    that no word fills surely takes what the frame's slots hold.
    """

    sure: float = 0.5
    backed: float = 0.2
    argument: float = 0.5
    possible: float = 0.2


FRAMES_ONLY = Weighing(sure=2.0, backed=0.0, argument=2.0, possible=0.0)
"""The weighing that does not ask the heads."""

HEADS_ONLY = Weighing(backed=2.0, possible=2.0)
"""The weighing that does not ask the frames."""


def triggers_of(doc: Doc) -> dict[int, Trigger]:
    """Return the triggers that the reader found, by the position of their word."""
    return {t.word: t for t in doc._.triggers} if Doc.has_extension("triggers") else {}


def learned(token: Token, trigger: Trigger) -> Frame:
    """Return a frame for an event that no frame of the codebook describes."""
    content: Content = "none" if trigger.event in NOT_CODED_AGAIN else "own"
    return Frame(
        name="",
        event=trigger.event,
        lemmas=(token.lemma_,),
        pos=_POS.get(token.pos_, "verb"),
        mode=trigger.mode or None,
        contexts=(),
        actor=(),
        recipient=(),
        participants=_is_mutual(trigger),
        needs=(),
        without=(),
        content="accused" if trigger.event == "ACCUSE" else content,
        examples=(),
        who=(),
    )


def _is_mutual(trigger: Trigger) -> bool:
    """Whether several act together and no one is acted upon."""
    sure = [a.role for a in trigger.arguments if a.confidence >= 0.5]
    return sure.count("actor") > 1 and "recipient" not in sure


def fill_by_heads(
    candidate: Candidate, trigger: Trigger, weighing: Weighing, resolver: Resolver
) -> None:
    """Set actors and recipients to whom the heads name; a role they leave open keeps its own.

    Where they find no word even possible, the role is emptied.
    """
    for role in ("actor", "recipient"):
        chances = [a.confidence for a in trigger.arguments if a.role == role]
        words = [
            a.word
            for a in trigger.arguments
            if a.role == role and a.confidence >= weighing.argument
        ]
        found = _entities((resolver.doc[w] for w in words), resolver)
        if found:
            candidate.evidence[role] = "head:roles"
            _set(candidate, role, found)
        elif max(chances, default=0.0) < weighing.possible:
            _set(candidate, role, ())
    keys = {(e.key, e.name) for e in candidate.actors}
    candidate.recipients = tuple(
        r for r in candidate.recipients if (r.key, r.name) not in keys or r.code == UNNAMED
    )


def speakers_by_heads(
    trigger: Trigger, chain: Sequence[Said], word: Token, weighing: Weighing, resolver: Resolver
) -> list[Said]:
    """Return the chain of speakers that the heads confirm, with those that only they found.

    A speaker whom no head finds even possible goes; one whom only they find is put outermost.
    """
    named = [a for a in trigger.arguments if a.role == "speaker"]
    if not any(a.confidence >= weighing.argument for a in named):
        return [] if weighing.argument <= 1 else list(chain)
    kept = [link for link in chain if any(_is_named(link, a, resolver) for a in named)]
    sure = [a for a in named if a.confidence >= weighing.argument]
    missing = [a.word for a in sure if not any(_is_named(link, a, resolver) for link in chain)]
    nearest = sorted(missing, key=lambda w: abs(w - word.i))
    found = ((w, _entities([resolver.doc[w]], resolver)) for w in nearest)
    return [
        *kept,
        *(Said(entities, resolver.doc[w], "head:roles") for w, entities in found if entities),
    ]


def _is_named(link: Said, argument: Argument, resolver: Resolver) -> bool:
    """Whether a link of a chain is whom an argument names."""
    spans = [s.span for s in link.speakers if s.span is not None]
    at = resolver.doc[argument.word].idx
    if any(s.start <= at < s.end for s in spans):
        return True
    theirs = {(e.code, e.name) for e in resolver.entities(resolver.doc[argument.word])}
    return bool(theirs & {(s.code, s.name) for s in link.speakers})


def time_by_heads(trigger: Trigger, times: Sequence[Dated], weighing: Weighing) -> Dated | None:
    """Return the time expression that the heads are sure is an event's, or None."""
    chances = {a.word: a.confidence for a in trigger.arguments if a.role == "time"}

    def chance(dated: Dated) -> float:
        return max((chances.get(w, 0.0) for w in dated.words), default=0.0)

    best = max(times, key=chance, default=None)
    return best if best is not None and chance(best) >= weighing.argument else None


def is_timeless(trigger: Trigger, weighing: Weighing) -> bool:
    """Whether the heads find no time expression even possible."""
    return weighing.argument <= 1 and not any(a.role == "time" for a in trigger.arguments)


def _set(candidate: Candidate, role: str, entities: tuple[Entity, ...]) -> None:
    if role == "actor":
        candidate.actors = entities
    else:
        candidate.recipients = entities


def _entities(words: Iterable[Token], resolver: Resolver) -> tuple[Entity, ...]:
    """Resolve the words of a role; one that stands for no known actor is its phrase."""
    found: dict[tuple[str, str], Entity] = {}
    for word in words:
        entities = resolver.entities(word)
        if not entities and word.pos_ in _NAMING:
            span = phrase(word)
            entities = (Entity(UNNAMED, "UNK", span.text, span.text, "", span, "phrase"),)
        for entity in entities:
            settled = settle(entity, word, resolver)
            found.setdefault((settled.key, settled.name), settled)
    return tuple(found.values())
