"""Toponyms and coordinates are scored in the formats of GeoWebNews and GeoVirus."""

from __future__ import annotations

from pathlib import Path

import pytest

from diurna.errors import FormatError
from diurna.evaluate.places import read_toponyms, score_places
from diurna.pipeline import make_reader

TEXT = "Farmers in Nairobi and Mombasa met. The Kremlin said no."


def location(name: str, start: int, latitude: float, longitude: float) -> str:
    return (
        f"<location><name>{name}</name><start>{start}</start><end>{start + len(name)}</end>"
        f"<lat>{latitude}</lat><lon>{longitude}</lon></location>"
    )


def toponym(name: str, kind: str) -> str:
    start = TEXT.index(name)
    return (
        f"<toponym><extractedName>{name}</extractedName><type>{kind}</type><start>{start}</start>"
        f"<end>{start + len(name)}</end><latitude>-1.28</latitude><longitude>36.82</longitude>"
        "</toponym>"
    )


def write(folder: Path, inner: str) -> Path:
    path = folder / "gold.xml"
    path.write_text(f"<articles><article><text>{TEXT}</text>{inner}</article></articles>")
    return path


def test_offsets_from_one_are_those_of_the_name(tmp_path: Path) -> None:
    at = TEXT.index("Nairobi") + 1
    ((text, (gold,)),) = read_toponyms(write(tmp_path, location("Nairobi", at, -1.28, 36.82)))
    assert text[gold.start : gold.end] == "Nairobi"
    assert gold.point == (-1.28, 36.82)


def test_found_and_near_are_scored_apart(tmp_path: Path) -> None:
    right = location("Nairobi", TEXT.index("Nairobi"), -1.28, 36.82)
    far = location("Mombasa", TEXT.index("Mombasa"), 40.0, 10.0)
    report = score_places(write(tmp_path, right + far), make_reader())
    found, near = report.scores
    assert found.name == "toponym F1" and found.value >= 0.8
    assert near.name == "accuracy@161 km" and near.value == 0.5
    assert any(error.startswith("Mombasa: ") for error in report.errors)


def test_what_stands_for_no_place_is_left_aside(tmp_path: Path) -> None:
    literal = toponym("Nairobi", "Literal") + toponym("Mombasa", "Literal")
    report = score_places(write(tmp_path, literal + toponym("Kremlin", "Metonymic")), make_reader())
    assert report.scores[0].value == 1 and report.scores[0].support == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<articles><article>", "no valid XML"),
        ("<articles><article><title>x</title></article></articles>", "no <text>"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "gold.xml"
    path.write_text(content)
    with pytest.raises(FormatError, match=reason):
        list(read_toponyms(path))
