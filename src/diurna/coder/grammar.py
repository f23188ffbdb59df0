"""Grammatical relations in a UD tree.

Who is the subject, the object, the by-phrase, the with-phrase of a word, also where the tree
leaves it to be understood: passives, infinitives, participles, relative clauses, coordination.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Token

from diurna.codebook.verbs import load_verbs

SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass"}
OBJECTS = {"obj"}
CLAUSES = {
    "ccomp",
    "xcomp",
    "advcl",
    "acl",
    "acl:relcl",
    "advcl:relcl",
    "parataxis",
    "csubj",
    "csubj:pass",
}
NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"}

_TOGETHER = {"as_well_as", "along_with", "together_with", "alongside", "like"}
_OBJECT_CONTROL = {"into", "of", "from", "as"}
_RELATIVE = {"who", "which", "that", "whom", "whose"}
_PARTICLES = {"off", "up", "out", "over", "down", "away", "back"}
_DEPTH = 6


def children(token: Token, *deps: str) -> list[Token]:
    """Return the children of a token with one of some relations, in text order."""
    return [c for c in token.children if c.dep_ in deps]


def coordinated(token: Token) -> list[Token]:
    """Return a token and the tokens coordinated with it (*EU* and *United States*)."""
    found = [token]
    for child in children(token, "conj", "nmod", "obl"):
        if child.dep_ == "conj" or preposition(child) in _TOGETHER:
            found.extend(coordinated(child))
    return found


def is_passive(verb: Token) -> bool:
    """Whether a verb's grammatical subject undergoes the action."""
    if any(c.dep_ in ("aux:pass", "nsubj:pass", "csubj:pass") for c in verb.children):
        return True
    if verb.tag_ == "VBN" and not children(verb, "aux", "nsubj"):
        if verb.dep_ == "conj" and verb.head.tag_ == "VBN":
            return is_passive(verb.head) and not children(verb, "obj")
        return verb.dep_ in ("acl", "advcl", "amod", "xcomp") or bool(children(verb, "obl:agent"))
    return False


def surface_subject(verb: Token, depth: int = _DEPTH) -> list[Token]:
    """Return the grammatical subjects of a verb, its own or the understood one."""
    own = _own_subjects(verb)
    if own:
        return [t for s in own for t in _antecedent(s)]
    if depth == 0 or verb.dep_ == "ROOT":
        return []
    head = verb.head
    if verb.dep_ == "conj":
        return surface_subject(head, depth - 1)
    if verb.dep_ == "xcomp":
        return controller(head, depth - 1)
    aside = verb.dep_ in ("advcl", "ccomp")
    if aside and any(c.lower_ in _OBJECT_CONTROL for c in children(verb, "mark")):
        return controller(head, depth - 1)
    if verb.dep_ in ("advcl", "parataxis") and not _finite(verb):
        return surface_subject(head, depth - 1) or _agent_of_noun(head)
    if verb.dep_ in ("acl", "acl:relcl"):
        return _subject_of_adnominal(verb, depth)
    if verb.dep_ == "ccomp" and not _finite(verb):
        return surface_subject(head, depth - 1)
    return []


def _own_subjects(verb: Token) -> list[Token]:
    """Return a verb's own subjects; beside one on its left, one on its right is no subject.

    *Xi told his counterpart*: a tree that makes both subjects errs.
    """
    own = [
        c
        for c in children(verb, *SUBJECTS)
        if c.pos_ != "VERB" or c.dep_ in ("nsubj", "nsubj:pass")
    ]
    own = [c for c in own if not preposition(c)] or own  # *trade between China and Russia*
    left = [c for c in own if c.i < verb.i]
    if len(left) == 2 and left[1].ent_type_ and left[1].left_edge.i == left[0].i + 1:
        return left[1:]
    return left or own


def controller(governor: Token, depth: int = _DEPTH) -> list[Token]:
    """Return who does what the infinitive under `governor` says (*urged Iran to stop*)."""
    objects = (
        [] if governor.lemma_ in load_verbs().subject_control else children(governor, "obj", "iobj")
    )
    persons = [o for o in objects if not _reflexive(o)]
    if objects and not persons:
        return surface_subject(governor, depth)
    return [t for o in persons for t in coordinated(o)] or surface_subject(governor, depth)


