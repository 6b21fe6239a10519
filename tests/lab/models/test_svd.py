"""Biased matrix factorisation."""

import numpy as np

from matinee.lab.core.context import FitContext
from matinee.lab.data.histories import Histories
from matinee.lab.models.bias import Bias
from matinee.lab.models.svd import Svd
from tests.worlds.crossed import crossed, error_of


def fitted(**settings: float) -> Svd:
    chosen = {"factors": 2, "l2": 0.05, "l2_power": 0.0, "l2_bias": 0.05, "epochs": 40}
    return Svd(Svd.Config.model_validate(chosen | settings)).fit(crossed().train)


def test_tastes_that_no_bias_can_tell_are_found() -> None:
    world = crossed()
    assert error_of(fitted(), world) < 0.1
    assert error_of(Bias().fit(world.train), world) > 0.8


def test_somebody_new_is_placed_like_somebody_in_training_with_that_history() -> None:
    """Another round of regressions with the titles as they are would change nothing for anybody."""
    model, given = fitted(epochs=200), crossed().train.histories
    together = model.scores(given)
    alone = model.scores(
        Histories.from_lists(
            [given.row(5).titles.tolist()], n_titles=given.n_titles, values=[given.row(5).values.tolist()]
        )
    )
    np.testing.assert_allclose(alone[0], together[5], atol=1e-5)
    assert abs(float(together[5][crossed().left_out[5]]) - crossed().truth[5, crossed().left_out[5]]) < 0.2


def test_somebody_asked_about_alone_is_told_what_they_are_told_among_others() -> None:
    model, given = fitted(), crossed().train.histories
    rows, titles = np.repeat(np.arange(len(given)), 3), np.tile([0, 5, 9], len(given))
    together = model.predict_ratings(given, rows, titles)
    alone = [
        model.predict_ratings(given.row(row), np.zeros(3, dtype=np.int64), titles[:3]) for row in range(len(given))
    ]
    np.testing.assert_allclose(np.concatenate(alone), together, atol=1e-5)
    assert np.ptp(together) > 1


def test_an_empty_history_gets_the_biases_of_the_titles() -> None:
    model = fitted()
    nobody = Histories.from_lists([[]], n_titles=len(model.titles))
    np.testing.assert_allclose(model.scores(nobody)[0], model.mean + model.biased[:, 0], rtol=1e-6)


def test_the_error_of_training_falls_and_can_be_watched() -> None:
    report = fitted().report
    assert report is not None
    steps, errors = zip(*report.curves["train rmse"], strict=True)
    assert steps == tuple(range(1, 41))
    assert errors[-1] < 0.5 * errors[0]


def test_more_regularisation_draws_people_to_the_middle() -> None:
    given = crossed().train.histories
    loose, held = (fitted(l2=l2).scores(given).std(axis=0).mean() for l2 in (0.05, 50.0))
    assert held < 0.2 * loose


def test_threads_change_nothing() -> None:
    model = Svd(Svd.Config.model_validate({"factors": 2}))
    one, two = (model.fit(crossed().train, FitContext(threads=threads)).biased.copy() for threads in (1, 2))
    np.testing.assert_array_equal(one, two)


def test_it_predicts_ratings_and_does_not_enter_a_ranking_table() -> None:
    assert not Svd.ranks
