"""Intake: files become stories, or errors that name file, line and reason."""

from diurna.intake.files import expand
from diurna.intake.stories import Hints, plain_story, read_moment, read_story, reference_story
from diurna.intake.text import read_lines, to_lines

__all__ = [
    "Hints",
    "expand",
    "plain_story",
    "read_lines",
    "read_moment",
    "read_story",
    "reference_story",
    "to_lines",
]
