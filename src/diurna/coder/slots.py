"""Finding the words that stand in a frame's slots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from diurna.codebook import Condition, Frame
from diurna.codebook.verbs import load_verbs
from diurna.coder import grammar

_CLAUSE_DEPS = {
    "infinitive": ("xcomp", "advcl", "acl"),
    "gerund": ("xcomp", "advcl", "acl", "ccomp", "obl"),
}
_MUTUAL = ("subject", "between", "with", "among")
_PARTICLES = ("compound:prt", "advmod", "case", "xcomp", "obj")
_OBJECTS_OWN = {"by", "against", "between"}
_LOCATIVE = {"in", "at", "near", "on"}


def fill(word: Token, slot: str) -> list[Token]:
    """Return the words in a slot of a trigger; a path (``object/on``) is followed step by step."""
    first, _, rest = slot.partition("/")
    found = _fill_one(word, first)
    if not rest:
        return found
    return [t for step in found for t in fill(step, rest)]


def fill_first(word: Token, slots: Iterable[str]) -> list[Token]:
    """Return the words of the first slot that holds any."""
    return next((found for slot in slots if (found := fill(word, slot))), [])


def _fill_one(word: Token, slot: str) -> list[Token]:
    match slot:
        case "subject":
            return grammar.agents(word)
        case "object":
            return grammar.patients(word)
        case "indirect":
            return _indirect(word)
        case "possessive":
            return grammar.possessors(word)
        case "modifier":
            return grammar.modifiers(word)
        case "complement":
            return [c for c in grammar.children(word, "xcomp", "obj") if _names_object(c, word)]
        case "clause":
            aside = word.dep_ == "parataxis" and word.head.pos_ in ("VERB", "AUX", "ADJ")
            return (
                [word.head]
                if aside
                else [
                    c
                    for c in grammar.children(word, "ccomp", "acl", "parataxis")
                    if _finite_clause(c)
                ]
            )
        case "infinitive":
            marked = [c for c in grammar.children(word, *_CLAUSE_DEPS[slot]) if _marked(c, "to")]
            return [t for c in marked for t in (c, *_going_on(c))]
        case "gerund":
            return [c for c in grammar.children(word, *_CLAUSE_DEPS[slot]) if c.tag_ == "VBG"]
        case "particle":
            return grammar.children(word, "compound:prt")
        case _:
            return _prepositional(word, slot)


def _indirect(word: Token) -> list[Token]:
    """Return the indirect object; with a passive and an object, it is the subject."""
    found = [t for o in grammar.children(word, "iobj") for t in grammar.coordinated(o)]
    if not found and grammar.is_passive(word) and grammar.children(word, "obj"):
        return grammar.surface_subject(word)
    return found


def _prepositional(word: Token, name: str) -> list[Token]:
    """Return the nouns under a preposition: on the word, else where the tree may have hung them.

    That is the object or oblique of a verb, the verb of an object (*condemned the raid by …*).
    """
    found = grammar.prepositional(word, name)
    verb = word.pos_ in ("VERB", "AUX")
    if found or name == "of" or (verb and name in _LOCATIVE):
        return found
    if verb:
        holders = [*grammar.patients(word), *grammar.children(word, "obl")]
    else:
        holders = grammar.children(word, "nmod")
    late = [n for o in holders for n in grammar.prepositional(o, name)]
    if not verb and word.dep_ == "obj" and not (name == "by" and grammar.is_passive(word.head)):
        late += grammar.prepositional(word.head, name) if name in _OBJECTS_OWN else []
    return [n for n in late if n.i > word.i]


def _names_object(token: Token, verb: Token) -> bool:
    """Whether a word says what the object is called or held to be: *called him a friend*."""
    if token.dep_ == "xcomp":
        return token.pos_ in ("NOUN", "PROPN", "ADJ")
    return token.pos_ == "NOUN" and len(grammar.children(verb, "obj", "iobj")) > 1


def _going_on(infinitive: Token) -> list[Token]:
    """Return what an infinitive of carrying on is about: *to go on helping*, *to keep sending*."""
    if infinitive.lemma_ not in load_verbs().continuing:
        return []
    clauses = ("xcomp", "advcl", "ccomp")
    beside = [c for c in grammar.children(infinitive.head, *clauses) if c.i == infinitive.i + 1]
    gerunds = [c for c in [*grammar.children(infinitive, *clauses), *beside] if c.tag_ == "VBG"]
    marks = {g.i: {m.lower_ for m in grammar.children(g, "mark", "nsubj")} for g in gerunds}
    return [g for g in gerunds if marks[g.i] <= {"on"}]


def _marked(clause: Token, mark: str) -> bool:
    return any(c.lower_ == mark and c.dep_ == "mark" for c in clause.children)


def _finite_clause(clause: Token) -> bool:
    return bool(grammar.children(clause, "nsubj", "nsubj:pass", "expl"))


def satisfied(word: Token, frame: Frame, lent: Sequence[Token] = ()) -> bool:
    """Whether the words around a trigger meet a frame's conditions.

    `lent` holds the actors that a light verb, or the verb of an occasion, lends a noun.
    """
    return all(_holds(word, frame, c, lent) for c in frame.needs) and not any(
        _holds(word, frame, c, lent) for c in frame.without
    )


def _holds(word: Token, frame: Frame, condition: Condition, lent: Sequence[Token]) -> bool:
    if condition.slot == "actors":
        return _enough_actors(word, frame, condition.count, lent)
    if condition.slot == "particle":
        return bool(particles(word) & condition.lemmas)
    found = fill(word, condition.slot)
    if not condition.lemmas:
        return bool(found)
    return any(names(t) & condition.lemmas for t in found)


def _enough_actors(word: Token, frame: Frame, count: int, lent: Sequence[Token]) -> bool:
    """Whether the slots of actor (and, for one-sided events, recipient) are filled often enough."""
    if frame.participants:
        nouns = {t.i: t for slot in (*frame.actor, *_MUTUAL) for t in fill(word, slot)}
        nouns |= {t.i: t for t in [*lent, *grammar.joint_antecedents(word)]}
        return len(nouns) >= count or any(_plural(t) for t in nouns.values())
    actors = [*fill_first(word, frame.actor), *lent]
    return bool(actors) and bool(fill_first(word, frame.recipient))


def particles(verb: Token) -> set[str]:
    """Return the particles of a verb, also one that the tree takes for a preposition."""
    found = {t.lower_ for t in grammar.children(verb, *_PARTICLES)}
    return found | {t.lower_ for t in grammar.stray_particles(verb)}


def names(token: Token) -> set[str]:
    """Return the ways in which a condition can name a word: lemma, form, compound."""
    forms = {token.lemma_.lower(), token.lower_}
    compound = [c for c in token.children if c.dep_ == "compound" and c.i < token.i]
    if compound:
        forms.add(f"{compound[-1].lemma_.lower()} {token.lemma_.lower()}")
    return forms


def consumed(word: Token, frame: Frame) -> set[int]:
    """Return the positions of nouns whose own frames this frame stands above.

    They are the nouns that its conditions name: in *lift sanctions* the sanctions are not
    an event of their own. The antecedent of a relative clause (*the embargo that they
    imposed*) plays a part of its own in the clause above.
    """
    taken: set[int] = set()
    above = list(grammar.ancestors(word))
    for condition in frame.needs:
        if condition.lemmas and condition.slot != "particle":
            found = [t for t in fill(word, condition.slot) if names(t) & condition.lemmas]
            taken |= {t.i for t in found if t not in above}
    return taken


def _plural(token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS") or token.lower_ in ("they", "both", "sides", "leaders")
