"""Series as a user meets them: tables, charts, pictures, lists of what is unusual."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from diurna.cli import main
from diurna.record import open_record
from tests.cli.calls import run
from tests.record.test_series import act, told

MONDAY = date(2023, 5, 1)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a record of twenty quiet weeks between Russia and Ukraine and one that is not."""
    path = tmp_path / "r.duckdb"
    weeks = [MONDAY + timedelta(days=7 * k) for k in range(20)]
    stories = [
        told(f"w{k}", [act("ACCUSE", "RUS", "UKR", d)], d) for k, d in enumerate(weeks) if k != 3
    ]
    for k in range(6):
        day = weeks[-1] + timedelta(days=k)
        stories.append(told(f"b{k}", [act("ASSAULT", "RUS", "UKR", day)], day))
    stories.append(told("aid", [act("AID", "POL", "UKR", MONDAY), act("AID", "RUS", "UKR", None)]))
    with open_record(path) as record:
        record.put(stories)
    return path


def test_the_table_has_every_period_and_a_chart_with_the_unusual_one_marked(db: Path) -> None:
    result = run("series", "rus", "ukr", "--db", db)
    assert result.exit_code == 0
    (empty,) = [line for line in result.stdout.splitlines() if line.startswith("2023-05-22 ")]
    assert empty.split()[1:4] == ["0", "0", "0"]
    assert "unusual conflict: 7, 1.0 expected" in result.stdout
    lines = {line.split()[0]: line for line in result.stdout.splitlines() if line.strip()}
    assert lines["unusual"].rstrip().endswith("▼")
    assert "█ material conflict" in result.stdout
    assert "25 events, told 25 times in stories, 25 times in independent clusters" in result.stderr
    assert "1 events that no text dates" in result.stderr


