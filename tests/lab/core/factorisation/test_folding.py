"""Collapsing the draws of a chain, and placing people in them, against myfm itself."""

from copy import deepcopy
from typing import Any

import numpy as np
import pytest
from scipy import sparse
from scipy.special import ndtr, ndtri

from matinee.kit.extras import needs, present
from matinee.lab.core.factorisation import chain, folding
from matinee.lab.core.factorisation.chain import Collapse, Task, run_chain
from matinee.lab.core.factorisation.design import DAY, Design, design_of
from matinee.lab.core.factorisation.folding import Person, Place, place, ratings, ratings_of_all
from matinee.lab.core.factorisation.samples import Samples
from matinee.lab.core.factorisation.words import word_positions, words_of_people
from tests.lab.core.factorisation.world import PEOPLE, TITLES, small_world

pytestmark = pytest.mark.skipif(not present("myfm"), reason="myfm is not installed")

LEVELS = np.arange(1.0, 6.0)
SIZES: dict[str, int] = {"factors": 3, "burn_in": 10, "samples": 8}


def all_features() -> Design:
    return design_of(small_world(), implicit=True, day=True, people=True, genres=True)


def last_draw(task: Task, monkeypatch: pytest.MonkeyPatch) -> tuple[Design, Samples, Any]:
    """The last draw of a chain, collapsed, and the whole machine it came from."""
    held: list[Any] = []

    class Holding(Collapse):
        def take(self, machine: Any, priors: Any, *, task: Task) -> None:
            held.append(deepcopy(machine))  # myfm takes its own back when the callback ends
            super().take(machine, priors, task=task)

    monkeypatch.setattr(chain, "Collapse", Holding)
    monkeypatch.setattr(Samples, "rounded", lambda self: self)
    design = all_features()
    made = run_chain(design, task=task, keep=1, seed=3, levels=LEVELS, watch=lambda draw, noise: None, **SIZES)
    return design, made, held[-1]


