"""The persons of a story: full names for short ones, and what the story says they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from diurna.codebook import Codebook, Role, fold
from diurna.coder import grammar
from diurna.coder.phrases import compounds
from diurna.model import UNNAMED

_DESCRIBING = ("nmod:desc", "compound", "appos", "flat", "nmod:unmarked", "nmod")


@dataclass(frozen=True, slots=True)
class Person:
    """A person of a story: the fullest name, whom they act for, and how often they are named."""

    name: str
    code: str = UNNAMED
    sector: str = "UNK"
    office: str = ""
    count: int = 1
    decided_by: str = "context"


class Persons:
    """Resolves person names within one story."""

    def __init__(self, doc: Doc, codebook: Codebook, published: date | None):
        self._codebook = codebook
        self._published = published
        self._spans = [e for e in doc.ents if e.label_ == "PER"]
        self._full = _fullest(self._spans)
        self._known: dict[str, Person] = {}

    def learn(self, country: Callable[[Token], str]) -> None:
        """Read what the story says of each person; `country` gives the country of a noun."""
        for span in self._spans:
            self._learn(span, country)

    def settle(self, country: Callable[[Token], str], home: Callable[[Token], str]) -> None:
        """Give those without a country that of their title, else of the names around it.

        `country` tells a title's, `home` a name's; their fullest mention counts.
        """
        for span in sorted(self._spans, key=lambda s: (s.sent.text, s.start - s.sent.start)):
            key = fold(span.text)
            person = self._known.get(key)
            if person is not None and person.code == UNNAMED:
                titled = [n for n in _describing(span.root) if self._role_of(n) is not None]
                code = next((c for n in titled if (c := country(n)) != UNNAMED), UNNAMED)
                code = code if code != UNNAMED else home(span.root)
                how = f"{person.decided_by}:home"
                self._known[key] = replace(person, code=code, decided_by=how)

    def find(self, text: str) -> Person:
        """Return the person of a name, full or short."""
        key = fold(text)
        return self._known.get(self._full.get(key, key)) or Person(text)

    def known(self, text: str) -> Person | None:
        """Return the person whom the story elsewhere names so, or None."""
        key = fold(text)
        exact = self._known.get(key)
        if exact is not None:
            return exact
        longer = [
            p for name, p in self._known.items() if key in (name.split()[0], name.split()[-1])
        ]
        if len(longer) == 1 and len(key) > 1:
            return longer[0]
        return None if longer else self._listed(text, key)

    def __iter__(self) -> Iterator[Person]:
        """Iterate over the persons, most often named first."""
        return iter(sorted(self._known.values(), key=lambda p: (-p.count, p.name)))

    def _learn(self, span: DocSpan, country: Callable[[Token], str]) -> None:
        key = self._full.get(fold(span.text), fold(span.text))
        before = self._known.get(key)
        person = self._listed(span.text, key) or self._from_context(span, country)
        if before is None:
            self._known[key] = person
            return
        better = before if before.code != UNNAMED or person.code == UNNAMED else person
        name = (
            max(before.name, person.name, key=len)
            if better.decided_by == "context"
            else better.name
        )
        self._known[key] = Person(
            name, better.code, better.sector, better.office, before.count + 1, better.decided_by
        )

    def _listed(self, text: str, key: str) -> Person | None:
        own = self._codebook.actors.find(key, self._published)
        if own is not None and own.kind == "user":
            return Person(own.name, own.code, own.sector, decided_by="dictionary:user")
        term = self._codebook.offices.person(key, self._published)
        if term is None and len(text.split()) == 1:
            term = self._codebook.offices.person(text, self._published)
        if term is None:
            return None
        return Person(term.person, term.code, term.sector, term.office, decided_by="offices")

    def _from_context(self, span: DocSpan, country: Callable[[Token], str]) -> Person:
        """Read title, apposition and copula: *Jordan's foreign minister, Ayman Safadi*."""
        head = span.root
        for noun in _describing(head):
            role = self._role_of(noun)
            if role is not None:
                code = country(noun)
                code = code if code != UNNAMED else country(head)
                office = role.lemma if role.kind == "office" else ""
                return Person(span.text, code, role.sector, office)
        code = country(head)
        return Person(span.text, code if code != UNNAMED else self._served(head, country))

    def _role_of(self, noun: Token) -> Role | None:
        """Return the role of a noun with its compounds, or None; its `lemma` is the form here."""
        for lemma in compounds(noun):
            role = self._codebook.actors.role(lemma)
            if role is not None:
                return replace(role, lemma=lemma)
        return None

    def _served(self, head: Token, country: Callable[[Token], str]) -> str:
        """Return for whom a person speaks, signs or leads: *who heads the UN office*."""
        verbs = self._codebook.verbs
        words = [*grammar.children(head, "acl", "acl:relcl"), head.head]
        for verb in words:
            if verb.pos_ != "VERB" or (verb == head.head and head.dep_ not in ("nsubj", "conj")):
                continue
            nouns = grammar.children(verb, "obj") if verb.lemma_ in verbs.serving else []
            if verb.lemma_ in verbs.speaking_for:
                nouns += grammar.prepositional(verb, "for")
            for noun in nouns:
                if (code := self._code_of(noun, country)) != UNNAMED:
                    return code
        return UNNAMED

    def _code_of(self, noun: Token, country: Callable[[Token], str]) -> str:
        """Return the country or body that a noun is, or belongs to."""
        own = self._codebook.actors.find(noun.text, self._published) if noun.ent_type_ else None
        return own.code if own is not None else country(noun)


def _describing(head: Token) -> list[Token]:
    """Return the nouns that say what a person is: title, apposition, predicate."""
    found = grammar.children(head, *_DESCRIBING)
    if head.dep_ in _DESCRIBING and head.head.ent_type_ != "PER":
        found.append(head.head)
    if head.dep_ == "nsubj" and grammar.children(head.head, "cop"):
        found.append(head.head)
    return found


def _fullest(spans: list[DocSpan]) -> dict[str, str]:
    """Map each folded name of a story to the fullest one that it shortens."""
    names = {fold(s.text) for s in spans}
    full: dict[str, str] = {}
    for name in names:
        words = name.removesuffix("'s").split()
        longer = [n for n in names if len(n.split()) > len(words) and _shortens(words, n.split())]
        full[name] = max(longer, key=len) if longer else name
    return full


def _shortens(words: list[str], longer: list[str]) -> bool:
    """Whether `words` are a family name, a first name or both ends of a longer name."""
    return longer[-len(words) :] == words or longer[: len(words)] == words
