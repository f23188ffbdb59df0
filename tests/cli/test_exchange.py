"""``diurna export`` and ``diurna import`` as a user meets them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from diurna.cli import main
from tests.cli.calls import run
from tests.export.samples import PAIRS, make_record


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return make_record(tmp_path / "record.duckdb")


def test_an_export_says_what_it_wrote_and_what_was_lost(db: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.tsv"
    result = run("export", "gdelt", "--out", out, "--db", db)
    assert result.exit_code == 0
    assert result.stdout == ""
    told = result.stderr.splitlines()
    assert told[0] == f"{out}: {len(PAIRS)} rows"
    assert "what gdelt could not hold:" in told
    assert "  2 negated, hypothetical or future events (left out)" in told


def test_an_export_takes_the_filters_of_events_and_a_day(db: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.tsv"

    def rows(*options: str) -> int:
        assert run("export", "icews", "--out", out, "--db", db, *options).exit_code == 0
        return len(out.read_text(encoding="utf8").splitlines()) - 1

    assert rows("--actor", "ken") == 1
    assert rows("--event", "ASSAULT", "--asserted", "--since", "2023-05-16") == 1
    assert rows("--as-of", "2001-01-01") == 0
    assert rows("--as-of", "2999-01-01T12:00+02:00") == len(PAIRS)
    bad = run("export", "icews", "--out", out, "--db", db, "--as-of", "yesterday")
    assert bad.exit_code == 2
    assert "'yesterday' is neither" in bad.stderr


@pytest.mark.parametrize("form", ["plover", "polecat", "gdelt", "icews", "graphml"])
def test_a_file_that_cannot_be_written_is_named(
    db: Path,
    tmp_path: Path,
    form: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "nowhere" / "out.tsv"
    monkeypatch.setattr(sys, "argv", ["diurna", "export", form, "--out", str(out), "--db", str(db)])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 1
    assert f"{out} cannot be written" in capsys.readouterr().err


def test_a_view_that_cannot_be_written_is_not_the_records_fault(db: Path, tmp_path: Path) -> None:
    out = tmp_path / "views"
    (out / "events.csv").mkdir(parents=True)
    result = run("export", "csv", "--out", out, "--db", db)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {out} cannot be written: ")
    assert "events.csv" in result.stderr


def test_without_a_record_there_is_nothing_to_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, db = tmp_path / "out.tsv", tmp_path / "none.duckdb"
    monkeypatch.setattr(
        sys, "argv", ["diurna", "export", "csv", "--out", str(out), "--db", str(db)]
    )
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 1
    assert "there is no record" in capsys.readouterr().err
    assert not db.exists()


def test_imports_are_counted_and_asked_for(db: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.tsv"
    run("export", "polecat", "--out", out, "--db", db)
    with out.open("a", encoding="utf8") as file:
        file.write("a\tfaulty\tline\n")
    result = run("import", "polecat", out, "--db", db)
    assert result.exit_code == 0
    assert f"{out}:{len(PAIRS) + 2}: 3 columns instead of 40" in result.stderr
    assert f"1 files: {len(PAIRS)} new; 1 not read" in result.stderr
    again = run("import", "polecat", out, "--db", db)
    assert f"{len(PAIRS)} unchanged" in again.stderr
    asked = run(
        "sql", "SELECT actor, code FROM foreign_events WHERE recipient = 'MLI'", "--db", db, "--format", "json"
    )  # fmt: skip
    assert json.loads(asked.stdout) == [{"actor": "NATO", "code": "RETREAT"}]


def test_when_nothing_can_be_read_the_exit_code_is_1(db: Path, tmp_path: Path) -> None:
    result = run("import", "icews", tmp_path / "none.tab", "--db", db)
    assert result.exit_code == 1
    assert "none.tab: cannot be read" in result.stderr
