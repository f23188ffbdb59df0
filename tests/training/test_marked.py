"""Sentences with marked sides: every line is sound, and what is marked is what is learned."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from diurna.codebook.ontology import load_ontology
from training.marked import parse, read_lines, read_marked_sentences

FILES = sorted((Path(__file__).parents[2] / "training/sentences/marked").glob("*.tsv"))


def test_every_line_parses_and_no_text_is_there_twice() -> None:
    lines = [line for path in FILES for line in read_lines(path)]
    assert len({line.text for line in lines}) == len(lines) > 2000
    for line in lines:
        assert line.text == line.text.strip() and "  " not in line.text
        assert any(line.spans.get(kind) for kind in "str"), line.text


def test_all_events_are_written_about_equally_often() -> None:
    counts = Counter(line.event for path in FILES for line in read_lines(path))
    assert set(counts) == set(load_ontology().events)
    assert max(counts.values()) < 1.2 * min(counts.values())


@pytest.mark.parametrize(
    "line",
    [
        "<s>Oslo</s> <e>rebuked</e> <t>Minsk.\tACCUSE\t-",
        "<s>Oslo <e>rebuked</e></s> <t>Minsk</t>.\tACCUSE\t-",
        "<s>Oslo</s> rebuked <t>Minsk</t>.\tACCUSE\t-",
        "<s>Oslo</s> <e>rebuked</e> <t>Minsk</t>.\tREBUKE\t-",
        "<s>Oslo</s> <e>rebuked</e> <t>Minsk</t>.\tACCUSE\tpast",
        "<s>Oslo</s> <e>rebuked</e> <t>Minsk</t>.\tACCUSE",
    ],
)
def test_a_broken_line_is_named_with_its_file_and_number(line: str, tmp_path: Path) -> None:
    path = tmp_path / "marked.tsv"
    path.write_text("# head\n" + line + "\n", encoding="utf8")
    with pytest.raises(ValueError, match=r"marked\.tsv:2: "):
        list(read_lines(path))


def test_a_line_gives_the_event_the_spans_and_the_pair(tmp_path: Path) -> None:
    path = tmp_path / "marked.tsv"
    path.write_text(
        "<t>Two Bolivian senators</t> were <e>arrested</e> on Friday by <s>Peruvian police</s>."
        "\tCOERCE\t-\n"
        "<r>Chad's president</r> will <e>meet</e> <r>the emir of Qatar</r>.\tCONSULT\tfuture\n",
        encoding="utf8",
    )
    arrest, arrest_pair, meeting, meeting_pair = read_marked_sentences(path)
    assert arrest.sides == ["B-T", "I-T", "I-T", "O", "O", "O", "O", "O", "B-S", "I-S", "O"]
    assert arrest.events is not None and arrest.events[0].event == "COERCE"
    assert arrest.words[arrest.events[0].trigger] == "arrested"
    assert arrest.events[0].roles["actor"] == (9,)
    assert arrest_pair.pair is not None and arrest_pair.pair.source == (8, 9)
    assert meeting.events is not None and meeting.events[0].auxiliary == ("future",)
    assert [meeting.words[i] for i in meeting.events[0].roles["actor"] or ()] == [
        "president",
        "emir",
    ]
    assert meeting_pair.pair is not None and meeting_pair.pair.event == "CONSULT"


def test_parse_keeps_offsets_of_the_plain_text() -> None:
    marked = parse("In May <s>Laos</s> <e>freed</e> <t>him</t>.\tRETREAT\t-")
    assert marked.text == "In May Laos freed him."
    assert [marked.text[a:b] for k in "set" for a, b in marked.spans[k]] == ["Laos", "freed", "him"]