def person_of(number: int, design: Design) -> Person:
    history = small_world().histories.row(number)
    assert history.times is not None
    (words,) = word_positions(words_of_people(history.traits, people=1), design.words)
    days = np.searchsorted(design.days, history.times // DAY)
    return Person(history.titles, history.values.astype(np.float64), days, words)


def own_of(machine: Any, number: int) -> np.ndarray:
    """The number and the vector that myfm drew for a person."""
    return np.append(np.asarray(machine.w)[number], np.asarray(machine.V)[number])


def placed_by_myfm(samples: Samples, design: Design, machine: Any, number: int) -> Place:
    """Where a person stands by what myfm drew for them, without any doubt."""
    ours, own = place(samples, person_of(number, design), levels=LEVELS), own_of(machine, number)
    _, beside_score = folding._beside(samples, person_of(number, design))
    constant = samples.base + beside_score + own[0] + ours.beside @ own[1:]
    return Place((ours.beside + own[1:]).astype(np.float32), constant, ours.beside, np.zeros_like(ours.spread))


@pytest.mark.parametrize("task", ["regression", "probit"])
def test_a_collapsed_draw_predicts_what_myfm_predicts(task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    design, samples, machine = last_draw(task, monkeypatch)
    myfm = needs("myfm.gibbs")
    titles = np.arange(TITLES)
    for number in (0, 7, PEOPLE - 1):
        days = np.full(TITLES, number % len(design.days))
        rows = (np.full(TITLES, number), titles, days)
        blocks = [myfm.RelationBlock(row.tolist(), block.rows) for row, block in zip(rows, design.blocks, strict=True)]
        nothing = sparse.csr_matrix((TITLES, 0), dtype=np.float64)
        if task == "probit":
            wanted = np.asarray(machine.oprobit_predict_proba(nothing, blocks, 0)) @ LEVELS
        else:
            wanted = np.asarray(machine.predict_score(nothing, blocks)) + design.values.mean()
        placed = placed_by_myfm(samples, design, machine, number)
        np.testing.assert_allclose(ratings(samples, placed, titles, days, levels=LEVELS), wanted, atol=1e-4)


def test_a_person_of_a_regression_is_placed_where_the_conditional_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """The score is linear in the person's own number and vector: its slopes, taken from myfm itself, give the ridge."""
    design, samples, machine = last_draw("regression", monkeypatch)
    person, number = person_of(4, design), 4
    placed, drawn = place(samples, person, levels=LEVELS), placed_by_myfm(samples, design, machine, number)
    own = own_of(machine, number)
    vectors = samples.titles[person.titles, 0] + samples.days[person.days, 0] + drawn.beside[0]
    slopes = np.column_stack([np.ones(len(vectors)), vectors])
    one = [
        ratings(samples, drawn, person.titles[[row]], person.days[[row]], levels=LEVELS)[0]
        for row in range(len(slopes))
    ]
    rest = np.array(one) - slopes @ own
    precision = samples.noise[0] * slopes.T @ slopes + np.diag(samples.person_precision[0])
    pull = samples.noise[0] * slopes.T @ (person.values - rest) + samples.person_precision[0] * samples.person_mean[0]
    mean = np.linalg.solve(precision, pull)
    np.testing.assert_allclose(placed.vector[0] - placed.beside[0], mean[1:], atol=1e-4)
    np.testing.assert_allclose(placed.spread[0], np.linalg.inv(precision), atol=1e-5)


def test_a_person_of_a_probit_is_placed_where_gibbs_sampling_would_place_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many turns of drawing hidden scores and person from their conditionals, against a few turns of their means."""
    design, samples, _ = last_draw("probit", monkeypatch)
    person = person_of(2, design)
    placed = place(samples, person, levels=LEVELS)
    vectors = samples.titles[person.titles, 0] + samples.days[person.days, 0]
    slopes = np.column_stack([np.ones(len(vectors)), vectors + placed.beside[0]])
    fixed = (
        samples.base[0] + folding._beside(samples, person)[1][0] + samples.title_scores[person.titles, 0]
        + samples.day_scores[person.days, 0] + vectors @ placed.beside[0]
        + (samples.titles[person.titles, 0] * samples.days[person.days, 0]).sum(axis=1)
    )  # fmt: skip
    edges = np.concatenate([[-np.inf], samples.cuts[0], [np.inf]])
    level = np.searchsorted(LEVELS, person.values)
    spread, prior = placed.spread[0].astype(np.float64), samples.person_precision[0] * samples.person_mean[0]
    root, chance = np.linalg.cholesky(spread), np.random.default_rng(0)
    own, total = np.zeros(len(spread)), np.zeros(len(spread))
    for turn in range(6000):
        mean = fixed + slopes @ own
        low, high = ndtr(edges[level] - mean), ndtr(edges[level + 1] - mean)
        hidden = mean + _inverse(low + (high - low) * chance.random(len(level)))
        own = spread @ (prior + slopes.T @ (hidden - fixed)) + root @ chance.normal(size=len(spread))
        total += own if turn >= 500 else 0.0
    scores = slopes @ (total / 5500)
    ours = slopes @ np.append(placed.constant[0] - _rest(samples, person, placed), placed.vector[0] - placed.beside[0])
    np.testing.assert_allclose(ours, scores, atol=0.1)


def _inverse(share: np.ndarray) -> np.ndarray:

    return ndtri(np.clip(share, 1e-12, 1 - 1e-12))


def _rest(samples: Samples, person: Person, placed: Place) -> float:
    """What of the constant is not the person's own number."""
    _, beside_score = folding._beside(samples, person)
    own = placed.vector[0] - placed.beside[0]
    return float(samples.base[0] + beside_score[0] + own @ placed.beside[0])


@pytest.mark.parametrize("task", ["regression", "probit"])
def test_all_titles_at_once_are_ordered_as_they_are_one_by_one(task: Task) -> None:
    design = all_features()
    made = run_chain(design, task=task, keep=4, seed=3, levels=LEVELS, watch=lambda draw, noise: None, **SIZES)
    titles, average = np.arange(TITLES), np.full(TITLES, len(design.days))
    for number in (0, 11):
        placed = place(made, person_of(number, design), levels=LEVELS)
        one_by_one = ratings(made, placed, titles, average, levels=LEVELS)
        at_once = ratings_of_all(made, placed, levels=LEVELS)
        tolerance = 1e-4 if task == "regression" else 0.25
        np.testing.assert_allclose(at_once, one_by_one, atol=tolerance)


def test_somebody_without_a_history_stands_at_the_mean_of_all_people(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = Person(np.empty(0, np.int64), np.empty(0), np.empty(0, np.int64), np.empty(0, np.int64))
    for task in ("regression", "probit"):
        _, samples, _ = last_draw(task, monkeypatch)
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
