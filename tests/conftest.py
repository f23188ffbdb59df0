"""Fixtures: coded stories from a few words, and reports on disk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from diurna.intake import Hints, plain_story
from diurna.model import Story
from diurna.pipeline import CodedStory, code_story

WEDNESDAY = date(2022, 6, 15)

Coder = Callable[..., CodedStory]


def story_of(text: str, published: date) -> Story:
    """Return a text, one sentence a line, as a story published on a day."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return plain_story(lines, Hints("A report", published), "test")


@pytest.fixture(scope="session")
def coded() -> Coder:
    """Return a function that codes a text, one sentence a line, as published on a day."""

    def run(text: str, published: date = WEDNESDAY) -> CodedStory:
        return code_story(story_of(text, published))

    return run


REPORT = """\
Kenya and Tanzania open a border post
20230517
https://example.org/2023/05/17/border-post
Kenya condemned the raid by Ethiopian troops.
The presidents of Kenya and Tanzania met in Arusha on Tuesday.
This story has not been edited by our staff and comes from a syndicated feed.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return the path of a small report in the reference format."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf8")
    return path
