"""From scores to structures: the best tree and the best name tags."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Heads = NDArray[np.int64]


def best_tree(arcs: Array) -> Heads:
    """Return the head of each word: the best tree with one root.

    `arcs` is (n + 1, n + 1): the score of each dependent (row) under each head (column), 0
    being the root. The greedy choice is a tree for most sentences; where it is not, the
    maximum spanning arborescence is found with Chu, Liu and Edmonds' algorithm, once for each
    of the likeliest roots (McDonald et al. 2005).
    """
    scores = arcs.astype(np.float64).copy()
    np.fill_diagonal(scores, -np.inf)
    heads: Heads = scores.argmax(1)
    heads[0] = 0
    if len(heads) == 2:
        return np.zeros(1, np.int64)
    if (heads[1:] == 0).sum() == 1 and not _cycle(heads):
        return np.asarray(heads[1:])
    best, best_score = heads, -np.inf
    for root in (np.argsort(-scores[1:, 0])[:3] + 1).tolist():
        limited = scores.copy()
        limited[1:, 0] = -np.inf
        limited[root] = -np.inf
        limited[root, 0] = scores[root, 0]
        tree = _arborescence(limited)
        total = float(limited[np.arange(1, len(tree)), tree[1:]].sum())
        if total > best_score:
            best, best_score = tree, total
    return np.asarray(best[1:])


def _cycle(heads: Heads) -> list[int]:
    """Return the nodes of a cycle, or none."""
    state = np.zeros(len(heads), np.int8)
    state[0] = 2
    for start in range(1, len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        state[path] = 2
    return []


def _arborescence(scores: NDArray[np.float64]) -> Heads:
    heads: Heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    members = np.array(cycle)
    rest = np.array([i for i in range(len(scores)) if i not in set(cycle)])
    inner = scores[members, heads[members]]
    size = len(rest) + 1
    contracted = np.full((size, size), -np.inf)
    contracted[:-1, :-1] = scores[np.ix_(rest, rest)]
    leaving = scores[np.ix_(rest, members)]
    contracted[:-1, -1] = leaving.max(1)
    leave_by = leaving.argmax(1)
    entering = scores[np.ix_(members, rest)] - inner[:, None]
    contracted[-1, :-1] = entering.max(0)
    enter_at = entering.argmax(0)
    np.fill_diagonal(contracted, -np.inf)
    tree = _arborescence(contracted)
    result: Heads = heads.copy()
    for k, node in enumerate(rest):
        if node:
            result[node] = members[leave_by[k]] if tree[k] == size - 1 else rest[tree[k]]
    outside = tree[-1]
    result[members[enter_at[outside]]] = rest[outside]
    return result


def best_tags(logits: Array, tags: list[str]) -> list[str]:
    """Return the best BIO sequence: no I- that does not continue its own type (Viterbi).

    Where the best tag of each word already makes such a sequence, that is it.
    """
    greedy = [tags[k] for k in logits.argmax(1).tolist()]
    if all(t[0] != "I" or (b != "O" and b[2:] == t[2:]) for b, t in pairwise(["O", *greedy])):
        return greedy
    allowed = np.zeros((len(tags), len(tags)))
    start = np.zeros(len(tags))
    for j, tag in enumerate(tags):
        if tag.startswith("I-"):
            start[j] = -np.inf
            for i, before in enumerate(tags):
                if before[2:] != tag[2:] or before == "O":
                    allowed[i, j] = -np.inf
    scores = logits[0] + start
    back = []
    for row in logits[1:]:
        paths = scores[:, None] + allowed
        back.append(paths.argmax(0))
        scores = paths.max(0) + row
    path = [int(scores.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return [tags[i] for i in reversed(path)]
