"""Words that shape what other words report: light verbs, modals, reporting verbs, denials.

They are data, in ``data/verbs.toml``, whose comments say what each list does.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from diurna.codebook.tables import DATA

Embedding = Literal["hypothetical", "future", "negation", "denial"]


@dataclass(frozen=True, slots=True)
class LightVerb:
    """What a light verb's subject is to the event noun, and where the noun stands."""

    subject: Literal["actor", "recipient"]
    slots: tuple[str, ...]


class VerbBook:
    """The lists of ``verbs.toml`` as sets, and the light verbs by lemma."""

    def __init__(self, raw: dict[str, Any]):
        self._light: dict[str, list[LightVerb]] = {}
        for group in raw["light"]:
            verb = LightVerb(group["subject"], tuple(group["slots"]))
            for lemma in group["lemmas"]:
                self._light.setdefault(lemma, []).append(verb)
        self._embedding: dict[str, Embedding] = {}
        for kind, entry in raw["embedding"].items():
            for lemma in entry["lemmas"]:
                self._embedding.setdefault(lemma, kind)
        self.transparent = frozenset(raw["transparent"]["lemmas"])
        self.occurring = frozenset(raw["occurring"]["lemmas"])
        self.continuing = frozenset(raw["continuing"]["lemmas"])
        self.subject_control = frozenset(raw["control"]["subject"])
        self.negating_adverbs = frozenset(raw["negation"]["adverbs"])
        self.negating_determiners = frozenset(raw["negation"]["determiners"])
        self.negating_prepositions = frozenset(raw["negation"]["prepositions"])
        self.modals = {word: kind for kind, words in raw["modals"].items() for word in words}
        self.conditions = frozenset(raw["conditions"]["conjunctions"])
        self.condition_determiners = frozenset(raw["conditions"]["determiners"])
        self.reporting = frozenset(raw["reporting"]["lemmas"])
        self.reporting_prepositions = frozenset(raw["reporting"]["prepositions"])
        self.reporting_nouns = frozenset(raw["reporting"]["nouns"])
        self.views = frozenset(raw["reporting"]["views"])
        self.coreference = {k: frozenset(v) for k, v in raw["coreference"].items()}
        self.offices: dict[str, str] = raw["offices"]
        self.titles = {k: frozenset(v) for k, v in raw["titles"].items()}
        self.epithets = {k: frozenset(v) for k, v in raw["epithets"].items()}
        self.namesakes = {k: tuple(v) for k, v in raw["namesakes"].items()}
        self.addressed = frozenset(raw["addressed"]["lemmas"])
        self.occasions = frozenset(raw["addressed"]["occasions"])
        self.posted = frozenset(raw["people"]["posted"])
        self.receiving = frozenset(raw["people"]["receiving"])
        self.domestic = frozenset(raw["people"]["domestic"])
        self.abroad = frozenset(raw["people"]["abroad"])
        self.serving = frozenset(raw["serving"]["lemmas"])
        self.speaking_for = frozenset(raw["serving"]["for"])
        self.mediating = frozenset(raw["between"]["verbs"])
        self.mediators = frozenset(raw["between"]["nouns"])
        self.initiative_nouns = frozenset(raw["initiative"]["nouns"])
        self.initiative_prepositions = frozenset(raw["initiative"]["prepositions"])

    def light(self, lemma: str) -> list[LightVerb]:
        """Return how a verb can be light, in order of preference; none for a full verb."""
        return self._light.get(lemma, [])

    def embedding(self, lemma: str) -> Embedding | None:
        """Return what a word makes of what it embeds, or None."""
        return self._embedding.get(lemma)


@cache
def load_verbs() -> VerbBook:
    """Return the word lists of the codebook."""
    return VerbBook(tomllib.loads((DATA / "verbs.toml").read_text(encoding="utf8")))
