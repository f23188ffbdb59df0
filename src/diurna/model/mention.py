"""A mention: one sentence's report of one event, with what it was read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from diurna.model.story import Sentence

Precision = Literal["day", "week", "month", "season", "quarter", "year", "span", "open"]
PlacePrecision = Literal["site", "town", "district", "region", "country", "area", "unknown"]
Auxiliary = Literal["historical", "future", "hypothetical", "negation"]

Harm = Literal["dead", "injured", "arrested"]
HARMS: tuple[Harm, ...] = get_args(Harm)

UNNAMED = "---"
"""The code of an actor that the text leaves unnamed."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a story's text; offsets count characters, `end` is exclusive."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor, recipient or speaker (PLOVER's entity object).

    `code` is an ISO 3166 alpha-3 code, the acronym of an intergovernmental body, or ``---``
    for an actor that the text leaves unnamed. `text` is the extracted phrase; `name` the
    fullest name that it was resolved to; `span` its place in the story, None where it is
    only implied. `decided_by` says how it was resolved.
    """

    code: str
    sector: str = ""
    text: str = ""
    name: str = ""
    office: str = ""
    span: Span | None = None
    decided_by: str = ""

    @property
    def key(self) -> str:
        """What makes two entities the same one for merging: the code and the sector."""
        return f"{self.code}/{self.sector}" if self.code != UNNAMED else f"---/{self.text.lower()}"


@dataclass(frozen=True, slots=True)
class When:
    """The day of an event as an interval, both ends included; open where the text is silent.

    `span` is the expression it was read from and `decided_by` how the date was had:
    ``date:RULE`` where the words tell it by themselves (``date:month-day-year``), else
    ``date:RULE@ORIGIN``, ORIGIN being what it was counted from: ``dateline``, the day of the
    story's dateline; ``local``, the day that it was at the dateline's place when the story was
    published; ``published``, the day of publication; ``sentence``, a time told just before it;
    ``event``, another event of the story (``date:after@event``). It is empty for a date that
    the text does not give: no date is that of publication unless an expression says so.
    """

    start: date | None = None
    end: date | None = None
    precision: Precision = "open"
    span: Span | None = None
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place (PLOVER's location object, after GeoNames). Degrees are WGS84.

    `precision` says what its point is of: a site or town, the middle of a district (second-order
    division), region (first-order) or country, or of an area without sharp borders, such as a sea
    or mountains. A place that the gazetteer does not know has the text's words for a name, no
    coordinates, and unknown precision.
    """

    span: Span
    name: str
    country: str
    latitude: float | None
    longitude: float | None
    geonames_id: int | None
    admin1: str = ""
    decided_by: str = ""
    precision: PlacePrecision = "unknown"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in quotation marks, and who is said to have spoken them, outwards."""

    span: Span
    speakers: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Size:
    """How many an event killed, injured or saw arrested (PLOVER's size object), as the text has it.

    `approximation` is empty for an exact number, else such as *at least*; `span` its words.
    """

    harm: Harm
    value: float
    approximation: str
    span: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """What decided one field of a mention: its words, the rule or head, how sure (0 to 1)."""

    field: str
    decided_by: str
    span: Span | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Mention:
    """One sentence's report of one event, in PLOVER's terms.

    `speakers` runs from the one who says it outwards to the one who reports it. `initiators`
    are those at whose wish the actor is said to act. `auxiliary` holds PLOVER's auxiliary
    modes. `quad` (1 to 4), `score` (-10 to 10) and `cameo` (a CAMEO root code, or empty) are what
    the ontology of the run says of the event. `confidence` is between 0 and 1.
    """

    id: str
    story_id: str
    sentence: Sentence
    trigger: Span
    event: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    auxiliary: tuple[Auxiliary, ...]
    when: When
    speakers: tuple[Entity, ...]
    initiators: tuple[Entity, ...] = ()
    places: tuple[Place, ...] = ()
    quotes: tuple[Quote, ...] = ()
    sizes: tuple[Size, ...] = ()
    quad: int = 0
    score: float = 0.0
    cameo: str = ""
    confidence: float = 0.0
    decided_by: str = ""
    evidence: tuple[Evidence, ...] = field(default=())
    event_id: str = ""

    @property
    def asserted(self) -> bool:
        """Whether the report presents it as done: not negated, hypothetical or ahead."""
        return not {"negation", "hypothetical", "future"} & set(self.auxiliary)


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure moved, and what it is compared with.

    `amount` is by how much, negative for a fall, in `unit` (``%``, a currency or a noun); None
    where the text only sets an earlier value beside the figure. `direction` is 1, -1 or, where
    nothing tells, 0. `base` is the time of what it is compared with, `earlier` the value then, in
    the figure's unit. `span` holds the words that tell the amount.
    """

    direction: int
    amount: float | None = None
    unit: str = ""
    approximation: str = ""
    base: When = When()
    earlier: float | None = None
    span: Span | None = None

    @property
    def percent(self) -> float | None:
        """The change in percent, where it is told so."""
        return self.amount if self.unit == "%" else None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a story reports: money, a share, a count, a distance.

    `unit` is an ISO 4217 code, ``%`` or a noun; `change` how it moved and from what, that of a
    figure which is itself a change (*exports rose 12 percent*) being its own; `about` whom the
    figure concerns.
    """

    id: str
    story_id: str
    sentence: Sentence
    span: Span
    measure: str
    value: float
    unit: str
    approximation: str
    period: When
    change: Change | None
    about: tuple[Entity, ...]
    speakers: tuple[Entity, ...]
    confidence: float = 0.0
