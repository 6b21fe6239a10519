"""What every network learns on a graphics card, beside what it learns on the processor.

Where torch finds no card there is nothing to be tried, and these tests are left out whatever MATINEE_REQUIRE_ALL says:
a card cannot be installed. On a machine with one: `pytest -n 4 --dist load tests/lab/nn/test_on_card.py`.

On a card products are taken in bfloat16, which keeps eight bits of each factor: a factor is off by 2 ** -9 at most, or
0.2 %. Weights, sums and steps are in float32. So one step differs by some tenths of a percent, and whole fits by what
many such steps make of it.
"""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from matinee.domain.errors import BadConfig
from matinee.lab.core import artifact
from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.evaluation.ranking import evaluate_ranking
from matinee.lab.evaluation.rating import evaluate_rating
from matinee.lab.nn import training
from tests.lab.nn.every_network import (
    EVERY,
    NETWORKS,
    NO_CHANCE,
    SAME_LOSS,
    USUAL,
    assert_alike,
    fitted,
    freshly_fitted,
    losses,
    stage_of,
)

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="torch finds no graphics card to learn on")

ANSWER = """
import sys

sys.modules["torch"] = None  # an import of it fails
import numpy as np
import matinee
from matinee.lab.data.histories import Histories

held = np.load(sys.argv[2])
people = Histories(held["offsets"], held["titles"], held["values"], int(held["n_titles"]), held["times"])
np.save(sys.argv[3], matinee.load_model(sys.argv[1]).scores(people))
"""


class Killed(Exception):
    pass


class KilledAt:
    """Watches a fit, and ends it when so many epochs are done."""

    def __init__(self, epoch: int) -> None:
        self.epoch = epoch

    def point(self, curve: str, step: int, value: float) -> None:
        if curve == training.LOSS and step == self.epoch:
            raise Killed


@pytest.mark.parametrize("label", EVERY)
def test_losses_are_numbers_and_fall(label: str) -> None:
    found = losses(fitted(label, "cuda"))
    assert np.isfinite(found).all()
    if not label.startswith("rbm"):  # its first part has a loss whose value says little
        assert found[-1] < found[0]


@pytest.mark.parametrize("label", NO_CHANCE)
def test_without_chance_a_card_goes_the_way_of_the_processor(label: str) -> None:
    there, here = (freshly_fitted(label, device, **NO_CHANCE[label]) for device in ("cuda", "cpu"))
    np.testing.assert_allclose(losses(there), losses(here), rtol=SAME_LOSS)
    assert_alike(there, here, label)


@pytest.mark.parametrize("label", EVERY)
def test_what_was_learned_on_a_card_is_as_good(label: str) -> None:
    """Within three standard errors of the difference over people, and a little for both being one draw of many."""
    there, here = fitted(label, "cuda"), fitted(label, "cpu")
    stage = stage_of(there)
    if isinstance(there, PredictsRatings) and isinstance(here, PredictsRatings):
        far = [evaluate_rating(model, stage).overall["rmse"] for model in (there, here)]
        assert far[0] == pytest.approx(far[1], rel=0.02)
        return
    found = [evaluate_ranking(model, stage).per_person["ndcg@10"] for model in (there, here)]
    more = found[0] - found[1]
    assert abs(more.mean()) < 3 * more.std() / np.sqrt(len(more)) + 0.01
    assert found[1].mean() > 0.1


@pytest.mark.parametrize("label", EVERY)
def test_one_seed_gives_nearly_one_model(label: str) -> None:
    assert_alike(freshly_fitted(label, "cuda"), fitted(label, "cuda"), label)


@pytest.mark.parametrize("label", EVERY)
def test_it_answers_where_there_is_neither_card_nor_torch(label: str, tmp_path: Path) -> None:
    model = fitted(label, "cuda")
    artifact.save(model, tmp_path / "model")
    people = stage_of(model).task.histories
    assert people.times is not None
    np.savez(
        tmp_path / "people.npz",
        offsets=people.offsets,
        titles=people.titles,
        values=people.values,
        n_titles=people.n_titles,
        times=people.times,
    )
    command = [sys.executable, "-c", ANSWER, *(str(tmp_path / name) for name in ("model", "people.npz", "said.npy"))]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    np.testing.assert_allclose(np.load(tmp_path / "said.npy"), model.scores(people), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(("begun", "ended"), [("cuda", "cuda"), ("cuda", "cpu"), ("cpu", "cuda")])
@pytest.mark.parametrize("label", [*NETWORKS, "sae, deep", "rbm, with Adam"])
def test_a_fit_that_was_killed_goes_on_wherever_it_is_taken_up(
    label: str, begun: str, ended: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "SECONDS_BETWEEN_CHECKPOINTS", 0.0)
    context = replace(USUAL, checkpoints=tmp_path)
    with pytest.raises(Killed):
        freshly_fitted(label, begun, context=replace(context, listener=KilledAt(4)))
    model, whole = freshly_fitted(label, ended, context=context), losses(fitted(label, begun))
    assert len(losses(model)) == len(whole)
    np.testing.assert_allclose(losses(model)[:3], whole[:3], rtol=SAME_LOSS)
    assert np.isfinite(losses(model)).all()
    if begun == ended:
        assert_alike(model, fitted(label, begun), label)


@pytest.mark.parametrize("label", EVERY)
def test_nothing_is_left_on_the_card(label: str) -> None:
    freshly_fitted(label, "cuda")  # what libraries keep for themselves is there from now on
    before = torch.cuda.memory_allocated(), torch.cuda.memory_reserved()
    torch.cuda.reset_peak_memory_stats()
    freshly_fitted(label, "cuda")
    assert torch.cuda.max_memory_allocated() > before[0]
    assert (torch.cuda.memory_allocated(), torch.cuda.memory_reserved()) == before


def test_a_card_that_is_too_small_is_told() -> None:
    torch.cuda.set_per_process_memory_fraction(1e-6)
    try:
        with pytest.raises(BadConfig, match="ncf: the graphics card has too little memory left"):
            freshly_fitted("ncf", "cuda", factors=4096)
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0)
    freshly_fitted("ncf", "cuda", epochs=1)
