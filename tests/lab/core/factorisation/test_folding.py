"""Placing people in the draws of a chain."""

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from matinee.lab.core.factorisation import folding
from matinee.lab.core.factorisation.chain import Chain, Task, spectra_of
from matinee.lab.core.factorisation.design import DAY, Design, design_of
from matinee.lab.core.factorisation.folding import Person, place, ratings, ratings_of_all
from matinee.lab.core.factorisation.samples import Samples
from matinee.lab.core.factorisation.words import word_positions, words_of_people
from tests.lab.core.factorisation.world import TITLES, small_world

LEVELS = np.arange(1.0, 6.0)
FACTORS = 3


def some_draws(task: Task, count: int = 1) -> tuple[Design, Samples, Chain]:
    """The last draws of a chain, and the chain that they came from."""
    design = design_of(small_world(), implicit=True, day=True, people=True, genres=True)
    chain = Chain(design, spectra_of(design), task=task, factors=FACTORS, seed=3, levels=LEVELS)
    cuts = 4 if task == "probit" else 0
    made = Samples.empty(count, FACTORS, titles=TITLES, seen=TITLES, words=6, days=9, cuts=cuts)
    for draw in range(10 + count):
        chain.draw()
        if draw >= 10:
            chain.put_into(made, draw - 10)
    return design, made, chain


