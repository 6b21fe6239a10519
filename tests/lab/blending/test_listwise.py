from typing import Any

import numpy as np
import pytest
from scipy.optimize import check_grad

from matinee.lab.blending import listwise as room
from matinee.lab.blending.candidates import Candidates
from matinee.lab.blending.listwise import learned_weights, listwise, searched, value


def drawn(people: int = 200, places: int = 30, *, seed: int = 0, noise: float = 1.0) -> Candidates:
    """Three members: the truth and some noise, the truth and much noise, and noise alone."""
    rng = np.random.default_rng(seed)
    truth = rng.standard_normal((people, places))
    said = [truth + noise * rng.standard_normal(truth.shape) * size for size in (0.7, 1.5)]
    said.append(rng.standard_normal(truth.shape))
    hits = truth >= np.sort(truth, axis=1)[:, -4:-3]
    titles = np.tile(np.arange(places, dtype=np.int32), (people, 1))
    return Candidates(np.stack(said, axis=2).astype(np.float32), titles, hits, hits.sum(axis=1))


def test_the_better_member_is_trusted_more_and_noise_not_at_all() -> None:
    weights = learned_weights(drawn(), hold=1.0)
    assert weights.sum() == 1.0
    assert weights[0] > 2 * weights[1] > 0
    assert weights[2] < 0.05


def test_the_blend_of_two_half_truths_is_better_than_either_on_other_people() -> None:
    weights, others = learned_weights(drawn(600), hold=1.0), drawn(600, seed=1)
    singles = [value(others, single) for single in np.eye(3)]
    assert value(others, weights) > max(singles) + 0.01


def test_a_search_never_ends_worse_than_it_began_nor_than_the_best_member() -> None:
    candidates = drawn(60, noise=2.0)
    begin = np.array([0.1, 0.1, 0.8])
    made = searched(candidates, begin)
    assert value(candidates, made) >= max(value(candidates, begin), *(value(candidates, one) for one in np.eye(3)))


def test_few_people_do_not_lead_far_away_from_equal_weights() -> None:
    few = drawn(3)
    held, led = learned_weights(few, hold=1000.0), learned_weights(few, hold=0.0)
    np.testing.assert_allclose(held, 1 / 3, atol=0.02)
    assert np.abs(led - 1 / 3).max() > 0.2


def test_weights_that_follow_the_person_are_found() -> None:
    """Half of the people are understood by the first member alone, the others by the second."""
    first, second = drawn(200, noise=0.3), drawn(200, seed=2, noise=0.3)
    swapped = second.opinions[:, :, [1, 0, 2]].copy()
    first.opinions[:, :, 1], swapped[:, :, 0] = first.opinions[:, :, 2], second.opinions[:, :, 2]
    both = Candidates(
        np.concatenate([first.opinions, swapped]),
        np.concatenate([first.titles, second.titles]),
        np.concatenate([first.hits, second.hits]),
        np.concatenate([first.relevant, second.relevant]),
    )
    kind = np.repeat([1.0, -1.0], 200).astype(np.float32)
    features = np.stack([np.ones_like(kind), kind], axis=1)
    start = np.zeros((2, 3))
    made = listwise(both, features, start=start, hold=np.full_like(start, 1e-4), free=True)
    ours, theirs = np.array([1.0, 1.0]) @ made, np.array([1.0, -1.0]) @ made
    assert ours[0] > 5 * abs(ours[1])
    assert theirs[1] > 5 * abs(theirs[0])


def test_the_slope_of_the_loss_is_its_slope(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}

    def caught(loss: object, begin: np.ndarray, **_: object) -> object:
        seen["loss"], seen["begin"] = loss, begin
        return type("Found", (), {"x": begin})()

    monkeypatch.setattr(room, "minimize", caught)
    features = np.random.default_rng(3).standard_normal((20, 2))
    listwise(drawn(20), features, start=np.ones((2, 3)), hold=np.full((2, 3), 0.1))
    loss = seen["loss"]
    at = np.random.default_rng(4).standard_normal(6)
    off = check_grad(lambda w: loss(w)[0], lambda w: loss(w)[1], at, epsilon=1e-3)
    assert off < 0.01


def test_where_nothing_was_found_the_start_stays() -> None:
    candidates = drawn(5)
    nothing = Candidates(candidates.opinions, candidates.titles, np.zeros_like(candidates.hits), candidates.relevant)
    start = np.ones((1, 3))
    made = listwise(nothing, np.ones((5, 1), dtype=np.float32), start=start, hold=np.zeros_like(start))
    np.testing.assert_array_equal(made, start)


def test_of_very_many_people_a_search_asks_some_and_finds_about_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    many, sizes = drawn(1500, noise=2.0), []
    of_all = learned_weights(many, hold=1.0)

    def counted(candidates: Candidates, weights: np.ndarray) -> float:
        sizes.append(len(candidates))
        return value(candidates, weights)

    monkeypatch.setattr(room, "MANY", 500)
    monkeypatch.setattr(room, "value", counted)
    np.testing.assert_allclose(learned_weights(many, hold=1.0), of_all, atol=0.06)
    assert set(sizes) == {500}
