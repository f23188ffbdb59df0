"""Made-up stories for measuring the record: many filled in by SQL, some as they arrive.

Stories come 500 a day with 7 mentions each; actors are drawn from 120 codes by Zipf's law, events
lie within two days before their report.
"""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb

from diurna.model import Entity, Evidence, Mention, Paragraph, Sentence, Span, Story, When, digest
from diurna.record import Arrival, open_record
from diurna.record.cores import Regrouping
from diurna.record.loading import outlines
from diurna.record.merge import fits
from diurna.record.outline import Outline, week_of
from diurna.record.tables import Tables

PER_DAY = 500
FIRST = date(2020, 1, 1)
MENTIONS, SENTENCES = 7, 12
WEEKS = 14
"""A stretch of time that is made up; earlier ones are the same again with other identifiers."""
MERGED = 8
"""The last days, within reach of what arrives: their mentions are merged as arrivals are."""
_HERE = Path(__file__).parent
_LETTERS = "ABCDEFGHIJ", "KLMNOPQRSTUV"
CODES = [f"{a}{b}Q" for a in _LETTERS[0] for b in _LETTERS[1]]
WEIGHTS = [1 / (k + 3) for k in range(len(CODES))]
EVENTS = (
    ("CONSULT", 1, 1.5, "04"),
    ("AGREE", 1, 2.5, "03"),
    ("ACCUSE", 3, -2.0, "11"),
    ("REJECT", 3, -4.0, "12"),
    ("ASSAULT", 4, -9.0, "19"),
    ("AID", 2, 7.0, "07"),
    ("SUPPORT", 1, 5.0, "05"),
    ("PROTEST", 4, -6.5, "14"),
    ("SANCTION", 4, -5.0, "16"),
    ("REQUEST", 1, -1.0, "10"),
)
_WORDS = [
    f"{a}{b}{c}"
    for a in ("ka", "mo", "ti", "re", "su", "bo", "ne", "al", "gru", "fe")
    for b in ("lan", "dor", "mik", "per", "vas", "tol", "rim")
    for c in ("a", "en", "is", "or", "um", "ing", "ed")
]
_MACROS = """
CREATE TEMP MACRO draw(a, b, salt, n) AS CAST(hash(a, b, salt) % n AS INTEGER);
CREATE TEMP MACRO identifier(a, salt) AS
    lower(hex(CAST(hash(a, salt, 1) AS UBIGINT))[1:16] || hex(hash(a, salt, 2))[1:4]);
CREATE TEMP MACRO day_of(story_key, per_day) AS
    CAST(DATE '2020-01-01' + CAST((story_key - 1) // per_day AS INTEGER) AS DATE);
CREATE TEMP MACRO week_of(day) AS CAST((day - DATE '1970-01-05') // 7 AS SMALLINT);
"""


