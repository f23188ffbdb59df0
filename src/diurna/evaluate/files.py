"""A gold file of any of the field's formats: which it is, and its report as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from diurna.errors import FormatError
from diurna.evaluate.actors import score_actors
from diurna.evaluate.attributions import score_attributions
from diurna.evaluate.copies import score_copies
from diurna.evaluate.events import read_gold, score_events
from diurna.evaluate.given import score_given
from diurna.evaluate.layers import score_names, score_trees
from diurna.evaluate.measures import Report
from diurna.evaluate.places import score_places
from diurna.evaluate.plover import is_plover, read_plover
from diurna.evaluate.readings import score_readings
from diurna.evaluate.sequences import score_sequences
from diurna.reader import Reader


def score_file(path: Path, reader: Reader) -> Report:
    """Score a gold file, or a folder of brat standoff, by what its name and content say it is.

    Raises FormatError for a name that tells no format, and for a faulty line.
    """
    if path.is_dir() or path.suffix in (".txt", ".ann"):
        return score_attributions(path, reader)
    keys = _keys(path) if path.suffix == ".jsonl" else set()
    match path.suffix:
        case ".conllu":
            return score_trees(path, reader)
        case ".iob" | ".iob2" | ".bio":
            return score_names(path, reader)
        case ".tsv":
            return score_given(path, reader)
        case ".xml":
            return score_places(path, reader)
        case ".jsonl" if {"dates", "quantities"} & keys:
            return score_readings(path, reader)
        case ".jsonl" if "sequence" in keys:
            return score_sequences(path)
        case ".jsonl" if "family" in keys:
            return score_copies(path)
        case ".jsonl" if "actors" in keys:
            return score_actors(path, reader)
        case ".json" | ".jsonl":
            gold = read_plover(path) if is_plover(path) else read_gold(path)
            return score_events(list(gold), path.name)
    known = ".conllu, .iob2, .tsv, .xml, .json, .jsonl, or a folder of .txt and .ann"
    raise FormatError(f"the name tells no gold format: use {known}", path)


def _keys(path: Path) -> set[str]:
    """Return the keys of the first object of a JSON Lines file; none where it is faulty."""
    with path.open(encoding="utf8") as file:
        first = next((line for line in file if line.strip()), "")
    try:
        return set(json.loads(first))
    except (ValueError, TypeError):
        return set()


def as_json(report: Report) -> str:
    """Return a report as a JSON object."""
    return json.dumps(
        {
            "source": report.source,
            "scores": {
                s.name: {
                    "value": round(s.value, 4),
                    "low": round(s.low, 4),
                    "high": round(s.high, 4),
                    "support": s.support,
                }
                for s in report.scores
            },
            "micro_f1": round(report.micro.f1, 4),
            "macro_f1": round(report.macro_f1, 4),
            "classes": {
                name: {
                    "precision": round(c.precision, 4),
                    "recall": round(c.recall, 4),
                    "f1": round(c.f1, 4),
                    "support": c.support,
                }
                for name, c in sorted(report.classes.items())
            },
            "reliability": [asdict(b) for b in report.reliability],
            "confusion": [
                {"gold": gold, "found": found, "count": count}
                for (gold, found), count in sorted(report.confusion.items())
            ],
        },
        ensure_ascii=False,
    )
