"""Evaluation: the installed reader and coder scored on gold annotations."""

from diurna.evaluate.events import score_events
from diurna.evaluate.layers import score_names, score_trees
from diurna.evaluate.measures import Counts, Report, Score

__all__ = ["Counts", "Report", "Score", "score_events", "score_names", "score_trees"]
