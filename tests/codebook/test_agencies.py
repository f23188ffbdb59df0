"""The agency that a text credits."""

from __future__ import annotations

import pytest

from diurna.codebook.agencies import agency_of


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("LUSAKA, May 17 (Reuters) - Zambia signed an accord.", "Reuters"),
        ("Manila (AFP) -- A ferry sank.", "Agence France-Presse"),
        ("MOSCOW, June 3. /TASS/. Air defences shot down drones.", "TASS"),
        ("A ferry sank off Luzon.\n— AP", "Associated Press"),
        ("A ferry sank.\nWith inputs from PTI", "Press Trust of India"),
        ("A ferry sank, Reuters reported from Manila.", ""),
        ("The council met on Monday.", ""),
    ],
)
def test_credits_are_read_and_quotations_are_not(text: str, agency: str) -> None:
    assert agency_of(text) == agency
