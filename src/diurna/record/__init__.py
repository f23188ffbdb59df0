"""The record: mentions become events, and both are kept in a DuckDB file."""

from diurna.record.arrivals import Arrival
from diurna.record.changes import Changes
from diurna.record.copies import copies_among
from diurna.record.decisions import Decision
from diurna.record.merge import Merging, merged, with_events
from diurna.record.store import Filter, Record, open_record
from diurna.record.writing import Stored

__all__ = [
    "Arrival",
    "Changes",
    "Decision",
    "Filter",
    "Merging",
    "Record",
    "Stored",
    "copies_among",
    "merged",
    "open_record",
    "with_events",
]
