"""What every way of splitting gives: two stages, each with data to learn from and people to answer for."""

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories

Protocol = Literal["time", "last", "strong", "weak", "rating"]
PROTOCOLS: tuple[Protocol, ...] = ("time", "last", "strong", "weak", "rating")


@dataclass(frozen=True, eq=False)
class Task:
    """People to answer for. Row i of each array is the same person.

    people: external ids (n,). histories: what is known, over the catalogue of the stage's training data. targets: what
    is to be found (ranking: only likes; rating: every rating), over the same catalogue. missed: int32 (n,), relevant
    titles that the catalogue lacks; they count in the ideal. left_out: people who could not be asked, having no
    history.
    """

    people: np.ndarray
    histories: Histories
    targets: Histories
    missed: np.ndarray
    left_out: int = 0

    def __len__(self) -> int:
        return len(self.people)


@dataclass(frozen=True, eq=False)
class Stage:
    """One act of learning and being judged: fit on `train`, answer for `task`."""

    train: Dataset
    task: Task


@dataclass(frozen=True, eq=False)
class Split:
    """`tuning` never contains anything of the test part; `final` trains on what the protocol allows and holds the test.

    W: final fit on fit + valid. T: on train + valid. S: on train only. seed: None where nothing was drawn at random.
    """

    name: str
    protocol: Protocol
    tuning: Stage
    final: Stage
    fingerprint: str
    seed: int | None = None
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def folds(self) -> tuple[int, ...]:
        """The numbers of its folds, each of which can be the test; none where it is not made of folds."""
        return tuple(self.about.get("folds", ()))
