"""What the reader's heads say of a sentence's events, weighed against the frames.

The heads decide what is an event where they are sure; a frame explains what they found, or stands
on its own. Where a frame fits, its slots and the rules over the
tree have the first word on actors, recipients and auxiliary modes; the heads have it on dates and
on who reports, and on everything where no frame fits. `docs/accuracy.md` shows what each gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from diurna.codebook import Frame
from diurna.codebook.frames import NOT_CODED_AGAIN, Content, Pos
from diurna.coder.actors import actors_of
from diurna.coder.candidates import Candidate
from diurna.coder.filling import part_sides
from diurna.coder.resolve import Resolver
from diurna.coder.speakers import REPORTED, Said
from diurna.coder.times import Dated, expression_of
from diurna.model import UNNAMED, Argument, Entity, Trigger

_POS: dict[str, Pos] = {"NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


@dataclass(frozen=True, slots=True)
class Weighing:
    """Probabilities from which the heads are believed.

    From `sure` on, a trigger is an event though no frame says so; down to `backed`, only where
    a frame of ours says so too; a user's frame stands on its own, as all do at 0. A word fills a
    role from `argument` on; down to `possible`, a role that no word fills surely takes what the
    frame's slots hold.
    """

    sure: float = 0.6
    backed: float = 0.1
    argument: float = 0.3
    possible: float = 0.1


CERTAIN = 0.9
"""The probability from which a word that fills a role refutes what a frame's slot holds."""

FRAMES_ONLY = Weighing(sure=2.0, backed=0.0, argument=2.0, possible=0.0)
"""The weighing that does not ask the heads."""

HEADS_ONLY = Weighing(sure=0.5, backed=2.0)
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
    """Set actors and recipients to whom the heads name.

    A role in which the frame's slots hold someone with a code keeps them, unless the heads are
    certain of another; one for which they find no word even possible is emptied.
    """
    for role in ("actor", "recipient"):
        mine: tuple[Entity, ...] = getattr(candidate, f"{role}s")
        chances = _chances(trigger, role)
        if any(e.code != UNNAMED for e in mine) and not _refuted(mine, chances, resolver):
            continue
        words = [w for w, chance in chances.items() if chance >= weighing.argument]
        found = actors_of((resolver.doc[w] for w in words), resolver)
        if found:
            candidate.evidence[role] = "head:roles"
            _set(candidate, role, found)
        elif max(chances.values(), default=0.0) < weighing.possible:
            _set(candidate, role, ())
    part_sides(candidate)


def _refuted(entities: tuple[Entity, ...], chances: dict[int, float], resolver: Resolver) -> bool:
    """Whether the heads are certain of another than those whom a slot holds."""
    if max(chances.values(), default=0.0) < CERTAIN:
        return False
    possible = [resolver.doc[word].idx for word in chances]
    spans = [e.span for e in entities if e.span is not None]
    return not any(s.start <= at < s.end for s in spans for at in possible)


def _chances(trigger: Trigger, role: str) -> dict[int, float]:
    """Return how likely each word fills a role; actor or recipient, a word is what is likelier."""
    best: dict[int, Argument] = {}
    for argument in trigger.arguments:
        if argument.role in ("actor", "recipient"):
            known = best.get(argument.word)
            if known is None or argument.confidence > known.confidence:
                best[argument.word] = argument
    return {w: a.confidence for w, a in best.items() if a.role == role}


def speakers_by_heads(
    trigger: Trigger, chain: Sequence[Said], word: Token, weighing: Weighing, resolver: Resolver
) -> list[Said]:
    """Return the chain of speakers that the heads confirm, with those that only they found.

    Whoever a verb of reporting names goes, where no head finds them even possible; accusers and
    holders of a view stay. One whom only the heads find is put outermost.
    """
    if weighing.argument > 1:
        return list(chain)
    named = [a for a in trigger.arguments if a.role == "speaker"]
    sure = [a for a in named if a.confidence >= weighing.argument]
    kept = [
        link
        for link in chain
        if link.decided_by != REPORTED
        or (sure and any(_is_named(link, a, resolver) for a in named))
    ]
    missing = [a.word for a in sure if not any(_is_named(link, a, resolver) for link in chain)]
    nearest = sorted(missing, key=lambda w: abs(w - word.i))
    found = ((w, actors_of([resolver.doc[w]], resolver)) for w in nearest)
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


def time_of(candidate: Candidate, times: Sequence[Dated], weighing: Weighing) -> Dated | None:
    """Return the time of an event: by the heads where they are sure, else by the tree.

    The heads know nothing of what is told from another event: there the tree decides.
    """
    trigger, read = candidate.trigger, candidate.read
    told = [d for d in times if d.inferred or d.target is not None]
    if read is not None and not any(d.inferred and d.head == trigger for d in told):
        dated = _time_by_heads(read, trigger, times, weighing)
        if dated is not None:
            return dated
        if _is_timeless(read, weighing):
            return expression_of(trigger, candidate.carrier, told) if told else None
    return expression_of(trigger, candidate.carrier, times)


def _time_by_heads(
    trigger: Trigger, word: Token, times: Sequence[Dated], weighing: Weighing
) -> Dated | None:
    """Return the time expression that the heads are sure is an event's, or None."""
    chances = {a.word: a.confidence for a in trigger.arguments if a.role == "time"}

    def chance(dated: Dated) -> float:
        own = 0.0 if dated.target == word else 1.0
        return own * max((chances.get(w, 0.0) for w in dated.words), default=0.0)

    best = max(times, key=chance, default=None)
    return best if best is not None and chance(best) >= weighing.argument else None


def _is_timeless(trigger: Trigger, weighing: Weighing) -> bool:
    """Whether the heads find no time expression even possible."""
    return weighing.argument <= 1 and not any(a.role == "time" for a in trigger.arguments)


def _set(candidate: Candidate, role: str, entities: tuple[Entity, ...]) -> None:
    if role == "actor":
        candidate.actors = entities
    else:
        candidate.recipients = entities
