"""The restricted Boltzmann machine for ratings, against sums over all of its states."""

import itertools
from typing import Any

import numpy as np
import torch

from matinee.domain.feedback import WATCHES
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.models.rbm import Batch, Course, Rbm, activation, level_numbers, levels_of
from tests.worlds.two_tastes import two_tastes

WORLD = two_tastes()
LEVELS = np.array([1.0, 2.0, 3.0], dtype=np.float32)


def fitted(**settings: Any) -> Rbm:
    config = Rbm.Config.model_validate({**Rbm.Config.small, **settings})
    return Rbm(config).fit(WORLD.data, FitContext(seed=1, threads=1))


def drawn_weights(titles: int, hidden: int) -> dict[str, np.ndarray]:
    generator = np.random.default_rng(0)
    shapes = {
        "links": (titles * 3, hidden),
        "visible": (titles * 3,),
        "hidden": (hidden,),
        "presence": (titles, hidden),
    }
    return {name: generator.standard_normal(shape).astype(np.float32) for name, shape in shapes.items()}


def energy(weights: dict[str, np.ndarray], titles: list[int], levels: list[int], on: np.ndarray) -> float:
    """As the paper has it."""
    units = [title * 3 + level for title, level in zip(titles, levels, strict=True)]
    pushed = weights["hidden"] + weights["links"][units].sum(axis=0) + weights["presence"][titles].sum(axis=0)
    return float(-weights["visible"][units].sum() - on @ pushed)


def test_the_free_energy_is_the_sum_over_all_states_of_the_hidden_units() -> None:
    weights, titles = drawn_weights(4, 3), [0, 2, 3]
    known = Histories.from_lists([titles], n_titles=4, values=[[1.0, 3.0, 2.0]])
    course = Course(Rbm.Config.model_validate({"units": 3}), LEVELS, known, seed=0)
    states = [np.array(state) for state in itertools.product((0.0, 1.0), repeat=3)]
    expected = -np.logaddexp.reduce([-energy(weights, titles, [0, 2, 1], state) for state in states])
    tensors = {name: torch.from_numpy(array) for name, array in weights.items()}
    made = course.free_energy(tensors, known, torch.from_numpy(level_numbers(known.values, LEVELS).astype(np.int64)))
    np.testing.assert_allclose(float(made), expected, rtol=1e-5)


def test_an_expected_rating_is_that_of_the_mean_field() -> None:
    model = fitted(epochs=2)
    asked, levels = WORLD.data.histories, len(model.levels)
    tensors = {name: torch.from_numpy(array) for name, array in model.weights.items()}
    numbers = torch.from_numpy(level_numbers(asked.values, model.levels).astype(np.int64))
    hidden = torch.sigmoid(activation(tensors, asked, numbers, levels))
    logits = (hidden @ tensors["links"].T + tensors["visible"]).view(len(asked), -1, levels)
    chances = torch.softmax(logits, dim=2).numpy()
    rows, titles = np.divmod(np.arange(len(asked) * asked.n_titles), asked.n_titles)
    made = model.predict_ratings(asked, rows, titles, times=np.zeros(len(rows), dtype=np.int64))
    np.testing.assert_allclose(made.reshape(len(asked), -1), chances @ model.levels, atol=1e-5)
    liked = chances[:, :, model.levels >= 4.0].sum(axis=2) + model.prior
    np.testing.assert_allclose(model.scores(asked), liked, atol=1e-5)


def test_ratings_are_learned() -> None:
    people = np.arange(WORLD.data.n_people)
    made = fitted().predict_ratings(WORLD.data.histories, people, WORLD.missing)
    assert np.sqrt(np.mean((made - 4.5) ** 2)) < 0.6


def test_what_people_rate_becomes_likelier_than_all_else_together() -> None:
    """By the exact likelihood, of all 125 ways to rate three titles, where there are two kinds of people.

    The two need not become equally likely: a chain of one step does not come from one to the other.
    """
    patterns = ([3.0, 3.0, 1.0], [1.0, 1.0, 3.0])
    rows = [(person, title, patterns[person % 2][title]) for person in range(60) for title in range(3)]
    who, which, stars = (np.array(column) for column in zip(*rows, strict=True))
    data = Dataset.from_columns(who, which, stars.astype(np.float32))
    settings = {"units": 4, "batch": 20, "epochs": 100, "refine": 0, "rate": 0.05, "l2": 0.0, "presence": False}
    model = Rbm(Rbm.Config.model_validate(settings)).fit(data, FitContext(seed=1, threads=1))
    course = Course(model.config, model.levels, data.histories, seed=0)
    tensors = {name: torch.from_numpy(array) for name, array in model.weights.items()}

    def free(stars: tuple[float, ...]) -> float:
        one = Histories.from_lists([[0, 1, 2]], n_titles=3, values=[list(stars)])
        numbers = torch.from_numpy(level_numbers(one.values, model.levels).astype(np.int64))
        return float(course.free_energy(tensors, one, numbers))

    everything = -np.logaddexp.reduce([-free(stars) for stars in itertools.product(model.levels.tolist(), repeat=3)])
    shares = [float(np.exp(everything - free(tuple(pattern)))) for pattern in patterns]
    assert sum(shares) > 0.6
    assert min(shares) > 3 / 125


