"""Whom phrases stand for is scored by code, and apart where they point elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from diurna.errors import FormatError
from diurna.evaluate import score_file
from diurna.evaluate.actors import Kind, read_actors
from diurna.pipeline import make_reader

FOLDER = Path(__file__).parents[2] / "training" / "sentences"
STORY = {
    "text": "Peru's president flew to Quito on Monday.\nThe two countries agreed to reopen the border.",
    "published": "2019-03-05",
    "actors": [
        {"phrase": "Peru's president", "codes": ["PER"], "kind": "name"},
        {"phrase": "The two countries", "codes": ["PER", "ECU"], "kind": "pair"},
    ],
}


def write(path: Path, *stories: object) -> Path:
    path.write_text("\n".join(json.dumps(s) for s in stories), encoding="utf8")
    return path


def test_codes_are_scored_over_all_phrases_and_coreference_over_those_that_point_elsewhere(
    tmp_path: Path,
) -> None:
    report = score_file(write(tmp_path / "gold.jsonl", STORY), make_reader())
    assert {s.name: (s.value, s.support) for s in report.scores} == {
        "actor codes F1": (1.0, 3),
        "coreference": (1.0, 1),
    }
    wrong = json.loads(json.dumps(STORY).replace('["PER"]', '["BOL"]'))
    report = score_file(write(tmp_path / "gold.jsonl", wrong), make_reader())
    assert report.scores[0].value == pytest.approx(2 / 3)
    assert "Peru's president (name): BOL, not PER" in report.errors[0]


def test_a_phrase_that_is_not_there_is_named_by_its_line(tmp_path: Path) -> None:
    bad = {**STORY, "actors": [{"phrase": "Chile", "codes": ["CHL"], "kind": "name"}]}
    with pytest.raises(FormatError, match=r"gold\.jsonl:2: a phrase does not stand"):
        list(read_actors(write(tmp_path / "gold.jsonl", STORY, bad)))


@pytest.mark.parametrize("part", ["dev", "test"])
def test_our_gold_is_sound(part: str) -> None:
    stories = list(read_actors(FOLDER / part / "actors.jsonl"))
    assert len({s.text for s in stories}) == len(stories) >= 90
    items = [item for story in stories for item in story.actors]
    assert {item.kind for item in items} == set(get_args(Kind))
    assert all(bool(item.codes) == (item.kind != "place") for item in items)
