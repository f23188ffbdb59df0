"""The coder: an annotated Doc becomes event mentions and figures, by rule and codebook."""

from diurna.coder.story import Coding, code

__all__ = ["Coding", "code"]
