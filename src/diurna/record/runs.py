"""Runs: a command or program that writes."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from diurna.record.tables import Tables


def now() -> str:
    """Return this moment (UTC) as the tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(sep=" ")


@dataclass(frozen=True, slots=True)
class Run:
    """A command or program that writes, whether it opens the record once or again and again."""

    command: str = ""
    version: str = ""
    began: str = field(default_factory=now)

    def key(self, tables: Tables) -> int:
        """Return the key of the run's row, which an earlier opening of the record may have made."""
        found = tables.rows(
            "SELECT run FROM base.runs WHERE began = ? AND command = ? AND version = ?",
            [self.began, self.command, self.version],
        )
        if found:
            return int(found[0]["run"])
        key = tables.next_key("runs", "run")
        tables.insert("runs", [{"run": key, **asdict(self)}])
        return key
