"""What the content model promises beyond the contracts: cold titles, facts in words, and no vouching for oneself."""

from typing import Any

import numpy as np
import polars as pl
import pytest

from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.titles import TitleTable
from matinee.lab.data.vocabulary import Vocabulary
from matinee.lab.models.content import Content
from matinee.lab.world.checkerboard import checkerboard
from tests.worlds.two_tastes import newcomers, two_tastes

BOARD = checkerboard(people=300)
DAY = 86_400


def fitted(data: Dataset = BOARD.data, **settings: Any) -> Content:
    return Content(Content.Config.model_validate(settings)).fit(data)


def with_unseen(share: float = 0.2) -> tuple[Dataset, np.ndarray]:
    """The board without any event of some titles, which stay in the catalogue; and bool (titles,), which they are."""
    cold = np.random.default_rng(1).random(BOARD.data.n_titles) < share
    log, ids = BOARD.data.log, BOARD.data.titles.ids
    kept = log.where(~cold[log.titles])
    data = Dataset.from_columns(
        kept.people, ids[kept.titles], kept.values, title_table=BOARD.data.title_table, titles_known=BOARD.data.titles
    )
    return data, cold


def test_titles_that_nobody_has_rated_are_found_by_what_they_are_about() -> None:
    data, cold = with_unseen()
    top = fitted(data).recommend(data.histories, 3, allowed=cold)
    right = np.array([BOARD.right(person)[top.titles[person]].mean() for person in range(len(top))])
    assert right.mean() > 0.95


def test_an_unseen_title_can_come_before_seen_ones() -> None:
    data, cold = with_unseen()
    top = fitted(data).recommend(data.histories, 10)
    assert 0.05 < cold[top.titles].mean() < 0.5


def test_an_unseen_title_says_that_nobody_has_seen_it() -> None:
    data, cold = with_unseen()
    model = fitted(data)
    reasons = model.explain(data.histories.row(0), np.array([np.argmax(cold), np.argmin(cold)]))
    assert "nobody has seen it" in reasons[0].rest_name
    assert reasons[1].rest_name == "how many people liked it"


def test_the_facts_of_a_title_share_out_what_its_history_brings() -> None:
    history = BOARD.data.histories.row(0)
    model = fitted()
    for reason in model.explain(history, np.arange(100)):
        of_titles = sum(share.amount for share in reason.shares)
        assert sum(trait.amount for trait in reason.traits) == pytest.approx(of_titles, rel=1e-4, abs=1e-5)
        assert any(trait.name.startswith("genre ") for trait in reason.traits)


def test_reducing_the_features_keeps_the_sums() -> None:
    history = BOARD.data.histories.row(0)
    model = fitted(factors=8)
    assert model.about.shape == (100, 8)
    np.testing.assert_allclose(model.directions.T @ model.directions, np.eye(8), atol=1e-5)
    (reason,) = model.explain(history, np.array([5]))
    of_titles = sum(share.amount for share in reason.shares)
    assert sum(trait.amount for trait in reason.traits) == pytest.approx(of_titles, rel=1e-3, abs=1e-5)
    assert reason.score == pytest.approx(model.scores(history)[0, 5], rel=1e-4)


def test_the_weights_are_those_of_the_two_regressions() -> None:
    model = fitted(l2=20.0, l2_title=3.0)
    about = (model.features.matrix @ model.directions).astype(np.float64)
    likes = BOARD.data.histories.likes(BOARD.data.feedback).toarray().astype(np.float64)
    shortened = likes / np.sqrt(np.maximum(likes.sum(axis=1, keepdims=True), 1))
    people = shortened @ about
    without_itself = sum(
        np.outer(people[person] - shortened[person, title] * about[title], about[title]) * shortened[person, title]
        for person, title in zip(*np.nonzero(likes), strict=True)
    )
    left = np.linalg.inv(people.T @ people + 20.0 * np.eye(model.features.count))
    right = np.linalg.inv(about.T @ about + 3.0 * np.eye(model.features.count))
    np.testing.assert_allclose(model.weights, left @ without_itself @ right, rtol=1e-2, atol=1e-4)


def test_a_dislike_speaks_against_titles_about_the_same() -> None:
    world = two_tastes()
    model = fitted(world.data, dislike_weight=1.0)
    liked, torn = Histories.from_lists([[0], [0, 9]], n_titles=world.data.n_titles, values=[[5.0], [5.0, 1.0]]).batches(
        1
    )
    other = world.taste_of_title == 1
    assert model.scores(torn)[0, other].mean() < model.scores(liked)[0, other].mean()


def test_an_old_like_counts_less_where_asked() -> None:
    world = two_tastes()
    rows = Histories(np.array([0, 2]), np.array([0, 9]), np.full(2, 5.0), world.data.n_titles, np.array([0, 100 * DAY]))
    alike, lately = fitted(world.data), fitted(world.data, half_life_days=10.0)
    own, new = world.taste_of_title == 0, world.taste_of_title == 1

    def lean(model: Content) -> float:
        scores = model.scores(rows)[0]
        return float(scores[new].mean() - scores[own].mean())

    assert abs(lean(alike)) < 0.1 * lean(lately)


def test_without_facts_popularity_answers_and_says_so() -> None:
    bare = BOARD.data.with_titles(TitleTable.empty())
    model = fitted(bare)
    scores = model.scores(bare.histories)
    assert (scores == scores[0]).all()
    liked = np.bincount(bare.histories.liked(bare.feedback).titles, minlength=bare.n_titles)
    assert liked[np.argmax(scores[0])] == liked.max()
    (reason,) = model.explain(bare.histories.row(0), np.array([3]))
    assert reason.rest == pytest.approx(reason.score)
    assert reason.traits == ()


def test_somebody_who_likes_one_director_gets_more_of_them() -> None:
    ids = np.arange(40)
    frame = pl.DataFrame(
        {
            "id": ids,
            "name": [f"No. {id_}" for id_ in ids],
            "year": pl.Series([None] * 40, dtype=pl.Int32),
            "genres": [["Drama"]] * 40,
            "directors": [[f"Director {id_ // 5}"] for id_ in ids],
        }
    )
    people = np.repeat(np.arange(200), 4)
    titles = (people % 8) * 5 + np.tile(np.arange(4), 200)
    data = Dataset.from_columns(
        people, titles, np.full(800, 5.0), title_table=TitleTable(frame), titles_known=Vocabulary(ids)
    )
    model = fitted(data, l2=1.0, l2_title=0.1)
    top = model.recommend(Histories.from_lists([[10, 11], [30]], n_titles=40), 3).titles
    assert set(top[0].tolist()) == {12, 13, 14}
    (reason,) = model.explain(Histories.from_lists([[10]], n_titles=40), np.array([14]))
    assert max(reason.traits, key=lambda trait: trait.amount).name == "director Director 2"


def test_a_newcomer_is_explained_by_what_they_named() -> None:
    world = two_tastes()
    (reason,) = fitted(world.data).explain(newcomers(world).row(0), np.array([5]))
    assert {share.title for share in reason.shares} == {0, 1}
    assert [trait.name for trait in reason.traits] == ["genre Western"]
