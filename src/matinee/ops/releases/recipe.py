"""The part of a recipe that says how a service answers: the table `answer`.

    [answer]
    ranks = "weighted"
    rates = "svd"
    asks = "newcomer"
    also = ["popular", "trending", "well_rated"]
    sliders = {diverse = 0.1}
    explore = 0.1

Every model that it names is fitted by the settings of its own table in the same recipe.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

from pydantic import Field

from matinee.domain.errors import BadConfig
from matinee.kit.hashing import fingerprint
from matinee.lab.core import registry
from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.core.config import ModelConfig
from matinee.lab.ranking.flow import NEUTRAL, POOL, Sliders
from matinee.ops.runs.recipes import ANSWER as TABLE
from matinee.ops.runs.recipes import NamedRecipe


class AnswerRecipe(ModelConfig):
    """ranks: the model by which titles are recommended. rates: one that says what rating to expect, none to say
    nothing of that. asks: one that knows what to ask somebody new, none to ask by popularity; it also ranks for whoever
    has rated fewer than `few` titles. also: models that can be compared or are asked for lists of their own.

    pool: titles that compete for a slate. sliders: where they stand when nobody moves them. without: genres that are
    never shown. explore: the share of places that are given to others of the pool by chance; 0 for none. seed: of that
    chance. passing: how far a title gives way that was shown on earlier days and not watched: its score is divided by 1
    and so much for each look, and after 30 days it is forgotten; 0 for no such thing.
    """

    ranks: str
    rates: str | None = None
    asks: str | None = None
    few: int = Field(5, ge=0)
    also: tuple[str, ...] = ()
    pool: int = Field(POOL, ge=50, le=5000)
    sliders: dict[str, float] = Field(default_factory=dict)
    without: tuple[str, ...] = ()
    explore: float = Field(0.0, ge=0, le=0.5)
    passing: float = Field(0.0, ge=0, le=1)
    seed: int = Field(0, ge=0, lt=2**31)

    @classmethod
    def read(cls, table: Mapping[str, Any], *, where: str) -> Self:
        """BadConfig where it asks for what no model can do."""
        made = cls.from_values(dict(table), model=TABLE)
        for name in made.models:
            registry.find(name)
        if not registry.find(made.ranks).ranks:
            raise _cannot(made.ranks, "rank titles", key="ranks", where=where)
        if made.rates is not None and not issubclass(registry.find(made.rates), PredictsRatings):
            raise _cannot(made.rates, "say what rating to expect", key="rates", where=where)
        made.resting(where=where)
        return made

    @property
    def models(self) -> list[str]:
        """All that are named, each once."""
        named = (self.ranks, self.rates, self.asks, *self.also)
        return list(dict.fromkeys(name for name in named if name is not None))

    def resting(self, *, where: str = "the recipe") -> Sliders:
        """The sliders as they stand when nobody moves them."""
        unknown = sorted(set(self.sliders) - set(NEUTRAL.__dataclass_fields__))
        if unknown:
            raise BadConfig(
                f"there is no slider '{unknown[0]}'",
                where=f"{where}, [{TABLE}]",
                remedy=f"There are: {', '.join(NEUTRAL.__dataclass_fields__)}",
            )
        return Sliders(**self.sliders)

    @cached_property
    def digest(self) -> str:
        """The same for recipes that answer alike."""
        return fingerprint([self.model_dump(mode="json")])

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A changed copy works out its own digest: that of what it was copied from would be copied along."""
        made = super().model_copy(update=update, deep=deep)
        vars(made).pop("digest", None)
        return made


def answer_of(recipe: NamedRecipe) -> AnswerRecipe:
    """BadConfig where the recipe does not say how to answer."""
    if not recipe.answer:
        raise BadConfig(
            "this recipe does not say how to answer",
            where=recipe.name,
            remedy=f'Give it a table [{TABLE}], with ranks = "MODEL" at least',
        )
    return AnswerRecipe.read(recipe.answer, where=recipe.name)


def _cannot(name: str, what: str, *, key: str, where: str) -> BadConfig:
    return BadConfig(f"'{name}' cannot {what}", where=f"{where}, [{TABLE}], {key}", remedy="Name another model")
