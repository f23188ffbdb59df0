"""From a candidate to a mention: modality, date, speakers, quotations, places, confidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from diurna.codebook import Codebook
from diurna.coder import grammar
from diurna.coder.auxiliaries import Modality, add_background, modality
from diurna.coder.candidates import Candidate
from diurna.coder.evidence import confidence_of, decided_by, evidence_of
from diurna.coder.heads import Weighing, speakers_by_heads, time_of
from diurna.coder.locations import places_of
from diurna.coder.passages import Passage
from diurna.coder.phrases import to_span, word_span
from diurna.coder.quotes import Quotation, belongs, quotations
from diurna.coder.resolve import Resolver
from diurna.coder.speakers import Said, chain, holder_of_quote
from diurna.coder.times import Dated, interval_of, when_of
from diurna.model import (
    UNNAMED,
    Auxiliary,
    Entity,
    Evidence,
    Mention,
    Quote,
    Sentence,
    When,
    digest,
)

_INTENT = {"CONSULT", "SUPPORT", "COOPERATE", "AID"}
_NOBODY = Entity(UNNAMED, "UNK", decided_by="unnamed")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the mentions of a sentence share."""

    sentence: DocSpan
    record: Sentence
    story_id: str
    resolver: Resolver
    codebook: Codebook
    times: list[Dated]
    day: date | None
    quotes: list[Quotation]
    candidates: list[Candidate]
    accusers: dict[int, tuple[Entity, ...]]
    weighing: Weighing


def surroundings(
    passage: Passage,
    story_id: str,
    resolver: Resolver,
    codebook: Codebook,
    day: date | None,
    weighing: Weighing,
) -> Surroundings:
    """Read what the mentions of a sentence share; `day` is what relative dates count from."""
    candidates = passage.candidates
    accusers = {
        c.trigger.i: c.actors or (_NOBODY,) for c in candidates if c.frame.content == "accused"
    }
    return Surroundings(
        passage.sentence,
        passage.record,
        story_id,
        resolver,
        codebook,
        [d for d in passage.times if not d.of_story],
        day,
        list(quotations(passage.sentence)),
        candidates,
        accusers,
        weighing,
    )


def assemble(candidate: Candidate, around: Surroundings) -> Mention:
    """Return the mention of a candidate."""
    trigger = candidate.trigger
    shape = modality(trigger, around.codebook.verbs, candidate.carrier)
    if candidate.conditional:
        shape.add("hypothetical", trigger, "condition")
    when = interval_of(time_of(candidate, around.times, around.weighing), around.day)
    event, modes = _event(candidate, shape)
    links = chain(candidate.head, around.resolver, around.accusers)
    if shape.denier is not None:
        links = _with_denier(links, shape.denier, around.resolver)
    if candidate.read is not None:
        links = speakers_by_heads(candidate.read, links, trigger, around.weighing, around.resolver)
    add_background(shape, trigger, when, around.resolver.published)
    if candidate.read is not None and not candidate.frame.name:
        shape.weigh(candidate.read.auxiliary, trigger)
    actors = candidate.actors or (_NOBODY,)
    when = when if when.start is not None else _spoken_when(event, shape, links, actors, around)
    speakers = tuple(s for link in links for s in link.speakers)
    recipients = _bilateral(candidate, actors, around.resolver) or candidate.recipients
    others = {c.trigger.i for c in around.candidates if c is not candidate}
    ontology = around.codebook.ontology
    confidence = confidence_of(candidate, actors, recipients)
    items = evidence_of(candidate, shape, when, links, (actors, recipients), confidence)
    return Mention(
        id=digest(
            around.story_id,
            around.record.text,
            str(trigger.idx - around.record.start),
            event,
        ),
        story_id=around.story_id,
        sentence=around.record,
        trigger=word_span(trigger),
        event=event,
        modes=modes,
        contexts=_contexts(candidate, around, modes),
        actors=actors,
        recipients=recipients,
        auxiliary=shape.modes,
        when=when,
        speakers=speakers,
        initiators=_initiators(candidate, around),
        places=places_of(
            trigger,
            candidate.carrier,
            around.sentence,
            around.resolver,
            others,
        ),
        quotes=tuple(_quotes(candidate, around, others, speakers, actors)),
        quad=ontology.events[event].quad,
        score=ontology.score(event, modes),
        cameo=ontology.events[event].cameo,
        confidence=confidence,
        decided_by=decided_by(candidate),
        evidence=tuple(items),
    )


def _event(candidate: Candidate, shape: Modality) -> tuple[str, tuple[str, ...]]:
    """Return event and modes; intentions become AGREE, refusals REJECT (conventions 1 and 4)."""
    event = candidate.frame.event
    mode = candidate.frame.mode or (candidate.read.mode if candidate.read else "")
    modes = (mode,) if mode else ()
    if "hypothetical" in shape.found or (candidate.read and event == "AGREE"):
        shape.found.pop("future", None)
    if not candidate.frame.name:
        return event, modes
    ahead = "future" in shape.found
    if event in _INTENT and ahead:
        shape.found.pop("future")
        if "negation" in shape.found:
            shape.found.pop("negation")
            return "REJECT", ("meet",) if event == "CONSULT" else ("assist",)
        return "AGREE", ()
    if event == "AGREE" and ahead:
        shape.found.pop("future")
    return event, modes