def agents(verb: Token) -> list[Token]:
    """Return who does it: the subject of an active verb, the by-phrase of a passive one.

    A by-phrase that the tree hangs on a noun of the passive clause (*warned against executions
    by ECOWAS*) is taken for the agent when the verb has none of its own.
    """
    if not is_passive(verb):
        return surface_subject(verb)
    obliques = children(verb, "obl:agent", "obl")
    by = [c for c in obliques if preposition(c) == "by" or c.left_edge.lower_ == "by"]
    if not by:
        by = [t for t in verb.subtree if t.i > verb.i and _by_phrase_of(t, verb)][:1]
    if not by and verb.dep_ == "conj" and is_passive(verb.head):
        return agents(verb.head)
    return [t for b in by for t in coordinated(b)]


def _by_phrase_of(token: Token, verb: Token) -> bool:
    """Whether a by-phrase hangs below a verb through nouns only."""
    if token.dep_ not in ("nmod", "obl") or preposition(token) != "by":
        return False
    while token != verb:
        if token.dep_ not in ("nmod", "obl", "obj", "nsubj:pass", "conj", "xcomp", "compound"):
            return False
        token = token.head
    return True


def patients(verb: Token) -> list[Token]:
    """Return whom it is done to: the object of an active verb, the subject of a passive one."""
    if is_passive(verb):
        return [*surface_subject(verb), *children(verb, *OBJECTS)]
    objects = children(verb, *OBJECTS) or children(verb, "iobj")
    objects = objects or [p.head for p in stray_particles(verb)]
    objects = objects or _misplaced_object(verb)
    if not objects and verb.dep_ == "acl:relcl" and _gap(verb):
        return _antecedent_of_clause(verb)
    if not objects and verb.dep_ == "conj" and not children(verb, "obl", "xcomp", "ccomp"):
        later = [o for o in children(verb.head, *OBJECTS) if o.i > verb.i]
        return [t for o in later for t in coordinated(o)]
    return [t for o in objects for r in _antecedent(o) for t in ([r] if r != o else coordinated(o))]


def _misplaced_object(verb: Token) -> list[Token]:
    """Return a second "subject" on the right of a verb, which must be its object."""
    subjects = children(verb, "nsubj")
    if verb.pos_ != "VERB" or not any(s.i < verb.i for s in subjects):
        return []
    return [s for s in subjects if s.i > verb.i]


def stray_particles(verb: Token) -> list[Token]:
    """Return particles that the tree takes for prepositions: *called off* their strike."""
    if children(verb, *OBJECTS) or is_passive(verb):
        return []
    return [
        case
        for noun in children(verb, "obl")
        for case in children(noun, "case")
        if case.i == verb.i + 1 and case.lower_ in _PARTICLES and not children(case, "fixed")
    ]


def preposition(noun: Token) -> str:
    """Return the preposition that a noun stands under (``because_of``), or an empty string."""
    cases = [c for c in children(noun, "case", "mark", "cc") if c.tag_ != "POS"]
    cases = [c for c in cases if c.dep_ != "cc" or children(c, "fixed")]
    if not cases:
        return ""
    words = [cases[0], *(children(cases[0], "fixed") if cases[0].n_rights else ())]
    words += [c for c in cases[1:] if c.i == words[-1].i + 1]
    return "_".join(w.lower_ for w in words)


def prepositional(word: Token, name: str) -> list[Token]:
    """Return the nouns that hang on a word under a preposition."""
    found = []
    for child in children(word, "obl", "obl:agent", "nmod", "obl:arg", "advcl", "acl"):
        if preposition(child) == name and (
            child.pos_ in NOMINAL or child.dep_.startswith(("obl", "nmod"))
        ):
            found.extend(coordinated(child))
    return found


def possessors(noun: Token) -> list[Token]:
    """Return the possessors of a noun (*Russia* in *Russia's war*)."""
    found = [t for p in children(noun, "nmod:poss") for t in coordinated(p)]
    before = noun.left_edge.i - 1
    if not found and before > noun.sent.start and noun.doc[before].tag_ == "POS":
        owner = noun.doc[before - 1]
        return [owner.head if owner.dep_ == "flat" else owner] if owner.ent_type_ else []
    return found


def modifiers(noun: Token) -> list[Token]:
    """Return what stands before a noun to tell it apart (*Israeli* airstrikes, *U.S.* aid)."""
    kinds = ("amod", "compound", "nmod:desc", "nmod:unmarked", "nmod")
    found = []
    for child in children(noun, *kinds):
        if child.i < noun.i and not preposition(child):
            found.extend(coordinated(child))
            found.extend(modifiers(child))
    return found


def since_the_day(mark: Token) -> bool:
    """Whether a conjunction stands in *since the day after (or before)*."""
    before = mark.doc[max(mark.sent.start, mark.i - 4) : mark.i]
    return (
        mark.lower_ in ("after", "before")
        and len(before) > 0
        and before[-1].lemma_ == "day"
        and any(t.lower_ == "since" for t in before)
    )


