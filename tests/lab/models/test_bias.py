"""The rating baseline."""

import numpy as np

from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.models.bias import Bias
from tests.worlds.two_tastes import two_tastes

GENEROUS, STRICT = 0.5, -0.5
TITLE_OFFSETS = np.array([1.0, 0.5, 0.0, -0.5, -1.0])


def additive(people: int = 200) -> Dataset:
    """Ratings that are exactly 3 plus an offset of the title plus one of the person; everybody rates four titles."""
    who = np.repeat(np.arange(people), 4)
    which = (who + np.tile(np.arange(4), people)) % 5
    return Dataset.from_columns(who, which, 3.0 + TITLE_OFFSETS[which] + np.where(who % 2, GENEROUS, STRICT))


def fitted(data: Dataset) -> Bias:
    return Bias(Bias.Config(l2_title=1e-3, l2_person=1e-3, epochs=30)).fit(data)


def test_offsets_that_are_there_are_found() -> None:
    data = additive()
    model = fitted(data)
    scores = model.scores(data.histories)
    np.testing.assert_allclose(scores[0], 3.0 + TITLE_OFFSETS + STRICT, atol=0.01)
    np.testing.assert_allclose(scores[1], 3.0 + TITLE_OFFSETS + GENEROUS, atol=0.01)


def test_somebody_new_is_placed_by_their_own_ratings() -> None:
    model = fitted(additive())
    strict = Histories.from_lists([[2, 1]], n_titles=5, values=[[2.5, 3.0]])
    made = model.predict_ratings(strict, np.array([0, 0]), np.array([0, 3]))
    np.testing.assert_allclose(made, [3.5, 2.0], atol=0.01)


def test_few_ratings_are_drawn_towards_the_mean() -> None:
    data = additive()
    loose, held = (Bias(Bias.Config.model_validate({"l2_person": l2})).fit(data) for l2 in (0.01, 50.0))
    one = Histories.from_lists([[2]], n_titles=5, values=[[5.0]])
    assert held.scores(one)[0, 2] < loose.scores(one)[0, 2]


def test_a_prediction_never_leaves_the_scale() -> None:
    model = fitted(additive())
    delighted = Histories.from_lists([[4]], n_titles=5, values=[[5.0]])
    assert model.predict_ratings(delighted, np.array([0]), np.array([0]))[0] == 5.0


def test_it_predicts_ratings_and_does_not_enter_a_ranking_table() -> None:
    assert not Bias.ranks


def test_an_empty_history_gets_the_offsets_of_the_titles() -> None:
    world = two_tastes()
    model = Bias().fit(world.data)
    nobody = Histories.from_lists([[]], n_titles=world.data.n_titles)
    np.testing.assert_allclose(model.scores(nobody)[0], model.mean + model.offsets, rtol=1e-6)
