"""How large a world is."""

from dataclasses import dataclass

from matinee.domain.errors import UnknownName

DAY = 86_400


@dataclass(frozen=True)
class Size:
    """ratings is what the numbers of people and encounters come to on average, not a promise to the unit."""

    name: str
    titles: int
    people: int
    ratings: int
    visits: int
    """Visits of each person to the service in its last weeks, each answered with a slate."""

    @property
    def mean_history(self) -> float:
        return self.ratings / self.people


SIZES = {
    size.name: size
    for size in (
        Size("tiny", titles=240, people=160, ratings=9_000, visits=6),
        Size("small", titles=2_000, people=3_000, ratings=300_000, visits=8),
        Size("large", titles=20_000, people=10_000, ratings=1_000_000, visits=4),
        Size("scale", titles=6_000, people=1_000_000, ratings=100_000_000, visits=0),
    )
}


def size_named(name: str) -> Size:
    if name not in SIZES:
        raise UnknownName(f"there is no world of size '{name}'", remedy=f"Sizes: {', '.join(SIZES)}")
    return SIZES[name]
