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
        '[[frame]]\nevent = "ACCUSE"\nmode = "disapprove"\nlemma = ["tongue-lash"]\npos = "verb"\n'
        '[[role]]\nlemma = "hetman"\nsector = "MIL"\n'
        '[[actor]]\nname = "Free Guild"\ncode = "ITA"\nsector = "CRM"\nstart = 2001-02-03\n',
    )
    found = read_additions([path])
    assert not found.faults
    assert found.actors[0].codes[0].start == date(2001, 2, 3)
    extended = load_codebook().extended(found)
    assert [f.event for f in extended.frames.find("tongue-lash", "verb")] == ["ACCUSE"]
    assert extended.actors.role("hetman") is not None
    assert load_codebook().actors.role("hetman") is None


@pytest.mark.parametrize(
    ("name", "text", "line", "reason"),
    [
        ("a.csv", "name,code\nX,FRA\n", 1, "names, sector"),
        ("a.csv", "# mine\nname,names,code,sector\nX,,FRA\n", 3, "3 cells"),
        ("a.csv", "name,names,code,sector\nX,,france,GOV\n", 2, "ISO 3166"),
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
