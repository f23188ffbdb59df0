"""The field's gold formats: what a user scores a sample of their own in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from diurna.cli import group
from diurna.errors import FormatError
from diurna.evaluate.brat import read_attributions
from diurna.evaluate.given import GivenPair, read_given
from diurna.evaluate.measures import macro_f1
from diurna.evaluate.plover import read_plover

HEADER = "sentence\tmarked_sentence\tsource\ttarget\troot\tpenta\n"
ROW = "{text}\t{marked}\t{source}\t{target}\t{root}\t3\n"


def row(marked: str, root: str) -> str:
    text = marked
    for mark in ("<s>", "</s>", "<t>", "</t>"):
        text = text.replace(mark, "")
    return ROW.format(text=text, marked=marked, source="x", target="y", root=root)


def run(path: Path, *arguments: str) -> str:
    result = CliRunner().invoke(group, ["evaluate", str(path), *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_given_pairs_are_read_with_their_spans(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(
        HEADER
        + row("<s>Kenya</s> freed <t>two Ugandan pilots</t>.", "RETREAT")
        + row("<s>The minister</s> agreed to resign.", "YIELD"),
        encoding="utf8",
    )
    assert list(read_given(path)) == [
        GivenPair("Kenya freed two Ugandan pilots.", (0, 5), (12, 30), "YIELD"),
        GivenPair("The minister agreed to resign.", (0, 12), None, "YIELD"),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (row("Kenya freed two pilots.", "RETREAT"), "neither <s>…</s> nor <t>…</t>"),
        (row("<s>Kenya</s> freed <t>two pilots</t>.", "FREE"), "a PLOVER event"),
    ],
)
def test_a_faulty_row_of_given_pairs_is_named(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(HEADER + line, encoding="utf8")
    with pytest.raises(FormatError, match=rf"pairs\.tsv:2: .*{reason}"):
        list(read_given(path))


def test_given_pairs_are_scored_with_classes_and_confusion(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(
        HEADER
        + row("<s>Kenya</s> bombed <t>a rebel camp</t> on Sunday.", "ASSAULT")
        + row("<s>Kenya</s> sent food aid to <t>Somalia</t>.", "AID")
        + row("<s>Peru</s> sent food aid to <t>Chile</t>.", "SANCTION"),
        encoding="utf8",
    )
    found = json.loads(run(path, "--json"))
    assert found["scores"]["accuracy"]["value"] == pytest.approx(2 / 3, abs=1e-3)
    assert {"gold": "SANCTION", "found": "AID", "count": 1} in found["confusion"]
    assert found["classes"]["ASSAULT"]["f1"] == 1
    shown = run(path, "--errors", "1")
    assert "macro" in shown and "SANCTION, found AID" in shown


def test_spans_of_source_and_target_are_scored(tmp_path: Path) -> None:
    path = tmp_path / "sides.iob"
    words = "Kenya B-S\nbombed O\na B-T\nrebel I-T\ncamp I-T\non O\nSunday O\n. O\n"
    path.write_text(words, encoding="utf8")
    assert "sides F1" in json.loads(run(path, "--json"))["scores"]


TEXT = "Kenya will help, the minister said.\nNo deal was signed, a report claimed.\n"


def test_attributions_in_standoff_are_scored(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(TEXT, encoding="utf8")
    (tmp_path / "story_a.ann").write_text(
        "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
        "T1\tSource 17 29\tthe minister\nT2\tCue 30 34\tsaid\n"
        "T3\tContent 0 15\tKenya will help\nT4\tAttribution 30 34\tsaid\n"
        "T5\tSource 57 65\ta report\nT6\tCue 66 73\tclaimed\nT7\tContent 36 55\tNo deal was signed\n"
        "T8\tAttribution 66 73\tclaimed\nE2\tAttribution:T8 Source:T5 Cue:T6 Content:T7\n",
        encoding="utf8",
    )
    found = json.loads(run(tmp_path, "--json"))["scores"]
    assert found["source (words)"]["value"] > 0.7
    assert found["whole attributions"] == {"value": 1.0, "low": 1.0, "high": 1.0, "support": 2}


def test_standoff_that_refers_to_no_span_is_named(tmp_path: Path) -> None:
    path = tmp_path / "story.ann"
    path.write_text("T1\tCue 0 4\tsaid\nE1\tAttribution:T1 Source:T9 Cue:T1\n", encoding="utf8")
    with pytest.raises(FormatError, match=r"story\.ann:2: no span T9"):
        read_attributions(path)


def test_a_folder_without_standoff_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(group, ["evaluate", str(tmp_path)])
    assert result.exit_code != 0
    assert "no text with an .ann file" in str(result.exception)


RECORD = {
    "id": "1",
    "date": "2022-06-13",
    "event": ["ACCUSE"],
    "actor": [{"code": "KEN", "sector": "GOV", "entity_text": "Kenya"}],
    "recipient": [{"code": "UGA"}],
    "text": "Kenya condemned Uganda on Monday.",
    "cite_info": {"date": "2022-06-15", "title": "Kenya and Uganda"},
}


@pytest.mark.parametrize("name", ["gold.json", "gold.jsonl"])
def test_plover_records_are_gold(tmp_path: Path, name: str) -> None:
    records = [RECORD, {"id": "2", "has_event": False, "text": "The weather is fine.", "event": []}]
    lines = json.dumps(records) if name == "gold.json" else "\n".join(map(json.dumps, records))
    path = tmp_path / name
    path.write_text(lines, encoding="utf8")
    assert [len(s.events) for s in read_plover(path)] == [1, 0]
    found = json.loads(run(path, "--json"))["scores"]
    assert found["events with actors"]["value"] == 1
    assert found["date (of matched)"]["value"] == 1


def test_a_faulty_plover_record_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({**RECORD, "date": "soon"}) + "\n", encoding="utf8")
    with pytest.raises(FormatError, match=r"gold\.jsonl:1: date: "):
        list(read_plover(path))


def test_macro_f1_is_the_mean_over_gold_classes() -> None:
    pairs = [("AID", "AID"), ("AID", "AID"), ("ACCUSE", "AID"), ("ACCUSE", "ACCUSE")]
    assert macro_f1("x", pairs).value == pytest.approx((0.8 + 2 / 3) / 2)
