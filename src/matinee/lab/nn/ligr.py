"""Causal attention over sequences in gated blocks, once in torch, which learns, and once in numpy, which answers.

A block adds to its input what attention found, and then what a gated feed-forward layer made of it, each let through by
a gate that the input itself opens: "LiGR" of Borisyuk et al., "From Features to Transformers: Redefining Ranking for
Scalable Impact" (2025), taken over for sequential recommendation by Tikhonovich et al., "eSASRec: Enhancing
Transformer-based Recommendations in a Modular Fashion" (RecSys 2025). The feed-forward layer is SwiGLU: Shazeer, "GLU
Variants Improve Transformer" (2020). How far back a title stands enters as a number per head and step of distance,
added before the softmax, as in Raffel et al., "Exploring the Limits of Transfer Learning with a Unified Text-to-Text
Transformer" (2020): it says the same wherever in a history two titles stand.

The last block is computed only at the places that are asked for: in training those drawn, in answering the newest.
Letters of shapes: b rows, l titles of a row, q places asked, d factors, h heads.
"""

from typing import Any

import numpy as np

from matinee.kit.extras import needs
from matinee.lab.nn import first_weights, functions
from matinee.lab.nn.training import Tensor, Tensors, Weights

DISTANCES = 32
"""Steps of distance that are told apart: 0 to 15 one by one, then ever wider ones, all beyond 2,000 in the last."""


def distance_steps(distances: np.ndarray) -> np.ndarray:
    """int64: the step of each distance; a negative one, in the future, is taken as 0."""
    near = np.maximum(distances, 0)
    far = 16 + np.floor(2.0 * np.log2(np.maximum(near, 16) / 16.0)).astype(np.int64)
    return np.minimum(np.where(near < 16, near, far), DISTANCES - 1)


def start(
    generator: np.random.Generator, *, layers: int, factors: int, heads: int, widening: int, ordered: bool
) -> Weights:
    """The first weights of all blocks. widening: how many times `factors` the feed-forward layer is wide.

    A block begins as an average over what came before it: nearly even attention, nothing turned on the way, and nothing
    made of it yet.
    """
    made: Weights = {"end.scale": first_weights.ones(factors), "end.shift": first_weights.zeros(factors)}
    for layer in range(layers):
        block = {
            "query": np.float32(0.1) * first_weights.uniform(generator, factors, factors),
            "key": first_weights.uniform(generator, factors, factors),
            "value": np.eye(factors, dtype=np.float32),
            "out": np.eye(factors, dtype=np.float32),
            "found_gate": np.float32(0.1) * first_weights.uniform(generator, factors, factors),
            "rise": first_weights.uniform(generator, 2 * widening * factors, factors),
            "fall": first_weights.zeros(factors, widening * factors),
            "made_gate": np.float32(0.1) * first_weights.uniform(generator, factors, factors),
            "found.scale": first_weights.ones(factors),
            "made.scale": first_weights.ones(factors),
        }
        block |= {name: first_weights.zeros(factors) for name in ("found.shift", "made.shift")}
        block |= {name: first_weights.zeros(factors) for name in ("found_gate_bias", "made_gate_bias")}
        if ordered:
            block["distance"] = first_weights.zeros(heads, DISTANCES)
        made |= {f"{layer}.{name}": array for name, array in block.items()}
    return made


