"""Finding the words that report an event, and whom their frames name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from diurna.codebook import Codebook, Frame
from diurna.codebook.frames import Pos
from diurna.coder import grammar, slots
from diurna.coder.resolve import UNNAMED, Resolver
from diurna.model import Entity

_POS: dict[str, tuple[Pos, ...]] = {
    "VERB": ("verb",),
    "AUX": (),
    "NOUN": ("noun",),
    "PROPN": ("noun",),
    "ADJ": ("adjective",),
}
_CONTENT = ("ccomp", "xcomp", "obj", "obl", "acl", "parataxis")
_TOPIC = {
    "for",
    "to",
    "of",
    "on",
    "against",
    "over",
    "about",
    "with",
    "from",
    "at",
    "that",
    "into",
    "as",
    "",
}


@dataclass(slots=True)
class Candidate:
    """A trigger with its frame, and the entities found in the frame's slots.

    `carrier` is the light verb of an event noun. `missing` says that a slot is filled by
    something that is no actor.
    """

    trigger: Token
    frame: Frame
    carrier: Token | None = None
    actors: tuple[Entity, ...] = ()
    recipients: tuple[Entity, ...] = ()
    missing: bool = False
    suppressed: str = ""
    conditional: bool = False
    evidence: dict[str, str] = field(default_factory=dict)

    @property
    def head(self) -> Token:
        """The word by which the event hangs in its sentence."""
        return self.carrier or self.trigger


def find_candidates(sentence: DocSpan, codebook: Codebook, resolver: Resolver) -> list[Candidate]:
    """Return the candidates of a sentence that name an actor or a recipient."""
    found = [c for token in sentence if (c := _match(token, codebook)) is not None]
    taken = {i for c in found for i in slots.consumed(c.trigger, c.frame)}
    kept = []
    for candidate in found:
        if candidate.trigger.i in taken and candidate.frame.pos == "noun":
            continue
        _fill_roles(candidate, codebook, resolver)
        if _named(candidate):
            kept.append(candidate)
    return _without_content(kept, codebook)


def _match(token: Token, codebook: Codebook) -> Candidate | None:
    """Return a token's first frame whose conditions hold."""
    kinds = list(_POS.get(token.pos_, ()))
    if token.tag_ in ("VBN", "VBG") and token.pos_ == "ADJ":
        kinds.append("verb")
    if token.tag_ == "VBN" and token.pos_ == "VERB":
        kinds.append("adjective")
    if token.pos_ == "VERB" and token.dep_ == "amod":
        return None
    for kind in kinds:
        if kind == "noun" and _is_no_event(token, codebook):
            continue
        carrier = _carrier(token, codebook) if kind == "noun" else None
        lemma = token.lower_ if kind == "adjective" else token.lemma_.lower()
        frames = codebook.frames.find(lemma, kind)
        lent = _lent(token, carrier, codebook) if frames and kind == "noun" else []
        for frame in frames:
            if slots.satisfied(token, frame, lent):
                return Candidate(token, frame, carrier)
    return None


def _is_no_event(noun: Token, codebook: Codebook) -> bool:
    """Whether a noun is part of a name, or only says at whose wish (*at their request*)."""
    if noun.dep_ in ("compound", "flat", "nmod:desc"):
        return True
    verbs = codebook.verbs
    at_wish = grammar.preposition(noun) in verbs.initiative_prepositions
    return at_wish and noun.lemma_ in verbs.initiative_nouns and noun.dep_ in ("obl", "nmod")


def _lent(noun: Token, carrier: Token | None, codebook: Codebook) -> list[Token]:
    """Return the words that a light verb or the verb of an occasion lends an event noun."""
    if carrier is not None:
        return grammar.agents(carrier) or grammar.surface_subject(carrier)
    verb = _occasion(noun, codebook)
    return [*grammar.agents(verb), *_addressees(verb)] if verb is not None else []


def _carrier(noun: Token, codebook: Codebook) -> Token | None:
    """Return the light verb that an event noun stands under, or None."""
    head = noun.head
    if noun.dep_ == "conj" and head.pos_ == "NOUN":
        return _carrier(head, codebook)
    part_of = head.dep_ == "obj" and head.lemma_ == "part"
    verb = head.head if part_of else head
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    for light in codebook.verbs.light(verb.lemma_):
        for slot in light.slots:
            if noun in slots.fill(verb, slot) or (part_of and grammar.preposition(noun) == slot):
                return verb
    return verb if part_of and verb.lemma_ == "take" else None


def _fill_roles(candidate: Candidate, codebook: Codebook, resolver: Resolver) -> None:
    frame, trigger = candidate.frame, candidate.trigger
    if frame.participants:
        candidate.actors = _participants(candidate, codebook, resolver)
        return
    taken: set[int] = set()
    candidate.recipients = _first(candidate, "recipient", frame.recipient, resolver, taken)
    if frame.pos == "noun":
        candidate.actors = _first(candidate, "actor", frame.actor, resolver, taken)
        _lend_subject(candidate, codebook, resolver)
    else:
        candidate.actors = _first(candidate, "actor", frame.actor, resolver, taken)
        subjects = [t for slot in frame.actor for t in slots.fill(trigger, slot)]
        candidate.missing = bool(subjects) and not candidate.actors
    keys = {e.key for e in candidate.actors}
    candidate.recipients = tuple(
        r for r in candidate.recipients if r.key not in keys or r.code == UNNAMED
    )


