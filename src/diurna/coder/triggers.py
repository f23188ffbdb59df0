"""Finding the words that report an event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from diurna.codebook import Codebook
from diurna.codebook.frames import Pos
from diurna.coder import grammar, slots
from diurna.coder.candidates import Candidate
from diurna.coder.carriers import carrier_of, lent_by
from diurna.coder.content import without_content
from diurna.coder.filling import assume_domestic, fill_roles
from diurna.coder.heads import Weighing, fill_by_heads, learned, triggers_of
from diurna.coder.resolve import Resolver
from diurna.model import UNNAMED, Trigger

_POS: dict[str, tuple[Pos, ...]] = {
    "VERB": ("verb",),
    "AUX": (),
    "NOUN": ("noun",),
    "PROPN": ("noun",),
    "ADJ": ("adjective",),
}


def find_candidates(
    sentence: DocSpan, codebook: Codebook, resolver: Resolver, weighing: Weighing
) -> list[Candidate]:
    """Return the candidates of a sentence that name an actor or a recipient.

    Of the frames of a word whose conditions hold, the first that names someone is taken; where
    the reader's heads are sure of an event, the first of that event, else the first, or none.
    """
    framed = weighing.backed <= 1
    matches = {t.i: list(_matches(t, codebook)) if framed else [] for t in sentence}
    reads = triggers_of(sentence.doc)
    sure = [
        _sure(token, read, matches[token.i], codebook)
        for token in sentence
        if (read := reads.get(token.i)) is not None and read.confidence >= weighing.sure
    ]
    for candidate in sure:
        _fill(candidate, weighing, codebook, resolver)
        del matches[candidate.trigger.i]
    found = [c for c in sure if c.actors or c.recipients]
    found = [c for c in found if not any(_lends(c, other) for other in found)]
    possible = {
        place: [
            c
            for c in candidates
            if (c.frame.own or _is_backed(place, reads, weighing))
            and not any(_same_event(c, other) for other in found)
        ]
        for place, candidates in matches.items()
    }
    return without_content([*found, *_framed(possible, codebook, resolver)], codebook.verbs)


def _is_backed(place: int, reads: Mapping[int, Trigger], weighing: Weighing) -> bool:
    """Whether the heads find an event possible enough for a frame to say that it is one."""
    if weighing.backed == 0:
        return True
    return place in reads and reads[place].confidence >= weighing.backed


def _framed(
    possible: dict[int, list[Candidate]], codebook: Codebook, resolver: Resolver
) -> Iterator[Candidate]:
    """Yield for each word the first of its candidates whose frame names someone."""
    firsts = [candidates[0] for candidates in possible.values() if candidates]
    taken = {i for c in firsts for i in slots.consumed(c.trigger, c.frame)}
    for candidates in possible.values():
        for candidate in candidates:
            if candidate.trigger.i in taken and candidate.frame.pos == "noun":
                continue
            fill_roles(candidate, codebook, resolver)
            if _named(candidate):
                yield candidate
                break


def _sure(
    token: Token, read: Trigger, candidates: list[Candidate], codebook: Codebook
) -> Candidate:
    """Return the candidate of an event that the heads are sure of."""
    first = candidates[0] if candidates else None
    found = next((c for c in candidates if c.frame.event == read.event), first)
    if found is None:
        noun = token.pos_ in ("NOUN", "PROPN")
        carrier = carrier_of(token, codebook) if noun else None
        found = Candidate(token, learned(token, read), carrier)
    found.read = read
    return found


def _fill(candidate: Candidate, weighing: Weighing, codebook: Codebook, resolver: Resolver) -> None:
    """Fill the roles of an event that the heads are sure of: by its frame, then by the heads."""
    if candidate.read is None:
        return
    if candidate.frame.name:
        fill_roles(candidate, codebook, resolver)
    fill_by_heads(candidate, candidate.read, weighing, resolver)
    assume_domestic(candidate, resolver)


def _lends(verb: Candidate, noun: Candidate) -> bool:
    """Whether a candidate is but the light verb of another: *imposed sanctions*."""
    below = noun.trigger.pos_ == "NOUN" and noun.trigger.dep_ in ("obj", "nsubj:pass")
    lent = noun.carrier == verb.trigger or (below and noun.trigger.head == verb.trigger)
    return lent and verb.frame.event == noun.frame.event


def _same_event(one: Candidate, other: Candidate) -> bool:
    """Whether two words report one event: a noun and its light verb."""
    if one.frame.event != other.frame.event:
        return False
    near = {t.i for t in (one.carrier, one.trigger.head) if t is not None}
    theirs = {t.i for t in (other.carrier, other.trigger.head) if t is not None}
    return other.trigger.i in near or one.trigger.i in theirs


def _matches(token: Token, codebook: Codebook) -> Iterator[Candidate]:
    """Yield a candidate for each frame of a token whose conditions hold."""
    kinds = list(_POS.get(token.pos_, ()))
    if token.tag_ in ("VBN", "VBG") and token.pos_ == "ADJ":
        kinds.append("verb")
    if token.tag_ == "VBN" and token.pos_ == "VERB":
        kinds.append("adjective")
    if token.pos_ == "VERB" and token.dep_ == "amod":
        return
    for kind in kinds:
        if kind == "noun" and _is_no_event(token, codebook):
            continue
        carrier = carrier_of(token, codebook) if kind == "noun" else None
        lemma = token.lower_ if kind == "adjective" else token.lemma_.lower()
        frames = codebook.frames.find(lemma, kind)
        lent = lent_by(token, carrier, codebook) if frames and kind == "noun" else []
        for frame in frames:
            if slots.satisfied(token, frame, lent):
                yield Candidate(token, frame, carrier)


def _is_no_event(noun: Token, codebook: Codebook) -> bool:
    """Whether a noun is part of a name, or only says at whose wish (*at their request*)."""
    if noun.dep_ in ("compound", "flat", "nmod:desc"):
        return True
    verbs = codebook.verbs
    at_wish = grammar.preposition(noun) in verbs.initiative_prepositions
    return at_wish and noun.lemma_ in verbs.initiative_nouns and noun.dep_ in ("obl", "nmod")


def _named(candidate: Candidate) -> bool:
    """Whether enough is named for a mention; a noun must name someone with a code."""
    coded = [e for e in (*candidate.actors, *candidate.recipients) if e.code != UNNAMED]
    if candidate.frame.participants:
        known = [e for e in candidate.actors if e.code != UNNAMED]
        return len(candidate.actors) >= 2 or (len(known) == 1 and _clearly_mutual(candidate))
    if candidate.frame.pos == "noun":
        return bool(coded)
    if candidate.actors:
        return True
    if not candidate.recipients:
        return False
    return not candidate.missing or candidate.frame.event == "ASSAULT"


def _clearly_mutual(candidate: Candidate) -> bool:
    entity = candidate.actors[0]
    span = entity.span
    plural = candidate.trigger.pos_ != "NOUN" or candidate.carrier is not None
    return span is not None and plural
