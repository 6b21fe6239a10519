"""Kinds of facts as columns of figures."""

import math

import numpy as np
import pytest

from matinee.lab.data.title_features.blocks import Block, Cut, eras, weighted_words


def lengths(block: Block) -> np.ndarray:
    return np.linalg.norm(block.matrix.toarray(), axis=1)


def test_words_are_weighted_by_how_often_and_how_rare() -> None:
    made = weighted_words("plot", [{"fog": 1, "sea": 4}, {"fog": 1, "sea": 1}, {"fog": 1}, {}])
    assert made.words == ("fog", "sea")
    assert made.matrix.dtype == np.float32
    fog, sea = 1.0, 1.0 + math.log(4 / 3)
    first = np.array([fog, (1.0 + math.log(4)) * sea])
    np.testing.assert_allclose(made.matrix.toarray()[0], first / np.linalg.norm(first), rtol=1e-6)
    np.testing.assert_allclose(made.matrix.toarray()[2], [1.0, 0.0])
    np.testing.assert_allclose(lengths(made), [1, 1, 1, 0], rtol=1e-6)


def test_what_fits_less_than_wholly_counts_less() -> None:
    made = weighted_words("genome", [{"noir": 1.0, "calm": 0.5}, {"noir": 0.5, "calm": 1.0}])
    np.testing.assert_allclose(made.matrix.toarray()[0, 0], 0.5 * made.matrix.toarray()[0, 1])


@pytest.mark.parametrize(
    ("cut", "words"),
    [
        (Cut(least=1), ("common", "lone", "usual")),
        (Cut(least=2), ("common", "usual")),
        (Cut(least=1, most=0.7), ("lone", "usual")),
        (Cut(least=1, at_most=1), ("common",)),
    ],
)
def test_words_that_are_too_rare_too_common_or_too_many_are_cut(cut: Cut, words: tuple[str, ...]) -> None:
    rows = [{"common": 1.0, "usual": 1.0}, {"common": 1.0, "usual": 1.0}, {"common": 1.0, "lone": 1.0}, {}]
    assert weighted_words("plot", rows, cut).words == words


def test_near_years_are_alike_and_far_ones_are_not() -> None:
    made = eras(np.array([1979, 1980, 1989, 1999, 0]))
    assert made.words == ("the 1970s", "the 1980s", "the 1990s", "the 2000s")
    near = (made.matrix @ made.matrix.T).toarray()
    assert near[0, 1] > 0.98
    assert near[0, 1] > near[1, 2] > near[1, 3] == 0
    np.testing.assert_allclose(np.diag(near), [1, 1, 1, 1, 0], rtol=1e-6)


def test_a_year_in_the_middle_of_a_decade_belongs_to_it_alone() -> None:
    made = eras(np.array([1985, 1994]))
    np.testing.assert_allclose(made.matrix.toarray()[0], [1, 0])


def test_nothing_known_makes_no_column() -> None:
    assert eras(np.zeros(3, dtype=np.int32)).matrix.shape == (3, 0)
    assert weighted_words("plot", [{}, {}]).matrix.shape == (2, 0)