def test_titles_that_were_not_rated_are_absent_and_no_dislikes() -> None:
    weights = {name: torch.from_numpy(array) for name, array in drawn_weights(4, 3).items()}
    one = Histories.from_lists([[1]], n_titles=4)
    made = activation(weights, one, torch.tensor([2]), 3)
    torch.testing.assert_close(made[0], weights["hidden"] + weights["links"][5] + weights["presence"][1])


def test_sampling_takes_more_steps_as_learning_goes_on() -> None:
    course = Course(
        Rbm.Config.model_validate({"steps": 3, "grow": 2, "epochs": 9}), LEVELS, WORLD.data.histories, seed=0
    )
    assert [next(iter(course.batches(epoch))).steps for epoch in range(7)] == [1, 1, 2, 2, 3, 3, 3]


def test_the_gradient_vanishes_where_the_machine_gives_the_data_back() -> None:
    """A unit of each title is all but certain, so that every sample is the data itself."""
    config = Rbm.Config.model_validate({"units": 3, "l2": 0.0})
    known = Histories.from_lists([[0, 1], [2]], n_titles=4, values=[[3.0, 3.0], [3.0]])
    weights = drawn_weights(4, 3)
    weights["visible"][2::3] = 60.0
    tensors = {name: torch.from_numpy(array).requires_grad_() for name, array in weights.items()}
    loss = Course(config, LEVELS, known, seed=0).loss(tensors, Batch(known, 2))
    loss.backward()
    assert float(loss.detach()) == 0.0
    assert all(not tensor.grad.any() for tensor in tensors.values() if tensor.grad is not None)


def test_the_second_part_makes_hidden_ratings_likely_given_the_others() -> None:
    course = Course(
        Rbm.Config.model_validate({"units": 3, "l2": 0.0, "epochs": 1}), LEVELS, WORLD.data.histories, seed=0
    )
    assert next(iter(course.batches(0))).told is None
    told = next(iter(course.batches(1))).told
    assert told is not None
    assert 0 < len(told.titles) < len(WORLD.data.histories.titles)

    weights, known = drawn_weights(4, 3), Histories.from_lists([[0, 1]], n_titles=4, values=[[3.0, 1.0]])
    pushed = weights["hidden"] + weights["links"][[2, 3]].sum(axis=0) + weights["presence"][[0, 1]].sum(axis=0)
    logits = weights["visible"][6:9] + weights["links"][6:9] @ (1 / (1 + np.exp(-pushed)))
    expected = np.logaddexp.reduce(logits) - logits[1]
    tensors = {name: torch.from_numpy(array) for name, array in weights.items()}
    asked = Course(course.config, LEVELS, Histories.from_lists([[0]], n_titles=4), seed=0)
    sought = Histories.from_lists([[2]], n_titles=4, values=[[2.0]])
    np.testing.assert_allclose(float(asked.loss(tensors, Batch(known, 0, sought))), expected, rtol=1e-5)


def test_the_levels_are_the_steps_of_the_scale_or_those_of_the_data() -> None:
    assert levels_of(WORLD.data).tolist() == [1.0, 2.0, 3.0, 4.0, 5.0]
    log = WORLD.data.log
    watched = Dataset.from_columns(log.people, log.titles, np.arange(len(log), dtype=np.float32), feedback=WATCHES)
    assert len(levels_of(watched)) == 10
    assert level_numbers(np.array([0.9, 1.6, 9.0]), LEVELS).tolist() == [0, 1, 2]


def test_invented_people_have_one_taste_each() -> None:
    model = fitted(epochs=60, refine=0)
    made = model.generate(40, length=9, steps=20, seed=3)
    assert made.lengths.tolist() == [9] * 40
    assert set(made.values.tolist()) <= set(model.levels.tolist())
    assert all(len(set(made.row(person).titles.tolist())) == 9 for person in range(40))
    taste = WORLD.taste_of_title[made.titles]
    heights = np.array(
        [
            [made.values[(made.row_numbers == person) & (taste == side)].mean() for side in (0, 1)]
            for person in range(40)
        ]
    )
    apart = np.abs(heights[:, 0] - heights[:, 1])
    assert np.median(apart) > 1.5
    assert 5 < (heights[:, 0] > heights[:, 1]).sum() < 35
    np.testing.assert_array_equal(model.generate(3, seed=3).values, model.generate(3, seed=3).values)


def test_it_predicts_ratings_and_does_not_enter_a_ranking_table() -> None:
    assert not Rbm.ranks
