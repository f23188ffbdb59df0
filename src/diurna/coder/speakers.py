"""Who says so: the chain of speakers behind a claim, from the inner one outwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from diurna.codebook import VerbBook
from diurna.coder import grammar
from diurna.coder.phrases import phrase
from diurna.coder.resolve import Resolver
from diurna.model import UNNAMED, Entity

_SAID_OF = {"say", "tell", "report", "quote", "cite"}
_HOLDING = {"call", "dub", "term", "label", "describe", "brand", "name", "praise", "hail"}
_BELIEVED = {"believe", "say", "report", "think", "allege", "understand", "claim"}


REPORTED = "rule:attribution"


@dataclass(frozen=True, slots=True)
class Said:
    """One link of a chain: the words that name the speaker, and those that report."""

    speakers: tuple[Entity, ...]
    cue: Token
    decided_by: str = REPORTED


def chain(word: Token, resolver: Resolver, accusers: dict[int, tuple[Entity, ...]]) -> list[Said]:
    """Return who reports what `word` heads, inner to outer.

    `accusers` holds the actors of accusations by the position of their trigger: what they
    accuse others of is their claim.
    """
    verbs = resolver.codebook.verbs
    links: list[Said] = []
    outer: list[Said] = []
    path = [word, *grammar.ancestors(word)]
    for below, token in zip([None, *path], path, strict=False):
        if below is not None and below.dep_ in ("acl:relcl",) and token.pos_ in ("NOUN", "PROPN"):
            continue
        if below is not None:
            links.extend(_from_head(below, token, resolver, accusers))
        if below is None or below.dep_ not in ("conj",) or token.pos_ not in ("VERB",):
            links.extend(_beside(token, word, resolver))
        outer.extend(_according(token, verbs, resolver))
    return _unique([*links, *outer], word)


def holder_of_quote(word: Token, resolver: Resolver) -> tuple[Entity, ...]:
    """Return whose words a quoted expression is: *what they call a “no limits” relationship*."""
    for token in [word, *grammar.ancestors(word)]:
        candidates = [token, *grammar.children(token, "acl:relcl", "acl")]
        for verb in candidates:
            if verb.pos_ == "VERB" and verb.lemma_ in _HOLDING | resolver.codebook.verbs.reporting:
                found = _entities(grammar.agents(verb), resolver)
                if found:
                    return found
    return ()


def _from_head(
    below: Token, head: Token, resolver: Resolver, accusers: dict[int, tuple[Entity, ...]]
) -> Iterator[Said]:
    """Yield the speakers that a governing word names: *Xi said that …*, *accused of …*."""
    verbs = resolver.codebook.verbs
    if head.i in accusers and below.dep_ in ("ccomp", "xcomp", "advcl", "obl", "obj", "acl"):
        if accusers[head.i] and not _temporal(below):
            yield Said(accusers[head.i], head, "rule:accusation")
        return
    if (
        head.pos_ in ("VERB", "AUX")
        and head.lemma_ in verbs.reporting
        and below.dep_ in ("ccomp", "parataxis")
    ):
        yield from _of_verb(head, resolver)
    elif _passes_words_on(below, head):
        found = _entities(grammar.agents(head), resolver)
        if found:
            yield Said(found, head)
    elif (
        head.pos_ == "NOUN"
        and head.lemma_ in verbs.reporting_nouns
        and below.dep_ in ("acl", "ccomp")
    ):
        owners = _entities(
            [*grammar.possessors(head), *grammar.prepositional(head, "by")], resolver
        )
        if owners:
            yield Said(owners, head)


def _passes_words_on(below: Token, head: Token) -> bool:
    """Whether a verb reports what another says: *is believed to*, *was quoted as saying*."""
    believed = head.lemma_ in _BELIEVED and below.dep_ == "xcomp" and grammar.is_passive(head)
    quoted = head.lemma_ in _SAID_OF and below.lemma_ in _SAID_OF
    return head.pos_ == "VERB" and (believed or (quoted and below.dep_ in ("advcl", "xcomp")))


def _beside(clause: Token, word: Token, resolver: Resolver) -> Iterator[Said]:
    """Yield speakers named beside the clause: *…, he added*; *as CCTV reported*."""
    verbs = resolver.codebook.verbs
    for child in grammar.children(clause, "parataxis", "advcl", "ccomp", "dep"):
        if child == word or word in child.subtree or child.lemma_ not in verbs.reporting:
            continue
        subjects = grammar.children(child, "nsubj")
        if not subjects or child.pos_ not in ("VERB", "AUX"):
            continue
        as_clause = any(m.lower_ == "as" for m in grammar.children(child, "mark", "advmod"))
        aside = child.dep_ in ("parataxis", "dep") and not grammar.children(child, "ccomp", "obj")
        quoting = any(c.lemma_ in _SAID_OF for c in grammar.children(child, "advcl"))
        if as_clause or aside or quoting:
            yield from _of_verb(child, resolver)


def _of_verb(verb: Token, resolver: Resolver) -> Iterator[Said]:
    """Yield the speakers of a verb of reporting, inner to outer.

    *reported Xi as saying* and *citing Xi, CCTV said* name two, and so does *Xi told CCTV*.
    """
    reporting = resolver.codebook.verbs.reporting
    quoted = [t for t in grammar.patients(verb) if _as_saying(t, verb, reporting)]
    if verb.lemma_ in ("quote", "cite") and not grammar.children(verb, "ccomp"):
        quoted = quoted or grammar.children(verb, "obj")
    cited = [
        t
        for clause in grammar.children(verb, "advcl")
        if clause.lemma_ in ("quote", "cite") and clause.tag_ == "VBG"
        for t in grammar.patients(clause)
    ] or grammar.prepositional(verb, "citing")
    chain_of = (quoted, cited, grammar.agents(verb))
    found = [entities for words in chain_of if (entities := _entities(words, resolver))]
    if found and verb.lemma_ == "tell" and not grammar.is_passive(verb):
        heard = (e for t in grammar.patients(verb) for e in resolver.entities(t, inside=False))
        found.append(tuple(e for e in heard if e.sector == "JRN"))
    yield from (Said(entities, verb) for entities in found if entities)


def _as_saying(noun: Token, verb: Token, reporting: frozenset[str]) -> bool:
    """Whether a verb of reporting is followed by its object and *as saying*."""
    following = noun.doc[noun.right_edge.i + 1 : noun.right_edge.i + 3]
    beside = (
        len(following) == 2 and following[0].lower_ == "as" and following[1].lemma_ in reporting
    )
    return beside or any(
        c.lemma_ in reporting and any(m.lower_ == "as" for m in c.children)
        for c in grammar.children(verb, "advcl", "xcomp", "obl")
    )


def _according(token: Token, verbs: VerbBook, resolver: Resolver) -> Iterator[Said]:
    """Yield *according to X* and *in the eyes of X* beside a word."""
    for child in grammar.children(token, "obl", "nmod", "advcl", "dep"):
        preposition = grammar.preposition(child)
        if preposition in verbs.reporting_prepositions or preposition == "according":
            found = _entities(grammar.coordinated(child), resolver)
            if found:
                yield Said(found, child, "rule:according")
        elif child.lemma_ in verbs.views and preposition in ("in", "from", "by"):
            owners = [*grammar.possessors(child), *grammar.prepositional(child, "of")]
            found = _entities(owners, resolver)
            if found:
                yield Said(found, child, "rule:view")


def _entities(words: list[Token], resolver: Resolver) -> tuple[Entity, ...]:
    """Resolve speakers; one that is no known actor is its phrase."""
    found: list[Entity] = []
    for word in words:
        entities = resolver.entities(word)
        if not entities and word.pos_ in ("NOUN", "PROPN"):
            span = phrase(word)
            entities = (Entity(UNNAMED, "UNK", span.text, span.text, "", span, "phrase"),)
        found.extend(entities)
    return tuple(found)


def _temporal(clause: Token) -> bool:
    return any(
        m.lower_ in ("after", "before", "since", "when", "while", "as")
        for m in grammar.children(clause, "mark", "case")
    )


def _unique(links: list[Said], word: Token) -> list[Said]:
    """Drop repeated speakers, and those found inside what `word` itself heads."""
    kept: list[Said] = []
    seen: set[tuple[str, str]] = set()
    for link in links:
        keys = {(e.code, e.name) for e in link.speakers}
        if not keys <= seen:
            seen |= keys
            kept.append(link)
    return kept
