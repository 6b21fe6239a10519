"""SVD++."""

import numpy as np

from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.models.svd import Svd
from matinee.lab.models.svdpp import Svdpp
from tests.worlds.crossed import crossed, error_of

SETTINGS = {"factors": 2, "l2": 0.05, "l2_power": 0.0, "l2_bias": 0.05, "l2_rated": 1.0, "epochs": 40}


def chooses() -> Dataset:
    """Everybody gives three stars to four titles of their own taste, and 5 or 1 by taste to one title that all rate."""
    chance = np.random.default_rng(4)
    rows = []
    for person in range(80):
        taste = person % 2
        chosen = taste * 10 + chance.permutation(10)[:4]
        rows += [(person, title, 3.0) for title in chosen] + [(person, 20, 5.0 if taste else 1.0)]
    who, which, stars = (np.array(column) for column in zip(*rows, strict=True))
    return Dataset.from_columns(who, which.astype(int), stars, name="chooses")


def test_tastes_that_no_bias_can_tell_are_found() -> None:
    assert error_of(Svdpp(Svdpp.Config.model_validate(SETTINGS)).fit(crossed().train), crossed()) < 0.15


def test_what_somebody_chose_to_rate_tells_their_taste_whatever_they_made_of_it() -> None:
    data = chooses()
    asking = Histories.from_lists([[0, 3, 5], [10, 13, 15]], n_titles=21, values=[[3.0] * 3] * 2)
    settings = SETTINGS | {"l2": 0.5}
    chosen = Svdpp(Svdpp.Config.model_validate(settings)).fit(data).scores(asking)[:, 20]
    assert chosen[1] - chosen[0] > 3.0
    same = {key: value for key, value in settings.items() if key != "l2_rated"}
    blind = Svd(Svd.Config.model_validate(same)).fit(data).scores(asking)[:, 20]
    assert blind[1] - blind[0] < 1.5


def test_an_empty_history_gets_the_biases_of_the_titles() -> None:
    model = Svdpp(Svdpp.Config.model_validate(SETTINGS)).fit(crossed().train)
    nobody = Histories.from_lists([[]], n_titles=len(model.titles))
    np.testing.assert_allclose(model.scores(nobody)[0], model.mean + model.biased[:, 0], rtol=1e-6)


def test_the_error_of_training_falls_and_can_be_watched() -> None:
    report = Svdpp(Svdpp.Config.model_validate(SETTINGS)).fit(crossed().train).report
    assert report is not None
    errors = [error for _, error in report.curves["train rmse"]]
    assert errors[-1] < 0.5 * errors[0]


def test_it_predicts_ratings_and_does_not_enter_a_ranking_table() -> None:
    assert not Svdpp.ranks
