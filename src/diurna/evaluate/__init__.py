"""Evaluation: the installed reader and coder scored on gold annotations."""

from diurna.evaluate.attributions import score_attributions
from diurna.evaluate.events import score_events
from diurna.evaluate.files import score_file
from diurna.evaluate.given import score_given
from diurna.evaluate.layers import score_names, score_trees
from diurna.evaluate.measures import Counts, Report, Score

__all__ = [
    "Counts",
    "Report",
    "Score",
    "score_attributions",
    "score_events",
    "score_file",
    "score_given",
    "score_names",
    "score_trees",
]
