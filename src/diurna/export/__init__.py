"""Export: mentions, figures and stories as PLOVER JSON and tables; events as others have them."""

from diurna.export.gold import gold_record
from diurna.export.plover import figure_record, mention_record, story_record
from diurna.export.rows import MENTION_COLUMNS, mention_row

__all__ = [
    "MENTION_COLUMNS",
    "figure_record",
    "gold_record",
    "mention_record",
    "mention_row",
    "story_record",
]
