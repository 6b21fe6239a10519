"""How likely a like is, on draws of which the truth is known."""

import numpy as np
import pytest
from scipy import special

from matinee.domain.errors import BadData
from matinee.lab.core import registry
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.make import make_split
from matinee.lab.evaluation.calibration import reliability
from matinee.lab.reasons.will_like import WillLike, fitted_to, learn_will_like, places, signals
from matinee.lab.world.checkerboard import checkerboard
from tests.lab.reasons.plain import Plain, made

BOARD = checkerboard(people=150).data
SPLIT = make_split(BOARD, "rating", seed=1)


def test_chances_that_follow_the_signals_are_found_again() -> None:
    chance = np.random.default_rng(0)
    given = chance.normal([3.0, -1.0], [0.5, 2.0], size=(40_000, 2))
    truth = special.expit(2.0 * (given[:, 0] - 3.0) - 0.4 * given[:, 1])
    said = fitted_to(given, chance.random(40_000) < truth).from_signals(given)
    assert np.abs(said - truth).max() < 0.05


def test_signals_that_say_nothing_give_everybody_the_share_of_likes() -> None:
    liked = np.arange(1000) % 4 > 0
    said = fitted_to(np.ones((1000, 2)), liked).from_signals(np.ones((1000, 2)))
    np.testing.assert_allclose(said, 0.75, atol=1e-3)


def test_likes_and_others_that_part_cleanly_do_not_make_it_boundless() -> None:
    given = np.column_stack([np.arange(200.0), np.zeros(200)])
    assert np.isfinite(fitted_to(given, np.arange(200) >= 100).weights).all()


@pytest.mark.parametrize("name", ["svd", "ease"])
def test_learned_on_some_people_it_holds_for_ratings_nobody_was_shown(name: str) -> None:
    learned = learn_will_like(registry.make(name).fit(SPLIT.tuning.train), SPLIT.tuning)
    model, task = registry.make(name).fit(SPLIT.final.train), SPLIT.final.task
    said = learned.of(model, task.histories, task.targets.row_numbers, task.targets.titles)
    liked = task.targets.values >= 4
    assert reliability(said, liked).error < 0.06
    assert np.mean((said - liked) ** 2) < np.mean((liked.mean() - liked) ** 2) - 0.01


def test_a_rating_that_is_expected_is_the_signal_and_else_the_place() -> None:
    history = Histories.from_lists([[0, 1]], n_titles=4, values=[[5.0, 1.0]])
    model = made(Plain, np.zeros((4, 4)), np.array([4.0, 3.0, 2.0, 1.0]))
    got = signals(model, history, np.zeros(2, dtype=np.int64), np.array([0, 3]))
    np.testing.assert_allclose(got, [[0.0, 0.0], [-np.log10(4), 0.0]], atol=1e-12)


def test_places_are_those_of_each_person_wherever_their_pairs_stand() -> None:
    links = np.zeros((3, 3))
    links[0], links[1] = [0, 5, 9], [9, 5, 0]
    model = made(Plain, links)
    histories = Histories.from_lists([[0], [1]], n_titles=3)
    rows, titles = np.array([1, 0, 1, 0]), np.array([2, 2, 0, 1])
    np.testing.assert_allclose(places(model, histories, rows, titles), -np.log10([3, 1, 1, 2]))


def test_where_there_are_only_likes_nothing_can_be_learned() -> None:
    likes = make_split(BOARD, "weak", seed=1)
    with pytest.raises(BadData, match="are likes; 30 of either kind are needed"):
        learn_will_like(registry.make("popular").fit(likes.tuning.train), likes.tuning)


def test_it_comes_back_as_it_was_and_nonsense_is_refused() -> None:
    learned = fitted_to(np.random.default_rng(1).normal(size=(100, 2)), np.arange(100) % 2 == 0)
    again = WillLike.restored(learned.state())
    given = np.array([[0.3, 1.0]])
    assert again.from_signals(given) == learned.from_signals(given)
    with pytest.raises(ValueError, match="not above 0"):
        WillLike.restored(learned.state() | {"spread": np.zeros(2)})
