"""Paths to files: what a user names on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path


def expand(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files behind some paths: a folder stands for the ``.txt`` files below it.

    Paths are yielded in the order given, a folder's files by name; a path that does not exist
    is yielded as it is, for the reading step to report.
    """
    seen: set[Path] = set()
    for path in paths:
        found = sorted(path.rglob("*.txt")) if path.is_dir() else [path]
        for file in found:
            if file not in seen:
                seen.add(file)
                yield file
