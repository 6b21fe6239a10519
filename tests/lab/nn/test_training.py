from pathlib import Path

import numpy as np
import pytest
import torch

from matinee.domain.errors import BadConfig, OutOfTime
from matinee.lab.core.checkpoint import Checkpoint
from matinee.lab.core.context import FitContext
from matinee.lab.nn import training
from matinee.lab.nn.training import Plan, train
from tests.lab.nn.line import SLOPE, Line


class Killed(Exception):
    pass


@pytest.mark.parametrize("optimiser", ["adam", "rmsprop", "sgd"])
def test_the_right_weights_are_found(optimiser: str) -> None:
    line, context = Line(), FitContext()
    train(line.network(), Plan(epochs=60, rate=0.05, optimiser=optimiser), context)  # pyright: ignore
    np.testing.assert_allclose(line.held[-1]["slope"], SLOPE, atol=0.05)
    losses = [value for _, value in context.curves["loss"]]
    assert len(losses) == 60
    assert losses[-1] < 0.01 < losses[0]


def test_the_weights_of_the_best_check_are_held_at_the_end() -> None:
    line = Line(values=[0.1, 0.3, 0.2])
    context = FitContext()
    train(line.network(judged=True), Plan(epochs=3), context)
    np.testing.assert_array_equal(line.held[-1]["slope"], line.held[1]["slope"])
    assert context.curves["validation"] == [(1, 0.1), (2, 0.3), (3, 0.2)]


def test_training_ends_when_it_gets_no_better() -> None:
    line = Line(values=[0.1, 0.3, 0.2, 0.3, 9.0])
    train(line.network(judged=True), Plan(epochs=50, patience=2), FitContext())
    assert line.epochs == [0, 1, 2, 3]
    np.testing.assert_array_equal(line.held[-1]["slope"], line.held[1]["slope"])


def test_without_patience_it_goes_on_to_the_last_epoch() -> None:
    line = Line(values=[0.3, 0.2, 0.1, 0.0])
    train(line.network(judged=True), Plan(epochs=4), FitContext())
    assert len(line.epochs) == 4


def test_one_seed_gives_one_outcome_and_leaves_the_randomness_of_torch_alone() -> None:
    def learned(seed: int) -> np.ndarray:
        line = Line()
        train(line.network(noise=True), Plan(epochs=3, rate=0.1), FitContext(seed=seed))
        return line.held[-1]["slope"]

    before = torch.random.get_rng_state()
    np.testing.assert_array_equal(learned(1), learned(1))
    assert not np.array_equal(learned(1), learned(2))
    assert torch.equal(torch.random.get_rng_state(), before)


@pytest.mark.parametrize("optimiser", ["adam", "rmsprop", "sgd"])
def test_a_fit_that_was_killed_goes_on_to_the_same_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, optimiser: str
) -> None:
    monkeypatch.setattr(training, "SECONDS_BETWEEN_CHECKPOINTS", 0.0)
    plan = Plan(epochs=6, rate=0.05, optimiser=optimiser, momentum=0.9, patience=6)  # pyright: ignore
    values = [0.1, 0.9, 0.2, 0.3, 0.4, 0.5]
    whole, whole_context = Line(values=list(values)), FitContext()
    train(whole.network(judged=True, noise=True), plan, whole_context)

    place = FitContext(checkpoint=Checkpoint(tmp_path / "fit.safetensors"))
    cut = Line(values=list(values))

    def killed(epoch: int, _: object) -> None:
        if epoch == 4:
            raise Killed

    with pytest.raises(Killed):
        train(cut.network(judged=True, noise=True, before=killed), plan, place)
    again = Line(values=values[4:])
    context = FitContext(checkpoint=place.checkpoint)
    train(again.network(judged=True, noise=True), plan, context)
    assert again.epochs == [4, 5]
    np.testing.assert_array_equal(again.held[-1]["slope"], whole.held[-1]["slope"])
    assert context.curves == whole_context.curves


def test_only_what_an_epoch_is_to_change_is_changed() -> None:
    line, weights = Line(), {"slope": np.zeros(3, dtype=np.float32), "fixed": np.ones(2, dtype=np.float32)}
    network = line.network(learning=lambda epoch: {"slope"} if epoch else set())
    network.start.update(weights)
    train(network, Plan(epochs=1), FitContext())
    np.testing.assert_array_equal(line.held[-1]["slope"], np.zeros(3))
    train(network, Plan(epochs=2), FitContext())
    assert line.held[-1]["slope"].any()
    np.testing.assert_array_equal(line.held[-1]["fixed"], np.ones(2))


def test_numbers_that_run_away_are_told() -> None:
    with pytest.raises(BadConfig, match="smaller rate"):
        train(Line().network(), Plan(epochs=30, rate=1e9, optimiser="sgd", clip=None), FitContext())


def test_a_deadline_ends_it() -> None:
    with pytest.raises(OutOfTime):
        train(Line().network(), Plan(epochs=3), FitContext(deadline=0.0))


def test_checks_are_as_far_apart_as_asked_and_the_last_epoch_is_checked() -> None:
    context = FitContext()
    train(Line(values=[0.1, 0.2, 0.3]).network(judged=True), Plan(epochs=5, check_every=2), context)
    assert context.curves["validation"] == [(2, 0.1), (4, 0.2), (5, 0.3)]


def test_a_long_gradient_is_cut() -> None:
    short, long = Line(), Line()
    for line, clip in ((short, 1e-3), (long, None)):
        train(line.network(), Plan(epochs=1, rate=0.1, optimiser="sgd", clip=clip), FitContext())
    assert 0 < np.linalg.norm(short.held[-1]["slope"]) <= 4 * 0.1 * 1e-3 * 1.01
    assert np.linalg.norm(long.held[-1]["slope"]) > 0.1
