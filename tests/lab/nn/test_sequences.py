import numpy as np
import pytest

from matinee.lab.data.histories import Histories
from matinee.lab.nn.sequences import Cut, Pieces, in_order, padded, pieces_of_epoch, placed_in_order

TIMED = Histories(
    offsets=np.array([0, 4, 4, 7]),
    titles=np.array([3, 1, 0, 2, 5, 4, 3]),
    values=np.full(7, 5.0),
    n_titles=6,
    times=np.array([10, 20, 20, 30, 1, 2, 3]),
)
UNTIMED = Histories(TIMED.offsets, TIMED.titles, TIMED.values, TIMED.n_titles)


def long_histories(*, people: int = 40, titles: int = 60) -> Histories:
    """Of 0 to 39 titles, each row ascending: what follows a title is a higher one."""
    generator = np.random.default_rng(5)
    rows = [np.sort(generator.choice(titles, size=size, replace=False)).tolist() for size in range(people)]
    return Histories.from_lists(rows, n_titles=titles)


def of_one_epoch(cut: Cut, *, seed: int = 1, weights: np.ndarray | None = None) -> list[tuple[np.ndarray, Pieces]]:
    return list(pieces_of_epoch(long_histories(), cut, weights=weights, generator=np.random.default_rng(seed)))


def test_a_history_is_read_by_time() -> None:
    read = placed_in_order(TIMED, timed=True)
    assert read.row(2).titles.tolist() == [5, 4, 3]
    assert read.row(0).titles[[0, 3]].tolist() == [3, 2]
    assert read.times is not None
    assert read.times.tolist() == [10, 20, 20, 30, 1, 2, 3]


@pytest.mark.parametrize(("histories", "timed"), [(TIMED, True), (TIMED, False), (UNTIMED, True)])
def test_how_events_of_one_time_were_written_down_does_not_matter(histories: Histories, timed: bool) -> None:
    swapped = [0, 2, 1, 3, 4, 5, 6] if timed and histories.times is not None else [3, 2, 1, 0, 6, 5, 4]
    times = None if histories.times is None else histories.times[swapped]
    other = Histories(histories.offsets, histories.titles[swapped], histories.values, histories.n_titles, times)
    expected = placed_in_order(histories, timed=timed).titles
    np.testing.assert_array_equal(placed_in_order(other, timed=timed).titles, expected)


def test_a_generator_draws_the_order_of_one_time_and_no_other() -> None:
    drawn = {tuple(in_order(TIMED, timed=True, generator=np.random.default_rng(seed)).tolist()) for seed in range(20)}
    assert drawn == {(0, 1, 2, 3, 4, 5, 6), (0, 2, 1, 3, 4, 5, 6)}
    freely = {tuple(in_order(TIMED, timed=False, generator=np.random.default_rng(seed)).tolist()) for seed in range(99)}
    assert len(freely) > 50
    assert all(set(order[:4]) == {0, 1, 2, 3} for order in freely)


def test_pieces_are_filled_up_at_the_end() -> None:
    made = padded(TIMED, starts=np.array([1, 4]), lengths=np.array([3, 2]))
    np.testing.assert_array_equal(made, [[1, 0, 2], [5, 4, 0]])


def test_every_history_that_has_something_to_tell_is_met_once_in_an_epoch() -> None:
    rows = np.concatenate([rows for rows, _ in of_one_epoch(Cut(length=8, places=4, window=None, drawn=3, batch=7))])
    np.testing.assert_array_equal(np.sort(rows), np.arange(2, 40))


@pytest.mark.parametrize("window", [1, 3, None])
def test_what_follows_stands_later_in_the_history_and_inside_the_window(window: int | None) -> None:
    histories = long_histories()
    for rows, pieces in of_one_epoch(Cut(length=8, places=4, window=window, drawn=3, batch=7)):
        here = np.take_along_axis(pieces.titles, pieces.asked, axis=1)
        for row, person in enumerate(rows):
            whole = histories.row(person).titles.tolist()
            for place, title in enumerate(here[row]):
                later = whole[whole.index(title) + 1 :][:window]
                assert set(pieces.following[row, place].tolist()) <= set(later)


def test_with_no_window_all_that_follows_may_be_drawn_even_beyond_the_piece() -> None:
    histories, cut = long_histories().row(39), Cut(length=3, places=3, window=None, drawn=2000, batch=7)
    for seed in range(5):
        ((_, pieces),) = pieces_of_epoch(histories, cut, weights=None, generator=np.random.default_rng(seed))
        begins = histories.titles.tolist().index(pieces.titles[0, 0])
        for place in range(3):
            assert set(pieces.following[0, place].tolist()) == set(histories.titles[begins + place + 1 :].tolist())


def test_places_are_real_and_none_is_asked_twice() -> None:
    for rows, pieces in of_one_epoch(Cut(length=8, places=4, window=1, drawn=1, batch=7)):
        lengths = np.minimum(long_histories().lengths[rows] - 1, 8)
        assert (pieces.asked < lengths[:, None]).all()
        for row, length in enumerate(lengths):
            real = pieces.asked[row][pieces.weights[row, :, 0] > 0]
            assert len(set(real.tolist())) == len(real) == min(length, 4)


def test_long_histories_are_cut_anywhere() -> None:
    first = {
        int(pieces.titles[row, 0])
        for seed in range(200)
        for rows, pieces in of_one_epoch(Cut(length=8, places=4, window=1, drawn=1, batch=7), seed=seed)
        for row in np.flatnonzero(rows == 39)
    }
    assert first == set(long_histories().row(39).titles[: 39 - 8].tolist())


def test_a_batch_holds_pieces_of_nearly_one_length() -> None:
    for rows, pieces in of_one_epoch(Cut(length=100, places=4, window=1, drawn=1, batch=4)):
        lengths = long_histories().lengths[rows] - 1
        assert pieces.titles.shape[1] == lengths.max()
        assert lengths.max() <= 1.5 * lengths.min() + 4


def test_what_is_to_be_found_counts_by_its_weight_against_the_weightiest_of_its_row() -> None:
    histories = long_histories()
    weights = (histories.titles / np.float32(59.0)).astype(np.float32)
    for rows, pieces in of_one_epoch(Cut(length=8, places=4, window=2, drawn=3, batch=7), weights=weights):
        newest = histories.titles[histories.offsets[rows + 1] - 1]
        expected = pieces.following / newest[:, None, None]
        real = pieces.weights > 0
        np.testing.assert_allclose(pieces.weights[real], expected[real], rtol=1e-5)


def test_a_row_is_met_as_often_as_its_weightiest_event_counts() -> None:
    cut = Cut(length=8, places=4, window=1, drawn=1, batch=7)
    weights = np.where(long_histories().row_numbers % 2, np.float32(0.25), np.float32(0.0))
    met = np.concatenate([rows for seed in range(200) for rows, _ in of_one_epoch(cut, seed=seed, weights=weights)])
    assert (met % 2 == 1).all()
    assert len(met) / 200 == pytest.approx(0.25 * 19, rel=0.1)


def test_the_same_chance_gives_the_same_epoch() -> None:
    cut = Cut(length=8, places=4, window=None, drawn=3, batch=7)
    for (rows, one), (others, other) in zip(of_one_epoch(cut), of_one_epoch(cut), strict=True):
        np.testing.assert_array_equal(rows, others)
        np.testing.assert_array_equal(one.following, other.following)
    first, second = (np.concatenate([rows for rows, _ in of_one_epoch(cut, seed=seed)]) for seed in (1, 2))
    assert (first != second).any()
