"""What a re-ranker is: one wish for a slate, that says of every candidate how far it would serve."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matinee.lab.data.histories import Histories
from matinee.lab.ranking.facets import Facets


@dataclass(frozen=True, eq=False)
class Candidates:
    """The titles that may be shown to one person, the best first. titles: int32 (n,), each once. scores: float32 (n,),
    finite, never rising. history: one row, what the person has."""

    titles: np.ndarray
    scores: np.ndarray
    history: Histories
    liked: np.ndarray
    """int32: the titles of the history that the person liked."""

    def __len__(self) -> int:
        return len(self.titles)


class Wish(Protocol):
    """A wish for one slate, while that is filled place after place."""

    def worth(self) -> np.ndarray:
        """float32 (candidates,), from 0 to 1: how far each would serve the wish, if it came next."""
        ...

    def chosen(self, place: int) -> None:
        """The candidate at this place has been put on the slate."""
        ...


class Reranker(Protocol):
    def wish(self, candidates: Candidates, facets: Facets) -> Wish: ...


@dataclass(frozen=True, eq=False)
class Steady:
    """A wish that does not look at the rest of the slate. amounts: float32 (candidates,)."""

    amounts: np.ndarray

    def worth(self) -> np.ndarray:
        return self.amounts

    def chosen(self, place: int) -> None:
        pass
