"""Confidence, judged on people and ratings it was not learned from."""

from dataclasses import replace

import numpy as np
import pytest

from matinee.domain.errors import BadInput
from matinee.lab.core import registry
from matinee.lab.data.splits.make import make_split
from matinee.lab.evaluation.confidence import evaluate_confidence
from matinee.lab.reasons.confidence import Confidence, learn_confidence
from matinee.lab.reasons.intervals import LEVELS
from matinee.lab.reasons.will_like import WillLike
from matinee.lab.world.checkerboard import checkerboard
from tests.worlds.two_tastes import two_tastes

SPLIT = make_split(checkerboard(people=200).data, "rating", seed=3)
LEARNED = learn_confidence(registry.make("svd").fit(SPLIT.tuning.train), SPLIT.tuning)
MODEL = registry.make("svd").fit(SPLIT.final.train)


def test_what_was_learned_holds_on_the_test() -> None:
    found = evaluate_confidence(MODEL, LEARNED, SPLIT.final)
    assert found.likes.error < 0.05
    assert found.likes.cases.sum() == len(SPLIT.final.task.targets.titles)
    assert found.brier < found.base
    assert [held.level for held in found.held] == list(LEVELS)
    for held in found.held:
        assert held.share.mean == pytest.approx(held.level, abs=0.05)
    assert [held.width for held in found.held] == sorted(held.width for held in found.held)


def test_likes_said_too_timidly_and_intervals_too_narrow_are_found_out() -> None:
    assert LEARNED.intervals is not None
    bold = replace(
        LEARNED,
        will_like=replace(LEARNED.will_like, weights=0.2 * LEARNED.will_like.weights),
        intervals=replace(LEARNED.intervals, reach=LEARNED.intervals.reach / 2),
    )
    found = evaluate_confidence(MODEL, bold, SPLIT.final)
    assert found.likes.error > 0.05
    assert found.held[3].share.mean < 0.8


def test_a_model_that_predicts_no_ratings_has_no_intervals_to_judge() -> None:
    even = Confidence(WillLike(np.zeros(3), np.zeros(2), np.ones(2)))
    found = evaluate_confidence(registry.make("popular").fit(SPLIT.final.train), even, SPLIT.final)
    assert found.held == ()
    assert found.brier == pytest.approx(0.25)


def test_a_model_of_another_catalogue_is_refused() -> None:
    other = registry.make("svd").fit(two_tastes().data)
    with pytest.raises(BadInput, match="another catalogue"):
        evaluate_confidence(other, LEARNED, SPLIT.final)
