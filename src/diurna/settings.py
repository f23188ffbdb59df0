"""Settings as data: a name, a default and what it is for.

Every setting can be given as an environment variable ``DIURNA_<NAME>``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from diurna.errors import DiurnaError


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user may set; see each field's help."""

    db: Path = field(default=Path("diurna.duckdb"), metadata={"help": "the record: a DuckDB file"})
    codebook: tuple[Path, ...] = field(
        default=(),
        metadata={
            "help": "your own dictionaries and frames, parted as in PATH; they win over ours"
        },
    )
    threads: int = field(
        default=0, metadata={"help": "threads of the reader; 0 leaves it to onnxruntime"}
    )
    batch: int = field(
        default=1,
        metadata={"help": "sentences in one encoder pass; with more, a parse can depend on them"},
    )
    max_bytes: int = field(default=20_000_000, metadata={"help": "largest file read, in bytes"})
    max_line: int = field(
        default=20_000, metadata={"help": "longest line read as a sentence, in characters"}
    )

    @classmethod
    def from_environment(cls, environment: dict[str, str] | None = None) -> Settings:
        """Return the settings with what the environment says in place of the defaults.

        Raises DiurnaError when a number is not one.
        """
        source = os.environ if environment is None else environment
        given: dict[str, Any] = {}
        for item in fields(cls):
            key = f"DIURNA_{item.name.upper()}"
            if key not in source:
                continue
            if isinstance(item.default, tuple):
                given[item.name] = tuple(Path(p) for p in source[key].split(os.pathsep) if p)
            elif isinstance(item.default, Path):
                given[item.name] = Path(source[key])
            elif source[key].isdecimal():
                given[item.name] = int(source[key])
            else:
                raise DiurnaError(f"{key} must be a whole number, not {source[key]!r}")
        return cls(**given)