def test_a_long_series_fits_a_narrow_terminal(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    text = run("series", "RUS", "UKR", "--by", "day", "--db", db).stdout
    chart = text[text.index("RUS → UKR: events by day") :]
    assert max(map(len, chart.splitlines())) <= 60
    assert "a column is 3 days" in " ".join(chart.split())


def test_formats_hold_the_same_counts(db: Path) -> None:
    given = ("series", "RUS", "UKR", "--db", db, "--since", "2023-05-08", "--format")
    rows = list(csv.DictReader(io.StringIO(run(*given, "csv").stdout)))
    objects = json.loads(run(*given, "json").stdout)
    lines = [json.loads(line) for line in run(*given, "jsonl").stdout.splitlines()]
    assert objects == lines
    assert [int(r["events"]) for r in rows] == [o["events"] for o in objects]
    assert [r["first_day"] for r in rows][:3] == ["2023-05-08", "2023-05-15", "2023-05-22"]
    assert [o["events"] for o in objects][:3] == [1, 1, 0]
    last = objects[-1]
    assert (last["events_verbal_conflict"], last["events_material_conflict"]) == (1, 6)
    assert (last["events_score_sum"], last["unusual"], last["change"]) == (-56.0, ["conflict"], [])


def test_unusual_weeks_are_listed_with_what_is_behind_them(db: Path) -> None:
    text = run("series", "RUS", "UKR", "--unusual", "--db", db).stdout
    assert "unusual conflict: 7, 1.0 expected" in text
    assert text.count("ASSAULT") == 3
    given = ("series", "RUS", "UKR", "--unusual", "--db", db, "--format")
    (mark,) = json.loads(run(*given, "json").stdout)
    assert (mark["mark"], mark["first_day"], mark["count"]) == ("unusual", "2023-09-11", 7)
    rows = list(csv.DictReader(io.StringIO(run(*given, "csv").stdout)))
    assert [r["event_id"] for r in rows] == [b["event_id"] for b in mark["behind"]]
    why = run("why", rows[0]["event_id"], "--db", db)
    assert why.exit_code == 0, "an event's identifier leads to its words"


def test_all_pairs_are_a_line_each_or_a_panel(db: Path) -> None:
    text = run("series", "--all", "--by", "month", "--db", db).stdout
    assert [line.split()[:3] for line in text.splitlines()[1:]] == [
        ["RUS", "UKR", "25"],
        ["POL", "UKR", "1"],
    ]
    given = ("series", "--all", "--by", "month", "--db", db, "--format")
    rows = list(csv.DictReader(io.StringIO(run(*given, "csv").stdout)))
    assert [(r["actor"], r["first_day"]) for r in rows][:2] == [
        ("POL", "2023-05-01"),
        ("RUS", "2023-05-01"),
    ]
    assert sum(int(r["events"]) for r in rows) == 26
    assert len(json.loads(run(*given, "json").stdout)) == len(rows)


def test_what_makes_no_sense_together_is_refused(db: Path) -> None:
    for given in (["RUS"], ["RUS", "UKR", "--all"], [], ["--all", "--unusual"]):
        assert run("series", *given, "--db", db).exit_code == 2


def test_a_pair_without_events_is_told_so(db: Path) -> None:
    result = run("series", "PER", "BOL", "--db", db)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "PER → BOL: no events" in result.stderr


def test_a_series_as_of_a_day_before_the_record_is_empty(db: Path) -> None:
    assert "no events" in run("series", "RUS", "UKR", "--db", db, "--as-of", "2001-01-01").stderr
    assert "25 events" in run("series", "RUS", "UKR", "--db", db, "--as-of", "2999-01-01").stderr


def test_the_picture_says_what_a_paper_needs_and_is_the_same_each_time(
    db: Path, tmp_path: Path
) -> None:
    pictures = [tmp_path / "one.svg", tmp_path / "two.svg"]
    for path in pictures:
        result = run("series", "RUS", "UKR", "--db", db, "--picture", path)
        assert result.exit_code == 0, result.output
        assert f"drawn to {path}" in result.stderr
    text = pictures[0].read_text(encoding="utf8")
    assert text == pictures[1].read_text(encoding="utf8")
    for words in (
        "RUS → UKR: all events by week",
        "Events a week",
        "Mean score",
        "verbal cooperation",
        "material conflict",
        "unusually many",
        "25 events, told 25 times in stories",
        "1 events without a day are left out",
    ):
        assert words in text


def test_a_picture_can_be_a_png(db: Path, tmp_path: Path) -> None:
    path = tmp_path / "one.png"
    given = ("--by", "month", "--since", "2023-01-01", "--until", "2024-12-31")
    assert run("series", "RUS", "UKR", "--db", db, "--picture", path, *given).exit_code == 0
    assert path.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (("RUS", "UKR", "--picture", "x.bmp"), "the name of a picture ends in .svg, .png"),
        (("PER", "BOL", "--picture", "x.svg"), "nothing to draw: no events of PER → BOL"),
        (("RUS", "UKR", "--picture", "no/such/folder/x.svg"), "cannot be written"),
    ],
)
def test_a_picture_that_cannot_be_drawn_says_why(
    db: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    given: tuple[str, ...],
    reason: str,
) -> None:
    monkeypatch.setattr(sys, "argv", ["diurna", "series", *given, "--db", str(db)])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 1
    assert reason in capsys.readouterr().err


def test_without_matplotlib_a_picture_says_what_to_install(
    db: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("diurna.cli.drawing.picture.find_spec", lambda name: None)
    monkeypatch.setattr(
        sys, "argv", ["diurna", "series", "RUS", "UKR", "--picture", "x.svg", "--db", str(db)]
    )
    with pytest.raises(SystemExit):
        main()
    assert "pip install 'diurna[pictures]'" in capsys.readouterr().err


def test_a_table_loads_nothing_that_only_pictures_and_frames_need(db: Path) -> None:
    code = (
        "import sys; from diurna.cli import group;"
        f"group(['series', 'RUS', 'UKR', '--db', {str(db)!r}], standalone_mode=False);"
        "sys.exit(any(m in sys.modules for m in ('matplotlib', 'pandas', 'polars', 'pyarrow')))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
