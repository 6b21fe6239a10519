from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from matinee.domain.errors import BadConfig, BadData
from matinee.lab.core import artifact
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.make import make_split
from matinee.lab.evaluation.rating import evaluate_rating
from matinee.lab.models.rating_blend import RatingBlend
from matinee.lab.world.checkerboard import checkerboard
from tests.worlds.two_tastes import newcomers, two_tastes

SPLIT = make_split(checkerboard(people=120).data, "rating")
LESSON = FitContext(lesson=SPLIT.tuning)


def blend(*members: str, **settings: object) -> RatingBlend:
    return RatingBlend(RatingBlend.Config.from_values({"members": members, **settings}, model="rating_blend"))


def test_a_blend_is_no_worse_than_its_best_member_and_trusts_that_most() -> None:
    made = blend("well_rated", "bias", "svd").fit(SPLIT.final.train, LESSON)
    alone = [evaluate_rating(model, SPLIT.final).overall["rmse"] for model in made.members]  # pyright: ignore
    assert int(np.argmax(made.weights)) == int(np.argmin(alone))
    assert evaluate_rating(made, SPLIT.final).overall["rmse"] < min(alone) + 0.005


def test_what_it_expects_is_the_weighted_sum_of_what_its_members_expect() -> None:
    made = blend("bias", "svd").fit(SPLIT.final.train, LESSON)
    rows, titles = np.array([0, 2, 2]), np.array([1, 5, 30])
    history = SPLIT.final.task.histories
    said = [model.predict_ratings(history, rows, titles) for model in made.members]  # pyright: ignore
    wanted = np.clip(np.transpose(said) @ made.weights + made.added, 1, 5)
    np.testing.assert_allclose(made.predict_ratings(history, rows, titles), wanted, atol=1e-5)


def test_weights_are_learned_on_the_lesson_and_members_on_all_of_the_data() -> None:
    made = blend("bias", "svd").fit(SPLIT.final.train, LESSON)
    turned = replace(
        SPLIT.tuning,
        task=replace(
            SPLIT.tuning.task,
            targets=replace(SPLIT.tuning.task.targets, values=SPLIT.tuning.task.targets.values[::-1].copy()),
        ),
    )
    other = blend("bias", "svd").fit(SPLIT.final.train, FitContext(lesson=turned))
    assert np.abs(made.weights - other.weights).max() > 0.05
    for one, two in zip(made.members, other.members, strict=True):
        for name, array in one.state().items():
            np.testing.assert_array_equal(array, two.state()[name])


def test_a_lesson_whose_targets_members_have_seen_is_refused() -> None:
    leaking = replace(SPLIT.tuning, train=SPLIT.final.train)
    with pytest.raises(BadData, match="the lesson of a blend leaks"):
        blend("bias", "svd").fit(SPLIT.final.train, FitContext(lesson=leaking))


def test_without_a_lesson_a_tenth_of_the_data_teaches_and_one_member_needs_none() -> None:
    learned = blend("bias", "svd").fit(SPLIT.final.train).weights
    assert learned[1] > learned[0] + 0.2
    assert blend("svd").fit(SPLIT.final.train).weights.tolist() == [1.0]


def test_a_member_that_does_not_predict_ratings_is_refused_before_anything_is_fitted() -> None:
    with pytest.raises(BadConfig, match="'ease' does not predict ratings"):
        blend("svd", "ease").fit(SPLIT.final.train)


def test_it_comes_back_from_disk(tmp_path: Path) -> None:
    world = two_tastes()
    made = blend("bias", "svd").fit(world.data)
    artifact.save(made, tmp_path / "m")
    again = artifact.load(tmp_path / "m")
    np.testing.assert_array_equal(again.scores(newcomers(world)), made.scores(newcomers(world)))


def test_a_state_with_a_weight_below_zero_is_refused() -> None:
    made = blend("bias", "svd").fit(two_tastes().data)
    with pytest.raises(ValueError, match="below 0"):
        made.restore(made.state() | {"weights": np.array([-0.1, 1.1])})
