"""Exports: PLOVER's field names, flat rows, and nothing lost between them."""

from __future__ import annotations

import json

from diurna.export import MENTION_COLUMNS, mention_record, mention_row
from tests.conftest import Coder


def test_a_record_is_plain_json_and_points_into_the_text(coded: Coder) -> None:
    story = coded("Kenyan police fired tear gas at protesters in Nairobi on Monday.")
    record = json.loads(json.dumps(mention_record(story.mentions[0], story.story)))
    assert record["event"] == ["ASSAULT"]
    start, end = record["text_info"]["start"], record["text_info"]["end"]
    assert story.story.text[start:end] == record["text"]
    for item in record["evidence"]:
        if item["span"]:
            assert story.story.text[item["span"][0] : item["span"][1]] == item["text"]


def test_a_row_has_a_cell_a_column_and_cameos_names(coded: Coder) -> None:
    story = coded("Brazil and Argentina signed a trade agreement.")
    row = dict(zip(MENTION_COLUMNS, mention_row(story.mentions[0]), strict=True))
    assert row["source"] == row["actor"] == "BRA|ARG"
    assert row["cameo"] == "05"
