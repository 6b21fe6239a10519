"""What a protocol decides: which events are learned from, which are known, and which are to be found."""

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from matinee.lab.data.dataset import Dataset
from matinee.lab.data.splits.tasks import Parts


@dataclass(frozen=True, eq=False)
class Plan:
    """The parts of both stages over the log of `base`. random: whether chance had a say. about: counts for people."""

    base: Dataset
    tuning: Parts
    final: Parts
    random: bool = True
    about: dict[str, Any] = field(default_factory=dict)


def one_event_a_title(data: Dataset, *, keep: Literal["first", "latest"]) -> Dataset:
    """For each person and title only the first or the latest event; where times are not known, by row."""
    pairs = data.log.people.astype(np.int64) * data.n_titles + data.log.titles
    in_order = np.sort(pairs)
    if (in_order[1:] != in_order[:-1]).all():
        return data
    order = data.log.by_person_and_time()
    if keep == "latest":
        order = order[::-1]
    _, found = np.unique(pairs[order], return_index=True)
    return data.only(np.sort(order[found]))


def ranks_within_people(people: np.ndarray, *keys: np.ndarray) -> np.ndarray:
    """int64 (events,): 0 for the first event of each person when sorted by the keys, the most important last."""
    rows = np.lexsort((*keys, people))
    counts = np.bincount(people)
    starts = np.cumsum(counts) - counts
    ranks = np.empty(len(people), dtype=np.int64)
    ranks[rows] = np.arange(len(people)) - starts[people[rows]]
    return ranks
