"""Series as SQL: what is counted, by pair and period, with the periods in between.

Everything stands on the view `dyads`, so that a record opened as of a time counts what it knew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from diurna.codebook.ontology import load_ontology

By = Literal["day", "week", "month", "quarter"]
LONGEST: dict[By, int] = {"day": 1, "week": 7, "month": 31, "quarter": 92}
"""The greatest length of each period in days. Weeks begin on Monday."""

TALLIES = ("events", "stories", "clusters")
"""What is counted, each for itself: events, the stories that tell them, independent clusters."""

_BACKGROUND = timedelta(days=366)
"""What lies farther from all reports is background or outlook: nobody has watched those days."""
_WEIGHT = "clusters DESC, stories DESC, abs(event_scale) DESC, event_key"
"""The order of events by weight: told independently, told often, far from nought."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which events a series counts, and by what period.

    Without `actor` it is every pair. An event counts for what its `actor` does to its
    `recipient`; with `both` for the two, whoever does it, once. `since` and `until` (days, both
    included) also say where the series begins and ends; without them it does with the first
    and the last event of the pair, but no more than a year before or after all reports.
    `events` are PLOVER events, none for all; `confidence` is the least. Events that no text
    dates to an interval as short as the period are left out, or with `undated` counted on the
    first day that they may have had, the first report's where no text tells any.
    """

    actor: str = ""
    recipient: str = ""
    by: By = "week"
    both: bool = False
    since: date | None = None
    until: date | None = None
    events: tuple[str, ...] = ()
    undated: bool = False
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement and the values of its parameters by name."""

    text: str
    values: dict[str, Any]


def quad_names() -> list[str]:
    """Return the names of the four quad classes as they stand in columns."""
    return [name.replace(" ", "_") for _, name in sorted(load_ontology().quads.items())]


