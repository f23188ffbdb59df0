"""Diurna from Python."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import spacy

import diurna
from diurna.errors import DiurnaError, EncodingError, MissingError
from diurna.settings import Settings


def test_the_public_face_is_small() -> None:
    assert diurna.__all__ == sorted(diurna.__all__) == ["load", "read"]


def test_a_text_is_read_as_a_spacy_doc() -> None:
    nlp = diurna.load()
    doc = nlp.make_doc("Ghana expelled two Nigerian diplomats on Monday.")
    doc._.published = date(2023, 5, 17)
    doc = nlp(doc)
    (mention,) = doc._.mentions
    assert mention.event == "SANCTION"
    assert mention.when.start == date(2023, 5, 15)
    assert doc[mention.trigger.start : mention.trigger.end] is not None
    assert (
        doc.has_annotation("DEP")
        and doc.has_annotation("LEMMA")
        and doc.has_annotation("SENT_START")
    )


def test_the_component_joins_any_english_pipeline_and_reads_in_batches() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("diurna")
    docs = list(nlp.pipe(["Kenya met Uganda.", "It rained.", "Peru condemned Chile."] * 7))
    assert [len(d._.mentions) for d in docs[:3]] == [1, 0, 1]
    assert docs[0]._.mentions[0].actors == docs[18]._.mentions[0].actors


def test_reports_are_read_from_python(report: Path) -> None:
    (story,) = diurna.read(report)
    assert {m.event for m in story.mentions} >= {"CONSULT", "ACCUSE"}
    with pytest.raises(MissingError):
        diurna.read(report.with_name("none.txt"))


def test_errors_survive_pickling() -> None:
    import pickle

    error = EncodingError("not UTF-8", Path("a.txt"), 3)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.line) == (EncodingError, "a.txt:3: not UTF-8", 3)


def test_settings_come_from_the_environment() -> None:
    settings = Settings.from_environment({"DIURNA_DB": "x.duckdb", "DIURNA_BATCH": "8"})
    assert (settings.db, settings.batch) == (Path("x.duckdb"), 8)
    with pytest.raises(DiurnaError, match="DIURNA_BATCH must be a whole number"):
        Settings.from_environment({"DIURNA_BATCH": "many"})


def test_dictionaries_of_ones_own_serve_python_too(tmp_path: Path) -> None:
    own, note = tmp_path / "own.txt", tmp_path / "note.txt"
    own.write_text("RURITANIA_ [AUT]\n", encoding="utf8")
    note.write_text("Ruritania condemned Kenya.", encoding="utf8")
    (mention,) = diurna.load(actors=[own])("Ruritania condemned Kenya.")._.mentions
    assert [e.code for e in mention.actors] == ["AUT"]
    (story,) = diurna.read(note, date="2020-03-03", actors=[own])
    assert [e.code for m in story.mentions for e in m.actors] == ["AUT"]
