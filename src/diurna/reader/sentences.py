"""Sentence boundaries in a tokenised paragraph, by rule.

A boundary follows a token of closing punctuation (and the quotes or brackets that close with
it) when the next token can open a sentence. Full stops of abbreviations are part of their
token, so what remains to decide is an abbreviation that ends in a stop of its own before a
capital ("the U.S. Senate", "Gen. Milley", "at 5 p.m. On Monday").
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

_ENDS = {".", "!", "?", "…", "...", "。"}
_CLOSERS = {'"', "”", "’", "'", "''", ")", "]"}
_OPENERS = {'"', "“", "‘", "``", "(", "["}
_TITLES = {
    "mr.", "mrs.", "ms.", "dr.", "gen.", "lt.", "col.", "maj.", "capt.", "sgt.", "sen.", "rep.",
    "gov.", "prof.", "rev.", "st.", "adm.", "cmdr.", "brig.", "hon.", "fr.", "sr.", "jr.", "vs.",
    "no.", "nos.", "cf.", "e.g.", "i.e.", "etc.", "al.", "jan.", "feb.", "mar.", "apr.", "jun.",
    "jul.", "aug.", "sep.", "sept.", "oct.", "nov.", "dec.", "approx.", "op.", "art.", "fig.",
}  # fmt: skip
_STARTERS = {
    "the", "a", "an", "he", "she", "it", "they", "we", "i", "this", "that", "these", "those",
    "but", "and", "in", "on", "at", "his", "her", "their", "its", "according", "however",
    "meanwhile", "as", "for", "with", "after", "when", "if", "there", "both", "some", "officials",
}  # fmt: skip


def boundaries(tokens: list[Token]) -> Iterator[int]:
    """Yield the positions in `tokens`, a paragraph without line breaks, that open a sentence."""
    if not tokens:
        return
    yield 0
    i = 0
    while i < len(tokens) - 1:
        end = _closes(tokens, i)
        if end is not None and end < len(tokens):
            yield end
            i = end
        else:
            i += 1


def _closes(tokens: list[Token], i: int) -> int | None:
    """Return where the next sentence opens if token `i` ends one."""
    token = tokens[i]
    stop = token.text in _ENDS
    if not stop and not _abbreviation_may_end(token):
        return None
    end = i + 1
    while end < len(tokens) and (tokens[end].text in _ENDS or _is_closer(tokens, end)):
        end += 1
    if end >= len(tokens):
        return None
    following = tokens[end]
    opener = following.text in _OPENERS and end + 1 < len(tokens)
    word = tokens[end + 1] if opener else following
    if not tokens[end - 1].whitespace_ and not opener:
        return None
    if not (word.text[0].isupper() or word.text[0].isdigit() or opener):
        return None
    if stop:
        return end
    return end if word.text.istitle() and word.lower_ in _STARTERS else None


def _is_closer(tokens: list[Token], i: int) -> bool:
    """Whether token `i` is a closing quote or bracket glued to what comes before it."""
    return tokens[i].text in _CLOSERS and not tokens[i - 1].whitespace_


def _abbreviation_may_end(token: Token) -> bool:
    text = token.text
    return text.endswith(".") and len(text) > 2 and text.lower() not in _TITLES
