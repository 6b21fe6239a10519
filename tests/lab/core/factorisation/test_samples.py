"""Draws on their way to disk and back."""

from collections.abc import Callable

import numpy as np
import pytest

from matinee.lab.core.factorisation.samples import VECTORS, Samples
from matinee.lab.core.state import State


def draws() -> Samples:
    made = Samples.empty(3, 2, titles=5, seen=5, words=2, days=4, cuts=1)
    chance = np.random.default_rng(0)
    for array in (made.titles, made.title_scores, made.seen, made.days, made.base, made.person_mean):
        array[:] = chance.normal(size=array.shape)
    made.noise[:], made.person_precision[:] = 1.5, 2.0
    return made


def test_what_was_saved_comes_back_but_for_the_last_digits_of_its_vectors() -> None:
    before = draws()
    state = before.state(prefix="chain0.")
    after = Samples.restored(state, prefix="chain0.", titles=5)
    np.testing.assert_array_equal(after.title_scores, before.title_scores)
    np.testing.assert_allclose(after.titles, before.titles, rtol=1e-3, atol=1e-6)
    assert (len(after), after.factors) == (3, 2)


def test_rounding_is_what_saving_does_and_is_done_once() -> None:
    rounded = draws().rounded()
    for name in VECTORS:
        np.testing.assert_array_equal(getattr(rounded.rounded(), name), getattr(rounded, name))
        assert getattr(rounded, name).dtype == np.float32
        assert draws().state(prefix="")[name].dtype == np.float16


def without(name: str) -> Callable[[State], None]:
    def spoil(state: State) -> None:
        del state[name]

    return spoil


def put(name: str, value: float) -> Callable[[State], None]:
    def spoil(state: State) -> None:
        state[name] = np.full_like(state[name], value)

    return spoil


def shortened(name: str) -> Callable[[State], None]:
    def spoil(state: State) -> None:
        state[name] = state[name][:-1]

    return spoil


@pytest.mark.parametrize(
    "spoil",
    [
        without("cuts"),
        put("noise", 0.0),
        put("person_precision", -1.0),
        put("base", np.nan),
        shortened("title_scores"),
        shortened("titles"),
        shortened("seen"),
        shortened("noise"),
    ],
)
def test_draws_that_do_not_fit_each_other_are_refused(spoil: Callable[[State], None]) -> None:
    state = draws().state(prefix="")
    spoil(state)
    with pytest.raises(ValueError, match=r"'|under"):
        Samples.restored(state, prefix="", titles=5)


def test_draws_about_other_titles_are_refused() -> None:
    with pytest.raises(ValueError, match="not about 6 titles"):
        Samples.restored(draws().state(prefix=""), prefix="", titles=6)
