"""Why a title was recommended, as arithmetic that adds up."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["titles", "people", "content", "popular", "trending", "well rated", "profile"]
"""What speaks for a title above all: titles of the person's own, people with their taste, what the title is about, that
many like it, that more and more do, that it is rated high, or the person's history as a whole, no title of it alone."""
Method = Literal["arithmetic", "removal"]
"""How the shares were come by: the model's own sum taken apart, or the score with and without each title."""
Unit = Literal["points", "stars"]
"""What a score is counted in: stars where the model says what rating it expects, else points that only order titles."""
Felt = Literal["liked", "neutral", "disliked"]


@dataclass(frozen=True)
class Share:
    """What one title of the person's own history brought to the score."""

    title: int
    """Position in the vocabulary, not an external id."""
    amount: float
    felt: Felt = "liked"
    """What the person made of it."""


@dataclass(frozen=True)
class Trait:
    """What one fact of the recommended title brought to the score: `name` says it in words, such as 'genre Western'."""

    name: str
    amount: float


@dataclass(frozen=True)
class Reason:
    """`score` is the sum of the shares plus `rest`; `rest_name` says in words what the rest is.

    traits: of models that know what titles are about, the sum of the shares once more, by facts of the title. cited:
    titles of the history that may be named as the reason, strongest first: without any one of them the score was seen
    to fall; None where nobody has looked. confidence: how likely the person likes the title, once they watch it; None
    where that was not learned.
    """

    title: int
    score: float
    shares: tuple[Share, ...]
    rest: float = 0.0
    rest_name: str = ""
    traits: tuple[Trait, ...] = ()
    kind: Kind = "titles"
    method: Method = "arithmetic"
    unit: Unit = "points"
    cited: tuple[int, ...] | None = None
    confidence: float | None = None

    def strongest(self, count: int) -> tuple[Share, ...]:
        """The shares that pushed the title up the most, largest first."""
        pushing = sorted((share for share in self.shares if share.amount > 0), key=lambda share: -share.amount)
        return tuple(pushing[:count])

    def evidence(self) -> tuple[Share, ...]:
        """The shares of the titles that may be named as the reason, strongest first."""
        if self.cited is None:
            return self.strongest(len(self.shares))
        by_title = {share.title: share for share in self.shares}
        return tuple(by_title[title] for title in self.cited)

    def strongest_traits(self, count: int) -> tuple[Trait, ...]:
        """The facts of the title that pushed it up the most, largest first."""
        pushing = sorted((trait for trait in self.traits if trait.amount > 0), key=lambda trait: -trait.amount)
        return tuple(pushing[:count])


@dataclass(frozen=True)
class ExpectedRating:
    """The rating that somebody would give a title: with probability `level` it lies between `low` and `high`."""

    title: int
    rating: float
    low: float
    high: float
    level: float
