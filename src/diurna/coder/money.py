"""Sums of money: which currency a sign, a code or a noun means."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from diurna.codebook.currencies import Meanings
from diurna.coder.amounts import Amount, Reading, positions_of, top_of


def signed_money(bare: Amount, reading: Reading) -> Amount | None:
    """Read a number with a sign of money, or the code of one, before or after it."""
    doc = bare.head.doc
    text = reading.text
    start, signs = bare.numeral.start, reading.currencies.signs
    match = reading.currencies.before.search(text[max(0, start - 6) : start])
    if match is not None and _is_sign(match[1], bare):
        first = positions_of(reading, start - len(match[0]), start)[0]
        code = _of_sign(signs[match[1]], doc[first], reading)
    else:
        first = bare.first
        after = doc[bare.end].text if bare.end < reading.sentence.end else ""
        if after not in signs or not _is_sign(after, bare):
            return None
        code = _of_sign(signs[after], doc[bare.end], reading)
        bare = replace(bare, end=bare.end + 1)
    head = top_of(doc, first, bare.end)
    return replace(bare, unit=code, head=head, first=first, money=True) if code else None


def _is_sign(sign: str, bare: Amount) -> bool:
    """Whether letters are a sign of money: capitals alone (*R*, *EUR*) only with a big number."""
    return not (sign.isalpha() and sign.isupper()) or bare.value >= 1000


def _of_sign(meanings: Meanings, sign: Token, reading: Reading) -> str:
    """Return the code of a sign: its usual one, where the sentence names a state that has that."""
    if meanings.single:
        return meanings.usual
    named = {code for _, code in reading.resolver.countries_in(reading.sentence)}
    usual = any(meanings.states.get(state) == meanings.usual for state in named)
    return meanings.usual if usual else money_of(meanings, sign, reading)


def money_of(meanings: Meanings, word: Token, reading: Reading) -> str:
    """Return the code of money: that of the state beside it, else of the nearest name before it."""
    if meanings.single:
        return meanings.usual
    resolver = reading.resolver
    names = [*resolver.countries_in(reading.sentence)]
    before = [code for ent, code in reversed(names) if ent.start <= word.i]
    after = [code for ent, code in names if ent.start > word.i]
    return meanings.of([resolver.country(word), *before, *after, resolver.main_state()])
