"""The network of actors in the events that a filter asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from diurna.codebook.actors import load_actors
from diurna.model import UNNAMED, Edge, Network, Node
from diurna.record.rows import Row
from diurna.record.tables import Tables

_TOLD = f"""
WITH told AS (
    SELECT
        event_key, quad_code AS quad, event_scale AS score,
        list_filter(actors, lambda a: a <> '{UNNAMED}') AS actors,
        list_filter(recipients, lambda r: r <> '{UNNAMED}') AS recipients,
        len(list_intersect(auxiliary, ['negation', 'hypothetical', 'future'])) = 0 AS asserted
    FROM events WHERE {{where}}
),
pairs AS (  -- those who do something together are pairs both ways
    SELECT a.actor, r.recipient, t.event_key, t.quad, t.score
    FROM told t, unnest(t.actors) AS a(actor),
        unnest(CASE WHEN len(t.recipients) > 0 THEN t.recipients ELSE t.actors END)
            AS r(recipient)
    WHERE t.asserted AND (len(t.recipients) > 0 OR a.actor <> r.recipient)
)
"""
_EDGES = """
SELECT
    actor, recipient, avg(score) AS score,
    [count(*) FILTER (quad = 1), count(*) FILTER (quad = 2),
     count(*) FILTER (quad = 3), count(*) FILTER (quad = 4)] AS quads
FROM pairs GROUP BY actor, recipient ORDER BY actor, recipient
"""
_LEFT_OUT = """
SELECT
    count(*) FILTER (NOT asserted) AS unasserted,
    count(*) FILTER (asserted AND event_key NOT IN (SELECT event_key FROM pairs)) AS alone
FROM told
"""


def network(tables: Tables, where: str, values: Sequence[Any]) -> Network:
    """Return the actors of the events of a condition, and the events between them."""
    told = _TOLD.format(where=where)
    edges = tuple(
        Edge(row["actor"], row["recipient"], tuple(row["quads"]), round(row["score"], 4))
        for row in tables.rows(told + _EDGES, values)
    )
    (left_out,) = tables.rows(told + _LEFT_OUT, values)
    codes = {code for edge in edges for code in (edge.actor, edge.recipient)}
    named = tables.rows(
        "SELECT code, name, sector FROM actors WHERE code IN (SELECT unnest(?)) ORDER BY code",
        [sorted(codes)],
    )
    nodes = tuple(_node(row) for row in named)
    return Network(nodes, edges, left_out["unasserted"], left_out["alone"])


def _node(row: Row) -> Node:
    """Return an actor: a state by its own name, not by that of whoever speaks for it."""
    code, sector = row["code"], row["sector"] or ""
    state = load_actors().state_names.get(code, "") if sector != "IGO" else ""
    return Node(code, state or row["name"] or code, sector)
