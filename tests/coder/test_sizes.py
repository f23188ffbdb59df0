"""The dead, injured and arrested belong to the event that the text tells of."""

from __future__ import annotations

import pytest

from tests.conftest import Coder


@pytest.mark.parametrize(
    ("text", "event", "sizes"),
    [
        ("Rebels killed at least 12 soldiers near Kidal on Monday.", "ASSAULT", {("dead", 12, "at least")}),
        ("Twelve Malian soldiers were killed by rebels on Monday.", "ASSAULT", {("dead", 12, "")}),
        ("Israeli air strikes on Gaza killed 14 people and wounded 30.", "ASSAULT", {("dead", 14, ""), ("injured", 30, "")}),
        ("A car bomb attack in Kabul left 27 people dead on Friday.", "ASSAULT", {("dead", 27, "")}),
        ("More than 40 civilians died when Sudanese jets bombed a market in Nyala.", "ASSAULT", {("dead", 40, "more than")}),
        ("Belarusian police arrested 60 protesters in Minsk on Sunday.", "COERCE", {("arrested", 60, "")}),
    ],
)  # fmt: skip
def test_sizes_are_those_of_the_event(
    coded: Coder, text: str, event: str, sizes: set[tuple[str, float, str]]
) -> None:
    found = {
        (s.harm, s.value, s.approximation)
        for m in coded(text).mentions
        if m.event == event
        for s in m.sizes
    }
    assert found == sizes


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked a farm near Kidal and killed 12 cows.",
        "Five soldiers killed a smuggler near Kidal.",
        "Kenya sent 300 soldiers to Haiti on Monday.",
    ],
)
def test_other_numbers_are_no_sizes(coded: Coder, text: str) -> None:
    assert not [s for m in coded(text).mentions for s in m.sizes]


def test_an_export_has_plovers_names(coded: Coder) -> None:
    from diurna.export import mention_record

    text = "Shelling by Armenian troops killed three soldiers and two farmers in Azerbaijan."
    record = next(mention_record(m) for m in coded(text).mentions if m.sizes)
    assert record["size"] == {"dead": 5}
