"""What another coding of the same stories changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace

from diurna.model import Mention


@dataclass(slots=True)
class Changes:
    """Counts over the stories that were coded anew.

    A mention is known again by its identifier: its story, its words and its event. `fields` counts
    what is another in those that were found again.
    """

    stories: int = 0
    same: int = 0
    added: int = 0
    gone: int = 0
    changed: int = 0
    fields: Counter[str] = field(default_factory=Counter)

    def add(self, before: Mapping[str, Mention], after: Iterable[Mention]) -> set[str]:
        """Count a story's mentions before and after; return those that stay as they are."""
        told = {m.id: m for m in after}
        self.stories += 1
        self.added += len(told.keys() - before.keys())
        self.gone += len(before.keys() - told.keys())
        staying: set[str] = set()
        for name in told.keys() & before.keys():
            others = _others(before[name], told[name])
            if others:
                self.changed += 1
                self.fields.update(others)
            else:
                self.same += 1
                staying.add(name)
        return staying


def _others(one: Mention, other: Mention) -> list[str]:
    """Return the fields in which two codings differ; which event it is of is not their matter."""
    one, other = replace(one, event_id=""), replace(other, event_id="")
    return [f.name for f in fields(Mention) if getattr(one, f.name) != getattr(other, f.name)]
