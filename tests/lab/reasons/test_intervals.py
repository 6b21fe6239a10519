"""Intervals of ratings: they hold as many as they promise, and are wide where doubt is large."""

import numpy as np
import pytest

from matinee.domain.errors import BadData
from matinee.lab.core import registry
from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.make import make_split
from matinee.lab.data.splits.split import Stage
from matinee.lab.reasons.intervals import LEVELS, RatingIntervals, expected_ratings, learn_intervals


def fickle_and_steady(*, people: int = 300, titles: int = 60, seed: int = 0) -> Dataset:
    """Every second person rates about the same always, the others all over the scale."""
    chance = np.random.default_rng(seed)
    who, which = (part.ravel() for part in np.meshgrid(np.arange(people), np.arange(titles), indexing="ij"))
    kept = chance.random(len(who)) < 0.5
    who, which = who[kept], which[kept]
    spread = np.where(who % 2 == 0, 0.3, 1.5)
    stars = np.clip(np.round(3 + spread * chance.normal(size=len(who))), 1, 5)
    return Dataset.from_columns(who, which, stars.astype(np.float32), name="fickle")


SPLIT = make_split(fickle_and_steady(), "rating", seed=2)
MODEL = registry.make("bias").fit(SPLIT.tuning.train)
LEARNED = learn_intervals(MODEL, SPLIT.tuning)


def held(stage: Stage, level: float) -> np.ndarray:
    model = registry.make("bias").fit(stage.train)
    assert isinstance(model, PredictsRatings)
    asked, known = stage.task.targets, stage.task.histories
    expected = model.predict_ratings(known, asked.row_numbers, asked.titles)
    low, high = LEARNED.around(
        expected, known, asked.row_numbers, asked.titles, scale=stage.train.feedback, level=level
    )
    return (asked.values >= low) & (asked.values <= high)


@pytest.mark.parametrize("level", LEVELS[2:])
def test_of_ratings_nobody_was_shown_as_many_lie_inside_as_promised(level: float) -> None:
    assert held(SPLIT.final, level).mean() == pytest.approx(level, abs=0.03)


def test_the_fickle_have_wider_intervals_than_the_steady() -> None:
    known = SPLIT.final.task.histories
    doubt = LEARNED.doubt(known, np.arange(len(known)), np.zeros(len(known), dtype=np.int64))
    steady = known.values[known.row_numbers == 0].std() < known.values[known.row_numbers == 1].std()
    first, second = (0, 1) if steady else (1, 0)
    assert doubt[second::2].mean() > 1.5 * doubt[first::2].mean()


def test_a_service_asks_for_any_titles_of_one_person() -> None:
    history = SPLIT.final.task.histories.row(0)
    made = expected_ratings(MODEL, LEARNED, history, np.array([5, 2]))
    assert [one.title for one in made] == [5, 2]
    for one in made:
        assert 1.0 <= one.low <= one.rating <= one.high <= 5.0
        assert one.level == 0.9
    wider = expected_ratings(MODEL, LEARNED, history, np.array([5, 2]), level=0.95)
    assert all(other.high - other.low >= one.high - one.low for one, other in zip(made, wider, strict=True))


def test_somebody_without_a_history_is_answered_too() -> None:
    (made,) = expected_ratings(MODEL, LEARNED, Histories.from_lists([[]], n_titles=60), np.array([1]))
    assert made.low < made.rating < made.high


def test_a_model_that_predicts_no_ratings_has_no_intervals() -> None:
    ease = registry.make("ease").fit(SPLIT.tuning.train)
    with pytest.raises(TypeError, match="ease does not predict ratings"):
        learn_intervals(ease, SPLIT.tuning)
    with pytest.raises(TypeError, match="ease does not predict ratings"):
        expected_ratings(ease, LEARNED, SPLIT.final.task.histories.row(0), np.array([1]))


def test_too_few_ratings_are_refused() -> None:
    small = make_split(fickle_and_steady(people=8, titles=10), "rating", seed=2)
    with pytest.raises(BadData, match="100 are needed"):
        learn_intervals(registry.make("bias").fit(small.tuning.train), small.tuning)


def test_it_comes_back_as_it_was_and_nonsense_is_refused() -> None:
    again = RatingIntervals.restored(LEARNED.state(), titles=60)
    known = SPLIT.final.task.histories.row(0)
    rows, titles = np.zeros(3, dtype=np.int64), np.arange(3)
    np.testing.assert_array_equal(again.doubt(known, rows, titles), LEARNED.doubt(known, rows, titles))
    with pytest.raises(ValueError, match="no widths of intervals"):
        RatingIntervals.restored(LEARNED.state() | {"mix": -LEARNED.mix - 1}, titles=60)
    with pytest.raises(ValueError, match="varies"):
        RatingIntervals.restored(LEARNED.state(), titles=61)
