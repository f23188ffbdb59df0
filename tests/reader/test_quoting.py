"""Sentences inside a quotation that an earlier one opened."""

from __future__ import annotations

import pytest

from diurna.pipeline import make_blank
from diurna.reader.component import split
from diurna.reader.quoting import begins_quoted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will stay. We are not afraid. Never.” He left.", [False, True, True, False]),
        ('"We will stay. We are not afraid." He left.', [False, True, False]),
        ("“We will stay.\nNobody spoke to him. He left.", [False, False, False]),
        ("He left. Nobody spoke.", [False, False]),
    ],
)
def test_a_quotation_lasts_until_it_closes_or_its_paragraph_ends(
    text: str, expected: list[bool]
) -> None:
    assert begins_quoted(split(make_blank()(text))) == expected
