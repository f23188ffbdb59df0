"""A user's own files: they are read by content, checked line by line, and win over ours."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from diurna.codebook import load_codebook, read_additions
from diurna.errors import CodebookError
from diurna.model import Story
from diurna.pipeline import code_story
from diurna.settings import Settings
from tests.conftest import story_of


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf8")
    return path


def actors(path: Path, story: Story) -> list[tuple[str, str]]:
    coded = code_story(story, Settings(codebook=(path,)))
    return [(e.code, e.sector) for m in coded.mentions for e in (*m.actors, *m.recipients)]


def test_an_actor_of_a_dictionary_is_coded_with_the_code_of_the_day(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "own.actors",
        "HENRIK_OSTERGAARD_\n\t[DNKMIL 20100101-20151231]\n\t[DNKOPP >20160101]\n",
    )
    text = "Henrik Ostergaard condemned Poland on Monday."
    assert actors(path, story_of(text, date(2014, 5, 6)))[0] == ("DNK", "MIL")
    assert actors(path, story_of(text, date(2018, 5, 8)))[0] == ("DNK", "OPP")


def test_dated_names_that_are_no_person_count_in_every_position(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "own.actors",
        "HAMAS_ [PSEREB <20060101] [PSEGOV >20060102]\nSUDAN_ [SDN >19560101]\n+SUDANESE_\n",
    )
    story = story_of("Hamas fighters attacked Israel on Monday.", date(2009, 1, 6))
    assert ("PSE", "REB") in actors(path, story)
    story = story_of("Sudanese troops attacked Chad on Monday.", date(2009, 1, 6))
    assert actors(path, story) == [("SDN", "MIL"), ("TCD", "GOV")]


def test_a_short_name_later_in_the_story_is_the_users_person(tmp_path: Path) -> None:
    path = write(tmp_path, "own.actors", "HENRIK_OSTERGAARD_ [DNKELI]\n")
    text = "Henrik Ostergaard condemned Poland on Monday.\nOstergaard accused Poland of theft."
    coded = code_story(story_of(text, date(2014, 5, 6)), Settings(codebook=(path,)))
    assert {(e.code, e.sector) for m in coded.mentions for e in m.actors} == {("DNK", "ELI")}


def test_outside_its_dates_a_name_means_nobody(tmp_path: Path) -> None:
    path = write(tmp_path, "own.actors", "OSTLAND_\n [AUTGOV 20160101-20171231]\n")
    book = load_codebook().extended(read_additions([path])).actors
    assert book.find("Ostland", date(2017, 1, 1)) is not None
    assert book.find("Ostland", date(2020, 3, 3)) is None


def test_a_sector_of_ours_can_be_changed_and_the_office_stays(tmp_path: Path) -> None:
    path = write(tmp_path, "own.agents", "PRESIDENT [~ELI]\n")
    ours, theirs = load_codebook(), load_codebook().extended(read_additions([path]))
    before, after = ours.actors.role("president"), theirs.actors.role("president")
    assert before is not None and after is not None
    assert (after.kind, after.sector) == (before.kind, "ELI")


def test_a_file_saved_by_a_spreadsheet_and_one_in_another_encoding(tmp_path: Path) -> None:
    marked = tmp_path / "a.csv"
    marked.write_text("name,names,code,sector\nX-land,,FRA,GOV\n", encoding="utf-8-sig")
    assert [e.names for e in read_additions([marked]).actors] == [("X-land",)]
    latin = tmp_path / "b.txt"
    latin.write_bytes("ABC_ [FRA]\nBJÖRN_ [SWE]\n".encode("latin-1"))
    assert [f.line for f in read_additions([latin]).faults] == [2]


def test_a_users_name_wins_over_ours(tmp_path: Path) -> None:
    story = story_of("Angela Merkel criticised Hamas on Friday.", date(2015, 3, 2))
    path = write(
        tmp_path,
        "own.csv",
        "name,names,code,sector\nAngela Merkel,Merkel,AUT,BUS\nHamas,,PSE,GOV\n",
    )
    assert actors(path, story) == [("AUT", "BUS"), ("PSE", "GOV")]
    ours = load_codebook().actors.find("Hamas")
    assert ours is not None and ours.sector != "GOV"


def test_a_users_frame_codes_what_ours_do_not(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "own.toml",
        '[[frame]]\nevent = "ACCUSE"\nmode = "disapprove"\nlemma = ["carpet"]\npos = "verb"\n'
        '[[role]]\nlemma = "hetman"\nsector = "MIL"\n'
        '[[actor]]\nname = "Free Guild"\ncode = "ITA"\nsector = "CRM"\nstart = 2001-02-03\n',
    )
    found = read_additions([path])
    assert not found.faults
    assert found.actors[0].codes[0].start == date(2001, 2, 3)
    extended = load_codebook().extended(found)
    assert [f.event for f in extended.frames.find("carpet", "verb")][:1] == ["ACCUSE"]
    story = story_of("Kenya carpeted Uganda on Monday.", date(2014, 5, 6))
    (mention,) = code_story(story, Settings(codebook=(path,))).mentions
    assert (mention.event, mention.actors[0].code, mention.recipients[0].code) == (
        "ACCUSE",
        "KEN",
        "UGA",
    )
    assert extended.actors.role("hetman") is not None
    assert load_codebook().actors.role("hetman") is None


@pytest.mark.parametrize(
    ("name", "text", "line", "reason"),
    [
        ("a.csv", "name,code\nX,FRA\n", 1, "names, sector"),
        ("a.csv", "# mine\nname,names,code,sector\nX,,FRA\n", 3, "3 cells"),
        ("a.csv", "name,names,code,sector\nX,,france,GOV\n", 2, "code: "),
        ("a.csv", 'name,names,code,sector\n"X,,FRA,GOV\n', 2, "1 cells"),
        ("a.toml", '[[actor]]\nname = "X"\nnames = 5\ncode = "FRA"\n', 1, "names"),
        ("a.toml", '[[actor]]\nname = "X"\nnames = "Y"\ncode = "FRA"\n', 1, "names"),
        ("a.toml", '[actor]\nname = "X"\ncode = "FRA"\n', 1, "[[actor]]"),
        ("a.toml", '[[frame]]\nevent = "AID"\npos = "verb"\nlemma = 5\n', 1, "5 should be"),
        ("a.toml", '[[role]]\nlemma = ""\nsector = "GOV"\n', 1, "lemma"),
        ("a.toml", "[[actor]]\nname = \n", 2, "TOML"),
        ("a.toml", '\n[[actor]]\nname = "X"\ncode = "FRA"\nsector = "Gov"\n', 2, "sector"),
        ("a.toml", '[[frame]]\nevent = "ACCUSE"\npos = "verb"\n', 1, "lemma"),
        ("a.toml", "[[verb]]\n", 1, "verb"),
    ],
)
def test_faults_name_file_and_line(
    tmp_path: Path, name: str, text: str, line: int, reason: str
) -> None:
    path = write(tmp_path, name, text)
    (fault,) = read_additions([path]).faults
    assert str(fault).startswith(f"{path}:{line}: ")
    assert reason in fault.reason


def test_a_file_that_is_not_there_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="cannot be read"):
        read_additions([tmp_path / "none.txt"])


OWN_EVENT = """
[[frame]]
event = "EXPLORE"
mode = "space"
lemma = ["orbit"]
pos = "verb"

