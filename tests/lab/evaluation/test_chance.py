"""What chance scores, against every possible order."""

import itertools

import numpy as np
import pytest

from matinee.lab.evaluation.accuracy import CUTOFFS, accuracy, find
from matinee.lab.evaluation.chance import Constant, SameForAll, expected_at_random, popularity
from tests.lab.evaluation.stages import random_stage, stage_of, train_of


def test_the_expectation_is_the_mean_over_every_order() -> None:
    train = train_of([list(range(6))], n_titles=6)
    stage = stage_of(train, histories=[[0]], targets=[[1, 3]], missed=[1])
    orders = np.array(list(itertools.permutations(range(1, 6))))
    lists = np.full((len(orders), 100), -1)
    lists[:, :5] = orders
    task = stage.task
    every = task.targets.rows(np.zeros(len(orders), dtype=int))
    judged = accuracy(find(lists, every, np.ones(len(orders), dtype=int), train.feedback))
    expected = expected_at_random(stage)
    for name in set(expected) - {"list_length"}:
        assert expected[name][0] == pytest.approx(judged[name].mean()), name
    assert expected["list_length"][0] == 5


def test_all_linear_metrics_are_covered() -> None:
    expected = expected_at_random(random_stage())
    linear = {f"{name}@{k}" for name in ("ndcg", "recall", "recall_all", "precision") for k in CUTOFFS[name]}
    assert set(expected) == linear | {"list_length"}


def test_a_target_that_the_person_already_has_cannot_be_found_by_chance() -> None:
    train = train_of([[0, 1, 2]], n_titles=3)
    stage = stage_of(train, histories=[[0], [0, 1, 2]], targets=[[0], [1]])
    assert expected_at_random(stage)["recall@10"].tolist() == [0.0, 0.0]


def test_popularity_counts_people() -> None:
    train = train_of([[0, 1], [1], [1, 2], [2]], n_titles=4)
    stage = stage_of(train, histories=[[0]], targets=[[1]])
    assert popularity(stage).worth.tolist() == [1, 3, 2, 0]


def test_the_two_scorers_give_float32_rows() -> None:
    histories = random_stage().task.histories.rows(slice(0, 3))
    for model in (Constant(), SameForAll(np.arange(140))):
        assert model.scores(histories).shape == (3, 140)
        assert model.scores(histories).dtype == np.float32
