"""Sequences of which the next title is known, and answers in numpy beside those of torch."""

from typing import Any

import numpy as np
import pytest
import torch

from matinee.domain.errors import BadConfig
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.models.sasrec import SCALE, Sasrec, weights_by_age
from matinee.lab.nn import ligr
from matinee.lab.nn.sequences import placed_in_order

TITLES = 12
RING: dict[str, Any] = {
    "factors": 16,
    "layers": 1,
    "heads": 2,
    "window": 1,
    "dropout": 0.0,
    "batch": 32,
    "rate": 0.01,
    "epochs": 15,
}


def ring(*, timed: bool = True) -> Dataset:
    """Everybody goes round a ring of titles from somewhere, 4 to 9 steps far: the next one is sure."""
    generator = np.random.default_rng(3)
    begins, steps = generator.integers(0, TITLES, 200), generator.integers(4, 10, 200)
    who = np.repeat(np.arange(200), steps)
    step = np.concatenate([np.arange(count) for count in steps])
    stars = np.full(len(who), 5.0, dtype=np.float32)
    return Dataset.from_columns(who, (begins[who] + step) % TITLES, stars, 1000 * step if timed else None)


def asking(*rows: list[int], times: list[list[int]] | None = None) -> Histories:
    made = Histories.from_lists(rows, n_titles=TITLES)
    flat = [at for row in rows for at in range(len(row))] if times is None else [at for row in times for at in row]
    return Histories(made.offsets, made.titles, made.values, TITLES, np.array(flat))


def fitted(data: Dataset | None = None, **settings: Any) -> Sasrec:
    config = Sasrec.Config.model_validate({**RING, **settings})
    return Sasrec(config).fit(data or ring(), FitContext(seed=1, threads=1))


@pytest.fixture(scope="module")
def model() -> Sasrec:
    return fitted()


def test_the_next_title_of_a_sequence_is_found(model: Sasrec) -> None:
    top = model.recommend(asking([3, 4, 5], [11, 0, 1], [8]), 1)
    assert top.titles[:, 0].tolist() == [6, 2, 9]


@pytest.mark.parametrize("settings", [{"loss": "sampled", "negatives": 3}, {"loss": "gbce", "negatives": 3}])
def test_it_is_found_from_a_few_wrong_titles_too(settings: dict[str, Any]) -> None:
    top = fitted(**settings).recommend(asking([3, 4, 5], [11, 0, 1], [8]), 1)
    assert top.titles[:, 0].tolist() == [6, 2, 9]


def test_a_changed_order_of_times_changes_the_answer(model: Sasrec) -> None:
    there, back = model.scores(asking([3, 4, 5], [3, 4, 5], times=[[1, 2, 3], [3, 2, 1]]))
    assert np.abs(there - back).max() > 0.1
    assert there[6] > back[6]


def test_titles_of_one_moment_have_no_order(model: Sasrec) -> None:
    one, other = model.scores(asking([3, 4, 5], [3, 5, 4], times=[[1, 2, 2], [1, 2, 2]]))
    np.testing.assert_allclose(one, other, atol=1e-6)


def test_a_wider_window_looks_further_ahead() -> None:
    near, far = (fitted(window=window).scores(asking([3, 4, 5]))[0] for window in (1, 3))
    assert near[6] - near[8] > 2.0
    assert abs(far[6] - far[8]) < 1.5
    assert far[8] - far[10] > 1.0


def test_where_there_are_no_times_no_order_is_learned() -> None:
    made = fitted(ring(timed=False), epochs=2)
    assert "0.distance" not in made.state()
    timed = fitted(epochs=2, order="shuffled")
    assert "0.distance" not in timed.state()
    one, other = timed.scores(asking([3, 4, 5], [5, 4, 3]))
    np.testing.assert_allclose(one, other, atol=1e-6)


def test_only_the_newest_titles_are_read() -> None:
    made = fitted(length=3, epochs=2)
    short, long, other = made.scores(asking([3, 4, 5], [9, 0, 3, 4, 5], [9, 0, 1, 4, 5]))
    np.testing.assert_allclose(short, long, atol=1e-6)
    assert np.abs(other - long).max() > 1e-4


@pytest.mark.parametrize("order", ["time", "shuffled"])
def test_numpy_scores_what_torch_scores(order: str) -> None:
    model = fitted(order=order, layers=2, epochs=2)
    generator = np.random.default_rng(4)
    rows = [generator.permutation(TITLES)[:size].tolist() for size in range(1, TITLES + 1)] * 3
    asked = asking(*rows)
    made = model.scores(asked)
    tensors = {name: torch.from_numpy(array) for name, array in model.weights.items()}
    lot = {"timed": order == "time"}
    for row, scores in enumerate(made):
        titles = model_order(asked.row(row), **lot)
        read = tensors["titles"][torch.from_numpy(titles)][None] * float(SCALE)
        last = np.array([[len(titles) - 1]])
        end = ligr.learned(tensors, read, last, layers=2, heads=2, dropout=0.0)[0, 0]
        expected = tensors["titles"] @ end + tensors["popularity"]
        np.testing.assert_allclose(scores, expected.numpy(), rtol=1e-5, atol=1e-5)


def model_order(history: Histories, *, timed: bool) -> np.ndarray:
    return placed_in_order(history, timed=timed).titles.astype(np.int64)


def test_many_drawn_titles_stand_for_all_titles() -> None:
    made = Sasrec(Sasrec.Config.model_validate({"loss": "sampled", "negatives": 50_000}))
    made.titles = ring().titles
    scores = torch.linspace(-2.0, 2.0, TITLES)
    right, wrong = torch.tensor([[[1.5]]]), scores[torch.arange(50_000) % TITLES][None, None]
    expected = torch.cat([scores, right.flatten()]).logsumexp(0) - 1.5
    assert float(made._sampled(right, wrong)) == pytest.approx(float(expected), rel=0.01)


@pytest.mark.parametrize(("calibration", "power"), [(0.0, 1.0), (1.0, 3 / 11)])
def test_calibration_goes_from_plain_cross_entropy_to_the_share_drawn(calibration: float, power: float) -> None:
    made = fitted(epochs=1, loss="gbce", negatives=3, calibration=calibration)
    right, wrong = torch.tensor([[[0.5]]]), torch.tensor([[[-1.0, 0.0, 1.0]]])
    right_part = -power * torch.log(torch.sigmoid(right)).sum()
    wrong_part = -torch.log(1 - torch.sigmoid(wrong)).sum()
    expected = (right_part + wrong_part) / 4
    assert float(made._gbce(right, wrong)) == pytest.approx(float(expected), rel=1e-5)


def test_the_young_count_more_where_there_is_a_half_life() -> None:
    histories = asking([1, 2, 3], times=[[0, 86_400 * 10, 86_400 * 20]])
    made = weights_by_age(histories, 10.0)
    assert made is not None
    np.testing.assert_allclose(made, [0.25, 0.5, 1.0], rtol=1e-6)
    assert weights_by_age(histories, None) is None
    assert weights_by_age(Histories.from_lists([[1]], n_titles=2), 10.0) is None


def test_heads_share_the_factors_evenly() -> None:
    with pytest.raises(BadConfig, match="heads that divide"):
        Sasrec.Config.from_values({"factors": 10, "heads": 4}, model="sasrec")


def test_it_stops_when_people_held_out_are_answered_no_better() -> None:
    made = fitted(patience=2, epochs=60)
    assert made.report is not None
    assert len(made.report.curves["validation"]) < 60
