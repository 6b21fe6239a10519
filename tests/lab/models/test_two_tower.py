"""Two towers: the same answers in torch and in numpy, what is newest, and titles that nobody has seen yet."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch
from scipy import sparse

from matinee.domain.feedback import HALF_STARS
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.title_features.features import title_features
from matinee.lab.data.titles import TitleTable
from matinee.lab.data.vocabulary import Vocabulary
from matinee.lab.models.two_tower import (
    AGES,
    TwoTower,
    ages,
    answering,
    logits_of,
    person_vectors,
    title_vectors,
)
from matinee.lab.world.checkerboard import checkerboard
from matinee.lab.world.sizes import size_named
from matinee.lab.world.tables import Tables
from matinee.lab.world.world import build_world

BOARD = checkerboard(people=120)
LIKES = BOARD.data.histories.liked(BOARD.data.feedback)
FACTS = title_features(BOARD.data).matrix
NEW = np.arange(0, BOARD.data.n_titles, 5)
"""Positions of titles that are left out of training."""


def fitted(data: Dataset = BOARD.data, **settings: Any) -> TwoTower:
    config = TwoTower.Config.model_validate({**TwoTower.Config.small, "epochs": 5, **settings})
    return TwoTower(config).fit(data, FitContext(seed=1))


def without(data: Dataset, titles: np.ndarray) -> Dataset:
    """The same catalogue, but nobody has seen these."""
    return replace(data, log=data.log.where(~np.isin(data.log.titles, titles)))


@cache
def fitted_without_the_new() -> TwoTower:
    return fitted(without(BOARD.data, NEW), epochs=30, bare=0.2)


@pytest.mark.parametrize("facts", [FACTS, sparse.csr_matrix((BOARD.data.n_titles, 0), dtype=np.float32)])
@pytest.mark.parametrize("timed", [True, False])
def test_numpy_answers_as_torch_does(facts: sparse.csr_matrix, timed: bool) -> None:
    model, generator = fitted(), np.random.default_rng(3)
    weights = model._first(LIKES, facts, generator)
    weights |= {
        name: (weights[name] + generator.standard_normal(weights[name].shape) / 3).astype(np.float32)
        for name in ("history", "pull", "ages", "inner_bias", "outer", "bias")
    }
    model.learned = answering(weights, facts)
    tensors = {name: torch.from_numpy(array) for name, array in weights.items()}
    asked = LIKES if timed else replace(LIKES, times=None)
    vectors = title_vectors(tensors, facts, tensors["ids"])
    people = person_vectors(tensors, vectors, asked)
    made = logits_of(tensors, vectors, people, np.arange(LIKES.n_titles)).numpy()
    np.testing.assert_allclose(model.scores(asked), made + model.prior, atol=1e-5)


def test_tastes_are_told_apart() -> None:
    top = fitted(epochs=20).recommend(BOARD.data.histories, 5)
    right = np.array([BOARD.right(person)[top.titles[person]].mean() for person in range(len(top))])
    assert right.mean() > 0.95


def test_a_catalogue_told_apart_by_what_is_drawn_is_learned_too() -> None:
    top = fitted(epochs=20, candidates=10).recommend(BOARD.data.histories, 5)
    right = np.array([BOARD.right(person)[top.titles[person]].mean() for person in range(len(top))])
    assert right.mean() > 0.9


def test_a_title_that_nobody_has_seen_stands_where_its_features_say() -> None:
    scores = fitted_without_the_new().scores(BOARD.data.histories)
    tops = NEW[np.argsort(-scores[:, NEW], axis=1)[:, :5]]
    right = np.array([BOARD.right(person)[tops[person]].mean() for person in range(len(tops))])
    assert right.mean() > 0.9


def test_what_is_like_a_title_that_nobody_has_seen_is_of_its_taste() -> None:
    top = fitted_without_the_new().similar(NEW, 5)
    assert (BOARD.taste_of_title[top.titles] == BOARD.taste_of_title[NEW][:, None]).mean() > 0.9


def test_people_of_the_demo_world_like_the_new_titles_that_come_first_rather_than_others() -> None:
    tables = Tables(build_world(size_named("tiny"), seed=7))
    log = tables.ratings
    data = Dataset.from_columns(
        *(log[column].to_numpy() for column in ("person", "title", "rating", "time")),
        title_table=TitleTable(tables.facts),
        titles_known=Vocabulary.of(tables.facts["id"].to_numpy()),
    )
    new = np.arange(0, data.n_titles, 4)
    known = without(data, new)
    scores = fitted(known, epochs=20, bare=0.2).scores(known.histories)[:, new]
    liked = data.histories.likes(HALF_STARS).toarray()[:, new] > 0
    before = [(own[yes][:, None] > own[~yes]).mean() for own, yes in zip(scores, liked, strict=True) if yes.any()]
    assert np.mean(before) > 0.5 + 2 * np.std(before) / np.sqrt(len(before))


def test_the_newest_likes_are_of_their_own_steps_of_age() -> None:
    made = ages(Histories.from_lists([list(range(8)), [3], []], n_titles=9))
    assert made.tolist() == [3, 2, 2, 2, 2, 1, 1, 0, 0]
    long = ages(Histories.from_lists([list(range(9000))], n_titles=9000))
    assert long.max() == AGES - 1


def test_somebody_without_a_history_gets_what_most_people_like() -> None:
    top = fitted().recommend(Histories.from_lists([[]], n_titles=BOARD.data.n_titles), 5).titles[0]
    counts = np.bincount(LIKES.titles, minlength=BOARD.data.n_titles)
    assert sorted(counts[top].tolist()) == sorted(counts.tolist())[-5:]


def test_another_seed_is_another_model() -> None:
    other = TwoTower(TwoTower.Config.model_validate({**TwoTower.Config.small, "epochs": 5})).fit(
        BOARD.data, FitContext(seed=2)
    )
    assert np.abs(other.learned["vectors"] - fitted().learned["vectors"]).max() > 1e-3
