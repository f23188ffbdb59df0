"""The record: mentions become events, and both are kept in a DuckDB file."""

from diurna.record.merge import compatible, with_events
from diurna.record.store import Filter, Record, Stored, open_record

__all__ = ["Filter", "Record", "Stored", "compatible", "open_record", "with_events"]
