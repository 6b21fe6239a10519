"""RecVAE and Mult-VAE."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from scipy.stats import norm

from matinee.lab.core.checkpoint import Checkpoint
from matinee.lab.core.context import FitContext
from matinee.lab.data.histories import Histories
from matinee.lab.models import recvae as room
from matinee.lab.models.recvae import OLD, Course, Recvae, decoded, encoded, first, shapes
from matinee.lab.nn.training import Weights
from matinee.lab.world.checkerboard import checkerboard
from tests.worlds.two_tastes import two_tastes

BOARD = checkerboard(people=200)
WORLD = two_tastes()
SMALL: dict[str, Any] = {"hidden": 24, "latent": 8, "layers": 3, "batch": 50, "epochs": 10, "rate": 0.01}
KINDS = ("recvae", "mult-vae")

KILLED = """
import os, signal, sys
from pathlib import Path
from matinee.lab.core.context import FitContext
from matinee.lab.models.recvae import Recvae
from matinee.lab.nn import training
from tests.lab.models.test_recvae import BOARD, SMALL

training.SECONDS_BETWEEN_CHECKPOINTS = 0.0

class Killer:
    def point(self, curve, step, value):
        if step == 7:
            os.kill(os.getpid(), signal.SIGKILL)

context = FitContext(seed=1, threads=1, checkpoints=Path(sys.argv[1]), listener=Killer())
Recvae(Recvae.Config(**SMALL)).fit(BOARD.data, context)
"""


def fitted(**settings: Any) -> Recvae:
    config = Recvae.Config.model_validate({**SMALL, **settings})
    return Recvae(config).fit(BOARD.data, FitContext(seed=1, threads=1))


def likes() -> Histories:
    return WORLD.data.histories.liked(WORLD.data.feedback)


def begun(config: Recvae.Config) -> Weights:
    """Weights of which none is zero, as it is before learning."""
    generator = np.random.default_rng(2)
    made = first(shapes(config, WORLD.data.n_titles), likes(), generator)
    return {
        name: array + 0.1 * generator.standard_normal(array.shape).astype(np.float32) for name, array in made.items()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_it_answers_in_numpy_what_torch_would_answer(kind: str) -> None:
    model = fitted(kind=kind, epochs=2)
    asked = BOARD.data.histories.rows(slice(0, 40))
    tensors = {name: torch.from_numpy(array) for name, array in model.weights.items()}
    shown = asked.liked(BOARD.data.feedback)
    mean, _ = encoded(model.config, tensors, shown, shown.lengths)
    np.testing.assert_allclose(model.embed(asked), mean.numpy(), atol=1e-5)
    expected = decoded(model.config, tensors, mean).numpy() + model.prior
    np.testing.assert_allclose(model.scores(asked), expected, atol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_tastes_are_told_apart(kind: str) -> None:
    model = fitted(kind=kind, epochs=20 if kind == "recvae" else 40)
    top = model.recommend(BOARD.data.histories, 5)
    right = np.array([BOARD.right(person)[top.titles[person]].mean() for person in range(len(top))])
    assert right.mean() > 0.95


def test_what_the_encoder_said_a_round_ago_is_no_part_of_the_model() -> None:
    model = fitted(epochs=1)
    assert set(model.state()) == {"prior", *shapes(model.config, BOARD.data.n_titles)}


def test_encoder_and_decoder_take_turns() -> None:
    course = Course(Recvae.Config.model_validate({"encoder_epochs": 2}), likes(), seed=0)
    assert [course.decoding(epoch) for epoch in range(6)] == [False, False, True, False, False, True]
    assert set(course.learning(2)) == {"write", "write_bias"}
    assert set(course.learning(2)) | set(course.learning(0)) == set(shapes(course.config, WORLD.data.n_titles))
    assert not set(course.learning(2)) & set(course.learning(0))
    assert all(batch.decoding for batch in course.batches(2))
    assert [len(batch.shown.titles) for batch in course.batches(2)] == [len(likes().titles)]
    assert sum(len(batch.shown.titles) for batch in course.batches(0)) < 0.7 * len(likes().titles)


def test_the_cloud_of_a_round_ago_changes_once_a_round() -> None:
    config = Recvae.Config.model_validate({**SMALL, "encoder_epochs": 2})
    course = Course(config, likes(), seed=0)
    weights = {name: torch.from_numpy(array) for name, array in begun(config).items()}
    weights |= {name: torch.zeros(len(likes()), config.latent) for name in OLD}
    course.remember(1, weights)
    assert not weights["old_mean"].any()
    course.remember(2, weights)
    mean, log_variance = encoded(config, weights, likes(), likes().lengths)
    torch.testing.assert_close(weights["old_mean"], mean)
    torch.testing.assert_close(weights["old_log_variance"], log_variance)


def test_the_prior_is_a_mixture_of_three_normals() -> None:
    point, mean, log_variance = (torch.tensor([value]) for value in (0.3, -0.5, -1.0))
    expected = 0.15 * norm.pdf(0.3) + 0.75 * norm.pdf(0.3, -0.5, np.exp(-0.5)) + 0.1 * norm.pdf(0.3, 0.0, np.exp(5.0))
    np.testing.assert_allclose(room.log_prior(point, mean, log_variance).numpy(), [np.log(expected)], rtol=1e-5)


def test_the_pull_grows_while_mult_vae_is_annealed_and_goes_with_the_history_in_recvae() -> None:
    annealed = {"kind": "mult-vae", "beta": 0.4, "anneal": 2, "batch": 16}
    course = Course(Recvae.Config.model_validate(annealed), likes(), seed=0)
    pulls = [batch.weight for epoch in range(4) for batch in course.batches(epoch)]
    np.testing.assert_allclose(pulls, [0.0, 0.1, 0.2, 0.3, 0.4, 0.4, 0.4, 0.4])
    config = Recvae.Config.model_validate({**SMALL, "dropout": 0.0})
    losses = []
    for gamma in (0.0, 1.0):
        course = Course(config.model_copy(update={"gamma": gamma}), likes(), seed=0)
        weights = {name: torch.from_numpy(array) for name, array in begun(config).items()}
        weights |= {name: torch.zeros(len(likes()), config.latent) for name in OLD}
        torch.manual_seed(0)
        losses.append(float(course.loss(weights, next(iter(course.batches(0))))))
    assert losses[1] > losses[0]


def test_an_empty_history_is_answered_by_what_many_like() -> None:
    model = fitted(epochs=3)
    nobody = model.scores(Histories.from_lists([[]], n_titles=BOARD.data.n_titles))[0]
    assert np.isfinite(nobody).all()
    dislikes = Histories.from_lists([[3, 4]], n_titles=BOARD.data.n_titles, values=[[1.0, 2.0]])
    np.testing.assert_array_equal(model.scores(dislikes)[0], nobody)


def test_a_fit_that_was_killed_goes_on_to_the_same_model(tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)], env={**os.environ, "PYTHONPATH": "."}, check=False
    )
    assert made.returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    found = Checkpoint(left).load()
    assert found is not None
    assert found[1]["epoch"] == 6
    whole = fitted()
    again = Recvae(whole.config).fit(BOARD.data, FitContext(seed=1, threads=1, checkpoints=tmp_path))
    assert whole.report is not None
    assert again.report is not None
    assert again.report.curves == whole.report.curves
    for name, array in whole.state().items():
        np.testing.assert_array_equal(again.state()[name], array)
