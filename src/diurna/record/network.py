"""The network of actors in the events that a filter asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from diurna.codebook.actors import load_actors
from diurna.model import Edge, Network, Node
from diurna.record.rows import Row
from diurna.record.tables import Tables

_EDGES = """
SELECT
    actor, recipient, avg(event_scale) AS score,
    [count(*) FILTER (quad_code = 1), count(*) FILTER (quad_code = 2),
     count(*) FILTER (quad_code = 3), count(*) FILTER (quad_code = 4)] AS quads
FROM dyads
WHERE recipient <> '' AND event_key IN (SELECT event_key FROM events WHERE {where})
GROUP BY actor, recipient ORDER BY actor, recipient
"""
_LEFT_OUT = """
SELECT
    count(*) FILTER (len(list_intersect(auxiliary, ['negation', 'hypothetical', 'future'])) > 0)
        AS unasserted,
    count(*) - unasserted - count(*) FILTER (
        event_key IN (SELECT event_key FROM dyads WHERE recipient <> '')
    ) AS alone
FROM events WHERE {where}
"""


def network(tables: Tables, where: str, values: Sequence[Any]) -> Network:
    """Return the actors of the events of a condition, and the events between them."""
    edges = tuple(
        Edge(row["actor"], row["recipient"], tuple(row["quads"]), round(row["score"], 4))
        for row in tables.rows(_EDGES.format(where=where), values)
    )
    (left_out,) = tables.rows(_LEFT_OUT.format(where=where), values)
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
