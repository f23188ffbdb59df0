"""The command line as a user meets it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from diurna.cli import main
from tests.cli.calls import run
from tests.intake.test_stories import HEAD


def records(db: Path, report: Path) -> list[dict[str, object]]:
    return [
        json.loads(line)
        for line in run("read", report, "--db", db, "--format", "jsonl").stdout.splitlines()
    ]


def test_help_names_every_command_and_is_quick_to_import() -> None:
    code = "import sys, diurna.cli; sys.exit(any(m in sys.modules for m in ('spacy', 'duckdb', 'onnxruntime')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    text = run("--help").stdout
    for name in ("read", "events", "story", "why", "sql", "export", "import"):
        assert name in text
        assert "Example" in run(name, "--help").stdout


def test_read_prints_a_table_and_a_summary(tmp_path: Path, report: Path) -> None:
    result = run("read", report, "--db", tmp_path / "r.duckdb")
    assert "CONSULT" in result.stdout
    assert "KEN" in result.stdout
    assert "1 stories" in result.stderr


def test_jsonl_has_plovers_fields(db: Path, report: Path) -> None:
    found = records(db, report)
    assert [r["kind"] for r in found[:2]] == ["story", "mention"]
    mention = next(r for r in found if r["kind"] == "mention" and r["event"] == ["CONSULT"])
    for field in [
        "id",
        "date",
        "enddate",
        "actor",
        "recipient",
        "event",
        "mode",
        "context",
        "quad_code",
        "event_scale",
        "event_text",
        "event_loc",
        "text",
        "text_info",
        "auxiliary",
        "date_precision",
        "speakers",
        "quotes",
        "event_id",
        "confidence",
        "decided_by",
    ]:
        assert field in mention
    assert mention["date"] == "2023-05-16"
    codes = {e["code"] for e in mention["actor"]}  # type: ignore[attr-defined]
    assert codes == {"KEN", "TZA"}


def test_json_and_csv_hold_the_same_mentions(db: Path, report: Path) -> None:
    objects = json.loads(run("read", report, "--db", db, "--format", "json").stdout)
    rows = list(
        csv.DictReader(io.StringIO(run("read", report, "--db", db, "--format", "csv").stdout))
    )
    assert [r["mention_id"] for r in rows] == [o["id"] for o in objects if o["kind"] == "mention"]


def test_reading_twice_changes_nothing(db: Path, report: Path) -> None:
    before = run(
        "sql", "SELECT * FROM mentions ORDER BY ALL", "--db", db, "--format", "jsonl"
    ).stdout
    result = run("read", report, "--db", db)
    assert "1 unchanged" in result.stderr
    assert (
        run("sql", "SELECT * FROM mentions ORDER BY ALL", "--db", db, "--format", "jsonl").stdout
        == before
    )


def test_bad_files_are_named_and_the_rest_is_read(tmp_path: Path, report: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"A title\nnot a date\nhttps://e.org/1\nKenya met Uganda.\n")
    result = run("read", bad, report, "--db", tmp_path / "r.duckdb")
    assert result.exit_code == 0
    assert "bad.txt:2: the date is missing" in result.stderr
    assert "1 not read" in result.stderr


def test_when_nothing_can_be_read_the_exit_code_is_1_and_the_record_stays(
    db: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(HEAD)
    result = run("read", bad, "--db", db)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 2
    assert json.loads(
        run("sql", "SELECT count(*) AS n FROM stories", "--db", db, "--format", "json").stdout
    ) == [{"n": 1}]


def test_plain_text_is_read_with_what_the_user_says_of_it(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Peru recalled its ambassador from Bolivia on Monday.", encoding="utf8")
    result = run(
        "read", note, "--date", "2023-05-17", "--title", "A note", "--no-store", "--format", "json"
    )
    story, mention = json.loads(result.stdout)[:2]
    assert story["title"] == "A note"
    assert (mention["event"], mention["date"]) == (["SANCTION"], "2023-05-15")


def test_events_can_be_asked_for(db: Path) -> None:
    rows = json.loads(
        run("events", "--db", db, "--event", "CONSULT", "--actor", "KEN", "--format", "json").stdout
    )
    assert [r["actors"] for r in rows] == [["KEN", "TZA"]]
    assert "CONSULT" in run("events", "--db", db).stdout
    assert (
        json.loads(run("events", "--db", db, "--since", "2024-01-01", "--format", "json").stdout)
        == []
    )


def test_story_shows_sentences_and_marks_boilerplate(db: Path) -> None:
    (row,) = json.loads(
        run("sql", "SELECT story_id FROM stories", "--db", db, "--format", "json").stdout
    )
    text = run("story", row["story_id"][:6], "--db", db).stdout
    assert "Kenya condemned the raid" in text
    assert "(boilerplate)" in text
    assert "https://example.org" in text


def test_why_shows_the_words_what_decided_and_who_says_so(db: Path) -> None:
    rows = json.loads(
        run("sql", "SELECT mention_id, event FROM mentions", "--db", db, "--format", "json").stdout
    )
    accusation = next(r["mention_id"] for r in rows if r["event"] == "ACCUSE")
    text = run("why", accusation, "--db", db).stdout
    assert "Kenya condemned the raid by Ethiopian troops." in text
    assert "frame:accuse/" in text
    assert "slot:subject" in text
    assert "The report itself says so." in text


def test_why_says_how_the_date_was_had_or_that_there_is_none(db: Path) -> None:
    query = "SELECT mention_id, event, start_date FROM mentions"
    rows = json.loads(run("sql", query, "--db", db, "--format", "json").stdout)
    shown = {r["event"]: run("why", r["mention_id"], "--db", db).stdout for r in rows}
    assert "date:weekday@published" in shown["CONSULT"]
    assert "the text gives none" in shown["ACCUSE"]


def test_read_takes_the_moment_of_publication(tmp_path: Path) -> None:
    note, db = tmp_path / "note.txt", tmp_path / "r.duckdb"
    note.write_text("TOKYO (Kyodo) - The leaders of Japan and India met today.", encoding="utf8")
    run("read", note, "--date", "2022-12-22T23:30+00:00", "--db", db)
    query = "SELECT published, published_at, start_date FROM mentions JOIN stories USING (story_id)"
    (row,) = json.loads(run("sql", query, "--db", db, "--format", "json").stdout)
    assert row == {
        "published": "2022-12-22",
        "published_at": "2022-12-22T23:30:00+00:00",
        "start_date": "2022-12-23",
    }


def test_sql_cannot_change_the_record(
    db: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["diurna", "sql", "DELETE FROM stories", "--db", str(db)])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 1
    assert capsys.readouterr().err.startswith("diurna: ")


def test_an_unknown_event_is_explained(
    db: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["diurna", "events", "--event", "FIGHT", "--db", str(db)])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 1
    assert "no PLOVER event 'FIGHT'" in capsys.readouterr().err


def test_codebook_check_lists_every_faulty_line(tmp_path: Path) -> None:
    sound, faulty = tmp_path / "sound.txt", tmp_path / "faulty.txt"
    sound.write_text("RURITANIA_ [AUT]\n+RURITANIAN_\n", encoding="utf8")
    faulty.write_text("RURITANIA_ [AUT]\nSYLDAVIA_ [XQZ]\nBORDURIA_\n", encoding="utf8")
    assert run("codebook", "check", sound).exit_code == 0
    result = run("codebook", "check", sound, faulty)
    assert result.exit_code == 1
    assert [line.split(": ")[0] for line in result.stdout.splitlines()] == [
        f"{faulty}:2",
        f"{faulty}:3",
    ]


def test_read_takes_a_dictionary_and_tells_what_it_left_out(tmp_path: Path) -> None:
    note, own = tmp_path / "note.txt", tmp_path / "own.txt"
    note.write_text("Ruritania condemned Kenya on Monday.", encoding="utf8")
    own.write_text("RURITANIA_ [AUT]\nSYLDAVIA_ [XQZ]\n", encoding="utf8")
    given = ("--no-store", "--date", "2020-03-03", "--format", "csv", "--actors", own)
    result = run("read", note, *given)
    assert f"{own}:2: " in result.stderr
    assert [row["source"] for row in csv.DictReader(io.StringIO(result.stdout))] == ["AUT"]


def test_another_dictionary_codes_stored_stories_anew(tmp_path: Path, report: Path) -> None:
    db, own = tmp_path / "record.duckdb", tmp_path / "own.txt"
    own.write_text("KENYA_ [FRA]\n", encoding="utf8")
    assert "new" in run("read", report, "--db", db).stderr
    assert "recoded" in run("read", report, "--db", db, "--actors", own).stderr
    assert "unchanged" in run("read", report, "--db", db, "--actors", own).stderr
