"""Why a title was recommended, as arithmetic that adds up."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    """What one title of the person's own history brought to the score."""

    title: int
    """Position in the vocabulary, not an external id."""
    amount: float


@dataclass(frozen=True)
class Trait:
    """What one fact of the recommended title brought to the score: `name` says it in words, such as 'genre Western'."""

    name: str
    amount: float


@dataclass(frozen=True)
class Reason:
    """`score` is the sum of the shares plus `rest`; `rest_name` says in words what the rest is.

    traits: of models that know what titles are about, the sum of the shares once more, by facts of the title.
    """

    title: int
    score: float
    shares: tuple[Share, ...]
    rest: float = 0.0
    rest_name: str = ""
    traits: tuple[Trait, ...] = ()

    def strongest(self, count: int) -> tuple[Share, ...]:
        """The shares that pushed the title up the most, largest first."""
        pushing = sorted((share for share in self.shares if share.amount > 0), key=lambda share: -share.amount)
        return tuple(pushing[:count])

    def strongest_traits(self, count: int) -> tuple[Trait, ...]:
        """The facts of the title that pushed it up the most, largest first."""
        pushing = sorted((trait for trait in self.traits if trait.amount > 0), key=lambda trait: -trait.amount)
        return tuple(pushing[:count])
