"""Dates and quantities are scored from plain text, by what they mean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diurna.errors import FormatError
from diurna.evaluate.readings import read_readings, score_readings
from diurna.pipeline import make_reader

FOLDER = Path(__file__).parents[2] / "training" / "sentences"
GOLD = {
    "text": "At least 27 soldiers died near Kidal on Monday after 300 rebels attacked.",
    "published": "2020-03-04",
}
QUANTITIES = [
    {"phrase": "At least 27 soldiers", "value": 27, "unit": "soldier", "approximation": "at least"},
    {"phrase": "300 rebels", "value": 300, "unit": "rebel"},
]


def write(folder: Path, **layers: object) -> Path:
    path = folder / "gold.jsonl"
    path.write_text(json.dumps({**GOLD, **layers}) + "\n", encoding="utf8")
    return path


def test_quantities_count_by_value_and_unit(tmp_path: Path) -> None:
    report = score_readings(write(tmp_path, quantities=QUANTITIES), make_reader())
    assert [(s.name, s.value) for s in report.scores] == [
        ("quantities F1", 1),
        ("approximation (of matched)", 1),
    ]
    wrong = [{**QUANTITIES[0], "unit": "barrel"}, QUANTITIES[1]]
    report = score_readings(write(tmp_path, quantities=wrong), make_reader())
    assert report.scores[0].value == 0.5
    assert "missed: At least 27 soldiers = 27.0 barrel" in report.errors[0]


def test_dates_count_by_interval(tmp_path: Path) -> None:
    monday = {"phrase": "Monday", "start": "2020-03-02", "end": "2020-03-02"}
    report = score_readings(write(tmp_path, dates=[monday]), make_reader())
    assert report.scores[0].name == "dates F1" and report.scores[0].value == 1
    report = score_readings(write(tmp_path, dates=[{**monday, "end": None}]), make_reader())
    assert report.scores[0].value == 0


def test_a_phrase_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, dates=[{"phrase": "Sunday"}])
    with pytest.raises(FormatError, match=r"gold\.jsonl:1: a phrase does not stand in its text"):
        list(read_readings(path))


@pytest.mark.parametrize("part", ["dev", "test"])
@pytest.mark.parametrize("layer", ["dates", "quantities"])
def test_our_gold_is_sound(part: str, layer: str) -> None:
    path = FOLDER / part / f"{layer}.jsonl"
    lines = list(read_readings(path))
    items = [item for line in lines for item in getattr(line, layer)]
    assert len(lines) >= 110 and len(items) >= 150
    assert all(
        g.start is None or g.end is None or g.start <= g.end for x in lines for g in x.dates or ()
    )
