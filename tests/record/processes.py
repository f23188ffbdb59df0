"""Processes of their own that work on a record, to be killed, starved or waited for.

They are forked from a clean server that has loaded what they need: a fresh interpreter each
would take half a second.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
from collections.abc import Callable
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any, TypeVar
from unittest import mock

import duckdb

from diurna.codebook.agencies import agency_of
from diurna.record import Visits, open_record, schema
from tests.record.many import batches, coded_stories

WORLD = multiprocessing.get_context("forkserver")
WORLD.set_forkserver_preload(["__main__", __name__])

STORIES = coded_stories(500)
agency_of("")  # loads its patterns, a third of a second
FIRST, SECOND = STORIES[:16], STORIES[16:32]
_NOBODY = 65534
Result = TypeVar("Result")


def in_child(function: Callable[..., Result], *given: Any) -> Result:
    """Return what a function returns in a process of its own, or raise what it raises."""
    with WORLD.Pool(1) as pool:
        return pool.apply(function, given)


def import_open(path: Path) -> None:
    """Import all stories, the record open throughout."""
    with open_record(path) as record:
        for some in batches(STORIES):
            record.put(some)


def import_reopening(path: Path) -> None:
    """Import all stories, the record opened for each batch."""
    for some in batches(STORIES):
        with open_record(path) as record:
            record.put(some)


def import_visiting(path: Path, number: int) -> None:
    """Import some stories and let others in between."""
    visits = Visits(path)
    for some in batches(STORIES[:number]):
        with visits.open() as record:
            record.put(some)


def hold(path: Path, held: Event, done: Event) -> None:
    """Keep a record open for writing until told."""
    with duckdb.connect(str(path)):
        held.set()
        done.wait()


def put_on_a_full_disk(path: Path, left: int) -> None:
    """Import some more stories where no file can become larger than `left` bytes more."""
    with open_record(path) as record:
        largest = path.stat().st_size + left
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
        record.put(SECOND)


def as_nobody(function: Callable[[Path], Result], path: Path) -> Result:
    """Run a function without root's right to write anywhere."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    return function(path)


def put_second(path: Path) -> None:
    """Import some more stories."""
    with open_record(path) as record:
        record.put(SECOND)


def put_second_and_die(path: Path) -> None:
    """Import some more stories and be killed before the record is closed."""
    with open_record(path) as record:
        record.put(SECOND)
        os.kill(os.getpid(), signal.SIGKILL)


def create_and_die(path: Path) -> None:
    """Make a record and be killed while its tables are made."""

    def die(*_: object) -> str:
        os.kill(os.getpid(), signal.SIGKILL)
        return ""

    with mock.patch.object(schema, "_views", die), open_record(path):
        pass


def count_stories(path: Path) -> int:
    """Return how many stories a record has."""
    with open_record(path, read_only=True) as record:
        return int(record.sql("SELECT count(*) FROM stories")[1][0][0])
