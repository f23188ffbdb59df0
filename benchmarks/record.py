"""What the record costs as it grows, and how well it groups: ``python benchmarks/record.py``.

Records of made-up stories (`generated`) are filled by SQL; then stories arrive in batches at a
small and at a large one, in turns, so that a drift of the machine's speed hits both alike. What
arrives late has more stories of its own days around it than what arrives first, so a record of two
weeks, `settled`, is measured too: it has as many around as the large one.

Bytes a mention are those of the large record's file without the stories' text. Series are
asked of the pairs of ten million mentions. Merging and copies are scored on our development gold;
``--test`` takes the test part.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
from generated import MENTIONS, PER_DAY, arrivals, fill
from rich.console import Console
from rich.table import Table

from diurna.evaluate.copies import score_copies
from diurna.evaluate.sequences import score_sequences
from diurna.record import open_record

GOLD = Path(__file__).parents[1] / "training" / "sentences"
BATCH = 32
DAYS_SETTLED = 14
SERIES = 10_000_000
"""Mentions whose pairs are asked."""
REPEATS = 5
PAIR = """
SELECT date_trunc('month', day) AS month, quad, count(*), avg(score), sum(stories), sum(clusters)
FROM base.dyads WHERE died IS NULL AND actor = $actor AND recipient = $recipient
GROUP BY ALL ORDER BY ALL
"""
PAIRS = """
SELECT actor, recipient, date_trunc('month', day) AS month, count(*), avg(score), sum(stories)
FROM base.dyads WHERE died IS NULL GROUP BY ALL
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with what is asked of it."""

    name: str
    asked: str
    reached: str


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of a piece of work: of processors, and of the clock."""

    cpu: float
    wall: float


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--few", type=int, default=1000, help="stories of the small record")
    parser.add_argument("--many", type=int, default=1_000_000, help="stories of the large one")
    parser.add_argument("--per-day", type=int, default=PER_DAY)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--batches", type=int, default=3, help="of 32 stories, a record and round")
    parser.add_argument("--test", action="store_true", help="score on the test part of the gold")
    parser.add_argument("--folder", type=Path, help="where records are kept for the next time")
    given = parser.parse_args()
    table = Table("figure", "asked", "reached")
    with tempfile.TemporaryDirectory() as scratch:
        for line in measure(given, given.folder or Path(scratch)):
            table.add_row(line.name, line.asked, line.reached)
    Console().print(table)


def measure(given: argparse.Namespace, folder: Path) -> Iterator[Line]:
    """Yield the figures; records that the folder has are taken as they are."""
    sizes = {
        "few": given.few,
        "settled": DAYS_SETTLED * given.per_day,
        "many": given.many,
    }
    paths = {name: folder / f"{size}-{given.per_day}.duckdb" for name, size in sizes.items()}
    for name, path in paths.items():
        if not path.exists():
            fill(path, sizes[name], given.per_day)
    yield from grouping("test" if given.test else "dev")
    yield Line("bytes a mention, text aside", "<= 250", f"{bytes_a_mention(paths['many']):.0f}")
    yield from series(paths["many"], given.many, folder)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        yield from storing(
            {n: Path(shutil.copy(p, Path(scratch) / p.name)) for n, p in paths.items()},
            sizes,
            given,
        )


def grouping(part: str) -> Iterator[Line]:
    """Yield how well copies and mentions of one event are found."""
    for report in (
        score_copies(GOLD / part / "copies.jsonl"),
        score_sequences(GOLD / part / "sequences.jsonl"),
    ):
        for score in report.scores:
            yield Line(f"{score.name} ({part})", "", f"{score.value:.3f}")


def bytes_a_mention(path: Path) -> float:
    """Return the size of a file without the blocks of the stories' text, a mention."""
    with duckdb.connect(str(path), read_only=True) as connection:
        (mentions,) = ask(connection, "SELECT count(*) FROM base.mentions")
        (text,) = ask(
            connection,
            "SELECT count(DISTINCT block) * any_value(block_size) FROM ("
            " SELECT unnest(list_append(additional_block_ids, block_id)) AS block"
            " FROM pragma_storage_info('base.stories')"
            " WHERE column_name = 'text' AND segment_type = 'VARCHAR'"
            "), pragma_database_size()",
        )
    return (path.stat().st_size - text) / mentions


