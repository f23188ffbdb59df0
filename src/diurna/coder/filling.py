"""Whom a candidate's frame names: the entities in its slots."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from diurna.codebook import Codebook
from diurna.coder import grammar, slots
from diurna.coder.candidates import Candidate
from diurna.coder.carriers import addressees, occasion_of
from diurna.coder.homes import settle
from diurna.coder.phrases import phrase
from diurna.coder.resolve import Resolver
from diurna.coder.roles import is_another
from diurna.model import UNNAMED, Entity


def fill_roles(candidate: Candidate, codebook: Codebook, resolver: Resolver) -> None:
    """Set a candidate's actors and recipients, with the slots that gave them as evidence."""
    frame, trigger = candidate.frame, candidate.trigger
    if frame.participants:
        candidate.actors = _participants(candidate, codebook, resolver)
        return
    taken: set[int] = set()
    candidate.recipients = _first(candidate, "recipient", frame.recipient, resolver, taken)
    candidate.actors = _first(candidate, "actor", frame.actor, resolver, taken)
    if frame.pos == "noun":
        _lend_subject(candidate, codebook, resolver)
    else:
        subjects = [t for slot in frame.actor for t in slots.fill(trigger, slot)]
        candidate.missing = bool(subjects) and not candidate.actors
    if frame.event == "ASSAULT" and not candidate.recipients:
        candidate.recipients = _place_attacked(candidate, resolver)
    assume_domestic(candidate, resolver)
    part_sides(candidate)


def part_sides(candidate: Candidate) -> None:
    """Take those who act out of those who are acted upon; the unnamed may be on both sides."""
    keys = {(e.key, e.name) for e in candidate.actors}
    candidate.recipients = tuple(
        r for r in candidate.recipients if (r.key, r.name) not in keys or r.code == UNNAMED
    )


def assume_domestic(candidate: Candidate, resolver: Resolver) -> None:
    """Give a role noun without a country that of the other side: *Vietnam frees blogger*.

    What a government does to a blogger, or truckers to a government, happens at home unless
    the text says otherwise. Armed groups and unknown gunmen are left as they are.
    """
    sides = {"actor": candidate.actors, "recipient": candidate.recipients}
    for role, other in (("actor", "recipient"), ("recipient", "actor")):
        codes = {e.code for e in sides[other]}
        home = codes.pop() if len(codes) == 1 else UNNAMED
        mine = sides[role]
        unknown = all(e.code == UNNAMED and e.decided_by == "role" for e in mine)
        verbs = resolver.codebook.verbs
        at_home = all(
            e.sector in verbs.domestic and not _from_abroad(e.text, verbs.abroad) for e in mine
        )
        if mine and unknown and at_home and home in resolver.codebook.actors.state_names:
            sides[role] = tuple(replace(e, code=home, decided_by="role:domestic") for e in mine)
    candidate.actors, candidate.recipients = sides["actor"], sides["recipient"]


def _from_abroad(text: str, abroad: frozenset[str]) -> bool:
    """Whether a phrase says that its people are not of the country (*Western officials*)."""
    words = text.split()
    named = any(w[:1].isupper() for w in words[1:])
    return named or bool(abroad & {w.lower() for w in words})


def _place_attacked(candidate: Candidate, resolver: Resolver) -> tuple[Entity, ...]:
    """Return the country of what was attacked, where only its place tells (*a camp in Lebanon*)."""
    for noun in slots.fill_first(candidate.trigger, candidate.frame.recipient):
        if noun.pos_ != "NOUN" or noun.ent_type_ or is_another(resolver, noun):
            continue
        code = resolver.country_or_story(noun)
        if code != UNNAMED:
            candidate.evidence["recipient"] = "place"
            span = phrase(noun)
            return (Entity(code, "", span.text, span.text, "", span, "inside:clause"),)
    return ()


