"""Tokenising after Universal Dependencies' English treebanks.

spaCy's English tokenizer already splits contractions as UD does (*do* + *n't*). The rules
here bring the rest in line: UD splits every hyphenated word (*adult*, *-*, *learned*) and
keeps decimals, initials and abbreviations whole.
"""

from __future__ import annotations

import spacy
from spacy.lang.char_classes import (
    ALPHA,
    ALPHA_LOWER,
    ALPHA_UPPER,
    CONCAT_QUOTES,
    LIST_ELLIPSES,
    LIST_ICONS,
)
from spacy.language import Language
from spacy.util import compile_infix_regex

_HYPHENS = r"(?:-|–|—|--|---|——|~)"
_INFIXES = [
    *LIST_ELLIPSES,
    *LIST_ICONS,
    rf"(?<=[{ALPHA_LOWER}{CONCAT_QUOTES}])\.(?=[{ALPHA_UPPER}{CONCAT_QUOTES}])",
    rf"(?<=[{ALPHA}]),(?=[{ALPHA}])",
    rf"(?<=[{ALPHA}0-9\.])(?:{_HYPHENS})(?=[{ALPHA}0-9])",
    rf"(?<=[{ALPHA}0-9])[:<>=/](?=[{ALPHA}])",
    rf"(?<=[{ALPHA}])/(?=[{ALPHA}0-9])",
]


def make_nlp() -> Language:
    """Return a blank English pipeline with a tokenizer that follows UD."""
    nlp = spacy.blank("en")
    use_ud_tokenizer(nlp)
    return nlp


def use_ud_tokenizer(nlp: Language) -> None:
    """Give a pipeline's English tokenizer UD's way with hyphens and slashes."""
    nlp.tokenizer.infix_finditer = compile_infix_regex(_INFIXES).finditer  # type: ignore[union-attr]
