"""The field's actor and agent dictionaries: names, synonyms, dated codes, faults by line."""

from __future__ import annotations

from datetime import date

import pytest

from diurna.codebook.dictionaries import Assignment, plover_code, read_dictionary, sector_of

ACTORS = """\
# a dictionary of ours
RURITANIA_ [AUT]   # a state
+RURITANIAN_
+KINGDOM_OF_RURITANIA_(KOR)
RUDOLF_RASSENDYLL_
+COLONEL_RASSENDYLL_ ; a synonym
\t[AUTMIL 900101-991231]
\t[AUTGOV >20000101]
WORLD_POSTAL_LEAGUE_ [IGOUNO]
"""


def test_names_synonyms_and_dated_codes_are_read() -> None:
    found = read_dictionary(ACTORS, "own.txt")
    assert not found.faults
    state, person, league = found.actors
    assert state.names == ("RURITANIA", "RURITANIAN", "Kingdom Of Ruritania", "KOR")
    assert state.codes == (Assignment("AUT", "GOV", kind="state"),)
    assert person.names == ("Rudolf Rassendyll", "Colonel Rassendyll")
    assert person.codes == (
        Assignment("AUT", "MIL", date(1990, 1, 1), date(1999, 12, 31)),
        Assignment("AUT", "GOV", date(2000, 1, 1), None),
    )
    assert league.codes == (Assignment("UN", "IGO"),)


def test_agents_have_sectors_plurals_and_word_sets() -> None:
    found = read_dictionary(
        "!CHIEF! = CHIEF, HEAD\nARMY_!CHIEF! [~MIL]\nSALESMAN {SALESMEN} [~BUS]\nIMAM [~MOS]\n",
        "agents.txt",
    )
    assert not found.faults
    assert [(a.words, a.sector) for a in found.agents] == [
        (("army chief", "army head"), "MIL"),
        (("salesman", "salesmen"), "BUS"),
        (("imam",), "REL"),
    ]


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        ("+ALONE_ [FRA]", 1, "without a name"),
        ("A_NAME_\nOTHER_ [FRA]", 1, "has no code"),
        ("# x\nA_NAME_ [FRA", 2, "bracket"),
        ("A_NAME_ [QQQGOV]", 1, "QQQ"),
        ("A_NAME_\n [FRA 20040230-20050101]", 2, "calendar"),
        ("A_NAME_\n [FRA 2004-2005]", 2, "YYYYMMDD"),
        ("A_NAME_\n [FRA 20060101-20050101]", 2, "ends before"),
        ("OLD_!KIND! [~GOV]", 1, "KIND"),
        ("BUTTON [~QQQ]", 1, "role"),
    ],
)
def test_a_fault_is_told_with_its_line_and_the_rest_is_read(
    lines: str, line: int, reason: str
) -> None:
    found = read_dictionary(lines + "\nLAST_ONE_ [ITA]\n", "own.txt")
    assert [fault.line for fault in found.faults] == [line]
    assert reason in str(found.faults[0])
    assert found.actors[-1].names == ("Last One",)


@pytest.mark.parametrize(
    ("cameo", "ours"),
    [
        ("KORGOVBUS", ("KOR", "GOV")),
        ("PAL", ("PSE", "GOV")),
        ("USAMED", ("USA", "JRN")),
        ("IGOWSTNAT", ("NATO", "IGO")),
        ("NGOHLH", ("---", "MED")),
        ("MNCUSAMED", ("---", "JRN")),
        ("IMGMUSALQ", ("IMG", "REB")),
        ("---", ("---", "")),
    ],
)
def test_cameo_codes_become_plover_codes(cameo: str, ours: tuple[str, str]) -> None:
    assert plover_code(cameo) == ours


def test_a_role_outweighs_a_faith() -> None:
    assert sector_of("MOSREB") == "REB"
