"""The stacked autoencoder for ratings."""

from typing import Any

import numpy as np
import pytest
import torch

from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.models.sae import Course, Frame, Sae, written
from tests.worlds.two_tastes import newcomers, two_tastes

WORLD = two_tastes()
SOURCES: dict[str, Any] = {
    "layers": (20, 10, 20),
    "activation": "sigmoid",
    "scaling": "scale",
    "presence": False,
    "hidden": 0.0,
    "shown_weight": 1.0,
    "dropout": 0.0,
    "optimiser": "rmsprop",
    "rate": 0.01,
    "batch": 16,
}
"""As the oldest recipe for such a network has it, but for its weight decay."""


def fitted(data: Dataset = WORLD.data, **settings: Any) -> Sae:
    config = Sae.Config.model_validate({**Sae.Config.small, **settings})
    return Sae(config).fit(data, FitContext(seed=1, threads=1))


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"layers": (12, 4, 12), "activation": "silu"},
        {"scaling": "scale", "activation": "sigmoid", "presence": False},
        {"scaling": "person"},
    ],
    ids=str,
)
def test_it_answers_in_numpy_what_torch_would_answer(settings: dict[str, Any]) -> None:
    model, asked = fitted(epochs=2, **settings), WORLD.data.histories
    tensors = {name: torch.from_numpy(array) for name, array in model.weights.items()}
    lift, span = model.frame.of_people(asked)
    made = written(model.config, model.frame, tensors, asked).numpy()
    expected = model.frame.centre + lift[:, None] + span[:, None] * made
    np.testing.assert_allclose(model.scores(asked), expected, atol=1e-5)


def test_a_predicted_rating_is_the_score_held_to_the_scale() -> None:
    model, asked = fitted(), WORLD.data.histories
    rows, titles = np.divmod(np.arange(len(asked) * asked.n_titles), asked.n_titles)
    made = model.predict_ratings(asked, rows, titles, times=np.zeros(len(rows), dtype=np.int64))
    expected = np.clip(model.scores(asked), WORLD.data.feedback.lowest, WORLD.data.feedback.highest)
    np.testing.assert_allclose(made.reshape(expected.shape), expected, atol=1e-5)


def rmse_of_hidden(model: Sae) -> float:
    """Of the ratings that are one known to be liked: the missing title of everybody is rated 4 or 5 by the others."""
    people = np.arange(WORLD.data.n_people)
    made = model.predict_ratings(WORLD.data.histories, people, WORLD.missing)
    return float(np.sqrt(np.mean((made - 4.5) ** 2)))


def test_ratings_that_are_hidden_are_predicted() -> None:
    assert rmse_of_hidden(fitted()) < 0.6


def test_the_setting_of_the_sources_learns_too() -> None:
    model = fitted(epochs=150, **SOURCES)
    assert rmse_of_hidden(model) < 0.8
    assert model.embed(WORLD.data.histories).shape == (WORLD.data.n_people, 10)


@pytest.mark.parametrize("scaling", ["offsets", "scale", "person"])
def test_what_the_network_reads_is_put_back_into_ratings(scaling: str) -> None:
    frame = Frame.of(Sae.Config.model_validate({"scaling": scaling}), WORLD.data)
    asked = WORLD.data.histories
    lift, span = frame.of_people(asked)
    back = frame.centre[asked.titles] + lift[asked.row_numbers] + span[asked.row_numbers] * frame.read(asked)
    np.testing.assert_allclose(back, asked.values, atol=1e-5)


def test_a_scale_ends_where_the_data_set_says_or_where_the_person_does() -> None:
    one = Histories.from_lists([[0, 1, 2]], n_titles=WORLD.data.n_titles, values=[[2.0, 3.0, 4.0]])
    whole, own = (
        Frame.of(Sae.Config.model_validate({"scaling": scaling}), WORLD.data) for scaling in ("scale", "person")
    )
    np.testing.assert_allclose(whole.read(one), (one.values - 1.0) / 4.0)
    np.testing.assert_allclose(own.read(one), [0.0, 0.5, 1.0])


def test_somebody_with_one_height_of_ratings_or_none_at_all_is_answered() -> None:
    model = fitted(scaling="person", epochs=2)
    same = Histories.from_lists([[0, 1], []], n_titles=WORLD.data.n_titles, values=[[3.0, 3.0], []])
    assert np.isfinite(model.scores(same)).all()


def test_what_is_hidden_is_not_known_to_the_network() -> None:
    config = Sae.Config.model_validate({"hidden": 0.5, "batch": 8})
    frame = Frame.of(config, WORLD.data)
    batch = next(iter(Course(config, frame, WORLD.data.histories, seed=0).batches(0)))
    shown = batch.shown.matrix(np.ones(len(batch.shown.titles))).toarray() > 0
    assert not batch.weights[shown].any()
    assert (batch.weights.sum(axis=1) > 0).all()
    again = next(iter(Course(config, frame, WORLD.data.histories, seed=0).batches(1)))
    assert again.shown.titles.tolist() != batch.shown.titles.tolist()


def test_unrated_titles_do_not_count_in_the_loss() -> None:
    config = Sae.Config.model_validate({**SOURCES, "batch": 32})
    course = Course(config, Frame.of(config, WORLD.data), WORLD.data.histories, seed=0)
    (batch,) = course.batches(0)
    assert batch.weights.sum() == len(WORLD.data.histories.titles)
    tensors = {name: torch.from_numpy(array) for name, array in fitted(epochs=1, **SOURCES).weights.items()}
    before = float(course.loss(tensors, batch))
    batch.wanted[batch.weights == 0] = 9.0
    assert float(course.loss(tensors, batch)) == before


def test_people_of_one_taste_lie_near_each_other() -> None:
    places = fitted().embed(WORLD.data.histories)
    places = places / np.linalg.norm(places, axis=1, keepdims=True)
    near = places @ places.T
    alike = np.equal.outer(np.arange(len(near)) % 2, np.arange(len(near)) % 2)
    assert near[alike].mean() > near[~alike].mean() + 0.2


def test_it_predicts_ratings_and_does_not_enter_a_ranking_table() -> None:
    assert not Sae.ranks


def test_ratings_held_out_end_the_fit() -> None:
    model = fitted(epochs=60, patience=2)
    assert model.report is not None
    assert len(model.report.curves["validation"]) < 60
    assert np.isfinite(model.scores(newcomers(WORLD))).all()
