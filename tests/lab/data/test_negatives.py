import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from matinee.lab.data.histories import Histories
from matinee.lab.data.negatives import NONE_LEFT, popularity_weights, uniform_negatives, weighted_negatives

N_TITLES = 12
rows_of_titles = st.lists(st.lists(st.integers(0, N_TITLES - 1), unique=True), min_size=1, max_size=8)
weights_of_titles = st.lists(st.sampled_from([0.0, 1e-9, 0.3, 1.0, 7.0, 1e6]), min_size=N_TITLES, max_size=N_TITLES)


def generator(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


@settings(deadline=None)
@given(rows_of_titles, st.integers(0, 1_000))
def test_no_title_of_the_row_is_drawn(rows: list[list[int]], seed: int) -> None:
    drawn = uniform_negatives(Histories.from_lists(rows, n_titles=N_TITLES), 40, generator=generator(seed))
    assert drawn.shape == (len(rows), 40)
    assert drawn.dtype == np.int32
    for row, found in zip(rows, drawn, strict=True):
        lacking = set(range(N_TITLES)) - set(row)
        assert set(found.tolist()) <= (lacking or {NONE_LEFT})


@settings(deadline=None)
@given(rows_of_titles, weights_of_titles, st.integers(0, 1_000))
def test_only_titles_with_a_weight_that_the_row_lacks_are_drawn(
    rows: list[list[int]], weights: list[float], seed: int
) -> None:
    if not sum(weights):
        weights = [1.0] * N_TITLES
    histories = Histories.from_lists(rows, n_titles=N_TITLES)
    drawn = weighted_negatives(histories, np.array(weights), 40, generator=generator(seed))
    for row, found in zip(rows, drawn, strict=True):
        possible = {title for title in range(N_TITLES) if weights[title] and title not in row}
        assert set(found.tolist()) <= (possible or {NONE_LEFT})


ROWS = [[0, 3, 11], [], [5], list(range(10)), [1, 2, 3, 4, 5, 6]]


def test_each_title_that_is_left_is_as_likely() -> None:
    drawn = uniform_negatives(Histories.from_lists(ROWS, n_titles=N_TITLES), 20_000, generator=generator())
    for row, found in zip(ROWS, drawn, strict=True):
        counts = np.delete(np.bincount(found, minlength=N_TITLES), row)
        assert stats.chisquare(counts).pvalue > 1e-4


def test_titles_are_drawn_in_proportion_to_their_weights() -> None:
    weights = np.array([1, 2, 3, 4, 0, 6, 7, 8, 0.5, 10, 11, 40])
    drawn = weighted_negatives(Histories.from_lists(ROWS, n_titles=N_TITLES), weights, 20_000, generator=generator())
    for row, found in zip(ROWS, drawn, strict=True):
        possible = [title for title in range(N_TITLES) if weights[title] and title not in row]
        counts = np.bincount(found, minlength=N_TITLES)[possible]
        expected = weights[possible] / weights[possible].sum() * counts.sum()
        assert counts.sum() == 20_000
        assert stats.chisquare(counts, expected).pvalue > 1e-4


def test_the_order_of_a_history_does_not_matter() -> None:
    there, back = ([[0, 3, 7, 9]], [[9, 0, 7, 3]])
    drawn = [
        uniform_negatives(Histories.from_lists(rows, n_titles=N_TITLES), 50, generator=generator())
        for rows in (there, back)
    ]
    assert np.array_equal(drawn[0], drawn[1])


def test_the_same_generator_draws_the_same() -> None:
    histories = Histories.from_lists(ROWS, n_titles=N_TITLES)
    first, again, other = (uniform_negatives(histories, 50, generator=generator(seed)) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_large_rows_and_catalogues_hold_the_promise() -> None:
    n_titles, chance = 50_000, generator()
    rows = [chance.choice(n_titles, 300, replace=False).tolist() for _ in range(50)]
    weights = chance.random(n_titles) ** 6
    drawn = weighted_negatives(Histories.from_lists(rows, n_titles=n_titles), weights, 2_000, generator=chance)
    assert all(not set(row) & set(found.tolist()) for row, found in zip(rows, drawn, strict=True))
    assert drawn.min() >= 0


def test_a_row_that_has_everything_gets_none() -> None:
    everything = Histories.from_lists([list(range(N_TITLES)), [0]], n_titles=N_TITLES)
    drawn = uniform_negatives(everything, 3, generator=generator())
    assert drawn[0].tolist() == [NONE_LEFT] * 3
    assert drawn[1].min() > 0


def test_no_rows_or_no_draws_are_empty() -> None:
    assert uniform_negatives(Histories.from_lists([], n_titles=3), 4, generator=generator()).shape == (0, 4)
    assert uniform_negatives(Histories.from_lists([[0]], n_titles=3), 0, generator=generator()).shape == (1, 0)
    nothing = Histories.from_lists([[], []], n_titles=0)
    assert uniform_negatives(nothing, 1, generator=generator()).tolist() == [[NONE_LEFT], [NONE_LEFT]]


@pytest.mark.parametrize("weights", [[1.0, 2.0], [1.0, -1.0, 1.0], [1.0, np.nan, 1.0], [1.0, np.inf, 1.0], [0.0] * 3])
def test_impossible_weights_are_refused(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="weight"):
        weighted_negatives(Histories.from_lists([[0]], n_titles=3), np.array(weights), 1, generator=generator())


def test_popularity_weights_are_counts_to_a_power() -> None:
    histories = Histories.from_lists([[0, 1], [0], [0, 2], [0]], n_titles=4)
    assert popularity_weights(histories).tolist() == pytest.approx([4**0.75, 1, 1, 0])
    assert popularity_weights(histories, power=1.0).tolist() == [4, 1, 1, 0]
