"""The record: mentions become events, and both are kept in a DuckDB file."""

from diurna.record.backup import Copied, back_up, restore
from diurna.record.copies import copies_among
from diurna.record.merge import Merging, merged, with_events
from diurna.record.store import Filter, Record, open_record
from diurna.record.visits import Visits
from diurna.record.writing import Arrival, Stored

__all__ = [
    "Arrival",
    "Copied",
    "Filter",
    "Merging",
    "Record",
    "Stored",
    "Visits",
    "back_up",
    "copies_among",
    "merged",
    "open_record",
    "restore",
    "with_events",
]
