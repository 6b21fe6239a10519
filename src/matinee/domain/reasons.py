"""Why a title was recommended, as arithmetic that adds up."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    """What one title of the person's own history brought to the score."""

    title: int
    """Position in the vocabulary, not an external id."""
    amount: float


@dataclass(frozen=True)
class Reason:
    """`score` is the sum of the shares plus `rest`; `rest_name` says in words what the rest is."""

    title: int
    score: float
    shares: tuple[Share, ...]
    rest: float = 0.0
    rest_name: str = ""

    def strongest(self, count: int) -> tuple[Share, ...]:
        """The shares that pushed the title up the most, largest first."""
        pushing = sorted((share for share in self.shares if share.amount > 0), key=lambda share: -share.amount)
        return tuple(pushing[:count])
