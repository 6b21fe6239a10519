import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from matinee.kit.topk import best, keys_for_rows, tie_keys

SCORE_TABLES = hnp.arrays(
    np.float32,
    hnp.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=12),
    elements=st.sampled_from([-np.inf, -3e38, -2.5, -1.0, -1e-40, -0.0, 0.0, 1e-40, 0.5, 1.0, 3e38]),
)


def plainly(scores: np.ndarray, k: int, keys: np.ndarray) -> list[list[int]]:
    """The answer as one would write it down: sort all columns by score, then by key."""
    rows = []
    for row in range(len(scores)):
        judged = [column for column in range(scores.shape[1]) if scores[row, column] != -np.inf]
        judged.sort(key=lambda column, row=row: (scores[row, column], keys[row, column]), reverse=True)
        rows.append(judged[:k] + [-1] * (k - len(judged[:k])))
    return rows


@given(scores=SCORE_TABLES, k=st.integers(0, 15), seed=st.integers(0, 9))
def test_it_agrees_with_a_plain_sort_by_score_and_then_by_key(scores: np.ndarray, k: int, seed: int) -> None:
    keys = np.broadcast_to(tie_keys(scores.shape[1], seed=seed), scores.shape)
    columns, values = best(scores, k, keys)
    assert columns.tolist() == plainly(scores, k, keys)
    here = columns >= 0
    rows = np.broadcast_to(np.arange(len(scores))[:, None], columns.shape)
    assert np.array_equal(values[here], scores[rows[here], columns[here]])
    assert np.all(values[~here] == -np.inf)


@pytest.mark.parametrize("held", ["chance", "ties", "few", "the first alone"])
def test_among_many_more_columns_than_places_it_agrees_too(held: str) -> None:
    """Where scores that are too low are told by the heads of groups."""
    chance = np.random.default_rng(5)
    scores = chance.normal(size=(3, 2003)).astype(np.float32)
    if held == "ties":
        scores = np.round(scores).astype(np.float32)
    elif held == "few":
        scores[chance.random(scores.shape) < 0.997] = -np.inf
    elif held == "the first alone":
        scores[:, 7:] = -5.0
    keys = np.broadcast_to(tie_keys(2003), scores.shape)
    for k in (1, 7, 31):
        columns, _ = best(scores, k, keys)
        assert columns.tolist() == plainly(scores, k, keys)


def test_columns_are_int32_and_scores_float32() -> None:
    columns, values = best(np.zeros((2, 3), np.float32), 2, tie_keys(3))
    assert columns.dtype == np.int32
    assert values.dtype == np.float32


def test_what_cannot_be_judged_is_never_chosen() -> None:
    columns, values = best(np.array([[-np.inf, 1.0, -np.inf], [-np.inf] * 3], np.float32), 2, tie_keys(3))
    assert columns.tolist() == [[1, -1], [-1, -1]]
    assert values.tolist() == [[1.0, -np.inf], [-np.inf, -np.inf]]


def test_more_places_than_columns_leave_the_rest_empty() -> None:
    columns, values = best(np.array([[0.25, 0.5]], np.float32), 5, tie_keys(2))
    assert columns.tolist() == [[1, 0, -1, -1, -1]]
    assert values[0, 2:].tolist() == [-np.inf] * 3


@pytest.mark.parametrize("shape", [(0, 4), (3, 0), (0, 0)])
def test_no_rows_or_no_columns_give_empty_places(shape: tuple[int, int]) -> None:
    columns, values = best(np.empty(shape, np.float32), 3, tie_keys(shape[1]))
    assert columns.shape == values.shape == (shape[0], 3)
    assert np.all(columns == -1)


def test_the_higher_key_wins_a_tie_and_minus_zero_ties_with_zero() -> None:
    keys = np.array([5, 9, 7], np.uint32)
    columns, _ = best(np.array([[0.0, -0.0, 0.0]], np.float32), 3, keys)
    assert columns.tolist() == [[1, 2, 0]]


def test_the_given_scores_are_left_as_they_are() -> None:
    scores = np.array([[3.0, 1.0, 2.0]], np.float32)
    best(scores, 2, tie_keys(3))
    assert scores.tolist() == [[3.0, 1.0, 2.0]]


@pytest.mark.parametrize("count", [0, 1, 2, 1000, 100_003])
def test_no_two_columns_share_a_key(count: int) -> None:
    keys = tie_keys(count, seed=3)
    assert keys.dtype == np.uint32
    assert len(np.unique(keys)) == count


def test_keys_depend_on_the_seed_and_on_nothing_else() -> None:
    assert np.array_equal(tie_keys(50, seed=1), tie_keys(50, seed=1))
    assert not np.array_equal(tie_keys(50, seed=1), tie_keys(50, seed=2))


def test_each_row_has_an_order_of_its_own_with_distinct_keys() -> None:
    keys = keys_for_rows(tie_keys(500), np.arange(40))
    assert keys.shape == (40, 500)
    assert keys.dtype == np.uint32
    assert all(len(np.unique(row)) == 500 for row in keys)
    assert len({tuple(np.argsort(row)[:5]) for row in keys}) == 40


def test_the_order_of_a_row_depends_on_its_number_and_not_on_the_batch() -> None:
    together = keys_for_rows(tie_keys(30), np.arange(10))
    assert np.array_equal(together[7], keys_for_rows(tie_keys(30), np.array([7]))[0])


def test_under_ties_every_column_is_chosen_equally_often() -> None:
    """Chi-square over 20,000 constant rows: with top 5 of 50, each column is due in a tenth of them."""
    rows, columns, k = 20_000, 50, 5
    chosen, _ = best(np.zeros((rows, columns), np.float32), k, keys_for_rows(tie_keys(columns), np.arange(rows)))
    counts = np.bincount(chosen.ravel(), minlength=columns)
    # Within a row a column is chosen at most once, which makes the counts a little more even than chance alone.
    spread = ((counts - rows * k / columns) ** 2).sum() / (rows * k / columns * (1 - k / columns))
    assert 1e-4 < stats.chi2.sf(spread * (columns - 1) / columns, columns - 1) < 1 - 1e-4


def test_under_ties_every_column_is_first_equally_often() -> None:
    rows, columns = 20_000, 40
    first, _ = best(np.zeros((rows, columns), np.float32), 1, keys_for_rows(tie_keys(columns), np.arange(rows)))
    counts = np.bincount(first.ravel(), minlength=columns)
    assert 1e-4 < stats.chisquare(counts).pvalue < 1 - 1e-4


def test_keys_are_drawn_once_and_cannot_be_spoiled() -> None:
    keys = tie_keys(11)
    assert tie_keys(11) is keys
    with pytest.raises(ValueError, match="read-only"):
        keys[0] = 0


def test_few_places_among_very_many_that_stand_level_fall_by_key() -> None:
    scores = np.zeros((2, 500), np.float32)
    scores[1, 7], scores[1, 9] = 1.0, -np.inf
    keys = np.broadcast_to(tie_keys(500), scores.shape)
    columns, _ = best(scores, 3, keys)
    assert columns.tolist() == plainly(scores, 3, keys)
