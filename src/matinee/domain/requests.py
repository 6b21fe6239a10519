"""What somebody asks of recommendations."""

from dataclasses import dataclass, field
from typing import Literal

from matinee.domain.titles import TitleFilter

Source = Literal["personalised", "cached", "segment popular", "popular"]
"""The link of the chain that answered, from the best to the last: by the person's own history; an answer of theirs that
was kept; what is popular in the genres that they like or ask for; what is popular."""


@dataclass(frozen=True)
class Wish:
    """k: titles at most. Sliders: None where the recipe decides; from -1 to 1. popularity: 1 for popular, -1 for
    obscure titles. age: 1 for old, -1 for new ones. novelty: 1 for surprising, -1 for familiar ones. diversity: 1 for a
    varied slate, -1 for one of a kind. chosen: what a title must be. without: slugs of genres that no title has. model:
    by which to rank, None for that of the house.
    """

    k: int = 10
    popularity: float | None = None
    age: float | None = None
    novelty: float | None = None
    diversity: float | None = None
    chosen: TitleFilter = field(default_factory=TitleFilter)
    without: tuple[str, ...] = ()
    model: str | None = None