def _first(
    candidate: Candidate, role: str, names: tuple[str, ...], resolver: Resolver, taken: set[int]
) -> tuple[Entity, ...]:
    """Return the entities of the first slot that holds one with a code, else of the first.

    A word serves one role only.
    """
    unnamed: tuple[Entity, ...] = ()
    words = [candidate.trigger]
    if candidate.frame.pos == "noun" and candidate.carrier is not None:
        words.append(candidate.carrier)
    for slot in names:
        for word in words:
            if word == candidate.carrier and slot in (
                "possessive",
                "modifier",
                "object",
                "subject",
                "of",
            ):
                continue
            filled = _filled(word, slot, candidate)
            tokens = [t for t in filled if t.i not in taken and t != candidate.trigger]
            found = _resolved(tokens, slot, resolver)
            if any(e.code != UNNAMED for e in found):
                taken |= {t.i for t in tokens}
                candidate.evidence[role] = f"slot:{slot}"
                return found
            if found and not unnamed:
                unnamed = found
                candidate.evidence[role] = f"slot:{slot}"
    return unnamed


def _filled(word: Token, slot: str, candidate: Candidate) -> list[Token]:
    """Return the words in a slot; the subject of an adjective is its grammatical one."""
    if slot == "subject" and candidate.frame.pos == "adjective":
        return grammar.surface_subject(word)
    return slots.fill(word, slot)


def _resolved(tokens: list[Token], slot: str, resolver: Resolver) -> tuple[Entity, ...]:
    found: dict[str, Entity] = {}
    for token in tokens:
        if slot.endswith("modifier") and not _acts(token, resolver):
            continue
        for entity in resolver.entities(token):
            settled = settle(entity, token, resolver)
            found.setdefault(f"{settled.key}/{settled.name}", settled)
    return tuple(found.values())


def _acts(token: Token, resolver: Resolver) -> bool:
    """Whether a premodifier names an actor: a nationality or an acting name, not a town."""
    name = resolver.names.get(token.i)
    actor = resolver.actor_of(name.text if name is not None else token.text)
    return actor is not None and token.text[0].isupper()


def _participants(
    candidate: Candidate, codebook: Codebook, resolver: Resolver
) -> tuple[Entity, ...]:
    """Return everyone who takes part in a mutual event."""
    frame, trigger = candidate.frame, candidate.trigger
    extra = ("subject", "with") if frame.pos != "noun" else ("with",)
    names = [*frame.actor, *(s for s in (*extra, "between", "among") if s not in frame.actor)]
    tokens: list[tuple[str, Token]] = []
    for slot in names:
        tokens += [(slot, t) for t in slots.fill(trigger, slot)]
    if frame.pos == "noun":
        carrier = candidate.carrier or occasion_of(trigger, codebook)
        if carrier is not None:
            tokens += [
                ("subject", t) for t in grammar.agents(carrier) or grammar.surface_subject(carrier)
            ]
            tokens += [("with", t) for t in grammar.prepositional(carrier, "with")]
            if candidate.carrier is None:
                tokens += [("addressee", t) for t in addressees(carrier)]
                candidate.evidence["actor"] = "occasion"
    tokens += [("subject", t) for t in grammar.joint_antecedents(trigger)]
    found: dict[str, Entity] = {}
    for slot, token in tokens:
        for entity in _resolved([token], slot, resolver):
            if entity.code == UNNAMED and entity.sector in ("", "UNK"):
                continue
            key = entity.code if entity.code != UNNAMED else entity.key
            better = key in found and not found[key].office and entity.office
            if key not in found or better:
                found[key] = entity
    candidate.evidence.setdefault("actor", "participants")
    return tuple(found.values())


def _lend_subject(candidate: Candidate, codebook: Codebook, resolver: Resolver) -> None:
    """Give an event noun the subject of its light verb, in the role that the verb lends."""
    verb = candidate.carrier
    if verb is None:
        return
    if not candidate.recipients:
        candidate.recipients = _resolved(slots.fill(verb, "indirect"), "indirect", resolver)
    subjects = (
        grammar.surface_subject(verb) if not grammar.is_passive(verb) else grammar.agents(verb)
    )
    entities = _resolved(subjects, "subject", resolver)
    if not entities:
        return
    kinds = codebook.verbs.light(verb.lemma_)
    slot = grammar.preposition(candidate.trigger) or "object"
    role = next((k.subject for k in kinds if slot in k.slots), "actor")
    if role == "actor":
        candidate.actors = entities
        candidate.evidence["actor"] = f"light:{verb.lemma_}"
    elif not candidate.recipients:
        candidate.recipients = entities
        candidate.evidence["recipient"] = f"light:{verb.lemma_}"
