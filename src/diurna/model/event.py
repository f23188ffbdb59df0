"""An event with the reports that tell it, and an event of another data set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from diurna.model.mention import Auxiliary, Mention, When
from diurna.model.story import Story


@dataclass(frozen=True, slots=True)
class Report:
    """A mention of an event with the story that prints it; `recorded` is when it came (UTC)."""

    mention: Mention
    story: Story
    recorded: datetime
    coded_by: str


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the record, as most of its reports tell it; the first report is its core.

    `actors` and `recipients` are codes; `mentions` counts reports, `stories` printed stories,
    `clusters` independent ones. `differences` names the fields that reports tell differently.
    """

    id: str
    event: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    auxiliary: tuple[Auxiliary, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    when: When
    quad: int
    score: float
    speakers: tuple[str, ...]
    mentions: int
    stories: int
    clusters: int
    first_report: date | None
    confidence: float
    differences: tuple[str, ...]
    reports: tuple[Report, ...]

    @property
    def asserted(self) -> bool:
        """Whether it is told as done: not negated, hypothetical or ahead."""
        return not {"negation", "hypothetical", "future"} & set(self.auxiliary)


@dataclass(frozen=True, slots=True)
class ForeignParty:
    """An actor or recipient of another data set.

    `code` and `sector` are ours, ``---`` where what is `given` there names no state or body
    that we know, empty where nobody is named.
    """

    code: str = ""
    sector: str = ""
    name: str = ""
    given: str = ""


@dataclass(frozen=True, slots=True)
class ForeignEvent:
    """An event of another data set.

    `id` is theirs, and `part` tells apart rows that share one. `code` is the event as given;
    `event` and `modes` are PLOVER's, empty where it has none. `quad` is 1 to 4, `score` -10 to
    10 or None; `mentions` and `sources` are as the data set counts them. `story` is the URL or
    the identifier of a story.
    """

    format: str
    id: str
    day: date
    actor: ForeignParty
    recipient: ForeignParty
    code: str
    event: str
    modes: tuple[str, ...]
    quad: int
    score: float | None
    mentions: int = 1
    sources: int = 1
    story: str = ""
    part: str = ""
