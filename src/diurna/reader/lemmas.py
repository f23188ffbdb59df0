"""Lemmas: a rule predicted for each word, checked against its inflection and known lemmas.

A rule is one of

- ``=lemma``: the lemma itself, for irregular forms (*went* → ``=go``);
- ``l-N+SUFFIX``: lower-case, drop N characters, add SUFFIX (*Talks* → ``l-1+``);
- ``k-N+SUFFIX``: the same without lower-casing, for names (*Reuters* → ``k-0+``).

The scheme follows the edit-script lemmatisers of UDPipe (Straka 2018), kept to suffixes, which
is all that English needs. A rule alone errs on words that its training did not show
(*severed* → *severe*), so the inflection that the tag names limits what a lemma can be, and a
known lemma of the word's part of speech is preferred.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from diurna.codebook.frames import load_classes, load_frames
from diurna.codebook.irregular import load_irregular

_INFLECTED = {"NNS": "s", "VBZ": "s", "VBD": "ed", "VBN": "ed", "VBG": "ing"}
_BARE = {"NN", "VB", "VBP", "JJ", "RB"}
_OPEN = {"NOUN", "VERB", "ADJ", "ADV"}
_MOST_SEEN = 200_000
_POS = {"verb": "VERB", "noun": "NOUN", "adjective": "ADJ"}


def derive_rule(form: str, lemma: str) -> str:
    """Return the rule that turns `form` into `lemma`."""
    kept = _common_prefix(form, lemma)
    lowered = _common_prefix(form.lower(), lemma)
    if max(kept, lowered) == 0:
        return f"={lemma}"
    case, length = ("l", lowered) if lowered >= kept else ("k", kept)
    return f"{case}-{len(form) - length}+{lemma[length:]}"


@lru_cache(maxsize=50_000)
def apply_rule(rule: str, form: str) -> str:
    """Return the lemma of `form` under `rule`; a rule longer than the form leaves it whole."""
    if rule.startswith("="):
        return rule[1:]
    case, edit = rule[0], rule[2:]
    dropped, _, suffix = edit.partition("+")
    stem = form.lower() if case == "l" else form
    count = int(dropped)
    if count > len(stem):
        return stem
    return stem[: len(stem) - count] + suffix


def stems(form: str, tag: str) -> list[str]:
    """Return what a regularly inflected form can come from; `tag` is its Penn tag.

    *fined* → *fine*, *fin*; *planning* → *planning* less *ing*, with *e*, with one *n*.
    """
    low = form.lower()
    ending = _INFLECTED.get(tag)
    if tag in _BARE:
        return [low]
    if ending == "s" and low.endswith("s") and len(low) > 2:
        found = [low[:-1]]
        if low.endswith("es"):
            found.append(low[:-2])
        return [low[:-3] + "y", *found] if low.endswith("ies") else found
    if ending in ("ed", "ing") and low.endswith(ending) and len(low) > len(ending) + 1:
        stem = low[: -len(ending)]
        doubled = len(stem) > 2 and stem[-1] == stem[-2]
        found = [stem, stem + "e", *([stem[:-1]] if doubled else [])]
        return [stem[:-1] + "y", *found] if ending == "ed" and stem.endswith("i") else found
    return []


class Lemmatiser:
    """Chooses a lemma by tag, known lemmas, and rules in falling order of likelihood."""

    def __init__(self, vocabulary: Iterable[str], irregular: Iterable[str]):
        """Take ``lemma UPOS`` pairs and the ``form lemma`` pairs behind ``=`` rules."""
        self._known = frozenset([*vocabulary, *_codebook_lemmas()])
        self._irregular = frozenset(irregular)
        self._irregular_forms = frozenset(pair.split()[0] for pair in self._irregular)
        self._verbs = load_irregular()
        self._seen: dict[tuple[str, str, str, str], str | None] = {}

    def sure(self, form: str, rule: str, upos: str, xpos: str) -> str | None:
        """Return the lemma of `form` where its likeliest rule settles it, as for most words.

        Then no other rule could change what `choose` returns.
        """
        key = (form, rule, upos, xpos)
        if key not in self._seen:
            if len(self._seen) > _MOST_SEEN:
                self._seen.clear()
            self._seen[key] = self._by_rule(*key)
        return self._seen[key]

    def _by_rule(self, form: str, rule: str, upos: str, xpos: str) -> str | None:
        low = form.lower()
        if any(c.isdigit() for c in form):
            return form
        if upos == "VERB" and low in self._verbs:
            return self._verbs[low]
        if low in self._irregular_forms or not self._fits(rule, form, upos):
            return None
        lemma = apply_rule(rule, form)
        possible = stems(form, xpos) if upos in _OPEN else []
        known = f"{lemma.lower()} {upos}" in self._known
        return lemma if known and (not possible or lemma in possible) else None

    def choose(self, form: str, rules: list[str], upos: str, xpos: str) -> str:
        """Return the lemma of `form`; a number, and an unknown name, is its own."""
        if any(c.isdigit() for c in form):
            return form
        if upos == "VERB" and form.lower() in self._verbs:
            return self._verbs[form.lower()]
        fitting = [apply_rule(r, form) for r in rules if self._fits(r, form, upos)]
        possible = stems(form, xpos) if upos in _OPEN else []
        known = [
            lemma for lemma in (*fitting, *possible) if f"{lemma.lower()} {upos}" in self._known
        ]
        if possible:
            regular = [lemma for lemma in known if lemma in possible]
            special = [lemma for lemma in known if self._is_irregular(form, lemma)]
            return next(
                iter([*special, *regular]), next((f for f in fitting if f in possible), possible[0])
            )
        fallback = form if upos == "PROPN" else fitting[0] if fitting else form.lower()
        return known[0] if known else fallback

    def _is_irregular(self, form: str, lemma: str) -> bool:
        return f"{form.lower()} {lemma}" in self._irregular

    def _fits(self, rule: str, form: str, upos: str) -> bool:
        if rule.startswith("="):
            return upos != "PROPN" and self._is_irregular(form, rule[1:])
        return int(rule[2:].partition("+")[0]) < len(form)


def _codebook_lemmas() -> Iterator[str]:
    """Yield the lemmas of the codebook's frames and word classes with their parts of speech."""
    for frame in load_frames().frames:
        for lemma in frame.lemmas:
            yield f"{lemma} {_POS[frame.pos]}"
    for words in load_classes().values():
        for word in words:
            yield f"{word} NOUN"


def _common_prefix(left: str, right: str) -> int:
    length = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        length += 1
    return length