def fill(path: Path, stories: int, per_day: int = PER_DAY) -> None:
    """Make a record of made-up stories, all born in one revision."""
    with open_record(path):
        pass
    connection = duckdb.connect(str(path))
    connection.execute(_MACROS)
    _vocabularies(connection, stories // per_day + 2)
    connection.execute("INSERT INTO base.runs VALUES (1, now() AT TIME ZONE 'UTC', 'fill', '1')")
    connection.execute("INSERT INTO base.revisions VALUES (1, 1, now() AT TIME ZONE 'UTC', 'read')")
    step = WEEKS * 7 * per_day
    first = max(stories - step, 0) + 1
    made = {"first": first, "last": stories, "per_day": per_day}
    _run(connection, "generated.sql", made)
    for back in reversed(range(0, stories, step)):
        _run(connection, "generated_moved.sql", {"back": back, "days": back // per_day})
    _merge(connection, max(stories - MERGED * per_day, 0) * MENTIONS)
    connection.execute("CHECKPOINT")
    connection.close()


def _merge(connection: duckdb.DuckDBPyConnection, after: int) -> None:
    """Give the mentions after a key the events that merging gives them."""
    tables = Tables(connection)
    keys = [
        r["mention_key"]
        for r in tables.rows("SELECT mention_key FROM base.mentions WHERE mention_key > ?", [after])
    ]
    told = list(outlines(tables, keys))
    cores = Regrouping(lambda _: (), fits, Outline.cells).settle(told, ())
    connection.execute("DELETE FROM base.links WHERE mention_key > ?", [after])
    rows = [{"mention_key": k, "event_key": c, "placed": False} for k, c in sorted(cores.items())]
    tables.insert("links", rows, 1)


def arrivals(first: int, count: int, per_day: int = PER_DAY, seed: int = 0) -> list[Arrival]:
    """Return made-up stories as the pipeline hands them over, the next after those of a record."""
    rng = random.Random(f"{seed}/{first}")
    days = (FIRST + timedelta(days=(first + k - 1) // per_day) for k in range(count))
    return [_arrival(rng, f"{seed}/{first + k}", day) for k, day in enumerate(days)]


def _arrival(rng: random.Random, name: str, day: date) -> Arrival:
    lines = [_sentence(rng) for _ in range(SENTENCES)]
    paragraphs, start = [], 0
    for number, line in enumerate(lines, 4):
        paragraphs.append(Paragraph(start, start + len(line), number))
        start += len(line) + 1
    publisher, identifier = f"p{rng.randrange(200)}.org", digest(name)
    story = Story(
        identifier,
        lines[0][:60],
        day,
        f"https://{publisher}/{identifier}",
        publisher,
        "\n".join(lines),
        tuple(paragraphs),
    )
    sentences = tuple(
        Sentence(k, p.start, p.end, story.text[p.start : p.end])
        for k, p in enumerate(paragraphs, 1)
    )
    mentions = tuple(_mention(rng, story, s, day) for s in sentences[:MENTIONS])
    return Arrival(story, sentences, mentions, (), "1")


def _mention(rng: random.Random, story: Story, sentence: Sentence, day: date) -> Mention:
    event, quad, score, cameo = rng.choice(EVENTS)
    actor, recipient = rng.choices(CODES, WEIGHTS, k=2)

    def span(at: int, size: int) -> Span:
        start = sentence.start + at
        return Span(start, start + size, story.text[start : start + size])

    def party(code: str, name: str, at: int) -> Entity:
        place = span(at, rng.randrange(4, 13))
        return Entity(code, "GOV", place.text, name, span=place, decided_by="dictionary:state")

    trigger, told = span(10 + rng.randrange(12), 4 + rng.randrange(6)), rng.random() < 0.6
    when = day - timedelta(days=rng.randrange(3))
    fields = ["event", "event", "mode", "actor", "recipient", "speakers"]
    return Mention(
        id=digest(story.id, str(sentence.sequence)),
        story_id=story.id,
        sentence=sentence,
        trigger=trigger,
        event=event,
        modes=() if rng.random() < 0.33 else ("change",),
        contexts=rng.choice(((), ("diplomatic",), ("military",))),
        actors=(party(actor, f"{actor} state", 0),),
        recipients=(party(recipient, f"{recipient} state", 25),) if rng.random() < 0.75 else (),
        auxiliary=("negation",) if rng.random() < 0.1 else (),
        when=When(when, when, "day", span(50, 7), "date:weekday@published") if told else When(),
        speakers=(party(actor, rng.choice(_WORDS).capitalize(), 60),) if rng.random() < 0.4 else (),
        quad=quad,
        score=score,
        cameo=cameo,
        confidence=round(0.3 + 0.7 * rng.random(), 3),
        decided_by="head:events",
        evidence=tuple(
            Evidence(f, "slot:subject dictionary:state", trigger, round(rng.random(), 3))
            for f in fields
        ),
    )


def _sentence(rng: random.Random) -> str:
    words = [rng.choice(_WORDS) for _ in range(rng.randrange(14, 24))]
    return f"{' '.join(words).capitalize()}."


def _vocabularies(connection: duckdb.DuckDBPyConnection, days: int) -> None:
    """Make the tables that generated.sql draws from, each numbered from 0 by its `k`."""
    rng = random.Random(1)
    drawn = rng.choices(CODES, WEIGHTS, k=4096)
    frames = [f"frame:{e[0].lower()}/{k}" for e in EVENTS for k in range(1, 31)]
    names = [f"{rng.choice(_WORDS)} {rng.choice(_WORDS)}".title() for _ in range(3000)]
    _table(connection, "pool", "text VARCHAR", ((_sentence(rng),) for _ in range(20_000)))
    _table(connection, "codes", "code VARCHAR, hash UINTEGER", ((c, _crc(c)) for c in drawn))
    _table(connection, "events", "event VARCHAR, quad UTINYINT, score FLOAT, cameo VARCHAR", EVENTS)
    weights = [1 / (k + 3) for k in range(len(names))]
    _table(connection, "names", "name VARCHAR", ((n,) for n in rng.choices(names, weights, k=8192)))
    _table(connection, "offices", "name VARCHAR", ((f"minister {w}",) for w in _WORDS[:60]))
    _table(connection, "frames", "name VARCHAR", ((f,) for f in frames))
    _table(connection, "rules", "name VARCHAR", ((f"dictionary:{w}",) for w in _WORDS[:40]))
    first, last = week_of(FIRST - timedelta(days=9)), week_of(FIRST + timedelta(days=days))
    hashes = (
        (event, negated, code, week, _crc(f"{event}{'|negation' * negated}|{code}|{week}"))
        for event, *_ in EVENTS
        for negated in (False, True)
        for code in CODES
        for week in range(first, last + 1)
    )
    columns = "event VARCHAR, negated BOOLEAN, code VARCHAR, week SMALLINT, hash UINTEGER"
    _table(connection, "hashes", columns, hashes)


def _table(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: str,
    rows: Sequence[tuple[object, ...]] | Iterator[tuple[object, ...]],
) -> None:
    kinds = f"k INTEGER, {columns}"
    names = [part.split()[0] for part in kinds.split(", ")]
    made = [dict(zip(names, (k, *row), strict=True)) for k, row in enumerate(rows)]
    connection.execute(
        f"CREATE TEMP TABLE {name} AS SELECT made.* FROM"
        f" (SELECT unnest(CAST(CAST(? AS JSON) AS STRUCT({kinds})[])) AS made)",
        [json.dumps(made)],
    )


def _run(connection: duckdb.DuckDBPyConnection, name: str, values: dict[str, int]) -> None:
    for statement in duckdb.extract_statements((_HERE / name).read_text("utf8")):
        wanted = {n: values[n] for n in statement.named_parameters}
        connection.execute(statement, wanted)


def _crc(text: str) -> int:
    return zlib.crc32(text.encode("utf8"))