def series(path: Path, stories: int, folder: Path) -> Iterator[Line]:
    """Yield how long series take over the pairs of as many mentions as are asked."""
    copied = folder / "series.duckdb"
    copied.unlink(missing_ok=True)
    with duckdb.connect(str(copied), config={"threads": 2}) as connection:
        connection.execute(f"ATTACH '{path}' AS filled (READ_ONLY)")
        connection.execute("CREATE SCHEMA base")
        connection.execute(
            "CREATE TABLE base.dyads AS SELECT d.* FROM range(100) r(k), filled.base.dyads d"
            " WHERE k * $stories * $each + d.event_key <= $wanted ORDER BY k, d.rowid",
            {"stories": stories, "each": MENTIONS, "wanted": SERIES},
        )
        connection.execute("CHECKPOINT")
        actor, recipient = ask(
            connection,
            "SELECT actor, recipient FROM base.dyads GROUP BY ALL ORDER BY count(*) DESC",
        )
        pair = {"actor": actor, "recipient": recipient}
        for name, asked, statement, values in (
            ("one pair by month, 10 million mentions", "<= 0.15 s", PAIR, pair),
            ("all pairs by month, 10 million mentions", "<= 1.5 s", PAIRS, {}),
        ):
            work = partial(_fetch, connection, statement, values)
            work()
            costs = [cost_of(work) for _ in range(REPEATS)]
            yield Line(name, asked, told(costs, 1, "s"))
    copied.unlink()


def storing(
    paths: dict[str, Path], sizes: dict[str, int], given: argparse.Namespace
) -> Iterator[Line]:
    """Yield what a story costs to store, and how that grows."""
    costs: dict[str, list[Cost]] = {name: [] for name in paths}
    for turn in range(given.rounds):
        for name, path in paths.items():
            costs[name] += _put(path, sizes[name], turn, given)
    for name, some in costs.items():
        yield Line(f"storing a story after {sizes[name]:,}", "<= 10 ms", told(some, BATCH, "ms"))
    for name in ("few", "settled"):
        cpu, wall = (
            statistics.median(getattr(c, kind) for c in costs["many"])
            / statistics.median(getattr(c, kind) for c in costs[name])
            for kind in ("cpu", "wall")
        )
        yield Line(
            f"that after {sizes['many']:,} to that after {sizes[name]:,}",
            "<= 1.15",
            f"CPU {cpu:.2f}, clock {wall:.2f}",
        )


def _put(path: Path, size: int, turn: int, given: argparse.Namespace) -> list[Cost]:
    """Store some batches that come next in a record; the first one warms up and does not count."""
    many = (given.batches + 1) * BATCH
    coming = arrivals(size + 1 + turn * many, many, given.per_day, seed=time.time_ns())
    batches = [coming[k : k + BATCH] for k in range(0, many, BATCH)]
    with open_record(path, version="1", command="benchmark") as record:
        costs = [cost_of(partial(record.put, batch)) for batch in batches]
    return costs[1:]


def _fetch(
    connection: duckdb.DuckDBPyConnection, statement: str, values: dict[str, int]
) -> list[tuple[Any, ...]]:
    return connection.execute(statement, values).fetchall()


def cost_of(work: Callable[[], object]) -> Cost:
    """Return what a piece of work costs."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.process_time() - cpu, time.perf_counter() - wall)


def told(costs: list[Cost], parts: int, unit: str) -> str:
    """Return medians of some costs in words, each divided by a number of parts."""
    scale = 1000 if unit == "ms" else 1
    cpu, wall = (
        scale * statistics.median(getattr(c, kind) for c in costs) / parts
        for kind in ("cpu", "wall")
    )
    return f"CPU {cpu:.3g} {unit}, clock {wall:.3g} {unit}"


def ask(connection: duckdb.DuckDBPyConnection, statement: str) -> tuple[int, ...]:
    """Return the first row of a statement."""
    row = connection.execute(statement).fetchone()
    assert row is not None
    return row


if __name__ == "__main__":
    main()
