import pytest

from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.split import Split
from matinee.ops.runs.judge import value_of
from matinee.ops.runs.specs import ModelSpec
from matinee.ops.runs.tuning import candidates, chosen, tune

EASE = ModelSpec("ease", "ease", {"l2": 123.0})


def test_the_settings_the_model_came_with_are_tried_first() -> None:
    everything = candidates(EASE)

    assert everything[0] == {"l2": 123.0}
    assert len(everything) == 1 + len(EASE.kind.Config.grid["l2"])


def test_a_combination_is_tried_once_however_it_is_written() -> None:
    first = EASE.kind.Config.grid["l2"][0]

    assert len(candidates(EASE.with_settings({"l2": str(first)}))) == len(EASE.kind.Config.grid["l2"])


def test_a_large_grid_is_drawn_from_by_the_seed() -> None:
    everything = [{"x": number} for number in range(100)]

    drawn = chosen(everything, trials=10, seed=1)

    assert drawn == chosen(everything, trials=10, seed=1)
    assert drawn != chosen(everything, trials=10, seed=2)
    assert drawn[0] == {"x": 0}
    assert len({one["x"] for one in drawn}) == 10
    assert chosen(everything, trials=100, seed=1) == everything
    assert chosen(everything, trials=1, seed=1) == [{"x": 0}]


def test_the_best_of_the_grid_is_chosen(weak: Split) -> None:
    found = tune(EASE, weak.tuning, protocol="weak", context=FitContext())

    values = [
        value_of(EASE.with_settings(settings), weak.tuning, protocol="weak", context=FitContext())
        for settings in candidates(EASE)
    ]
    assert found.tuning is not None
    assert found.tuning.value == pytest.approx(max(values))
    assert found.spec.settings == candidates(EASE)[values.index(max(values))]
    assert found.spec.label == "ease"


def test_of_errors_the_lowest_is_chosen(rating: Split) -> None:
    bias = ModelSpec("bias", "bias", {})

    found = tune(bias, rating.tuning, protocol="rating", context=FitContext())

    values = [
        value_of(bias.with_settings(settings), rating.tuning, protocol="rating", context=FitContext())
        for settings in candidates(bias)
    ]
    assert found.tuning is not None
    assert found.tuning.metric == "rmse"
    assert found.tuning.value == pytest.approx(min(values))


def test_a_model_without_a_grid_has_nothing_to_choose(weak: Split) -> None:
    popular = ModelSpec("popular", "popular", {})

    assert tune(popular, weak.tuning, protocol="weak", context=FitContext()).tuning is None
