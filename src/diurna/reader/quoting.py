"""Which sentences begin inside a quotation that an earlier one opened."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

_OPENING = {"“", "``"}
_CLOSING = {"”", "''"}


def begins_quoted(sentences: Sequence[Sequence[Token]]) -> list[bool]:
    """Say of each sentence of a Doc, in text order, whether it begins inside a quotation.

    Straight quotes open and close in turn; a new paragraph begins outside, since writers open
    the quotation anew there.
    """
    found = []
    inside = False
    for sentence in sentences:
        if not sentence:
            found.append(False)
            continue
        if _opens_paragraph(sentence[0]):
            inside = False
        found.append(inside)
        for token in sentence:
            if token.text in _OPENING:
                inside = True
            elif token.text in _CLOSING:
                inside = False
            elif token.text == '"':
                inside = not inside
    return found


def _opens_paragraph(token: Token) -> bool:
    return token.i == 0 or (token.nbor(-1).is_space and "\n" in token.nbor(-1).text)
