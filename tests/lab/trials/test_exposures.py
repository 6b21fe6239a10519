import numpy as np
import pytest

from matinee.domain.errors import BadInput
from matinee.lab.trials.exposures import Events, Exposures, entered, outcomes

LOG = Exposures(
    units=np.array([7, 3, 7, 5, 3, 9]), arms=np.array([1, 0, 1, 0, 1, 0]), at=np.array([50, 20, 30, 40, 60, 10])
)


def events(*rows: tuple[int, int, int, float]) -> Events:
    """Of rows (id, unit, at, value)."""
    ids, units, at, values = np.array(rows).T
    return Events(ids.astype(int), units.astype(int), at.astype(int), values)


def test_a_person_enters_with_the_first_exposure_and_leaves_with_a_second_arm() -> None:
    people = entered(LOG)
    assert people.units.tolist() == [5, 7, 9]
    assert people.arms.tolist() == [0, 1, 0]
    assert people.at.tolist() == [40, 30, 10]
    assert people.crossed == 1
    assert people.counts(3).tolist() == [2, 1, 0]


def test_nobody_is_no_trouble() -> None:
    people = entered(Exposures(*(np.zeros(0, dtype=int) for _ in range(3))))
    made = outcomes(people, events((1, 5, 45, 1.0)), window=10, now=99)
    assert (len(people), people.crossed, len(made.totals)) == (0, 0, 0)


def test_told_twice_late_and_in_any_order_the_counts_are_the_same() -> None:
    chance = np.random.default_rng(11)
    units = np.repeat(np.arange(500), 3)
    at = chance.integers(0, 1_000, len(units))
    log = Exposures(units, units % 2, at)
    done = Events(
        np.arange(2_000), chance.integers(0, 500, 2_000), chance.integers(0, 2_000, 2_000), chance.random(2_000)
    )
    people, plain = entered(log), outcomes(entered(log), done, window=700, now=10_000)
    again = chance.choice(len(units), int(1.3 * len(units)))
    again = chance.permutation(np.concatenate([np.arange(len(units)), again]))
    repeated = chance.permutation(np.concatenate([np.arange(2_000), chance.choice(2_000, 600)]))
    noisy = entered(Exposures(log.units[again], log.arms[again], log.at[again]))
    late = Events(*(column[repeated] for column in (done.ids, done.units, done.at, done.values)))
    made = outcomes(noisy, late, window=700, now=10_000)
    np.testing.assert_array_equal(noisy.units, people.units)
    np.testing.assert_array_equal(noisy.at, people.at)
    np.testing.assert_array_equal(noisy.counts(2), [250, 250])
    np.testing.assert_array_equal(made.counts, plain.counts)
    np.testing.assert_allclose(made.totals, plain.totals)


def test_only_what_happened_inside_the_window_after_the_exposure_is_an_outcome_of_it() -> None:
    people = entered(LOG)
    made = outcomes(
        people,
        events((1, 5, 39, 8.0), (2, 5, 40, 1.0), (3, 5, 49, 2.0), (4, 5, 50, 16.0), (5, 6, 45, 4.0), (2, 5, 41, 1.0)),
        window=10,
        now=45,
        late=5,
    )
    assert made.totals.tolist() == [3.0, 0.0, 0.0]
    assert made.counts.tolist() == [2, 0, 0]
    assert made.complete.tolist() == [False, True, True]


def test_columns_of_other_lengths_and_windows_of_nothing_are_refused() -> None:
    with pytest.raises(BadInput, match="columns of 2, 1, 1 lines"):
        Exposures(np.zeros(2), np.zeros(1), np.zeros(1))
    with pytest.raises(BadInput, match="window"):
        outcomes(entered(LOG), events((1, 5, 45, 1.0)), window=0, now=99)
