"""What a record holds, and what must hold in it at any time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from diurna.record import Record, open_record

_LIVING = """
WITH
    stories AS (SELECT * FROM base.stories WHERE died IS NULL),
    codings AS (SELECT * FROM base.codings WHERE died IS NULL),
    copies AS (SELECT * FROM base.copies WHERE died IS NULL),
    sentences AS (SELECT * FROM base.sentences WHERE died IS NULL),
    mentions AS (SELECT * FROM base.mentions WHERE died IS NULL),
    links AS (SELECT * FROM base.links WHERE died IS NULL),
    events AS (SELECT * FROM base.events WHERE died IS NULL)
"""
_WRONG = {
    "a story lives in two versions": """
        SELECT story_id FROM stories GROUP BY ALL HAVING count(*) > 1""",
    "a story without its one cluster": """
        SELECT story_key FROM stories LEFT JOIN copies USING (story_key)
        GROUP BY ALL HAVING count(cluster_key) <> 1""",
    "a story without its one coding": """
        SELECT story_key FROM stories LEFT JOIN codings USING (story_key)
        GROUP BY ALL HAVING count(codings.version) <> 1""",
    "a story without sentences": "SELECT * FROM stories ANTI JOIN sentences USING (story_key)",
    "a story that cannot be found among copies": """
        SELECT * FROM stories ANTI JOIN base.bands USING (story_key)""",
    "a cluster named by a story that is gone": """
        SELECT * FROM copies ANTI JOIN stories ON stories.story_key = cluster_key""",
    "a mention without its story": "SELECT * FROM mentions ANTI JOIN stories USING (story_key)",
    "a mention without its sentence": """
        SELECT * FROM mentions ANTI JOIN sentences USING (story_key, sequence)""",
    "a mention without its one link": """
        SELECT mention_key FROM mentions LEFT JOIN links USING (mention_key)
        GROUP BY ALL HAVING count(event_key) <> 1""",
    "a link without its mention": "SELECT * FROM links ANTI JOIN mentions USING (mention_key)",
    "a link without its event": "SELECT * FROM links ANTI JOIN events USING (event_key)",
    "an event that lives twice": "SELECT event_key FROM events GROUP BY ALL HAVING count(*) > 1",
    "an event that miscounts its mentions": """
        SELECT event_key, mentions FROM events LEFT JOIN links USING (event_key)
        GROUP BY ALL HAVING count(mention_key) <> mentions""",
    "a pair without its event": """
        SELECT * FROM base.dyads d ANTI JOIN events USING (event_key) WHERE d.died IS NULL""",
    "a revision without its run": "SELECT * FROM base.revisions ANTI JOIN base.runs USING (run)",
    "a story of no revision": """
        SELECT * FROM base.stories ANTI JOIN base.revisions ON revision = born""",
}


_ASKED = _LIVING + " UNION ALL ".join(
    f"SELECT '{what}' WHERE EXISTS ({query})" for what, query in _WRONG.items()
)


def wrongs(record: Record) -> list[str]:
    """Return what does not hold in a record."""
    return [what for (what,) in record.sql(_ASKED)[1]]


def contents(path: Path) -> dict[str, list[str]]:
    """Return the rows of all views, without the times of storing and the record's own keys."""
    with open_record(path, read_only=True) as record:
        _, views = record.sql("SELECT view_name FROM duckdb_views() WHERE NOT internal")
        return {view: _rows(record, view) for (view,) in views}


def revisions(path: Path) -> int:
    """Return how many transactions a record has seen."""
    with open_record(path, read_only=True) as record:
        return int(record.sql("SELECT count(*) FROM base.revisions")[1][0][0])


def _rows(record: Record, view: str) -> list[str]:
    columns, rows = record.sql(f"SELECT * FROM {view}")
    return sorted(
        repr(
            [
                (column, value)
                for column, value in zip(columns, row, strict=True)
                if not column.endswith("_key") and not isinstance(value, datetime)
            ]
        )
        for row in rows
    )
