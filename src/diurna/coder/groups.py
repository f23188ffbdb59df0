"""Who act together in a story, or against each other: the two (or three) that it is about.

*Oslo and Moscow*, *Peru's talks with Chile*, *Rabat accused Algiers*. Go-betweens (*Qatar, which
mediated*) are never of them. Only names count here, so that pronouns may lean on what is found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from diurna.coder import grammar
from diurna.coder.phrases import is_dateline
from diurna.coder.visits import visits_in
from diurna.model import UNNAMED

if TYPE_CHECKING:
    from diurna.coder.resolve import Resolver

Group = tuple[str, ...]
NO_BODY = {"NGO", "MNC", "IMG", UNNAMED}
"""Codes that many bodies share, or that are none."""
_TOGETHER, _FACING, _BESIDE = 4, 2, 1
"""How much it counts that two are coordinated, are subject and object, stand in one sentence."""
_MODIFYING = {"nmod:poss", "amod", "compound", "nmod:desc", "flat", "nmod:unmarked"}
_PLACED = ("in", "at", "near", "outside")


class Groups:
    """The groups of states that the sentences of a story name, each read when first asked for."""

    def __init__(self, resolver: Resolver):
        self._resolver = resolver

    def best(self, size: int = 2, without: Iterable[str] = ()) -> Group:
        """Return the group of a size that the story speaks of most, or none.

        Two of one country may be a pair too (*Kibaki and Odinga*): it then stands there once.
        """
        apart = {*without, *self.between}
        weights = self._resolver.salience
        fitting = {g: n for g, n in self._evidence.items() if len(g) == size and not apart & set(g)}
        best = max(fitting, key=lambda g: (fitting[g], sum(weights[c] for c in g), g), default=())
        return tuple(dict.fromkeys(best))

    def dealings(self, code: str, others: Iterable[str]) -> int:
        """Return how much the story has a state deal with others."""
        pairs = (tuple(sorted((code, other))) for other in others if other != code)
        return max((self._evidence[pair] for pair in pairs), default=0)

    @cached_property
    def between(self) -> frozenset[str]:
        """Those who only bring others together: *China brokered the deal*."""
        verbs = self._resolver.codebook.verbs
        found = set()
        for word in self._resolver.doc:
            if word.lemma_ in verbs.mediating and word.pos_ == "VERB":
                agents = grammar.agents(word)
            elif word.lemma_ in verbs.mediators and word.pos_ == "NOUN":
                agents = [word.head] if word.dep_ == "appos" else []
            else:
                continue
            found |= {c for agent in agents for c in self._codes(agent)}
        return frozenset(found)

    @cached_property
    def visits(self) -> Counter[tuple[str, str]]:
        """Whose guests are at whose in the story (guest, host), by how often it says so."""
        return visits_in(self._resolver)

    def guest_or_host(self, of: Collection[str], *, guest: bool) -> str:
        """Return the guest or host of some, or of nobody in particular; empty if there is none."""
        one, other = (0, 1) if guest else (1, 0)
        fitting = {v: n for v, n in self.visits.items() if v[one] not in of}
        fitting = {v: n for v, n in fitting.items() if v[other] in of} or fitting
        best = max(fitting, key=lambda v: (fitting[v], v), default=None)
        if best is not None:
            return best[one]
        return next(iter(self.between)) if not guest and len(self.between) == 1 else ""

    @cached_property
    def bearers(self) -> dict[str, set[str]]:
        """The states whose envoys, ministries, armies … the story names, by the noun."""
        found: dict[str, set[str]] = {}
        for sentence in self._resolver.doc.sents:
            for head, codes in self.named_in(sentence):
                if head.pos_ == "NOUN":
                    found.setdefault(head.lemma_, set()).update(codes)
        return found

    @cached_property
    def _evidence(self) -> Counter[Group]:
        evidence: Counter[Group] = Counter()
        for sentence in self._resolver.doc.sents:
            seen: dict[Group, int] = {}
            for group, weight in self._of_sentence(sentence):
                seen[group] = max(seen.get(group, 0), weight)
            evidence.update(seen)
        return evidence

    def _of_sentence(self, sentence: DocSpan) -> Iterator[tuple[Group, int]]:
        heads = self.named_in(sentence)
        for head, codes in heads:
            if head.dep_ != "conj" and len(together := self.coordinated(head)) > 1:
                yield tuple(sorted(together)), _TOGETHER
            if head.dep_ in ("nsubj", "nsubj:pass"):
                for other, theirs in heads:
                    facing = other != head and _faces(other, head.head)
                    if facing and len(pair := {*codes, *theirs}) == 2:
                        yield tuple(sorted(pair)), _FACING
        here = sorted({c for _, codes in heads for c in codes})
        for k, one in enumerate(here):
            for other_code in here[k + 1 :]:
                yield (one, other_code), _BESIDE

    def coordinated(self, head: Token) -> list[str]:
        """Return the state of each of those named together at a word (one may stand twice)."""
        return [c for word in grammar.coordinated(head) for c in self._codes(word, bodies=True)]

    def named_in(self, stretch: DocSpan) -> list[tuple[Token, list[str]]]:
        """Return the nouns of a stretch that name states as parties, places aside."""
        resolver, heads = self._resolver, {}
        for name in resolver.names_in(stretch):
            head = grammar.climb(name.root, _MODIFYING)
            heads[head.i] = head
        found = []
        for i in sorted(heads):
            placed = is_dateline(heads[i]) or grammar.preposition(heads[i]) in _PLACED
            if not placed and (codes := self._codes(heads[i])):
                found.append((heads[i], codes))
        return found

    def _codes(self, word: Token, *, bodies: bool = False) -> list[str]:
        """Return the states (and bodies) that a noun names, itself or by its modifiers."""
        names, resolver = self._resolver.names, self._resolver
        if word.pos_ not in ("NOUN", "PROPN", "ADJ"):
            return []
        words = (
            [word]
            if word.i in names
            else [
                *grammar.modifiers(word),
                *grammar.possessors(word),
                *grammar.prepositional(word, "of"),
                *grammar.prepositional(word, "from"),
                *grammar.children(word, "appos", "flat"),
            ]
        )
        states = resolver.codebook.actors.state_names
        codes = [resolver.country_of_name(names[w.i]) for w in words if w.i in names]
        wanted = (c for c in codes if c in states or (bodies and c not in NO_BODY))
        return list(dict.fromkeys(wanted))


def _faces(word: Token, verb: Token) -> bool:
    """Whether a noun is what a verb acts on or with: *accused Algiers*, *met with Chile*."""
    while word.dep_ in ("nmod", "conj", "obj", "obl", "iobj", "obl:agent", "xcomp", "appos"):
        word = word.head
        if word == verb:
            return True
    return False
