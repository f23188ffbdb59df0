"""The types that flow from stage to stage: frozen, with slots, without behaviour."""

from diurna.model.layers import Argument, Attribution, Trigger
from diurna.model.mention import (
    UNNAMED,
    Auxiliary,
    Change,
    Entity,
    Evidence,
    Figure,
    Mention,
    Place,
    Precision,
    Quote,
    Span,
    When,
)
from diurna.model.story import Paragraph, Sentence, Story, digest

__all__ = [
    "UNNAMED",
    "Argument",
    "Attribution",
    "Auxiliary",
    "Change",
    "Entity",
    "Evidence",
    "Figure",
    "Mention",
    "Paragraph",
    "Place",
    "Precision",
    "Quote",
    "Sentence",
    "Span",
    "Story",
    "Trigger",
    "When",
    "digest",
]
