"""The types that flow from stage to stage: frozen, with slots, without behaviour."""

from diurna.model.layers import Argument, Attribution, Trigger
from diurna.model.mention import (
    HARMS,
    UNNAMED,
    Auxiliary,
    Change,
    Entity,
    Evidence,
    Figure,
    Harm,
    Mention,
    Place,
    PlacePrecision,
    Precision,
    Quote,
    Size,
    Span,
    When,
)
from diurna.model.story import Paragraph, Sentence, Story, digest

__all__ = [
    "HARMS",
    "UNNAMED",
    "Argument",
    "Attribution",
    "Auxiliary",
    "Change",
    "Entity",
    "Evidence",
    "Figure",
    "Harm",
    "Mention",
    "Paragraph",
    "Place",
    "PlacePrecision",
    "Precision",
    "Quote",
    "Sentence",
    "Size",
    "Span",
    "Story",
    "Trigger",
    "When",
    "digest",
]
