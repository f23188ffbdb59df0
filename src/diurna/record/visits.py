"""A record that a long run opens for moments only, so that others get their turn."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from diurna.record.files import PATIENCE, POLL
from diurna.record.runs import Run
from diurna.record.store import Record, open_record

BEGUN_PATIENCE = 600.0
"""Seconds that a run waits once it has begun: a copy of a large record takes minutes."""
TURN = 2 * POLL
"""Seconds that the record stays closed between two visits: those who wait try more often."""


class Visits:
    """Opens a record again and again for one run, which leaves it to others in between.

    Opening and closing a record of 100 MB takes some 50 ms.
    """

    def __init__(self, path: Path, *, version: str = "", command: str = ""):
        self._path = path
        self._run = Run(command, version)
        self._left: float | None = None

    @contextmanager
    def open(self) -> Iterator[Record]:
        """Open (or create) the record for writing; raises RecordError as `open_record` does."""
        patience = PATIENCE
        if self._left is not None:
            patience = BEGUN_PATIENCE
            time.sleep(max(0.0, self._left + TURN - time.monotonic()))
        with open_record(self._path, run=self._run, patience=patience) as record:
            yield record
        self._left = time.monotonic()
