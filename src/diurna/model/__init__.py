"""The types that flow from stage to stage: frozen, with slots, without behaviour."""

from diurna.model.event import Event, ForeignEvent, ForeignParty, Report
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
from diurna.model.network import Edge, Network, Node
from diurna.model.story import Paragraph, Sentence, Story, digest

__all__ = [
    "HARMS",
    "UNNAMED",
    "Argument",
    "Attribution",
    "Auxiliary",
    "Change",
    "Edge",
    "Entity",
    "Event",
    "Evidence",
    "Figure",
    "ForeignEvent",
    "ForeignParty",
    "Harm",
    "Mention",
    "Network",
    "Node",
    "Paragraph",
    "Place",
    "PlacePrecision",
    "Precision",
    "Quote",
    "Report",
    "Sentence",
    "Size",
    "Span",
    "Story",
    "Trigger",
    "When",
    "digest",
]
