"""A chain of Gibbs sampling and what it leaves."""

from itertools import combinations

import numpy as np
import pytest
from scipy.special import ndtr

from matinee.lab.core.factorisation.chain import Chain, Task, run_chain, spectra_of
from matinee.lab.core.factorisation.design import DAY, design_of
from matinee.lab.core.factorisation.folding import Place, ratings
from matinee.lab.core.factorisation.samples import Samples
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.vocabulary import Vocabulary
from tests.lab.core.factorisation.world import TITLES, small_world

LEVELS = np.arange(1.0, 6.0)


def run(task: Task = "regression", *, keep: int = 4, seed: int = 1, implicit: bool = True) -> tuple[Samples, list[int]]:
    design = design_of(small_world(), implicit=implicit, day=True, people=True, genres=True)
    seen: list[int] = []
    made = run_chain(
        design,
        spectra_of(design),
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
            design,
            spectra_of(design),
            task="regression",
            factors=2,
            burn_in=5,
            samples=5,
            keep=1,
            seed=0,
            levels=LEVELS,
            watch=watch,
        )


@pytest.mark.parametrize("task", ["regression", "probit"])
def test_what_is_kept_of_a_draw_says_of_each_rating_what_the_chain_says(task: Task) -> None:
    """With the people as they were drawn, which are not kept."""
    data = small_world()
    design = design_of(data, implicit=True, day=True, people=True, genres=True)
    chain = Chain(design, spectra_of(design), task=task, factors=3, seed=2, levels=LEVELS)
    for _ in range(6):
        chain.draw()
    made = Samples.empty(1, 3, titles=TITLES, seen=TITLES, words=6, days=9, cuts=4 if task == "probit" else 0)
    chain.put_into(made, 0)
    given = data.histories
    assert given.times is not None
    score = chain.base + (chain.wanted - chain.left)[:-1]
    if task == "probit":
        assert chain.levels is not None
        above = np.array([chain.levels.cuts for _ in score]) - score[:, None]
        score = LEVELS[-1] - ndtr(above).sum(axis=1)
    for number in (0, 7):
        own = chain.sides[0].rows[number][None]
        placed = Place(own[:, 1:], made.base + own[:, 0], np.zeros((1, 4, 4), dtype=np.float32))
        mine = given.row_numbers == number
        days = np.searchsorted(design.days, given.times[mine] // DAY)
        told = ratings(made, placed, given.titles[mine], days, levels=LEVELS)
        np.testing.assert_allclose(told, score[mine], atol=1e-4)


def test_what_is_left_of_each_rating_is_kept_right_for_hundreds_of_draws() -> None:
    design = design_of(small_world(), implicit=True, day=True, people=True, genres=True)
    chain = Chain(design, spectra_of(design), task="regression", factors=3, seed=2, levels=LEVELS)
    for _ in range(300):
        chain.draw()
    rows = [side.rows[block.events].astype(np.float64) for side, block in zip(chain.sides, design.blocks, strict=True)]
    numbers, vectors = sum(one[:, 0] for one in rows), [one[:, 1:] for one in rows]
    pairs = sum((one * other).sum(axis=1) for one, other in combinations(vectors, 2))
    np.testing.assert_allclose(chain.left[:-1], design.values - chain.base - numbers - pairs, atol=1e-4)
    assert chain.left[-1] == 0.0


def test_a_row_without_a_rating_is_drawn_from_what_is_known_of_it() -> None:
    data = small_world()
    known = Dataset.from_columns(
        data.people.ids[data.log.people], data.log.titles, data.log.values, titles_known=Vocabulary.of(np.arange(20))
    )
    design = design_of(known, implicit=True, day=False, people=False, genres=False)
    chain = Chain(design, spectra_of(design), task="regression", factors=2, seed=0, levels=LEVELS)
    drawn = []
    for _ in range(200):
        chain.draw()
        drawn.append(chain.sides[1].rows[19].copy())
    assert np.abs(np.array(drawn)).max() < 20.0
    assert (np.std(drawn, axis=0) > 0.05).all()
