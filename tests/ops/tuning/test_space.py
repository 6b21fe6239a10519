import math
from dataclasses import dataclass
from typing import ClassVar

import pytest

from matinee.lab.core.config import Grid, ModelConfig, Range
from matinee.lab.core.recommender import Recommender
from matinee.lab.models.popular import Popular
from matinee.ops.runs.specs import ModelSpec
from matinee.ops.tuning.space import Space


class Sundry(Popular):
    class Config(ModelConfig):  # type: ignore[assignment]
        grid: ClassVar[Grid] = {
            "layers": ((64,), (64, 32)),
            "rate": Range(0.001, 0.1, log=True),
            "count": Range(2, 9, whole=True),
            "keep": (None, 5),
        }

        layers: tuple[int, ...] = (64,)
        rate: float = 0.01
        count: int = 4
        keep: int | None = None


@dataclass(frozen=True)
class SundrySpec(ModelSpec):
    def make(self) -> Recommender:
        return Sundry(Sundry.Config.from_values(dict(self.settings), model="sundry"))

    @property
    def kind(self) -> type[Recommender]:
        return Sundry


def space(**settings: object) -> Space:
    return Space(SundrySpec("sundry", "sundry", settings))


def test_values_are_choices_and_ranges_are_numbers() -> None:
    made = space().distributions()

    assert made["layers"].choices == ("[64]", "[64, 32]")
    assert made["keep"].choices == (None, 5)
    assert (made["rate"].low, made["rate"].high, made["rate"].log) == (0.001, 0.1, True)
    assert (made["count"].low, made["count"].high, made["count"].log) == (2, 9, False)


def test_what_was_drawn_becomes_settings_again() -> None:
    spec = space(rate="0.02").spec_of({"layers": "[64, 32]", "rate": 0.05, "count": 3, "keep": 5})

    made = spec.make().config.model_dump()
    assert made == {"layers": (64, 32), "rate": 0.05, "count": 3, "keep": 5}


def test_the_settings_a_spec_came_with_can_always_be_drawn() -> None:
    wide = space(layers=[8], rate=0.5, count=1, keep=7)

    made, own = wide.distributions(), wide.own()
    assert own == {"layers": "[8]", "rate": 0.5, "count": 1, "keep": 7}
    assert "[8]" in made["layers"].choices
    assert 7 in made["keep"].choices
    assert (made["rate"].high, made["count"].low) == (0.5, 1)


def test_a_number_that_no_range_by_ratio_can_hold_is_drawn_instead() -> None:
    assert "rate" not in space(rate=0.0).own()


@pytest.mark.parametrize(("model", "size"), [("popular", 1), ("ease", 11), ("popular_recent", 7)])
def test_a_space_of_values_alone_has_a_size_and_can_be_gone_through(model: str, size: int) -> None:
    made = Space(ModelSpec(model, model, {}))

    assert made.size == size
    assert len(list(made.everything())) == size


def test_a_range_makes_it_infinite() -> None:
    assert space().size == math.inf
    assert space().described()["rate"] == {"low": 0.001, "high": 0.1, "log": True, "whole": False}
