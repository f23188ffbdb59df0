"""The coder: an annotated Doc becomes event mentions and figures, by heads, rules and codebook."""

from diurna.coder.actors import actors_at
from diurna.coder.heads import FRAMES_ONLY, HEADS_ONLY, Weighing
from diurna.coder.locations import locate_names
from diurna.coder.passages import times_in
from diurna.coder.story import Coding, code

__all__ = [
    "FRAMES_ONLY",
    "HEADS_ONLY",
    "Coding",
    "Weighing",
    "actors_at",
    "code",
    "locate_names",
    "times_in",
]
