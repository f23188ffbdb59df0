"""What users decide of mentions: kept apart from the machine's codings, and in force over them.

A decision is known by the *spot* of its mention: the story, the sentence's words and the place of
the trigger in it. So it stays in force when the story is coded anew, whatever event that finds
there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

from diurna.codebook.ontology import load_ontology
from diurna.errors import CodebookError, DecisionError
from diurna.model import Auxiliary, Entity, Evidence, Mention, When, digest
from diurna.record.rows import Row
from diurna.record.tables import Tables

Kind = Literal["reject", "confirm", "edit", "merge", "part"]
"""A mention is none, is right, is right so; is of the other's event, is an event of its own."""

Standing = Literal["", "rejected", "confirmed", "edited"]

FIELDS = ("event", "modes", "actors", "recipients", "auxiliary", "date")
"""What an edit may give: lists of codes as ``CHN`` or ``CHN/MIL``, a date as two days or none."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A user's decision on a mention; `other` is the mention to merge with."""

    id: str
    kind: Kind
    story_id: str
    spot: str
    mention_id: str
    other_story_id: str = ""
    other_spot: str = ""
    changes: Mapping[str, Any] | None = None
    by_whom: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """A mention as decisions leave it; `machine` is what was coded where that was edited.

    `placed` is the decision that says which event it is of, None where merging tells.
    """

    mention: Mention
    standing: Standing = ""
    machine: Mention | None = None
    placed: Decision | None = None


def spot(mention: Mention) -> str:
    """Return what stays of a mention's identity when it is coded anew."""
    offset = mention.trigger.start - mention.sentence.start
    return digest(mention.story_id, mention.sentence.text, str(offset))


def make(
    kind: Kind,
    mention: Mention,
    other: Mention | None = None,
    changes: Mapping[str, Any] | None = None,
    by_whom: str = "",
    note: str = "",
) -> Decision:
    """Return a decision; raises DecisionError for one that cannot be carried out."""
    if (kind == "merge") != (other is not None):
        raise DecisionError("a merge needs two mentions, every other decision one")
    if (kind == "edit") != bool(changes):
        raise DecisionError(f"an edit needs a new value for one of {', '.join(FIELDS)}")
    where = spot(mention)
    decision = Decision(
        id=digest("decision", kind, where, spot(other) if other else "", repr(changes)),
        kind=kind,
        story_id=mention.story_id,
        spot=where,
        mention_id=mention.id,
        other_story_id=other.story_id if other else "",
        other_spot=spot(other) if other else "",
        changes=changes,
        by_whom=by_whom,
        note=note,
    )
    apply(mention, [decision])
    return decision


def apply(mention: Mention, decisions: Iterable[Decision]) -> Decided:
    """Return a coded mention as the decisions on its spot leave it."""
    decided = Decided(mention)
    for decision in decisions:
        match decision.kind:
            case "reject":
                decided = replace(decided, standing="rejected")
            case "confirm":
                sure = replace(decided.mention, confidence=1.0)
                decided = replace(
                    decided, mention=sure, standing="confirmed", machine=decided.machine or mention
                )
            case "edit":
                edited = edit(decided.mention, decision)
                decided = replace(
                    decided, mention=edited, standing="edited", machine=decided.machine or mention
                )
            case "merge" | "part":
                decided = replace(decided, placed=decision)
    return decided


