"""``diurna review`` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.calls import run


def mentions(db: Path) -> dict[str, dict[str, object]]:
    query = "SELECT mention_id, event, recipients, standing FROM mentions"
    rows = json.loads(run("sql", query, "--db", db, "--format", "json").stdout)
    return {row["event"]: row for row in rows}


def test_decisions_are_made_listed_taken_back_and_exported(db: Path, tmp_path: Path) -> None:
    found = mentions(db)
    meeting = str(found["CONSULT"]["mention_id"])[:8]
    edited = run("review", "edit", meeting, "--recipient", "UGA", "--by", "Ada", "--db", db)
    assert edited.exit_code == 0, edited.output
    assert mentions(db)["CONSULT"]["recipients"] == ["UGA"]
    listed = json.loads(run("review", "list", "--db", db, "--format", "json").stdout)
    assert [(d["kind"], d["by_whom"]) for d in listed] == [("edit", "Ada")]
    gold = tmp_path / "gold.jsonl"
    assert run("review", "gold", "--out", gold, "--db", db).exit_code == 0
    (line,) = map(json.loads, gold.read_text(encoding="utf8").splitlines())
    assert line["text"].startswith("The presidents of Kenya and Tanzania met")
    assert [e["recipient"] for e in line["events"]] == [
        [{"text": None, "code": "UGA", "sector": ""}]
    ]
    assert run("evaluate", gold).exit_code == 0
    run("review", "undo", listed[0]["decision_id"][:6], "--db", db)
    assert mentions(db)["CONSULT"]["recipients"] == []


def test_a_rejected_mention_is_gone_from_the_list(db: Path) -> None:
    accused = str(mentions(db)["ACCUSE"]["mention_id"])
    assert (
        run("review", "reject", accused[:8], "--note", "no such thing", "--db", db).exit_code == 0
    )
    assert "ACCUSE" not in mentions(db)


def test_a_record_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = run("review", "confirm", "abc", "--db", tmp_path / "none.duckdb")
    assert result.exit_code == 2
    assert "no record at" in result.output
