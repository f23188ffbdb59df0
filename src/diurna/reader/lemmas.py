"""Lemma rules: a lemma is predicted as an edit of its word form.

A rule is one of

- ``=lemma``: the lemma itself, for irregular forms (*went* → ``=go``);
- ``l-N+SUFFIX``: lower-case, drop N characters, add SUFFIX (*Talks* → ``l-1+``);
- ``k-N+SUFFIX``: the same without lower-casing, for names (*Reuters* → ``k-0+``).

The scheme follows the edit-script lemmatisers of UDPipe (Straka 2018), kept to suffixes,
which is all that English needs.
"""

from __future__ import annotations

from collections.abc import Iterable

from diurna.codebook.irregular import load_irregular


def derive_rule(form: str, lemma: str) -> str:
    """Return the rule that turns `form` into `lemma`."""
    kept = _common_prefix(form, lemma)
    lowered = _common_prefix(form.lower(), lemma)
    if max(kept, lowered) == 0:
        return f"={lemma}"
    case, length = ("l", lowered) if lowered >= kept else ("k", kept)
    return f"{case}-{len(form) - length}+{lemma[length:]}"


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


class Lemmatiser:
    """Chooses among ranked rules: the first that fits the form and gives a known lemma."""

    def __init__(self, vocabulary: Iterable[str], irregular: Iterable[str]):
        self._vocabulary = frozenset(vocabulary)
        self._irregular = frozenset(irregular)
        self._verbs = load_irregular()

    def choose(self, form: str, rules: list[str], tag: str) -> str:
        """Return the lemma of `form` given rules in falling order of likelihood.

        An ``=lemma`` rule fits only forms it was learned from; irregular verbs are looked up.
        Where no rule gives a known lemma, a name or number is its own, and for other words the
        likeliest that fits decides. `tag` is the word's UPOS.
        """
        if any(c.isdigit() for c in form):
            return form
        if tag == "VERB" and form.lower() in self._verbs:
            return self._verbs[form.lower()]
        fitting = [apply_rule(r, form) for r in rules if self._fits(r, form)]
        known = (lemma for lemma in fitting if lemma.lower() in self._vocabulary)
        fallback = form if tag == "PROPN" else fitting[0] if fitting else form.lower()
        return next(known, fallback)

    def _fits(self, rule: str, form: str) -> bool:
        if rule.startswith("="):
            return f"{form.lower()} {rule[1:]}" in self._irregular
        dropped = int(rule[2:].partition("+")[0])
        return dropped < len(form) or (
            dropped == len(form) and "+" in rule and not rule.endswith("+")
        )


def _common_prefix(left: str, right: str) -> int:
    length = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        length += 1
    return length
