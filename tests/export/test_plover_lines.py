"""PLOVER's JSON Lines from others, in the names of the manual and of older drafts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from diurna.errors import ForeignError
from diurna.export import plover_lines
from diurna.model import ForeignEvent

RECORD: dict[str, Any] = {
    "id": "X-1",
    "date": "2016-07-24",
    "actor": [{"code": "USA", "sector": "GOV", "entity_text": "Kerry"}],
    "recipient": [{"code": "CAN"}, {"code": "MEX"}],
    "event": ["CONSULT"],
    "mode": ["phone"],
    "cite_info": {"url": "https://e.org/1"},
}


def read(path: Path, *records: Any) -> tuple[list[ForeignEvent], list[str]]:
    path.write_text(
        "\n".join(r if isinstance(r, str) else json.dumps(r) for r in records), encoding="utf8"
    )
    faults: list[ForeignError] = []
    return list(plover_lines.read(path, faults.append)), [f"{f.line}: {f.reason}" for f in faults]


def test_a_record_is_a_row_a_pair(tmp_path: Path) -> None:
    events, faults = read(tmp_path / "r.jsonl", RECORD)
    assert faults == []
    assert [(e.actor.code, e.recipient.code) for e in events] == [("USA", "CAN"), ("USA", "MEX")]
    assert {(e.id, e.event, e.modes, e.quad, e.score, e.story) for e in events} == {
        ("X-1", "CONSULT", ("phone",), 1, 1.5, "https://e.org/1")
    }
    assert events[0].actor.name == "Kerry"


def test_older_names_mean_the_same(tmp_path: Path) -> None:
    older = {
        "id": "X-1",
        "date": "2016-07-24",
        "source": [{"code": "USA", "sector": "GOV", "actorText": "Kerry"}],
        "target": [{"code": "CAN"}, {"code": "MEX"}],
        "event": "CONSULT",
        "mode": "phone",
        "citeInfo": {"url": "https://e.org/1"},
        "eventText": "phoned",
        "dateCoded": "2016-07-25",
    }
    assert read(tmp_path / "o.jsonl", older) == read(tmp_path / "n.jsonl", RECORD)


@pytest.mark.parametrize(
    ("entity", "code", "sector"),
    [
        ("USAGOV", "USA", "GOV"),
        ({"code": "KOS"}, "XKX", ""),
        ({"code": "UNO", "sector": "IGO"}, "UN", "IGO"),
        ({"code": "ECOWAS", "sector": "IGO"}, "ECOWAS", "IGO"),
        ({"code": "---", "sector": "UAF"}, "---", "UAF"),
        ({"code": "CAN", "sector": "IGO"}, "CAN", "IGO"),
    ],
)
def test_entities_get_our_codes(tmp_path: Path, entity: Any, code: str, sector: str) -> None:
    events, _ = read(tmp_path / "r.jsonl", RECORD | {"actor": [entity]})
    assert {(e.actor.code, e.actor.sector) for e in events} == {(code, sector)}


def test_faulty_lines_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    events, faults = read(
        tmp_path / "r.jsonl",
        "{not json",
        "[1, 2]",
        RECORD | {"event": []},
        RECORD | {"date": None},
        RECORD | {"auxiliary": ["negation"]},
        RECORD | {"event": ["FIGHT"]},
        RECORD | {"quad_code": 9},
        {"kind": "story", "id": "s"},
        RECORD | {"id": "\ud800"},
    )
    assert {e.id for e in events} == {"?"}
    assert [f.partition(":")[0] for f in faults] == ["1", "2", "3", "4", "5", "6", "7"]
    assert "date is missing" in faults[3]
    assert "told with negation" in faults[4]