class Counting:
    """The statements of a selection; `first` and `last` are the days that the record watches."""

    def __init__(self, selection: Selection, first: date | None, last: date | None):
        self._selection = selection
        self._values: dict[str, Any] = {
            "first": selection.since or (first - _BACKGROUND if first else date.min),
            "last": selection.until or (last + _BACKGROUND if last else date.max),
        }
        self._asked_days = [
            name
            for name, day in (("first", selection.since), ("last", selection.until))
            if day is not None
        ]
        self._chosen = self._events_asked_for()
        self._placed = "true" if selection.undated else f"days <= {LONGEST[selection.by]}"

    def panel(self) -> Statement:
        """Return a row for each pair and period, those without events in between included.

        The columns are the pair, the first and the last day of the period, and for each tally
        its total, its number in each quad class, and sum and mean of the scores.
        """
        by = self._selection.by
        told = [
            "actor",
            "recipient",
            "period AS first_day",
            f"(period + INTERVAL 1 {by} - INTERVAL 1 DAY)::DATE AS last_day",
        ]
        for tally in TALLIES:
            total, score = f"{tally}_n * real", f"{tally}_score * real"
            told.append(f"{total} AS {tally}")
            told += [f"{tally}_{k} * real AS {tally}_{q}" for k, q in enumerate(quad_names(), 1)]
            told.append(f"round({score}, 3) AS {tally}_score_sum")
            told.append(f"round({score} / nullif({total}, 0), 3) AS {tally}_score_mean")
        return self._statement(
            f"""{self._by_period()}, spaced AS (
                SELECT *, unnest(range(coalesce(datediff('{by}', period, lead(period) OVER (
                    PARTITION BY actor, recipient ORDER BY period)), 1))) AS step
                FROM wide
            ), filled AS (
                SELECT * REPLACE ((period + step::INTEGER * INTERVAL 1 {by})::DATE AS period),
                    CASE WHEN step = 0 THEN 1 ELSE 0 END AS real
                FROM spaced
            )
            SELECT {", ".join(told)} FROM filled ORDER BY actor, recipient, period"""
        )

    def overview(self, most: int) -> Statement:
        """Return the `most` pairs with most events, with their periods; `pairs` tells of all."""
        quads = ", ".join(
            f"count(*) FILTER (quad_code = {k}) AS {q}" for k, q in enumerate(quad_names(), 1)
        )
        return self._statement(
            f"""WITH {self._chosen}, placed AS (
                SELECT * FROM chosen WHERE {self._placed} AND day BETWEEN $first AND $last
            ), foremost AS (
                SELECT actor, recipient, count(*) AS events, sum(stories)::BIGINT AS stories,
                    sum(clusters)::BIGINT AS clusters, {quads},
                    round(avg(event_scale), 3) AS score_mean, count(*) OVER () AS pairs
                FROM placed GROUP BY actor, recipient
                ORDER BY events DESC, actor, recipient LIMIT {most}
            ), counted AS (
                SELECT actor, recipient, date_trunc('{self._selection.by}', day)::DATE AS period,
                    count(*) AS events
                FROM placed SEMI JOIN foremost USING (actor, recipient) GROUP BY ALL
            )
            SELECT foremost.*, periods FROM foremost JOIN (
                SELECT actor, recipient,
                    list({{'day': period, 'events': events}} ORDER BY period) AS periods
                FROM counted GROUP BY actor, recipient
            ) USING (actor, recipient)
            ORDER BY foremost.events DESC, actor, recipient"""
        )

    def left_out(self) -> Statement:
        """Return how many events no text dates, texts date too vaguely, or lie too far off."""
        selection = self._selection
        asked = self._asked_days
        far = " OR ".join(
            [
                *(["day < $first"] if "first" not in asked else []),
                *(["day > $last"] if "last" not in asked else []),
            ]
        )
        return self._statement(
            f"""WITH {self._chosen}
            SELECT count(*) FILTER (days IS NULL AND day BETWEEN $first AND $last)
                AS undated,
                count(*) FILTER (
                    days > {LONGEST[selection.by]} AND day BETWEEN $first AND $last) AS vague,
                count(*) FILTER (({self._placed}) AND ({far or "false"})) AS far
            FROM chosen"""
        )

    def behind(self, marks: list[dict[str, Any]], most: int) -> Statement:
        """Return the weightiest events of some marks.

        A mark has a `number`, `first_day` and `last_day`, `least` and `greatest` quad class.
        """
        shape = "number INT, first_day DATE, last_day DATE, least INT, greatest INT"
        made = self._statement(
            f"""WITH {self._chosen}, marks AS (SELECT unnest($marks::STRUCT({shape})[]) AS mark)
            SELECT mark.number, event_key, event, day, quad_code, event_scale, stories, clusters
            FROM chosen JOIN marks ON day BETWEEN mark.first_day AND mark.last_day
                AND quad_code BETWEEN mark.least AND mark.greatest
            WHERE {self._placed} AND day BETWEEN $first AND $last
            QUALIFY row_number() OVER (PARTITION BY mark.number ORDER BY {_WEIGHT}) <= {most}
            ORDER BY mark.number, {_WEIGHT}"""
        )
        return Statement(made.text, made.values | {"marks": marks})

    def _statement(self, text: str) -> Statement:
        used = {name: value for name, value in self._values.items() if f"${name}" in text}
        return Statement(text, used)

    def _events_asked_for(self) -> str:
        """Return the table `chosen`: the dyads of the events that are asked for."""
        selection, where = self._selection, []
        if selection.actor:
            given = [selection.actor, selection.recipient]
            actor, recipient = sorted(given) if selection.both else given
            self._values |= {"actor": actor, "recipient": recipient}
            one_way = "actor = $actor AND recipient = $recipient"
            either = f"({one_way} OR actor = $recipient AND recipient = $actor)"
            where.append(either if selection.both else one_way)
        else:
            where.append("recipient <> ''")
        if selection.events:
            self._values["events"] = list(selection.events)
            where.append("event IN (SELECT unnest($events))")
        if selection.confidence:
            self._values["confidence"] = selection.confidence
            where.append("confidence >= $confidence")
        what = "*"
        if selection.both:
            pair = "least(actor, recipient)", "greatest(actor, recipient)"
            what = f"""DISTINCT ON (event_key, {pair[0]}, {pair[1]})
                * REPLACE ({pair[0]} AS actor, {pair[1]} AS recipient)"""
        asked = f"SELECT {what} FROM dyads WHERE {' AND '.join(where)}"
        return f"chosen AS ({asked})"

    def _by_period(self) -> str:
        """Return the tables up to `wide`: a row for each pair and period with events or asked for.

        Counting by quad class first, then spreading the classes over columns, is the faster way.
        """
        by, wide = self._selection.by, []
        for tally in TALLIES:
            wide.append(f"sum({tally})::BIGINT AS {tally}_n")
            wide.append(f"sum({tally}_score) AS {tally}_score")
            wide += [
                f"coalesce(sum({tally}) FILTER (quad_code = {k}), 0)::BIGINT AS {tally}_{k}"
                for k in range(1, 5)
            ]
        whole = " UNION ALL ".join(
            [
                "SELECT * FROM counted",
                *(
                    f"SELECT *, date_trunc('{by}', ${name})::DATE, 0, 0, 0, 0, 0, 0, 0 FROM pairs"
                    for name in self._asked_days
                ),
            ]
        )
        return f"""WITH {self._chosen}, counted AS (
            SELECT actor, recipient, date_trunc('{by}', day)::DATE AS period, quad_code,
                count(*) AS events, sum(stories)::BIGINT AS stories,
                sum(clusters)::BIGINT AS clusters, sum(event_scale) AS events_score,
                sum(event_scale * stories) AS stories_score,
                sum(event_scale * clusters) AS clusters_score
            FROM chosen WHERE {self._placed} AND day BETWEEN $first AND $last
            GROUP BY ALL
        ), pairs AS ({self._pairs()}), whole AS ({whole}), wide AS (
            SELECT actor, recipient, period, {", ".join(wide)} FROM whole
            GROUP BY actor, recipient, period
        )"""

    def _pairs(self) -> str:
        """Return the pairs that have a series: the one asked for, or all that have events."""
        if not self._selection.actor:
            return "SELECT DISTINCT actor, recipient FROM counted"
        return "SELECT $actor::VARCHAR AS actor, $recipient::VARCHAR AS recipient"
