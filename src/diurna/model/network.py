"""The network of actors: who did how much of what to whom."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """An actor: its code, usual name and usual sector."""

    code: str
    name: str
    sector: str


@dataclass(frozen=True, slots=True)
class Edge:
    """Events by one actor on another: how many in each quad class, and their mean score."""

    actor: str
    recipient: str
    quads: tuple[int, int, int, int]
    score: float

    @property
    def events(self) -> int:
        """How many events in all."""
        return sum(self.quads)


@dataclass(frozen=True, slots=True)
class Network:
    """Actors and the events between them, with how many events it could not hold.

    `unasserted` were negated, supposed or ahead; `alone` name no second side.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    unasserted: int
    alone: int
