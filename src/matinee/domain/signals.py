"""What is known of one person's taste at one moment: the ratings, as the library keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Signals:
    """One entry a rated title in each sequence, the oldest rating first; equal moments by title.

    version: raised by every change that recommendations may depend on; part of the key of what is cached. titles: ids
    of the catalogue, each once. stars: 0.5 to 5. rated_at: microseconds, UTC. ignored: ratings that stay, and that
    recommendations and their reasons leave out; 1 or 0 will do.
    """

    version: int
    titles: Sequence[int]
    stars: Sequence[float]
    rated_at: Sequence[int]
    ignored: Sequence[bool] | Sequence[int]

    def __post_init__(self) -> None:
        lengths = {len(self.titles), len(self.stars), len(self.rated_at), len(self.ignored)}
        if len(lengths) != 1:
            raise ValueError(f"the sequences of signals are of lengths {sorted(lengths)}")

    def __len__(self) -> int:
        return len(self.titles)


NO_SIGNALS = Signals(0, (), (), (), ())
"""Of somebody who has said nothing yet."""
