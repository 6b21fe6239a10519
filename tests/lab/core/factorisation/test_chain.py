"""A chain of Gibbs sampling and what it leaves."""

import numpy as np
import pytest

from matinee.kit.extras import present
from matinee.lab.core.factorisation.chain import Task, run_chain
from matinee.lab.core.factorisation.design import design_of
from matinee.lab.core.factorisation.samples import Samples
from tests.lab.core.factorisation.world import TITLES, small_world

pytestmark = pytest.mark.skipif(not present("myfm"), reason="myfm is not installed")

LEVELS = np.arange(1.0, 6.0)


def run(task: Task = "regression", *, keep: int = 4, seed: int = 1, implicit: bool = True) -> tuple[Samples, list[int]]:
    design = design_of(small_world(), implicit=implicit, day=True, people=True, genres=True)
    seen: list[int] = []
    made = run_chain(
        design,
        task=task,
        factors=3,
        burn_in=5,
        samples=12,
        keep=keep,
        seed=seed,
        levels=LEVELS,
        watch=lambda draw, noise: seen.append(draw),
    )
    return made, seen


def test_every_draw_is_watched_and_as_many_are_kept_as_asked() -> None:
    made, seen = run()
    assert seen == list(range(17))
    assert len(made) == 4
    assert made.titles.shape == made.seen.shape == (TITLES, 4, 3)
    assert made.days.shape == (9, 4, 3)
    assert len(run(keep=99)[0]) == 12


def test_fewer_draws_kept_are_some_of_those_of_more() -> None:
    many, few = run(keep=12)[0], run(keep=3)[0]
    np.testing.assert_array_equal(few.titles, many.titles[:, [3, 7, 11]])
    np.testing.assert_array_equal(few.base, many.base[[3, 7, 11]])


def test_the_last_day_is_the_average_of_all_ratings() -> None:
    made, _ = run()
    share = np.bincount(design_of(small_world(), implicit=False, day=True, people=False, genres=False).blocks[2].events)
    np.testing.assert_allclose(made.day_scores[-1], share @ made.day_scores[:-1] / share.sum(), atol=1e-5)


def test_a_seed_gives_one_chain_and_another_seed_another() -> None:
    one, same, other = run(seed=1)[0], run(seed=1)[0], run(seed=2)[0]
    np.testing.assert_array_equal(one.titles, same.titles)
    assert np.abs(one.titles - other.titles).max() > 0.01


def test_a_probit_has_cuts_in_order_and_a_regression_has_none() -> None:
    probit, regression = run("probit")[0], run("regression")[0]
    assert probit.cuts.shape == (4, 4)
    assert (np.diff(probit.cuts, axis=1) > 0).all()
    assert (probit.noise == 1.0).all()
    assert regression.cuts.shape == (4, 0)
    assert (regression.noise != 1.0).all()


def test_without_implicit_features_nothing_is_kept_of_them() -> None:
    assert run(implicit=False)[0].seen.shape == (0, 4, 3)


def test_whoever_watches_can_end_a_chain() -> None:
    class EnoughError(Exception):
        pass

    def watch(draw: int, noise: float) -> None:
        if draw == 3:
            raise EnoughError

    design = design_of(small_world(), implicit=False, day=False, people=False, genres=False)
    with pytest.raises(EnoughError):
        run_chain(
            design, task="regression", factors=2, burn_in=5, samples=5, keep=1, seed=0, levels=LEVELS, watch=watch
        )
