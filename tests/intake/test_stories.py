"""Bad input ends in one clear line; good input becomes a story."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from diurna.errors import EncodingError, FormatError, IntakeError, LanguageError, MissingError
from diurna.intake import Hints, expand, read_story
from diurna.settings import Settings
from tests.conftest import REPORT

HEAD = b"A title\n20230517\nhttps://example.org/a\n"
GERMAN = (
    "Der Präsident traf am Dienstag seine Amtskollegin in Wien, um über die gemeinsamen Grenzen "
    "und den Handel zwischen den beiden Ländern zu sprechen, wie die Regierung mitteilte.\n"
).encode()

BAD = [
    pytest.param(b"", MissingError, r"bad\.txt:1: the file is empty", id="empty"),
    pytest.param(b" \n\n", MissingError, r"bad\.txt:1: the file is empty", id="blank"),
    pytest.param(b"A title\n", MissingError, r"bad\.txt:2: the date is missing", id="title only"),
    pytest.param(b"A title\nhttps://e.org\nKenya met Uganda.\n", MissingError, r"bad\.txt:2: the date is missing", id="no date"),
    pytest.param(b"A title\n20231345\nhttps://e.org\nX.\n", FormatError, r"bad\.txt:2: 20231345 is no date", id="impossible date"),
    pytest.param(b"A title\n2023-13-45T10:00Z\nhttps://e.org\nX.\n", FormatError, r"bad\.txt:2: .* is no moment", id="impossible moment"),
    pytest.param(b"A title\n20230517\nhttp:/broken\nX.\n", FormatError, r"bad\.txt:3: unreadable URL", id="broken URL"),
    pytest.param(b"A title\n20230517\nKenya met Uganda.\nX.\n", FormatError, r"bad\.txt:3: the URL is missing", id="no URL"),
    pytest.param(HEAD, MissingError, r"bad\.txt:4: no sentences after the URL", id="no sentences"),
    pytest.param(HEAD + b"Caf\xe9 owners protested.\n", EncodingError, r"bad\.txt:4: not UTF-8: byte 0xe9", id="latin-1"),
    pytest.param(HEAD + b"\x00\x01\x02\n", EncodingError, r"bad\.txt:4: binary data", id="binary"),
    pytest.param(HEAD + b"x" * 200_000 + b"\n", FormatError, r"bad\.txt:4: a line of 200,000 bytes", id="long line"),
    pytest.param(HEAD + GERMAN, LanguageError, r"bad\.txt:4: the text is not English \(it looks like 'de'\)", id="German"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "kind", "reason"), BAD)
def test_bad_input_names_file_line_and_reason(
    tmp_path: Path, data: bytes, kind: type[IntakeError], reason: str
) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(kind, match=reason):
        read_story(path, Hints(), Settings())


@pytest.mark.parametrize(
    ("written", "published", "moment"),
    [
        ("20230517", "2023-05-17", None),
        ("2023-05-17T23:10:00Z", "2023-05-17", "2023-05-17T23:10:00+00:00"),
        ("20230517T231000+0900", "2023-05-17", "2023-05-17T23:10:00+09:00"),
        ("2023-05-17T23:10", "2023-05-17", None),
    ],
)
def test_a_story_keeps_the_moment_of_publication(
    tmp_path: Path, written: str, published: str, moment: str | None
) -> None:
    path = tmp_path / "story.txt"
    path.write_text(f"A title\n{written}\nhttps://e.org/a\nKenya met Uganda.\n", encoding="utf8")
    story = read_story(path, Hints(), Settings())
    assert str(story.published) == published
    assert (story.published_at and story.published_at.isoformat()) == moment


def test_a_huge_line_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    path.write_bytes(HEAD + b"x" * 50_000_000)
    with pytest.raises(FormatError, match=r"huge\.txt:4: a line of"):
        read_story(path, Hints(), Settings())


@pytest.mark.parametrize(
    "sentence",
    [
        "Lourenço e Tshisekedi met in Luanda, Angop reported, and Kinshasa agreed to the truce with Kigali.",
        "Tamil Nadu: DMK, AIADMK spar over Katchatheevu; Annamalai, Stalin trade charges in Rameswaram, Madurai",
    ],
)
def test_english_full_of_foreign_names_is_english(tmp_path: Path, sentence: str) -> None:
    path = tmp_path / "names.txt"
    path.write_bytes(
        HEAD + f"{sentence} The minister said that it was the end of the matter.\n".encode()
    )
    assert read_story(path, Hints(), Settings()).text


@pytest.mark.parametrize(
    "sentence",
    [
        "Le président a rencontré mardi son homologue à Vienne pour parler des frontières et du commerce entre les deux pays.",
        "El presidente se reunió el martes con su homóloga en Viena para hablar de las fronteras y del comercio entre ambos.",
        "De president ontmoette dinsdag zijn ambtgenoot in Wenen om te praten over de grenzen en de handel tussen de landen.",
    ],
)
def test_other_languages_are_refused(tmp_path: Path, sentence: str) -> None:
    path = tmp_path / "other.txt"
    path.write_bytes(HEAD + f"{sentence}\n".encode())
    with pytest.raises(LanguageError, match="only English is coded"):
        read_story(path, Hints(), Settings())


def test_a_missing_file_is_an_intake_error(tmp_path: Path) -> None:
    with pytest.raises(MissingError, match="cannot be opened: No such file"):
        read_story(tmp_path / "none.txt", Hints(), Settings())


def test_the_reference_format(report: Path) -> None:
    story = read_story(report, Hints(), Settings())
    assert story.title == "Kenya and Tanzania open a border post"
    assert story.published == date(2023, 5, 17)
    assert not story.ordered
    assert story.syndicated
    assert [p.boilerplate for p in story.paragraphs] == [False, False, True]
    assert story.text[story.paragraphs[1].start : story.paragraphs[1].end].startswith(
        "The presidents"
    )
    assert story.paragraphs[0].line == 4


def test_windows_line_ends_and_byte_order_mark_change_nothing(tmp_path: Path, report: Path) -> None:
    path = tmp_path / "windows.txt"
    path.write_bytes(b"\xef\xbb\xbf" + REPORT.replace("\n", "\r\n").encode())
    mine, theirs = read_story(path, Hints(), Settings()), read_story(report, Hints(), Settings())
    assert (mine.id, mine.text, mine.content_hash) == (theirs.id, theirs.text, theirs.content_hash)


def test_the_content_hash_does_not_depend_on_the_order_of_sentences(
    tmp_path: Path, report: Path
) -> None:
    lines = REPORT.splitlines()
    path = tmp_path / "shuffled.txt"
    path.write_text("\n".join([*lines[:3], *reversed(lines[3:])]), encoding="utf8")
    mine, theirs = read_story(path, Hints(), Settings()), read_story(report, Hints(), Settings())
    assert mine.content_hash == theirs.content_hash
    assert mine.id == theirs.id


def test_plain_text_takes_its_title_date_and_url_from_the_user(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Kenya met Uganda.\nThey signed a pact.\n", encoding="utf8")
    story = read_story(
        path, Hints("A note", date(2023, 5, 17), "https://www.ndtv.com/x"), Settings()
    )
    assert story.ordered
    assert story.publisher == "NDTV"
    assert len(story.paragraphs) == 2


def test_plain_text_needs_a_date(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Kenya met Uganda.\n", encoding="utf8")
    with pytest.raises(MissingError, match="give --date YYYY-MM-DD"):
        read_story(path, Hints(title="A note"), Settings())


def test_a_folder_stands_for_its_text_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.csv"):
        (tmp_path / name).write_text("x", encoding="utf8")
    assert [p.name for p in expand([tmp_path, tmp_path / "a.txt"])] == ["a.txt", "b.txt"]
