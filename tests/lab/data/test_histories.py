import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matinee.domain.feedback import WHOLE_STARS
from matinee.lab.data.histories import Histories
from matinee.lab.data.interactions import Interactions
from matinee.lab.data.traits import Traits

lists_of_titles = st.lists(st.lists(st.integers(0, 9), unique=True), max_size=8)


def histories() -> Histories:
    """Titles and stars: (3: 5, 1: 2), none, (0: 4, 2: 1, 4: 3), with times 10, 20, ..."""
    return Histories(
        np.array([0, 2, 2, 5]),
        np.array([3, 1, 0, 2, 4]),
        np.array([5.0, 2.0, 4.0, 1.0, 3.0]),
        5,
        np.array([10, 20, 30, 40, 50]),
    )


def rows_of(made: Histories) -> list[list[int]]:
    return [made.row(index).titles.tolist() for index in range(len(made))]


def test_a_log_becomes_one_row_a_person_oldest_first() -> None:
    log = Interactions(np.array([2, 0, 2]), np.array([1, 3, 0]), np.array([4.0, 5.0, 3.0]), np.array([9, 1, 5]))
    made = Histories.from_interactions(log, n_people=4, n_titles=4)
    assert rows_of(made) == [[3], [], [0, 1], []]
    assert made.values.tolist() == [5, 3, 4]
    assert made.times is not None
    assert made.times.tolist() == [1, 5, 9]


def test_without_times_titles_are_in_the_order_of_their_positions() -> None:
    log = Interactions(np.array([0, 0, 0]), np.array([3, 1, 2]), np.ones(3))
    assert rows_of(Histories.from_interactions(log, n_people=1, n_titles=4)) == [[1, 2, 3]]


def test_of_several_events_with_one_title_the_latest_counts() -> None:
    log = Interactions(np.zeros(4), np.array([1, 2, 1, 1]), np.array([1.0, 2.0, 5.0, 3.0]), np.array([1, 2, 9, 4]))
    made = Histories.from_interactions(log, n_people=1, n_titles=3)
    assert rows_of(made) == [[2, 1]]
    assert made.values.tolist() == [2, 5]
    untimed = Interactions(log.people, log.titles, log.values)
    assert Histories.from_interactions(untimed, n_people=1, n_titles=3).values.tolist() == [3, 2]


def test_lists_have_five_stars_unless_said() -> None:
    made = Histories.from_lists([[2, 0], []], n_titles=3)
    assert (rows_of(made), made.values.tolist()) == ([[2, 0], []], [5, 5])
    assert Histories.from_lists([[1]], n_titles=3, values=[[2.5]]).values.tolist() == [2.5]


@pytest.mark.parametrize(
    ("offsets", "titles", "values"),
    [([0, 1], [0, 1], [5, 5]), ([1, 2], [0, 1], [5, 5]), ([0, 2], [0, 1], [5])],
)
def test_parts_that_do_not_fit_are_refused(offsets: list[int], titles: list[int], values: list[float]) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        Histories(np.array(offsets), np.array(titles), np.array(values), 3)


@pytest.mark.parametrize("title", [-1, 3])
def test_a_title_outside_the_catalogue_is_refused(title: int) -> None:
    with pytest.raises(ValueError, match="outside 0 to 2"):
        Histories.from_lists([[title]], n_titles=3)


def test_rows_can_be_taken_by_slice_mask_and_number() -> None:
    made = histories()
    assert rows_of(made.rows(slice(1, 3))) == [[], [0, 2, 4]]
    assert rows_of(made.rows(slice(2, 1))) == []
    assert rows_of(made.rows(np.array([True, False, True]))) == [[3, 1], [0, 2, 4]]
    back = made.rows(np.array([2, 0, 0]))
    assert rows_of(back) == [[0, 2, 4], [3, 1], [3, 1]]
    assert back.times is not None
    assert back.times.tolist() == [30, 40, 50, 10, 20, 10, 20]
    assert back.values.tolist() == [4, 1, 3, 5, 2, 5, 2]
    assert len(made.rows(np.zeros(3, dtype=bool))) == 0


@settings(deadline=None)
@given(lists_of_titles, st.integers(1, 4))
def test_batches_together_are_the_whole(rows: list[list[int]], size: int) -> None:
    made = Histories.from_lists(rows, n_titles=10)
    batches = list(made.batches(size))
    assert [row for batch in batches for row in rows_of(batch)] == rows
    assert all(len(batch) <= size for batch in batches)


