"""Who says so: chains from the one who said it to the one who reports it."""

from __future__ import annotations

import pytest

from tests.conftest import Coder


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad's army killed six rebels, the governor told Reuters, Al Jazeera reported.", ["governor", "Reuters", "Al Jazeera"]),
        ("The union said police had arrested three miners, the BBC reported.", ["union", "BBC"]),
        ("According to Xinhua, the mayor said Thai soldiers had attacked a village.", ["mayor", "Xinhua"]),
        ("Citing officials, AFP reported that Peruvian police had arrested the general.", ["officials", "Agence France-Presse"]),
        ("The Kremlin said, according to TASS, that Ukraine had attacked a bridge.", ["Russia", "TASS"]),
    ],
)  # fmt: skip
def test_speakers_run_from_the_inner_to_the_outer(
    coded: Coder, text: str, expected: list[str]
) -> None:
    (mention,) = coded(text).mentions
    assert [s.name for s in mention.speakers] == expected
