"""A person as a weighted sum over the titles of their history, in torch and in numpy."""

from typing import Any

import numpy as np

from matinee.kit.extras import needs
from matinee.lab.data.histories import Histories

Tensor = Any


def summed(table: Tensor, histories: Histories, weights: Tensor) -> Tensor:
    """(people, width): the rows of `table` for the titles of each history, each times its weight (events,), added up.

    In numpy it is `histories.matrix(weights) @ table`.
    """
    torch = needs("torch")
    titles = torch.as_tensor(histories.titles, dtype=torch.int64, device=table.device)
    offsets = torch.as_tensor(histories.offsets[:-1], device=table.device)
    return torch.nn.functional.embedding_bag(titles, table, offsets, mode="sum", per_sample_weights=weights)


def attention(pull: Tensor, histories: Histories) -> Tensor:
    """(events,): e to the pull of each event, divided by the square root of the sum over its history.

    Between a sum and a mean: a long history tells more than a short one, but not in proportion. pull: (events,).
    Kabbur, Ning and Karypis, "FISM: Factored Item Similarity Models for Top-N Recommender Systems" (KDD 2013), divide
    by a power of the length; the pull learns which titles tell most.
    """
    torch = needs("torch")
    rows = torch.as_tensor(histories.row_numbers, dtype=torch.int64, device=pull.device)
    made = pull.exp()
    sums = torch.zeros(len(histories), device=pull.device).index_add(0, rows, made)
    return made / sums[rows].sqrt()


def attention_of_arrays(pull: np.ndarray, histories: Histories) -> np.ndarray:
    """`attention` without torch."""
    made = np.exp(pull)
    sums = np.bincount(histories.row_numbers, weights=made, minlength=len(histories)).astype(np.float32)
    return made / np.sqrt(sums)[histories.row_numbers]


def at_titles(table: Tensor, titles: np.ndarray) -> Tensor:
    """The rows of a tensor at some titles."""
    return table[needs("torch").as_tensor(titles, dtype=needs("torch").int64, device=table.device)]
