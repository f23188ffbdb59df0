"""Cross-validate on the sentences with given sides: ``python -m training.folds --data DIR``.

Every fold starts from the checkpoint that the training run left before it saw such sentences
(``before-given.pt``), is tuned on four fifths, exported to int8, and scored on the last fifth
with the code of ``diurna evaluate``. A sentence that stands in both files falls in the same fold
in both.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import torch

from diurna.evaluate import Report, score_given, score_names
from diurna.evaluate.measures import accuracy, f1, macro_f1
from diurna.reader import Reader, load_network
from training.batches import Encoder
from training.examples import Example
from training.export import export, load_run
from training.recipe import Recipe
from training.relations import read_pairs, read_sides
from training.train import load_tokenizer, optimiser_of, run_epoch

FOLDS = 5
TUNING = replace(Recipe(), epochs=8, encoder_rate=1e-4, head_rate=2e-3)


def fold_of(text: str) -> int:
    """Return the fold of a sentence, by its letters and digits alone."""
    letters = "".join(c for c in text.lower() if c.isalnum())
    return hashlib.sha256(letters.encode()).digest()[0] % FOLDS


def tune(run: Path, examples: Sequence[Example], out: Path) -> None:
    """Tune the checkpoint of `run` on `examples` and write it to `out` as a run of its own."""
    torch.manual_seed(TUNING.seed)
    out.mkdir(parents=True, exist_ok=True)
    for name in ("labels.json", "lexicon.json"):
        shutil.copy(run / name, out / name)
    model, labels = load_run(run, "before-given.pt")
    optimiser = optimiser_of(model, TUNING)
    encoded = Encoder(load_tokenizer(), labels).encode_all(examples)
    for epoch in range(TUNING.epochs):
        rng = random.Random(TUNING.seed + epoch)
        run_epoch(model, encoded, TUNING, optimiser, epoch / TUNING.epochs, rng)
    torch.save({"model": model.state_dict()}, out / "checkpoint.pt")


def score_fold(run: Path, relations: Path, fold: int) -> tuple[Report, Report]:
    """Return the reports on the pairs and on the spans of a fold, tuned on the other folds."""
    pairs = list(read_pairs(relations / "plover-relations.tsv"))
    sides = list(read_sides(relations / "source-target-spans.iob"))
    kept = [e for e in (*pairs, *sides) if fold_of("".join(e.words)) != fold]
    out = run / f"fold{fold}"
    tune(run, kept, out)
    export(out, out / "int8")
    reader = Reader(load_network(out / "int8"))
    _write_pairs(relations / "plover-relations.tsv", out / "pairs.tsv", fold)
    rows = [
        "\n".join(f"{w} {t}" for w, t in zip(e.words, e.sides or [], strict=True))
        for e in sides
        if fold_of("".join(e.words)) == fold
    ]
    (out / "sides.iob").write_text("\n\n".join(rows) + "\n", encoding="utf8")
    return score_given(out / "pairs.tsv", reader), score_names(out / "sides.iob", reader)


def _write_pairs(source: Path, target: Path, fold: int) -> None:
    with source.open(encoding="utf8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    kept = [rows[0], *(row for row in rows[1:] if fold_of(row[0]) == fold)]
    target.write_text("\n".join("\t".join(row) for row in kept) + "\n", encoding="utf8")


def summary(pairs: Iterable[Report], sides: Iterable[Report]) -> dict[str, dict[str, float]]:
    """Return accuracy and macro-F1 of the pairs, and F1 of the spans, over all folds together."""
    items = [pair for r in pairs for pair, n in r.confusion.items() for _ in range(n)]
    counts = [(c.right, c.wrong, c.missed) for r in sides for c in r.classes.values()]
    scores = [
        accuracy("event of a given pair, accuracy", [(int(g == f), 1) for g, f in items]),
        macro_f1("event of a given pair, macro F1", items),
        f1("source and target spans, F1", counts),
    ]
    return {s.name: {"value": round(s.value, 4), "support": s.support} for s in scores}


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, default=Path("training/runs/reader"))
    arguments = parser.parse_args()
    pairs, sides = [], []
    for fold in range(FOLDS):
        given, spans = score_fold(arguments.run, arguments.data / "relations", fold)
        pairs.append(given)
        sides.append(spans)
        print(json.dumps({"fold": fold, **summary(pairs, sides)}), flush=True)
    text = json.dumps(summary(pairs, sides), indent=1)
    (arguments.run / "folds.json").write_text(text + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
