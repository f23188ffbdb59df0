"""Scoring on gold: counts are right, formats are read, faults are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from diurna.cli import group
from diurna.errors import FormatError
from diurna.evaluate.layers import read_iob, spans_of
from diurna.evaluate.measures import Counts, accuracy, f1

CONLLU = """\
# text = Kenya condemned Uganda.
1\tKenya\tKenya\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\t_
2\tcondemned\tcondemn\tVERB\tVBD\tMood=Ind|Tense=Past|VerbForm=Fin\t0\troot\t_\t_
3\tUganda\tUganda\tPROPN\tNNP\tNumber=Sing\t2\tobj\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""
GOLD = {
    "text": "Kenya condemned Uganda on Monday.",
    "published": "2022-06-15",
    "events": [
        {
            "trigger": "condemned",
            "event": "ACCUSE",
            "actor": [{"text": "Kenya", "code": "KEN", "sector": "GOV"}],
            "recipient": [{"text": "Uganda", "code": "UGA", "sector": "GOV"}],
            "date": ["2022-06-13", "2022-06-13"],
        }
    ],
}


def test_counts_give_precision_recall_and_f1() -> None:
    counts = Counts()
    counts.add(3, 1, 2)
    assert (counts.precision, counts.recall) == (0.75, 0.6)
    assert counts.f1 == pytest.approx(2 / 3, abs=1e-3)
    assert Counts().f1 == Counts().precision == 0


def test_intervals_hold_the_value() -> None:
    score = accuracy("x", [(1, 1), (0, 1)] * 50)
    assert score.low <= score.value == 0.5 <= score.high
    assert f1("y", [(1, 0, 0)] * 10).low == 1


def test_bio_tags_become_spans() -> None:
    assert spans_of(["B-PER", "I-PER", "O", "I-LOC", "B-LOC"]) == {
        (0, 2, "PER"),
        (3, 4, "LOC"),
        (4, 5, "LOC"),
    }


def test_a_faulty_iob_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.iob"
    path.write_text("Kenya B-LOC\nmet\n", encoding="utf8")
    with pytest.raises(FormatError, match=r"x\.iob:2: an IOB row has a word and a tag"):
        list(read_iob(path))


def scores(path: Path, *arguments: str) -> dict[str, dict[str, float]]:
    result = CliRunner().invoke(group, ["evaluate", str(path), "--json", *arguments])
    assert result.exit_code == 0, result.output
    found: dict[str, dict[str, float]] = json.loads(result.stdout)["scores"]
    return found


def test_trees_are_scored(tmp_path: Path) -> None:
    path = tmp_path / "gold.conllu"
    path.write_text(CONLLU, encoding="utf8")
    assert scores(path)["LAS"]["value"] == 1
    path.write_text(CONLLU.replace("2\tobj", "1\tobj"), encoding="utf8")
    assert scores(path)["LAS"]["value"] == 0.75


def test_names_are_scored(tmp_path: Path) -> None:
    path = tmp_path / "gold.iob2"
    path.write_text("Kenya\tB-LOC\ncondemned\tO\nUganda\tB-LOC\n.\tO\n", encoding="utf8")
    assert scores(path)["names F1"] == {"value": 1.0, "low": 1.0, "high": 1.0, "support": 2}


def test_events_are_scored_from_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    wrong = {**GOLD, "events": [{**GOLD["events"][0], "event": "AID"}]}  # type: ignore[dict-item]
    path.write_text(json.dumps(GOLD) + "\n" + json.dumps(wrong) + "\n", encoding="utf8")
    found = scores(path)
    assert found["events with actors"]["value"] == 0.5
    assert found["date (of matched)"]["value"] == 1
    shown = CliRunner().invoke(group, ["evaluate", str(path), "--errors", "5"]).stdout
    assert "missed: AID (condemned) KEN > UGA" in shown
    assert "wrong:  ACCUSE (condemned) KEN > UGA" in shown


def test_dyads_count_each_recipient_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    event: dict[str, object] = GOLD["events"][0]  # type: ignore[assignment]
    both = [{"code": "UGA"}, {"code": "RWA"}]
    path.write_text(json.dumps({**GOLD, "events": [{**event, "recipient": both}]}) + "\n")
    found = scores(path)
    assert found["events with actors"]["value"] == 0
    assert found["dyads"]["value"] == pytest.approx(2 / 3, abs=1e-3)
