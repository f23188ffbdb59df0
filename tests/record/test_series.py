"""A series counts each event once, in its period, three ways, and leaves no period out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from diurna.errors import CodebookError, QueryError
from diurna.model import Mention, Precision, When
from diurna.record import Arrival, Record, Selection, Series, open_record
from tests.record.samples import arrival, code, mention, on, story

MAY = date(2023, 5, 1)
"""A Monday."""
KINDS: dict[str, dict[str, Any]] = {
    "CONSULT": {"quad": 1, "score": 1.5},
    "AID": {"quad": 2, "score": 6.0},
    "ACCUSE": {"quad": 3, "score": -2.0},
    "ASSAULT": {"quad": 4, "score": -9.0},
}


def act(
    event: str, actor: str, recipient: str, when: date | When | None, **changes: Any
) -> Mention:
    """Return what one state did to another."""
    interval = when if isinstance(when, When) else on(when) if when else When()
    given = {
        "event": event,
        "actors": code(actor),
        "recipients": code(recipient),
        "when": interval,
        "speakers": (),
        **KINDS[event],
    }
    return mention(event, **(given | changes))


def span(first: date, last: date, precision: Precision) -> When:
    return When(first, last, precision)


def told(name: str, mentions: Iterable[Mention], published: date = MAY) -> Arrival:
    """Return a story of its own words that tells some events."""
    return arrival(story(name, f"{name} wrote of {name * 9} alone.", published), mentions)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "r.duckdb") as opened:
        yield opened


def events(series: Series) -> list[tuple[date, int]]:
    return [(p.first_day, p.events.total) for p in series.periods]


def test_periods_without_events_are_there_with_nought(record: Record) -> None:
    later = MAY + timedelta(days=20)
    record.put([told("a", [act("AID", "CHN", "RUS", MAY)])])
    record.put([told("b", [act("ACCUSE", "CHN", "RUS", later)], later)])
    series = record.series(Selection("CHN", "RUS"))
    weeks = [MAY + timedelta(days=7 * k) for k in range(3)]
    assert events(series) == [(weeks[0], 1), (weeks[1], 0), (weeks[2], 1)]
    assert series.periods[0].last_day == MAY + timedelta(days=6)
    assert series.periods[1].events.score_mean is None
    assert series.periods[2].events.quads == (0, 0, 1, 0)
    days = record.series(Selection("CHN", "RUS", by="day"))
    assert [n for _, n in events(days)] == [1, *[0] * 19, 1]
    months = record.series(
        Selection("CHN", "RUS", by="month", since=date(2023, 3, 1), until=date(2023, 6, 30))
    )
    assert [n for _, n in events(months)] == [0, 0, 2, 0]
    quarters = record.series(Selection("CHN", "RUS", by="quarter", since=date(2022, 12, 31)))
    assert events(quarters) == [
        (date(2022, 10, 1), 0),
        (date(2023, 1, 1), 0),
        (date(2023, 4, 1), 2),
    ]


def test_three_counts_stand_side_by_side_each_with_its_scores(record: Record) -> None:
    text = (
        "Beijing accused Moscow on Monday of a raid on the border town of Heihe, officials said.\n"
        "The foreign ministry summoned the ambassador and asked for an account within three days.\n"
        "Traders on both banks of the river said that the bridge was closed until further notice."
    )
    accusation, aid = act("ACCUSE", "CHN", "RUS", MAY), act("AID", "CHN", "RUS", MAY)
    copies = [arrival(story(f"c{k}", text, MAY, f"paper{k}.org"), [accusation]) for k in range(3)]
    record.put([*copies, told("own", [accusation, aid])])
    (week,) = record.series(Selection("CHN", "RUS")).periods
    assert [week.events.quads, week.stories.quads, week.clusters.quads] == [
        (0, 1, 1, 0),
        (0, 1, 4, 0),
        (0, 1, 2, 0),
    ]
    assert (week.events.score_sum, week.events.score_mean) == (4.0, 2.0)
    assert (week.stories.score_sum, week.stories.score_mean) == (-2.0, -0.4)
    assert (week.clusters.score_sum, week.clusters.score_mean) == (2.0, 0.667)


def test_direction_matters_unless_both_are_asked_for_and_then_each_event_counts_once(
    record: Record,
) -> None:
    talks = act("CONSULT", "IND", "", MAY, actors=code("IND", "PAK"), recipients=())
    record.put(
        [told("a", [talks, act("AID", "IND", "PAK", MAY), act("ACCUSE", "PAK", "IND", MAY)])]
    )

    def total(actor: str, recipient: str, both: bool = False) -> int:
        series = record.series(Selection(actor, recipient, both=both))
        return sum(p.events.total for p in series.periods)

    assert (total("IND", "PAK"), total("PAK", "IND")) == (2, 2)
    assert total("IND", "PAK", both=True) == total("PAK", "IND", both=True) == 3


def test_what_is_not_done_is_not_counted_and_filters_are_kept_to(record: Record) -> None:
    record.put(
        [
            told(
                "a",
                [
                    act("ASSAULT", "ETH", "KEN", MAY, auxiliary=("negation",)),
                    act("AID", "ETH", "KEN", MAY, confidence=0.4),
                    act("ACCUSE", "ETH", "KEN", MAY),
                ],
            )
        ]
    )
    pair = ("ETH", "KEN")
    assert events(record.series(Selection(*pair))) == [(MAY, 2)]
    assert events(record.series(Selection(*pair, confidence=0.5))) == [(MAY, 1)]
    assert events(record.series(Selection(*pair, events=("AID", "ASSAULT")))) == [(MAY, 1)]
    with pytest.raises(CodebookError, match="no PLOVER event 'FIGHT'"):
        record.series(Selection(*pair, events=("FIGHT",)))
    with pytest.raises(QueryError, match="name its actor"):
        record.series(Selection())


def test_events_without_a_day_are_left_out_and_told_unless_asked_for(record: Record) -> None:
    month = span(MAY, date(2023, 5, 31), "month")
    record.put(
        [
            told(
                "a",
                [
                    act("AID", "FRA", "MLI", None),
                    act("ACCUSE", "FRA", "MLI", month),
                    act("ASSAULT", "FRA", "MLI", span(MAY, MAY + timedelta(days=4), "span")),
                ],
                MAY + timedelta(days=8),
            )
        ]
    )
    series = record.series(Selection("FRA", "MLI"))
    assert events(series) == [(MAY, 1)]
    assert (series.left_out.undated, series.left_out.vague) == (1, 1)
    assert events(record.series(Selection("FRA", "MLI", undated=True))) == [
        (MAY, 2),
        (MAY + timedelta(days=7), 1),
    ]
    by_month = record.series(Selection("FRA", "MLI", by="month"))
    assert events(by_month) == [(MAY, 2)], "a month is told well enough for months"
    assert by_month.left_out.vague == 0


def test_the_far_past_stretches_no_series_unless_asked_for(record: Record) -> None:
    clash = act("ASSAULT", "CHN", "SUN", date(1969, 3, 2))
    record.put([told("a", [clash, act("AID", "CHN", "SUN", MAY)])])
    series = record.series(Selection("CHN", "SUN"))
    assert events(series) == [(MAY, 1)]
    assert series.left_out.far == 1
    since = record.series(Selection("CHN", "SUN", by="quarter", since=date(1969, 1, 1)))
    assert since.left_out.far == 0
    assert [p.events.total for p in since.periods if p.events.total] == [1, 1]


def test_a_pair_without_events_has_no_periods_but_those_asked_for(record: Record) -> None:
    record.put([told("a", [act("AID", "CHN", "RUS", MAY)])])
    assert record.series(Selection("PER", "BOL")).periods == ()
    asked = Selection("PER", "BOL", since=MAY, until=MAY + timedelta(days=13))
    assert [n for _, n in events(record.series(asked))] == [0, 0]


def test_unusual_weeks_come_with_the_weightiest_events_behind_them(record: Record) -> None:
    weeks = [MAY + timedelta(days=7 * k) for k in range(20)]
    stories = [
        told(f"w{k}", [act("ACCUSE", "RUS", "UKR", day)], day) for k, day in enumerate(weeks)
    ]
    burst = [
        act("ASSAULT", "RUS", "UKR", weeks[-1] + timedelta(days=k), score=-9.0) for k in range(6)
    ]
    stories += [told(f"b{k}", [one], one.when.start or MAY) for k, one in enumerate(burst)]
    stories += [told("again", [burst[3]], weeks[-1] + timedelta(days=4))]
    record.put(stories)
    series = record.series(Selection("RUS", "UKR"))
    (found,) = series.unusual
    assert (found.first_day, found.side, found.count) == (weeks[-1], "conflict", 7)
    assert len(found.behind) == 3
    first = found.behind[0]
    assert (first.event, first.clusters, first.day) == ("ASSAULT", 2, weeks[-1] + timedelta(days=3))
    assert first.words.startswith("b3 wrote of")
    ((known,),) = record.sql(f"SELECT count(*) FROM events WHERE event_id = '{first.event_id}'")[1]
    assert known == 1
    (bare,) = record.series(Selection("RUS", "UKR"), behind=0).unusual
    assert bare.behind == ()


def test_a_new_level_is_told_with_both_levels(record: Record) -> None:
    days = [MAY + timedelta(days=7 * k) for k in range(40)]
    stories = [
        told(f"s{k}x{n}", [act("AID", "JPN", "PHL", day + timedelta(days=n))], day)
        for k, day in enumerate(days)
        for n in range(1 if k < 20 else 5)
    ]
    record.put(stories)
    series = record.series(Selection("JPN", "PHL"))
    (change,) = series.changes
    assert (change.first_day, change.side) == (days[20], "cooperation")
    assert (change.before, change.after) == (1.0, 5.0)
    assert {event.event for event in change.behind} == {"AID"}


def test_a_series_can_be_told_as_it_stood(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    with open_record(path) as record:
        record.put([told("a", [act("AID", "CHN", "RUS", MAY)])])
        ((moment,),) = record.sql("SELECT max(made_at) FROM base.revisions")[1]
        record.put([told("b", [act("ACCUSE", "CHN", "RUS", MAY)])])
    with open_record(path, as_of=moment) as then:
        assert events(then.series(Selection("CHN", "RUS"))) == [(MAY, 1)]
    with open_record(path, read_only=True) as now:
        assert events(now.series(Selection("CHN", "RUS"))) == [(MAY, 2)]


def test_all_pairs_make_a_panel_whose_rows_are_those_of_each_pair(record: Record) -> None:
    june = date(2023, 6, 12)
    record.put(
        [
            told("a", [act("AID", "CHN", "RUS", MAY), act("AID", "RUS", "CHN", MAY)]),
            told("b", [act("ACCUSE", "CHN", "RUS", june)], june),
        ]
    )
    columns, rows = record.panel_rows(Selection(by="month"))
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    assert [(r["actor"], r["first_day"].month, r["events"]) for r in found] == [
        ("CHN", 5, 1),
        ("CHN", 6, 1),
        ("RUS", 5, 1),
    ]
    _, both = record.panel_rows(Selection(by="month", both=True))
    assert len(list(both)) == 2
    pairs, number = record.pairs(Selection(by="month"), 1)
    assert number == 2
    assert [(p.actor, p.events, p.quads) for p in pairs] == [("CHN", 2, (0, 1, 1, 0))]


def test_panels_and_statements_come_as_frames(record: Record) -> None:
    record.put([told("a", [act("AID", "CHN", "RUS", MAY)])])
    wanted = Selection("CHN", "RUS", since=MAY, until=MAY + timedelta(days=13))
    assert record.panel(wanted).column("events").to_pylist() == [1, 0]
    assert list(record.panel(wanted, "pandas")["events"]) == [1, 0]
    assert record.panel(wanted, "polars")["events"].to_list() == [1, 0]
    statement = "SELECT event FROM events WHERE list_contains(actors, $actor)"
    assert record.frame(statement, {"actor": "CHN"}).to_pydict() == {"event": ["AID"]}
    with pytest.raises(QueryError, match="no_such_table"):
        record.frame("SELECT * FROM no_such_table")


def test_a_frame_that_needs_more_says_what_to_install(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diurna.record.frames.find_spec", lambda name: None)
    with pytest.raises(QueryError, match=r"polars and pyarrow: pip install 'diurna\[frames\]'"):
        record.frame("SELECT 1", kind="polars")
