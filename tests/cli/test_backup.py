"""Backing up, restoring and the record's mishaps, as the command line tells of them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from diurna.cli import main
from diurna.record import open_record
from tests.record.contents import contents
from tests.record.processes import FIRST, SECOND, WORLD, hold


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "record.duckdb"
    with open_record(path) as record:
        record.put(FIRST)
    return path


@pytest.fixture
def db(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(made, tmp_path / "record.duckdb"))


class Terminal:
    """The command line, with what it wrote to the terminal's error output."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, captured: pytest.CaptureFixture[str]):
        self._monkeypatch = monkeypatch
        self._captured = captured

    def run(self, *arguments: str | Path) -> tuple[int, str]:
        self._monkeypatch.setattr(sys, "argv", ["diurna", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            main()
        assert isinstance(stop.value.code, int)
        return stop.value.code, self._captured.readouterr().err


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(monkeypatch, capsys)


def test_a_record_goes_to_a_backup_and_comes_back(
    terminal: Terminal, db: Path, tmp_path: Path
) -> None:
    out = tmp_path / "b.duckdb"
    before = contents(db)
    code, told = terminal.run("backup", "--db", db, "--out", out)
    assert code == 0
    assert told.startswith(f"{out}: ")
    assert "checked" in told
    assert terminal.run("backup", "--db", db, "--out", out) == (
        1,
        f"diurna: {out} exists: give another file, or --force to overwrite it\n",
    )
    with open_record(db) as record:
        record.put(SECOND)
    code, told = terminal.run("restore", out, "--db", db)
    assert (code, "--force" in told) == (1, True)
    assert contents(db) != before
    assert terminal.run("restore", out, "--db", db, "--force")[0] == 0
    assert contents(db) == before
    assert terminal.run("restore", out, "--db", tmp_path / "new.duckdb")[0] == 0
    assert contents(tmp_path / "new.duckdb") == before


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_help_shows_examples(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["diurna", command, "--help"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert not stop.value.code
    assert f"Examples:\n    diurna {command} " in capsys.readouterr().out


@pytest.mark.parametrize(
    "asked",
    [
        ("events",),
        ("sql", "SELECT sum(hash(m)) FROM mentions m"),
        ("story", "s1"),
        ("why", "a"),
        ("backup", "--out", "b.duckdb"),
    ],
)
def test_a_damaged_record_is_told_in_one_line(
    terminal: Terminal, db: Path, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    data = bytearray(db.read_bytes())
    for place in range(20_000, len(data), 4096):
        data[place] ^= 0xFF
    db.write_bytes(data)
    given = [tmp_path / a if a.endswith(".duckdb") else a for a in asked]
    code, told = terminal.run(*given, "--db", db)
    assert code == 1
    assert told.startswith(f"diurna: {db} cannot be opened or read, it is damaged: restore")
    assert told.count("\n") == 1


def test_a_record_in_use_ends_a_command_after_a_while(
    terminal: Terminal, db: Path, report: Path
) -> None:
    before = contents(db)
    held, done = WORLD.Event(), WORLD.Event()
    process = WORLD.Process(target=hold, args=(db, held, done))
    process.start()
    assert held.wait(30)
    code, told = terminal.run("read", report, "--db", db)
    done.set()
    process.join()
    assert code == 1
    assert told == (
        f"diurna: {db} is in use by another process (PID {process.pid}):"
        " wait until it is done, or stop it\n"
    )
    assert contents(db) == before