def clause_head(token: Token) -> Token:
    """Return the nearest head above (or at) a token that is a clause's predicate."""
    while (
        token.dep_ != "ROOT"
        and token.dep_ not in CLAUSES
        and not (token.dep_ == "conj" and token.pos_ in ("VERB", "AUX"))
    ):
        token = token.head
    return token


def climb(token: Token, deps: Collection[str]) -> Token:
    """Return the first token at or above one that does not hang by one of some relations."""
    while token.dep_ in deps:
        token = token.head
    return token


def ancestors(token: Token) -> Iterator[Token]:
    """Yield the tokens above a token, nearest first."""
    while token.dep_ != "ROOT" and token.head != token:
        token = token.head
        yield token


def distance(one: Token, other: Token) -> int:
    """Return how many arcs of the tree part two words of a sentence."""
    steps = {t.i: k for k, t in enumerate([one, *ancestors(one)])}
    above = enumerate([other, *ancestors(other)])
    return next((k + steps[t.i] for k, t in above if t.i in steps), len(one.sent))


def _finite(verb: Token) -> bool:
    if verb.tag_ in ("VBD", "VBZ", "VBP"):
        return not (verb.tag_ == "VBD" and children(verb, "aux:pass"))
    return any(
        c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in children(verb, "aux", "aux:pass", "cop")
    )


def _reflexive(token: Token) -> bool:
    return token.lower_.endswith(("self", "selves"))


def _antecedent(token: Token) -> list[Token]:
    """Return what a relative pronoun stands for, or the coordinated tokens themselves."""
    if token.lower_ in _RELATIVE and token.tag_ in ("WP", "WDT", "WP$"):
        clause = clause_head(token)
        if clause.dep_ == "conj":
            clause = clause_head(clause.head)
        if clause.dep_ in ("acl:relcl", "acl"):
            return _antecedent_of_clause(clause)
    return coordinated(token)


def _antecedent_of_clause(clause: Token) -> list[Token]:
    """Return the noun that a relative clause says something of, with its conjuncts if plural."""
    noun = clause.head
    joint = _plural(clause) and (noun.dep_ != "conj" or clause.i > noun.i)
    return _described_by(noun) or (_group_before(clause) if joint else [noun])


def _described_by(noun: Token) -> list[Token]:
    """Return whom a predicate describes: *Serbia is the only country that …*."""
    subjects = children(noun, "nsubj") if children(noun, "cop") else []
    return [t for s in subjects for t in coordinated(s)]


def _group_before(clause: Token) -> list[Token]:
    """Return the noun that a clause hangs on and those coordinated with it before the clause."""
    noun = clause.head
    group = coordinated(noun.head if noun.dep_ == "conj" else noun)
    return [t for t in group if t.i < clause.i]


def joint_antecedents(clause: Token) -> list[Token]:
    """Return the coordinated names before *which*, for verbs that need more than one of them.

    *Lima and Quito, which fought a war*; empty where one name stands alone.
    """
    if clause.dep_ != "acl:relcl":
        return []
    before = _group_before(clause)
    return before if len(before) > 1 and all(t.pos_ == "PROPN" for t in before) else []


def _plural(clause: Token) -> bool:
    return clause.tag_ == "VBP" or any(
        c.lower_ in ("are", "were", "have") for c in children(clause, "aux", "aux:pass", "cop")
    )


def _gap(clause: Token) -> bool:
    """Whether a relative clause has a subject of its own, so that its object is the gap."""
    subjects = children(clause, "nsubj")
    return bool(subjects) and all(s.lower_ not in _RELATIVE for s in subjects)


def _subject_of_adnominal(verb: Token, depth: int) -> list[Token]:
    noun = verb.head
    if verb.dep_ == "acl:relcl":
        return [] if _gap(verb) else _antecedent_of_clause(verb)
    infinitive = any(c.lower_ == "to" for c in children(verb, "mark"))
    if verb.tag_ in ("VBN", "VBG") and not infinitive:
        return [t for t in _described_by(noun) if t.pos_ == "PROPN"] or [noun]
    holders = _agent_of_noun(noun) or prepositional(noun, "of")
    if holders:
        return holders
    if children(noun, "cop"):
        return surface_subject(noun, depth - 1)
    governor = noun.head
    if noun.dep_ in ("obj", "obl", "nsubj:pass") and depth:
        return surface_subject(governor, depth - 1)
    return []


def _agent_of_noun(noun: Token) -> list[Token]:
    if noun.pos_ not in ("NOUN", "PROPN"):
        return []
    return possessors(noun) or prepositional(noun, "by")