[[event]]
name = "EXPLORE"
quad = 2
score = 1.5
modes = { space = 2.5 }
"""


def test_an_event_class_of_the_users_own_is_coded_and_scored(tmp_path: Path) -> None:
    path = write(tmp_path, "own.toml", OWN_EVENT)
    story = story_of("India orbited the Moon on Monday.", date(2019, 8, 20))
    coded = code_story(story, Settings(codebook=(path,)))
    mention = next(m for m in coded.mentions if m.event == "EXPLORE")
    assert [e.code for e in mention.actors] == ["IND"]
    assert (mention.modes, mention.quad, mention.score) == (("space",), 2, 2.5)
    assert not [m for m in code_story(story).mentions if m.event == "EXPLORE"]


@pytest.mark.parametrize(
    ("was", "becomes", "reason"),
    [
        ("quad = 2", "quad = 7", "quad"),
        ('"space"\n', '"sea"\n', "no mode 'sea' of EXPLORE"),
        ('name = "EXPLORE"', 'name = "explore"', "name"),
    ],
)
def test_a_faulty_event_class_is_named_by_its_line(
    tmp_path: Path, was: str, becomes: str, reason: str
) -> None:
    path = write(tmp_path, "own.toml", OWN_EVENT.replace(was, becomes))
    assert reason in str(read_additions([path]).faults[0])