def _with_denier(links: list[Said], denier: Token, resolver: Resolver) -> list[Said]:
    found = tuple(e for t in grammar.agents(denier) for e in resolver.entities(t))
    if not found or any(link.cue == denier for link in links):
        return links
    return [Said(found, denier), *links]


def _spoken_when(
    event: str, shape: Modality, links: list[Said], actors: tuple[Entity, ...], around: Surroundings
) -> When:
    """Date an expression of support by the speech that it is made in, where it is the actor's."""
    sides = {a.code for a in actors}
    own = bool(links) and any(s.code in sides and s.sector != "JRN" for s in links[0].speakers)
    if event == "SUPPORT" and own and (shape.continuing or not shape.found):
        return when_of(links[0].cue, None, around.times, around.day)
    return When()


def _bilateral(
    candidate: Candidate, actors: tuple[Entity, ...], resolver: Resolver
) -> tuple[Entity, ...]:
    """Return the other side of *bilateral relations*: the other state that the story is about."""
    if candidate.frame.participants or candidate.recipients:
        return ()
    for token in candidate.trigger.subtree:
        if token.lemma_.lower() in ("bilateral", "mutual") and token.dep_ == "amod":
            pair = resolver.groups.best() if resolver.groups is not None else ()
            rest = [c for c in pair if c not in {a.code for a in actors}]
            if len(rest) == 1 and len(pair) == 2:
                span = to_span(token.doc, token.i, token.head.i + 1)
                name = resolver.codebook.actors.state_names.get(rest[0], rest[0])
                return (Entity(rest[0], "GOV", span.text, name, "", span, "coreference"),)
    return ()


def _contexts(
    candidate: Candidate, around: Surroundings, modes: tuple[str, ...]
) -> tuple[str, ...]:
    lemmas = {t.lemma_.lower() for t in around.sentence}
    found = [name for name, words in around.codebook.ontology.contexts.items() if words & lemmas]
    own = [*candidate.frame.contexts, *(m for m in modes if m in ("cyber", "misinformation"))]
    return tuple(dict.fromkeys([*own, *found]))


def _initiators(candidate: Candidate, around: Surroundings) -> tuple[Entity, ...]:
    """Return those at whose wish it is done: *at Washington's initiative*."""
    verbs = around.codebook.verbs
    for token in [candidate.head, *grammar.ancestors(candidate.head)]:
        for child in grammar.children(token, "obl", "nmod"):
            if (
                child.lemma_ in verbs.initiative_nouns
                and grammar.preposition(child) in verbs.initiative_prepositions
            ):
                owners = [
                    *grammar.possessors(child),
                    *grammar.prepositional(child, "of"),
                    *grammar.modifiers(child),
                ]
                return tuple(e for t in owners for e in around.resolver.entities(t))
        mover = token.head
        if token.dep_ in ("advcl", "xcomp") and mover.lemma_ in verbs.transparent:
            movers = grammar.agents(mover) if grammar.is_passive(mover) else []
            if movers:
                return tuple(e for t in movers for e in around.resolver.entities(t))
        if token.dep_ in ("ccomp", "parataxis"):
            break
    return ()


def _quotes(
    candidate: Candidate,
    around: Surroundings,
    others: set[int],
    speakers: tuple[Entity, ...],
    actors: tuple[Entity, ...],
) -> list[Quote]:
    found = []
    for quotation in around.quotes:
        if belongs(quotation, candidate.trigger, others):
            holders = holder_of_quote(quotation.head, around.resolver)
            innermost = speakers[:1] or (
                actors
                if around.codebook.ontology.events[candidate.frame.event].quad in (1, 3)
                else ()
            )
            who = holders or innermost
            rest = tuple(s for s in speakers if s not in who)
            found.append(Quote(quotation.span, (*who, *rest)))
    return found


def with_recipients(mention: Mention, recipients: tuple[Entity, ...], rule: str) -> Mention:
    """Return a mention with recipients had from elsewhere in the story."""
    evidence = tuple(Evidence("recipient", rule, e.span, 0.7) for e in recipients)
    return replace(mention, recipients=recipients, evidence=(*mention.evidence, *evidence))


def with_auxiliary(mention: Mention, auxiliary: Auxiliary, rule: str) -> Mention:
    """Return a mention with one more auxiliary mode."""
    if auxiliary in mention.auxiliary:
        return mention
    evidence = (*mention.evidence, Evidence("auxiliary", rule, mention.trigger, 0.8))
    return replace(mention, auxiliary=(auxiliary, *mention.auxiliary), evidence=evidence)