def person_of(number: int, design: Design) -> Person:
    history = small_world().histories.row(number)
    assert history.times is not None
    (words,) = word_positions(words_of_people(history.traits, people=1), design.words)
    days = np.searchsorted(design.days, history.times // DAY)
    return Person(history.titles, history.values.astype(np.float64), days, words)


def met(samples: Samples, person: Person) -> tuple[np.ndarray, np.ndarray]:
    """By what the person's number and vector act on each of their ratings in the first draw, and the rest of it."""
    titles, days = samples.titles[person.titles, 0], samples.days[person.days, 0]
    rest = samples.base[0] + samples.title_scores[person.titles, 0] + samples.day_scores[person.days, 0]
    return np.column_stack([np.ones(len(titles)), titles + days]), rest + (titles * days).sum(axis=1)


@pytest.mark.parametrize("number", [0, 4])
def test_what_is_known_of_a_person_moves_them_as_it_did_in_the_chain(number: int) -> None:
    design, samples, chain = some_draws("regression")
    vector, score = folding._beside(samples, person_of(number, design))
    prior = np.append(score[0], vector[0]) + samples.person_mean[0]
    np.testing.assert_allclose(prior, chain.sides[0].prior[number], atol=1e-4)


def test_a_person_of_a_regression_is_placed_where_the_chain_would_draw_them_on_average() -> None:
    design, samples, chain = some_draws("regression")
    person = person_of(4, design)
    placed = place(samples, person, levels=LEVELS)
    rows, rest = met(samples, person)
    hold = np.diag(samples.person_precision[0])
    precision = samples.noise[0] * rows.T @ rows + hold
    pull = samples.noise[0] * rows.T @ (person.values - rest) + hold @ chain.sides[0].prior[4]
    mean = np.linalg.solve(precision, pull)
    np.testing.assert_allclose(placed.vector[0], mean[1:], atol=1e-4)
    np.testing.assert_allclose(placed.constant[0] - samples.base[0], mean[0], atol=1e-4)
    np.testing.assert_allclose(placed.spread[0], np.linalg.inv(precision), atol=1e-5)


def test_a_person_of_a_probit_is_placed_where_gibbs_sampling_would_place_them() -> None:
    """Many turns of drawing hidden scores and person from their conditionals, against a few turns of their means."""
    design, samples, chain = some_draws("probit")
    person = person_of(2, design)
    placed = place(samples, person, levels=LEVELS)
    rows, rest = met(samples, person)
    edges = np.concatenate([[-np.inf], samples.cuts[0], [np.inf]])
    level = np.searchsorted(LEVELS, person.values)
    spread, prior = placed.spread[0].astype(np.float64), samples.person_precision[0] * chain.sides[0].prior[2]
    root, chance = np.linalg.cholesky(spread), np.random.default_rng(0)
    own, total = np.zeros(len(spread)), np.zeros(len(spread))
    for turn in range(6000):
        mean = rest + rows @ own
        low, high = ndtr(edges[level] - mean), ndtr(edges[level + 1] - mean)
        hidden = mean + ndtri(np.clip(low + (high - low) * chance.random(len(level)), 1e-12, 1 - 1e-12))
        own = spread @ (prior + rows.T @ (hidden - rest)) + root @ chance.normal(size=len(spread))
        total += own if turn >= 500 else 0.0
    ours = rows @ np.append(placed.constant[0] - samples.base[0], placed.vector[0])
    np.testing.assert_allclose(ours, rows @ (total / 5500), atol=0.15)


def test_a_rating_is_expected_over_draws_and_over_where_the_person_may_be() -> None:
    """Against people drawn from where they may be."""
    design, samples, _ = some_draws("probit", count=2)
    person = person_of(2, design)
    placed = place(samples, person, levels=LEVELS)
    titles, days = np.arange(TITLES), np.full(TITLES, 3)
    chance, total = np.random.default_rng(0), np.zeros(TITLES)
    for draw in range(2):
        vectors = samples.titles[:, draw] + samples.days[3, draw]
        rest = (
            samples.title_scores[:, draw]
            + samples.day_scores[3, draw]
            + samples.titles[:, draw] @ samples.days[3, draw]
        )
        root = np.linalg.cholesky(placed.spread[draw].astype(np.float64))
        own = np.append(placed.constant[draw], placed.vector[draw]) + chance.normal(size=(4000, 4)) @ root.T
        scores = rest + own[:, :1] + own[:, 1:] @ vectors.T
        above = ndtr(samples.cuts[draw][:, None, None] - scores)
        total += (LEVELS[-1] - above.sum(axis=0)).mean(axis=0)
    np.testing.assert_allclose(ratings(samples, placed, titles, days, levels=LEVELS), total / 2, atol=0.03)


@pytest.mark.parametrize("task", ["regression", "probit"])
def test_all_titles_at_once_are_ordered_as_they_are_one_by_one(task: Task) -> None:
    design, made, _ = some_draws(task, count=4)
    titles, average = np.arange(TITLES), np.full(TITLES, len(design.days))
    for number in (0, 11):
        placed = place(made, person_of(number, design), levels=LEVELS)
        one_by_one = ratings(made, placed, titles, average, levels=LEVELS)
        at_once = ratings_of_all(made, placed, levels=LEVELS)
        tolerance = 1e-4 if task == "regression" else 0.25
        np.testing.assert_allclose(at_once, one_by_one, atol=tolerance)


def test_somebody_without_a_history_stands_at_the_mean_of_all_people() -> None:
    nobody = Person(np.empty(0, np.int64), np.empty(0), np.empty(0, np.int64), np.empty(0, np.int64))
    for task in ("regression", "probit"):
        _, samples, _ = some_draws(task)
        placed = place(samples, nobody, levels=LEVELS)
        np.testing.assert_allclose(placed.vector, samples.person_mean[:, 1:], atol=1e-6)
        np.testing.assert_allclose(placed.constant, samples.base + samples.person_mean[:, 0], atol=1e-6)


def test_the_mean_of_a_normal_deviate_between_bounds_is_right_far_out_too() -> None:
    low = np.array([-np.inf, 0.0, -1.0, 20.0, -np.inf, 35.0])
    high = np.array([np.inf, np.inf, 1.0, 21.0, -20.0, 36.0])
    made = folding._shift(low, high)
    np.testing.assert_allclose(made[:3], [0.0, np.sqrt(2 / np.pi), 0.0], atol=1e-9)
    np.testing.assert_allclose(made[3:5], [20.05, -20.05], atol=0.01)
    assert np.isfinite(made).all()