@settings(deadline=None)
@given(lists_of_titles)
def test_row_numbers_and_lengths_describe_the_rows(rows: list[list[int]]) -> None:
    made = Histories.from_lists(rows, n_titles=10)
    assert made.lengths.tolist() == [len(row) for row in rows]
    assert made.row_numbers.tolist() == [index for index, row in enumerate(rows) for _ in row]


@settings(deadline=None)
@given(lists_of_titles, st.integers(0, 5))
def test_the_newest_events_are_the_last_of_each_row(rows: list[list[int]], count: int) -> None:
    newest = Histories.from_lists(rows, n_titles=10).last(count)
    assert rows_of(newest) == [row[len(row) - min(count, len(row)) :] for row in rows]


def test_events_can_be_left_out_and_people_stay() -> None:
    kept = histories().keep_events(np.array([False, True, False, False, True]))
    assert rows_of(kept) == [[1], [], [4]]
    assert kept.times is not None
    assert kept.times.tolist() == [20, 50]
    assert Histories.from_lists([[1, 0]], n_titles=2).keep_events(np.array([True, False])).times is None


def test_the_matrix_holds_values_or_what_is_given_in_their_place() -> None:
    made = histories()
    assert made.matrix().toarray().tolist() == [[0, 2, 0, 5, 0], [0] * 5, [4, 0, 1, 0, 3]]
    assert made.matrix(np.arange(1, 6)).toarray().tolist() == [[0, 2, 0, 1, 0], [0] * 5, [3, 0, 4, 0, 5]]
    assert made.matrix().has_sorted_indices
    assert made.matrix().dtype == np.float32


def test_changing_a_matrix_leaves_the_histories_alone() -> None:
    made = histories()
    matrix = made.matrix()
    matrix.data[:] = 0
    matrix.indices[:] = 0
    assert (made.values.tolist(), made.titles.tolist()) == ([5, 2, 4, 1, 3], [3, 1, 0, 2, 4])


def test_likes_are_ones_and_dislikes_weigh_what_is_said() -> None:
    made = histories()
    assert made.likes(WHOLE_STARS).toarray().tolist() == [[0, 0, 0, 1, 0], [0] * 5, [1, 0, 0, 0, 0]]
    assert made.likes(WHOLE_STARS).nnz == 2
    weighed = made.likes(WHOLE_STARS, dislike_weight=0.5).toarray().tolist()
    assert weighed == [[0, -0.5, 0, 1, 0], [0] * 5, [1, 0, -0.5, 0, 0]]


def test_liked_titles_alone() -> None:
    assert rows_of(histories().liked(WHOLE_STARS)) == [[3], [], [0]]


def test_what_people_told_goes_with_their_rows_through_every_choice() -> None:
    everybody = histories().with_traits(Traits(("age",), (("18", "35", "50"),), np.array([[0], [1], [2]])))
    chosen = (
        (everybody.rows(slice(1, 3)), ["35", "50"]),
        (everybody.rows(np.array([2, 0])), ["50", "18"]),
        (everybody.rows(np.array([True, False, True])), ["18", "50"]),
        (everybody.row(2), ["50"]),
        (everybody.keep_events(everybody.values > 3), ["18", "35", "50"]),
        (everybody.last(1), ["18", "35", "50"]),
        (everybody.liked(WHOLE_STARS), ["18", "35", "50"]),
        (list(everybody.batches(2))[1], ["50"]),
    )
    for made, told in chosen:
        assert made.traits is not None
        assert made.traits.told("age") == told
    assert everybody.with_traits(None).traits is None


def test_traits_of_other_people_are_refused() -> None:
    with pytest.raises(ValueError, match="not as many traits"):
        histories().with_traits(Traits((), (), np.zeros((2, 0))))


def test_the_likes_of_one_are_the_row_of_the_matrix() -> None:
    one = Histories.from_lists([[4, 0, 2, 1]], n_titles=5, values=[[5, 1, 3, 4]])
    titles, strengths = one.likes_of_one(WHOLE_STARS, dislike_weight=0.5)
    made = np.zeros(5, dtype=np.float32)
    made[titles] = strengths
    assert made.tolist() == one.likes(WHOLE_STARS, dislike_weight=0.5).toarray()[0].tolist() == [-0.5, 1, 0, 0, 1]
    with pytest.raises(ValueError, match="2 histories, not one"):
        Histories.from_lists([[0], [1]], n_titles=5).likes_of_one(WHOLE_STARS)