def learned(
    tensors: Tensors, sequences: Tensor, asked: np.ndarray, *, layers: int, heads: int, dropout: float
) -> Tensor:
    """(b, q, d): what the network makes of each place that is asked for. sequences: (b, l, d); asked: int64 (b, q)."""
    torch = needs("torch")
    functional = torch.nn.functional
    everywhere = np.arange(sequences.shape[1])[None, :]
    for layer in range(layers):
        own = {name.partition(".")[2]: tensor for name, tensor in tensors.items() if name.startswith(f"{layer}.")}
        places = asked if layer == layers - 1 else everywhere
        factors = sequences.shape[2:]
        looked = functional.layer_norm(sequences, factors, own["found.scale"], own["found.shift"])
        here, near = sequences, looked
        if layer == layers - 1:
            at = torch.as_tensor(asked, device=sequences.device)[:, :, None].expand(-1, -1, sequences.shape[2])
            here, near = sequences.gather(1, at), looked.gather(1, at)
        back = places[:, :, None] - everywhere[:, None, :]
        mask = torch.as_tensor(back >= 0, device=sequences.device)[:, None]
        if "distance" in own:
            steps = torch.as_tensor(distance_steps(back), device=sequences.device)
            mask = own["distance"][:, steps].transpose(0, 1).masked_fill(~mask, -torch.inf)
        found = functional.scaled_dot_product_attention(
            _in_heads(functional.linear(near, own["query"]), heads),
            _in_heads(functional.linear(looked, own["key"]), heads),
            _in_heads(functional.linear(looked, own["value"]), heads),
            attn_mask=mask,
            dropout_p=dropout,
        )
        found = functional.linear(found.transpose(1, 2).flatten(2), own["out"])
        gate = functional.linear(here, own["found_gate"], own["found_gate_bias"]).sigmoid()
        here = here + gate * functional.dropout(found, dropout)
        opened, content = functional.linear(
            functional.layer_norm(here, factors, own["made.scale"], own["made.shift"]), own["rise"]
        ).chunk(2, dim=-1)
        made = functional.linear(functional.dropout(functional.silu(opened) * content, dropout), own["fall"])
        gate = functional.linear(here, own["made_gate"], own["made_gate_bias"]).sigmoid()
        sequences = here + gate * functional.dropout(made, dropout)
    return functional.layer_norm(sequences, sequences.shape[2:], tensors["end.scale"], tensors["end.shift"])


def answered(weights: Weights, sequences: np.ndarray, asked: np.ndarray, *, layers: int, heads: int) -> np.ndarray:
    """As `learned`, without dropout."""
    everywhere = np.arange(sequences.shape[1])[None, :]
    for layer in range(layers):
        own = {name.partition(".")[2]: array for name, array in weights.items() if name.startswith(f"{layer}.")}
        places = asked if layer == layers - 1 else everywhere
        looked = functions.layer_norm(sequences, own["found.scale"], own["found.shift"])
        here, near = sequences, looked
        if layer == layers - 1:
            here, near = (np.take_along_axis(whole, asked[:, :, None], axis=1) for whole in (sequences, looked))
        back = places[:, :, None] - everywhere[:, None, :]
        mask = np.where(back >= 0, np.float32(0.0), np.float32(-np.inf))[:, None]
        if "distance" in own:
            mask = mask + own["distance"][:, distance_steps(back)].transpose(1, 0, 2, 3)
        found = _attention(
            _parted(near @ own["query"].T, heads),
            _parted(looked @ own["key"].T, heads),
            _parted(looked @ own["value"].T, heads),
            mask,
        )
        gate = functions.sigmoid(functions.linear(here, own["found_gate"], own["found_gate_bias"]))
        here = here + gate * (found.transpose(0, 2, 1, 3).reshape(here.shape) @ own["out"].T)
        risen = functions.layer_norm(here, own["made.scale"], own["made.shift"]) @ own["rise"].T
        opened, content = np.split(risen, 2, axis=-1)
        gate = functions.sigmoid(functions.linear(here, own["made_gate"], own["made_gate_bias"]))
        sequences = here + gate * ((functions.silu(opened) * content) @ own["fall"].T)
    return functions.layer_norm(sequences, weights["end.scale"], weights["end.shift"])


def _attention(query: np.ndarray, key: np.ndarray, value: np.ndarray, mask: np.ndarray) -> np.ndarray:
    likeness = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(query.shape[-1]))
    return functions.softmax(likeness + mask) @ value


def _in_heads(x: Any, heads: int) -> Any:
    """(b, l, d) of torch as (b, h, l, d / h)."""
    return x.unflatten(2, (heads, -1)).transpose(1, 2)


def _parted(x: np.ndarray, heads: int) -> np.ndarray:
    """(b, l, d) of numpy as (b, h, l, d / h)."""
    return x.reshape(*x.shape[:2], heads, -1).transpose(0, 2, 1, 3)
