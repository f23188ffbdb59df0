"""The record: mentions become events, and both are kept in a DuckDB file."""

from diurna.record.arrivals import Arrival
from diurna.record.backup import Copied, back_up, restore
from diurna.record.changes import Changes
from diurna.record.copies import copies_among
from diurna.record.counting import Selection
from diurna.record.decisions import Decision
from diurna.record.foreign import Imported
from diurna.record.merge import Merging, merged, with_events
from diurna.record.series import Change, Pair, Period, Series, Unusual
from diurna.record.store import Filter, Record, open_record
from diurna.record.visits import Visits
from diurna.record.writing import Stored

__all__ = [
    "Arrival",
    "Change",
    "Changes",
    "Copied",
    "Decision",
    "Filter",
    "Imported",
    "Merging",
    "Pair",
    "Period",
    "Record",
    "Selection",
    "Series",
    "Stored",
    "Unusual",
    "Visits",
    "back_up",
    "copies_among",
    "merged",
    "open_record",
    "restore",
    "with_events",
]
