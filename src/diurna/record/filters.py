"""Which events a user asks for, and how the record is asked for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events a user asks for; an empty field asks for all.

    `actor` and `recipient` are codes, `event` a PLOVER event, `since` and `until` days that
    the event's interval must touch, `says` a part of a speaker's name or a speaker's code,
    `confidence` the least confidence, `clusters` the fewest independent clusters of reports.
    """

    actor: str = ""
    recipient: str = ""
    event: str = ""
    since: str = ""
    until: str = ""
    says: str = ""
    asserted: bool = False
    confidence: float = 0.0
    clusters: int = 0


def conditions(wanted: Filter) -> tuple[str, list[Any]]:
    """Return a filter as a condition on the view events, with its values."""
    clauses: list[str] = []
    values: list[Any] = []
    for column, value in (("actors", wanted.actor), ("recipients", wanted.recipient)):
        if value:
            clauses.append(f"list_contains({column}, ?)")
            values.append(value.upper())
    for clause, given in (
        ("event = ?", wanted.event.upper()),
        ("end_date >= CAST(? AS DATE)", wanted.since),
        ("start_date <= CAST(? AS DATE)", wanted.until),
        ("confidence >= ?", wanted.confidence),
        ("clusters >= ?", wanted.clusters),
    ):
        if given:
            clauses.append(clause)
            values.append(given)
    if wanted.says:
        clauses.append(
            "event_id IN (SELECT event_id FROM mentions"
            " WHERE list_contains(speaker_codes, upper(?))"
            " OR len(list_filter(speakers, lambda s: contains(lower(s), lower(?)))) > 0)"
        )
        values += [wanted.says, wanted.says]
    if wanted.asserted:
        clauses.append("len(list_intersect(auxiliary, ['negation', 'hypothetical', 'future'])) = 0")
    return " AND ".join(clauses) or "true", values
