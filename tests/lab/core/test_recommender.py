"""What the interface does for every model, whatever the model does."""

from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from matinee.domain.errors import BadArtifact
from matinee.lab.core.answers import Scores
from matinee.lab.core.config import ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Family, NotFitted, Recommender
from matinee.lab.core.state import State
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.titles import TitleTable
from tests.worlds.two_tastes import two_tastes

WORLD = two_tastes()
NOBODY = Histories.from_lists([[], []], n_titles=WORLD.data.n_titles)


class Says(Recommender):
    """Answers whatever it was told to."""

    class Config(ModelConfig):
        pass

    family: ClassVar[Family] = "baseline"
    answer: np.ndarray

    def _fit(self, data: Dataset, context: FitContext) -> None:
        self.answer = np.zeros(data.n_titles, dtype=np.float64)

    def _scores(self, histories: Histories) -> Scores:
        return np.broadcast_to(self.answer, (len(histories), len(self.answer)))

    def state(self) -> State:
        return {"answer": self.answer}

    def restore(self, state: State) -> None:
        self.answer = state["answer"]


def saying(*scores: float) -> Says:
    model = Says().fit(WORLD.data)
    model.answer = np.array([*scores, *[-1.0] * (WORLD.data.n_titles - len(scores))])
    return model


def test_scores_are_float32_whatever_the_model_made() -> None:
    assert saying(1.0).scores(NOBODY).dtype == np.float32


def test_scores_may_be_written_into_without_touching_the_model() -> None:
    model = saying(1.0)
    model.scores(NOBODY)[:] = 7.0
    assert model.scores(NOBODY)[0, 0] == 1.0


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_a_score_that_is_no_number_is_refused(wrong: float) -> None:
    with pytest.raises(BadArtifact, match="not a number"):
        saying(wrong).scores(NOBODY)


def test_a_model_may_decline_to_judge_a_title() -> None:
    top = saying(-np.inf, 2.0).recommend(NOBODY, WORLD.data.n_titles)
    assert 0 not in top.titles
    assert top.titles[:, -1].tolist() == [-1, -1]
    assert len(top) == 2


def test_scores_of_a_wrong_shape_are_a_fault_of_the_model() -> None:
    model = saying()
    model.answer = np.zeros(3)
    with pytest.raises(AssertionError, match=r"shape \(2, 3\)"):
        model.scores(NOBODY)


def test_nobody_gets_no_rows() -> None:
    assert saying().scores(NOBODY.rows(slice(0, 0))).shape == (0, WORLD.data.n_titles)


def test_the_best_come_first_and_ties_fall_the_same_way_every_time() -> None:
    model = saying(1.0, 3.0, 2.0, 2.0)
    top = model.recommend(NOBODY, 4)
    assert top.titles[0, 0] == 1
    assert set(top.titles[0, 1:3].tolist()) == {2, 3}
    np.testing.assert_array_equal(top.titles, model.recommend(NOBODY, 4).titles)


def test_only_a_mask_can_say_what_is_allowed() -> None:
    with pytest.raises(TypeError, match="true or false"):
        saying().recommend(NOBODY, 3, allowed=np.array([0, 1, 1]))


def test_asking_before_fitting_says_what_to_do() -> None:
    with pytest.raises(NotFitted, match="fit"):
        Says().scores(NOBODY)


def test_settings_of_another_model_are_refused() -> None:
    with pytest.raises(TypeError, match=r"needs a Says\.Config"):
        Says(ModelConfig())


def test_a_fit_is_reported_with_where_its_data_came_from() -> None:
    model = Says().fit(WORLD.data, FitContext(seed=9))
    assert model.report is not None
    assert model.report.seed == 9
    assert model.report.seconds >= 0
    assert model.lineage["data_fingerprint"] == WORLD.data.fingerprint


def test_a_fit_does_not_take_for_its_own_what_a_fit_to_something_else_put_down(tmp_path: Path) -> None:
    plain = FitContext(checkpoints=tmp_path)
    named = WORLD.data.with_titles(TitleTable(TitleTable.empty().frame.clear(n=1)))
    places = [
        Says().checkpoint_of(data, context)
        for data, context in (
            (WORLD.data, plain),
            (named, plain),
            (WORLD.data, FitContext(checkpoints=tmp_path, seed=1)),
            (WORLD.data, FitContext(checkpoints=tmp_path, validate=lambda _: 0.0)),
        )
    ]

    assert len(set(places)) == 4
    assert Says().checkpoint_of(WORLD.data, plain) == places[0]


class Counting(Says):
    """Scores every title by the threads that BLAS may use."""

    def _scores(self, histories: Histories) -> Scores:
        most = max(one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas")
        return np.full((len(histories), len(self.titles)), most, dtype=np.float32)


@pytest.mark.parametrize("threads", [1, 2])
def test_answering_keeps_to_the_threads_of_the_fit(threads: int) -> None:
    model = Counting().fit(WORLD.data, FitContext(threads=threads))
    with threadpool_limits(limits=3 - threads, user_api="blas"):
        assert (model.scores(NOBODY) == threads).all()