def _first(
    candidate: Candidate, role: str, names: tuple[str, ...], resolver: Resolver, taken: set[int]
) -> tuple[Entity, ...]:
    """Return the entities of the first slot that holds any; a word serves one role only."""
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
            tokens = [
                t for t in slots.fill(word, slot) if t.i not in taken and t != candidate.trigger
            ]
            found = _resolved(tokens, slot, resolver)
            if found:
                taken |= {t.i for t in tokens}
                candidate.evidence[role] = f"slot:{slot}"
                return found
    return ()


def _resolved(tokens: list[Token], slot: str, resolver: Resolver) -> tuple[Entity, ...]:
    found: dict[str, Entity] = {}
    for token in tokens:
        if slot.endswith("modifier") and not _acts(token, resolver):
            continue
        for entity in resolver.entities(token):
            found.setdefault(f"{entity.key}/{entity.name}", entity)
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
    words = [trigger]
    tokens: list[tuple[str, Token]] = []
    for slot in names:
        tokens += [(slot, t) for t in slots.fill(trigger, slot)]
    if frame.pos == "noun":
        carrier = candidate.carrier or _occasion(trigger, codebook)
        if carrier is not None:
            words.append(carrier)
            tokens += [
                ("subject", t) for t in grammar.agents(carrier) or grammar.surface_subject(carrier)
            ]
            tokens += [("with", t) for t in grammar.prepositional(carrier, "with")]
            if candidate.carrier is None:
                tokens += [("addressee", t) for t in _addressees(carrier)]
                candidate.evidence["actor"] = "occasion"
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


def _occasion(noun: Token, codebook: Codebook) -> Token | None:
    """Return the verb of speech said on the occasion: *told Putin in a call*."""
    while noun.dep_ == "conj":
        noun = noun.head
    verb = noun.head
    spoken = verb.pos_ == "VERB" and verb.lemma_ in codebook.verbs.addressed
    on_occasion = noun.dep_ == "obl" and grammar.preposition(noun) in (
        "in",
        "during",
        "at",
        "on",
        "over",
        "by",
    )
    if not (spoken and on_occasion and noun.lemma_ in codebook.verbs.occasions):
        return None
    return verb if _addressees(verb) else None


def _addressees(verb: Token) -> list[Token]:
    if grammar.is_passive(verb):
        return grammar.surface_subject(verb)
    found = [*grammar.patients(verb), *grammar.children(verb, "iobj")] + [
        t for p in ("to", "with") for t in grammar.prepositional(verb, p)
    ]
    return [t for o in found for t in grammar.coordinated(o)]


def _lend_subject(candidate: Candidate, codebook: Codebook, resolver: Resolver) -> None:
    """Give an event noun the subject of its light verb, in the role that the verb lends."""
    verb = candidate.carrier
    if verb is None:
        return
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


def _without_content(candidates: list[Candidate], codebook: Codebook) -> list[Candidate]:
    """Drop what is only the content of a request, promise, threat or refusal.

    A condition in it that names an actor and an act stays, as hypothetical (our conventions,
    "Events" 3 and 5).
    """
    governing = [c for c in candidates if c.frame.content == "none"]
    for candidate in candidates:
        for other in governing:
            if candidate is other or not _inside_content(candidate, other):
                continue
            if _condition(candidate, codebook):
                candidate.conditional = True
            else:
                candidate.suppressed = other.frame.name
    return [c for c in candidates if not c.suppressed]


def _inside_content(candidate: Candidate, other: Candidate) -> bool:
    """Whether a candidate hangs in what another's trigger takes as its content."""
    path = [candidate.head, *grammar.ancestors(candidate.head)]
    if candidate.trigger == other.trigger:
        return False
    heads = {other.trigger.i, other.head.i}
    for below, above in pairwise(path):
        if below.dep_ in ("advcl", "obl", "nmod") and _background(below):
            return False
        if above.i in heads:
            purpose = below.dep_ == "advcl" and grammar.preposition(below) == "to"
            content = below.dep_ in _CONTENT and grammar.preposition(below) in _TOPIC
            return content or purpose or _condition(candidate, None)
    return False


def _background(token: Token) -> bool:
    marks = {m.lower_ for m in grammar.children(token, "mark", "case")}
    return bool(
        marks & {"since", "after", "before", "following", "because", "during", "while", "when"}
    )


def _condition(candidate: Candidate, codebook: Codebook | None) -> bool:
    """Whether a candidate is a condition: in an if-clause, or *any* backing."""
    determiners = codebook.verbs.condition_determiners if codebook else {"any"}
    conjunctions = codebook.verbs.conditions if codebook else {"if", "unless"}
    noun = candidate.trigger
    first = noun.head if noun.dep_ == "conj" else noun
    if any(c.dep_ == "det" and c.lower_ in determiners for c in first.children):
        return True
    for token in [candidate.head, *grammar.ancestors(candidate.head)]:
        if token.dep_ in ("advcl", "ccomp", "advcl:relcl"):
            return any(c.lower_ in conjunctions for c in grammar.children(token, "mark", "advmod"))
    return False


def governed(candidates: list[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    """Yield pairs (accusation, candidate in its content)."""
    for other in candidates:
        if other.frame.content != "accused":
            continue
        for candidate in candidates:
            if candidate is not other and _inside_content(candidate, other):
                yield other, candidate
