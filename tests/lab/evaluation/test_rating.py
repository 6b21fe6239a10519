"""Judging predicted ratings."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matinee.domain.errors import BadData, BadInput
from matinee.domain.feedback import WHOLE_STARS
from matinee.lab.core import registry
from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.interactions import Interactions
from matinee.lab.data.splits.split import Stage, Task
from matinee.lab.evaluation.rating import evaluate_rating
from tests.lab.evaluation.stages import stage_of, train_of


class Says:
    """Predicts what it was told for each title."""

    def __init__(self, stars: list[float]) -> None:
        self.stars = np.array(stars)

    def predict_ratings(
        self, histories: Histories, rows: np.ndarray, titles: np.ndarray, *, times: np.ndarray | None = None
    ) -> np.ndarray:
        assert len(rows) == len(titles)
        assert rows.max(initial=0) < len(histories)
        return self.stars[titles]


def stage(
    targets: list[list[int]], values: list[list[float]], *, n_titles: int = 4, missed: list[int] | None = None
) -> Stage:
    train = train_of([list(range(n_titles))], n_titles=n_titles)
    return stage_of(train, histories=[[] for _ in targets], targets=targets, values=values, missed=missed)


def test_errors_over_pairs_and_of_each_person_worked_out_by_hand() -> None:
    got = evaluate_rating(Says([3.0, 4.0, 1.0, 2.0]), stage([[0, 1], [2]], [[5.0, 4.0], [4.0]]))
    assert got.overall["mae"] == pytest.approx((2 + 0 + 3) / 3)
    assert got.overall["rmse"] == pytest.approx(math.sqrt((4 + 0 + 9) / 3))
    assert got.per_person["mae"] == pytest.approx([1.0, 3.0])
    assert got.per_person["rmse"] == pytest.approx([math.sqrt(2.0), 3.0])


def test_predictions_are_cut_to_the_scale() -> None:
    got = evaluate_rating(Says([9.0, -3.0, 0.0, 0.0]), stage([[0, 1]], [[5.0, 1.0]]))
    assert got.predictions.tolist() == [WHOLE_STARS.highest, WHOLE_STARS.lowest]
    assert got.overall == {"rmse": 0.0, "mae": 0.0}


def test_who_has_no_pair_is_not_judged_and_ratings_outside_the_catalogue_are_counted() -> None:
    got = evaluate_rating(Says([3.0] * 4), stage([[0], [], [1]], [[3.0], [], [2.0]], missed=[0, 2, 1]))
    assert got.judged.tolist() == [0, 2]
    assert got.per_person["mae"].tolist() == [0.0, 1.0]
    assert got.missed == 3


@settings(deadline=None)
@given(
    st.lists(st.lists(st.integers(1, 5), max_size=4), min_size=1, max_size=9).filter(any),
    st.lists(st.floats(1.0, 5.0, width=32), min_size=4, max_size=4),
    st.integers(1, 10),
)
def test_every_figure_equals_its_definition(rows: list[list[int]], said: list[float], batch: int) -> None:
    asked = stage([list(range(len(row))) for row in rows], [[float(star) for star in row] for row in rows])
    got = evaluate_rating(Says(said), asked, batch=batch)
    errors = [said[title] - star for row in rows for title, star in enumerate(row)]
    assert got.overall["rmse"] == pytest.approx(math.sqrt(sum(e * e for e in errors) / len(errors)), abs=1e-5)
    assert got.overall["mae"] == pytest.approx(sum(abs(e) for e in errors) / len(errors), abs=1e-5)
    alone = [sum(abs(said[t] - star) for t, star in enumerate(row)) / len(row) for row in rows if row]
    assert got.per_person["mae"] == pytest.approx(alone, abs=1e-5)


def test_the_interval_of_the_overall_figure_is_drawn_over_people() -> None:
    chance = np.random.default_rng(0)
    counts = chance.integers(1, 4, size=300)
    asked = stage(
        [list(range(count)) for count in counts],
        [chance.integers(1, 6, size=count).astype(float).tolist() for count in counts],
    )
    got = evaluate_rating(Says([3.0, 3.5, 2.5, 3.0]), asked)
    for name, interval in got.intervals.items():
        assert interval.mean == pytest.approx(got.overall[name], rel=1e-6)
        assert interval.low < interval.mean < interval.high


def test_a_real_model_is_judged_on_the_catalogue_it_learned() -> None:
    chance = np.random.default_rng(1)
    people, titles = np.divmod(np.arange(400), 20)
    stars = np.clip(np.round(3 + chance.normal(size=20)[titles] + 0.3 * chance.normal(size=400)), 1, 5)
    held = chance.random(400) < 0.2
    data = Dataset.from_columns(people[~held], titles[~held], stars[~held])
    log = Interactions(data.people.positions(people[held]), data.titles.positions(titles[held]), stars[held])
    targets = Histories.from_interactions(log, n_people=20, n_titles=20)
    task = Task(data.people.ids, data.histories, targets, np.zeros(20, dtype=np.int32))
    model = registry.make("bias").fit(data)
    assert isinstance(model, PredictsRatings)
    informed = evaluate_rating(model, Stage(data, task)).overall["rmse"]
    assert informed < 0.95 * evaluate_rating(Says([float(stars.mean())] * 20), Stage(data, task)).overall["rmse"]
    strange = replace(data, titles=type(data.titles)(data.titles.ids + 1))
    with pytest.raises(BadInput, match="another catalogue"):
        evaluate_rating(model, Stage(strange, task))


def test_predictions_that_are_missing_or_not_numbers_are_refused() -> None:
    class TooFew(Says):
        def predict_ratings(
            self, histories: Histories, rows: np.ndarray, titles: np.ndarray, *, times: np.ndarray | None = None
        ) -> np.ndarray:
            return self.stars[titles][:-1]

    asked = stage([[0, 1]], [[5.0, 4.0]])
    for model in (TooFew([3.0] * 4), Says([math.nan, 3.0, 3.0, 3.0])):
        with pytest.raises(BadInput, match="missing or is not a finite number"):
            evaluate_rating(model, asked)


def test_a_task_without_ratings_is_refused() -> None:
    with pytest.raises(BadData, match="no rating to predict"):
        evaluate_rating(Says([3.0] * 4), stage([[]], [[]]))


def test_a_model_is_told_the_moment_of_every_rating() -> None:
    class SaysTheHour(Says):
        def predict_ratings(
            self, histories: Histories, rows: np.ndarray, titles: np.ndarray, *, times: np.ndarray | None = None
        ) -> np.ndarray:
            return np.full(len(rows), 3.0) if times is None else 1.0 + times / 3600.0

    asked = stage([[0, 1], [2]], [[5.0, 4.0], [4.0]])
    timed = replace(asked.task.targets, times=np.array([3600, 7200, 0]))
    known = replace(asked, task=replace(asked.task, targets=timed))
    assert evaluate_rating(SaysTheHour([]), known, batch=1).predictions.tolist() == [2.0, 3.0, 1.0]
    assert evaluate_rating(SaysTheHour([]), asked).predictions.tolist() == [3.0, 3.0, 3.0]
