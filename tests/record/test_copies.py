"""A story printed by many papers is one cluster; the next day's like story is not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from diurna.evaluate.copies import score_copies
from diurna.model import Story
from diurna.record import copies_among, open_record
from tests.record.samples import arrival, mention, story

ROOT = Path(__file__).parents[2]
WIRE = """\
LUSAKA, May 17 (Reuters) - Zambia signed an agreement on Tuesday to restructure 6.3 billion dollars of debt.
Finance Minister Situmbeko Musokotwane said the accord would free money for schools and clinics.
China, the largest creditor, had held out for months over how losses would be shared.
The International Monetary Fund welcomed the deal and said a payment would follow in July.
Opposition leader Fred M'membe called the terms a surrender of the country's copper mines."""
CUT = "\n".join(WIRE.split("\n")[:3]).replace("LUSAKA, May 17 (Reuters) - ", "Lusaka – ")
EDITED = """\
Zambia's long ordeal with its lenders may be over, our correspondent writes.
Zambia on Tuesday signed an agreement to restructure $6.3bn of debt.
Minister of Finance Situmbeko Musokotwane said that the accord would free money for clinics and schools.
China, the largest creditor, held out for months over how losses should be shared.
The IMF welcomed the deal, and said that a payment would follow in July.
Opposition leader Fred M'membe called the terms a surrender of copper mines.
Subscribe to our newsletter."""
OTHERS = """\
Zambia reached a long-awaited accord with creditors, officials told AFP in the capital.
The pact covers more than six billion dollars, according to two people who saw the papers.
Copper prices rose in London after the news, and the kwacha gained two percent.
A payment from Washington is expected within weeks, one of them said."""
TOLL = """\
The health ministry said {0} people had died of cholera in the past 24 hours, bringing the total to {1}.
Most of the {0} deaths were recorded in Lilongwe and Blantyre, the ministry said in its daily report.
A further {2} patients were being treated in {0} centres across the country, it added.
Schools will stay closed until {3}, the ministry said."""


def cluster(*stories: Story) -> int:
    """Return how many clusters some stories make."""
    return len(set(copies_among(stories)))


def test_cut_and_edited_copies_are_one_story() -> None:
    assert cluster(story("a", WIRE), story("b", CUT), story("c", EDITED)) == 1


def test_another_agencys_own_story_is_another() -> None:
    assert cluster(story("a", WIRE), story("b", OTHERS)) == 2


def test_the_next_days_report_in_the_same_words_is_another() -> None:
    days = [TOLL.format(14, 902, 310, "Monday"), TOLL.format(19, 921, 287, "Friday")]
    told = [story(f"s{k}", text, date(2023, 5, 17 + k)) for k, text in enumerate(days)]
    assert cluster(*told) == 2
    assert cluster(told[0], story("copy", days[0], publisher="f.org")) == 1


def test_a_story_reprinted_after_a_year_is_no_copy() -> None:
    assert cluster(story("a", WIRE), story("b", WIRE, date(2024, 5, 17))) == 2


def test_clusters_do_not_depend_on_the_order_of_arrival(tmp_path: Path) -> None:
    told = [
        story("early", CUT, date(2023, 5, 16), "lusakatimes.com"),
        story("wire", WIRE, date(2023, 5, 17), "reuters.com"),
        story("late", EDITED, date(2023, 5, 18), "f.org"),
        story("other", OTHERS, date(2023, 5, 18), "g.org"),
    ]
    found = {_clusters(tmp_path, n, order) for n, order in enumerate(permutations(told))}
    assert found == {(("early", 3, "Reuters"), ("other", 1, ""))}


def _clusters(folder: Path, number: int, order: Sequence[Story]) -> tuple[tuple[object, ...], ...]:
    with open_record(folder / f"{number}.duckdb") as record:
        for one in order:
            record.put([arrival(one)])
        _, rows = record.sql("SELECT cluster_id, copies, agency FROM clusters ORDER BY 1")
    return tuple(tuple(row) for row in rows)


def test_forty_copies_are_one_independent_report(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.duckdb") as record:
        record.put([arrival(story(f"s{k}", WIRE), [mention()]) for k in range(40)])
        record.put([arrival(story("own", OTHERS), [mention()])])
        counts = record.sql("SELECT mentions, stories, clusters FROM events")[1]
    assert counts == [(41, 41, 2)]


def test_a_cluster_falls_apart_when_what_joined_it_goes(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.duckdb") as record:
        record.put([arrival(story("a", WIRE), [mention()]), arrival(story("b", CUT), [mention()])])
        assert record.sql("SELECT clusters FROM events")[1] == [(1,)]
        record.put([arrival(story("a", OTHERS), [mention()])])
        assert record.sql("SELECT mentions, clusters FROM events")[1] == [(2, 2)]


@pytest.mark.parametrize("part", ["dev", "test"])
def test_gold_families_are_told_apart(part: str) -> None:
    report = score_copies(ROOT / "training" / "sentences" / part / "copies.jsonl")
    precision, recall = (s.value for s in report.scores)
    assert precision >= 0.98, report.errors
    assert recall >= 0.95, report.errors
