"""The pipeline as a whole: counts, faults, and what must not end a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from diurna import pipeline
from diurna.errors import CodingError, LocatedError
from diurna.intake import Hints
from diurna.model import Story
from diurna.pipeline import CodedStory, read_files
from diurna.record import Visits
from diurna.settings import Settings
from tests.conftest import REPORT, Coder


def test_a_run_counts_what_it_did(tmp_path: Path, report: Path) -> None:
    record = Visits(tmp_path / "r.duckdb")
    *_, (coded, summary) = read_files([report], Hints(), Settings(), record, lambda _: None)
    assert (summary.stories, summary.stored["new"]) == (1, 1)
    assert summary.mentions == len(coded.mentions) > 0
    assert summary.seconds["reader"] > 0


def test_a_fault_in_one_story_does_not_end_the_run(
    tmp_path: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(REPORT.replace("Kenya condemned", "Ghana condemned"), encoding="utf8")
    whole = pipeline.code_story

    def faulty(story: Story, settings: Settings | None = None) -> CodedStory:
        if "Ghana" in story.text:
            raise ZeroDivisionError("a bug")
        return whole(story, settings)

    monkeypatch.setattr(pipeline, "code_story", faulty)
    rejects: list[LocatedError] = []
    found = list(read_files([other, report], Hints(), Settings(), None, rejects.append))
    assert len(found) == 1
    (error,) = rejects
    assert isinstance(error, CodingError)
    assert "other.txt: could not be coded: ZeroDivisionError: a bug" in str(error)


def test_a_sentence_that_stands_twice_is_coded_once(coded: Coder) -> None:
    story = coded("Kenya condemned Uganda.\nKenya condemned Uganda.")
    assert len(story.sentences) == 2
    assert len(story.mentions) == 1
