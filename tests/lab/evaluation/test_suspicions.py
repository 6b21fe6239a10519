"""Leaks that show in what is scored: each planted one is caught, honest models and referees are not accused."""

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from matinee.lab.core import registry
from matinee.lab.core.answers import Scores
from matinee.lab.core.config import ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.files import read_split
from matinee.lab.data.splits.split import Stage
from matinee.lab.evaluation.ranking import RankingResult, Scorer, judge_lists
from matinee.lab.evaluation.suspicions import lint_model, lint_referee, shuffled
from tests.lab.evaluation.stages import random_stage, stage_of, train_of


class Peeker(Recommender):
    """Knows the targets of everybody, whatever it was fitted on: it finds people by their history."""

    Config = ModelConfig
    family = "baseline"

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        task = stage.task
        self.wanted = {
            task.histories.row(row).titles.tobytes(): task.targets.row(row).titles for row in range(len(task))
        }

    def _fit(self, data: Dataset, context: FitContext) -> None:
        self.counts = np.bincount(data.log.titles, minlength=data.n_titles).astype(np.float32)

    def _scores(self, histories: Histories) -> Scores:
        made = np.tile(self.counts, (len(histories), 1))
        for row in range(len(histories)):
            made[row, self.wanted[histories.row(row).titles.tobytes()][:1]] += self.counts.max()
        return made

    def state(self) -> dict[str, np.ndarray]:
        return {"counts": self.counts}

    def restore(self, state: dict[str, np.ndarray]) -> None:
        self.counts = state["counts"]


def naive_referee(model: Scorer, stage: Stage) -> RankingResult:
    """Breaks ties by the position of a title."""
    scores = model.scores(stage.task.histories)
    scores[stage.task.histories.row_numbers, stage.task.histories.titles] = -np.inf
    lists = np.argsort(-scores, axis=1, kind="stable")[:, :100]
    return judge_lists(np.where(np.take_along_axis(scores, lists, axis=1) > -np.inf, lists, -1), stage)


def test_the_referee_is_not_accused() -> None:
    for seed in range(5):
        assert lint_referee(random_stage(seed, people=400)) == ()


def test_a_referee_that_breaks_ties_by_position_is_caught() -> None:
    found = lint_referee(random_stage(0, people=400), evaluate=naive_referee)
    assert [one.check for one in found] == ["constant model", "constant model"]
    assert "where chance gives" in found[0].what


def test_where_nothing_is_left_to_chance_rounding_accuses_nobody() -> None:
    train = train_of([list(range(7))], n_titles=7)
    stage = stage_of(train, histories=[[0, 1]] * 40, targets=[[2, 3, 4, 5, 6]] * 40, missed=[2] * 40)
    assert lint_referee(stage) == ()


def test_a_model_that_has_seen_the_targets_is_caught() -> None:
    stage = random_stage(1, people=300)
    found = lint_model(lambda: Peeker(stage), stage)
    assert {one.check for one in found} == {"shuffled labels"}
    assert "fitted on shuffled labels" in found[0].what


@pytest.mark.quality
@pytest.mark.parametrize("name", registry.names())
def test_no_model_of_the_house_is_accused(name: str, data_folder: Path) -> None:
    if registry.find(name).ranks:
        stage = read_split(data_folder / "splits" / "ml100k-W.npz").final
        assert lint_model(partial(registry.make, name), stage) == ()


def test_one_person_is_too_few_to_accuse_anybody() -> None:
    stage = stage_of(train_of([[0, 1, 2]], n_titles=3), histories=[[0]], targets=[[1]])
    assert lint_referee(stage, evaluate=naive_referee) == ()
    assert lint_model(partial(registry.make, "popular"), stage) == ()


def test_shuffling_keeps_popularity_and_activity_and_cuts_every_link() -> None:
    data = random_stage(2, people=200, genres=True).train
    dealt = shuffled(data)
    assert np.array_equal(np.sort(dealt.log.titles), np.sort(data.log.titles))
    assert np.array_equal(dealt.log.people, data.log.people)
    assert (dealt.log.titles == data.log.titles).mean() < 0.2
    assert sorted(dealt.facts.genres) == sorted(data.facts.genres)
    assert sum(a == b for a, b in zip(dealt.facts.names, data.facts.names, strict=True)) < 10
    assert dealt.titles == data.titles
    assert dealt.extras == {}
    assert np.array_equal(shuffled(data).log.titles, dealt.log.titles)
    assert not np.array_equal(shuffled(data, seed=1).log.titles, dealt.log.titles)