def edit(mention: Mention, decision: Decision) -> Mention:
    """Return a mention with the fields that a decision gives; raises DecisionError."""
    given = dict(decision.changes or {})
    if unknown := set(given) - set(FIELDS):
        raise DecisionError(f"no such field: {', '.join(sorted(unknown))}; use {', '.join(FIELDS)}")
    event = str(given.get("event", mention.event)).upper()
    modes = tuple(given.get("modes", mention.modes if event == mention.event else ()))
    ontology = load_ontology()
    try:
        ontology.check(event, None)
    except CodebookError as error:
        raise DecisionError(error.reason) from error
    return replace(
        mention,
        event=event,
        modes=modes,
        actors=_entities(given, "actors", mention.actors, decision),
        recipients=_entities(given, "recipients", mention.recipients, decision),
        auxiliary=_auxiliary(given, mention),
        when=_when(given["date"], decision) if "date" in given else mention.when,
        quad=ontology.events[event].quad,
        score=ontology.score(event, modes),
        cameo=ontology.events[event].cameo,
        confidence=1.0,
        decided_by=f"decision:{decision.id[:8]}",
        evidence=(
            *(e for e in mention.evidence if f"{e.field}s" not in given and e.field not in given),
            *(Evidence(name, f"decision:{decision.id[:8]}") for name in given),
        ),
    )


def decisions_on(tables: Tables, story_ids: Sequence[str]) -> dict[str, list[Decision]]:
    """Return the decisions in force on some stories, by spot, the earlier first."""
    rows = tables.rows(
        "SELECT * FROM base.decisions WHERE died IS NULL AND story_id IN (SELECT unnest(?))"
        " ORDER BY made_at",
        [list(story_ids)],
    )
    found: dict[str, list[Decision]] = {}
    for row in rows:
        found.setdefault(row["spot"], []).append(decision_from(row))
    return found


def decision_from(row: Row) -> Decision:
    """Return the decision of a row of ``base.decisions``."""
    return Decision(
        id=row["decision_id"],
        kind=row["kind"],
        story_id=row["story_id"],
        spot=row["spot"],
        mention_id=row["mention_id"],
        other_story_id=row["other_story_id"],
        other_spot=row["other_spot"],
        changes=json.loads(row["changes"]) or None,
        by_whom=row["by_whom"],
        note=row["note"],
    )


def decision_row(decision: Decision, made_at: str) -> Row:
    """Return a decision as a row of ``base.decisions``."""
    return {
        "decision_id": decision.id,
        "kind": decision.kind,
        "story_id": decision.story_id,
        "spot": decision.spot,
        "mention_id": decision.mention_id,
        "other_story_id": decision.other_story_id,
        "other_spot": decision.other_spot,
        "changes": dict(decision.changes or {}),
        "by_whom": decision.by_whom,
        "note": decision.note,
        "made_at": made_at,
    }


def _entities(
    given: Mapping[str, Any], field: str, before: tuple[Entity, ...], decision: Decision
) -> tuple[Entity, ...]:
    """Return the entities of some codes; those that were there already keep their words."""
    if field not in given:
        return before
    known = {e.code: e for e in before}
    made = []
    for text in given[field]:
        code, _, sector = str(text).upper().partition("/")
        entity = known.get(code) or Entity(code, sector, decided_by=f"decision:{decision.id[:8]}")
        made.append(replace(entity, sector=sector) if sector else entity)
    return tuple(made)


def _auxiliary(given: Mapping[str, Any], mention: Mention) -> tuple[Auxiliary, ...]:
    if "auxiliary" not in given:
        return mention.auxiliary
    wanted = set(given["auxiliary"])
    if unknown := wanted - set(get_args(Auxiliary)):
        raise DecisionError(
            f"no auxiliary mode: {', '.join(sorted(unknown))}; use {', '.join(get_args(Auxiliary))}"
        )
    return tuple(a for a in get_args(Auxiliary) if a in wanted)


def _when(days: Sequence[str] | None, decision: Decision) -> When:
    if not days:
        return When(decided_by=f"decision:{decision.id[:8]}")
    try:
        start, end = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    except ValueError as error:
        raise DecisionError(f"{', '.join(days)}: a date is YYYY-MM-DD, or two of them") from error
    if end < start:
        raise DecisionError(f"{start} to {end}: the end is before the beginning")
    precision: Literal["day", "span"] = "day" if start == end else "span"
    return When(start, end, precision, decided_by=f"decision:{decision.id[:8]}")
