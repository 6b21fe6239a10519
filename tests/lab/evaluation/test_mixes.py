import numpy as np
import pytest

from matinee.lab.data.histories import Histories
from matinee.lab.evaluation.mixes import SMOOTHING, mean_year, mix_error
from tests.lab.evaluation.stages import train_of

FACTS = train_of(
    [[0, 1, 2, 3]],
    n_titles=5,
    genres={0: ["War"], 1: ["Drama"], 2: ["Drama", "War"]},
    years={0: 1990, 1: 2000},
).facts


def liked(*titles: int) -> Histories:
    return Histories.from_lists([list(titles)], n_titles=5)


def test_a_slate_of_the_persons_own_mix_has_no_error() -> None:
    assert mix_error(np.array([[2, -1]]), liked(0, 1), FACTS)[0] == pytest.approx(0.0, abs=1e-9)


def test_a_slate_without_what_the_person_likes_is_as_wrong_as_can_be() -> None:
    assert mix_error(np.array([[0]]), liked(1), FACTS)[0] == pytest.approx(np.log(1 / SMOOTHING))


def test_the_error_is_the_divergence_of_the_mixes() -> None:
    q = (1 - SMOOTHING) * np.array([0.25, 0.75]) + SMOOTHING * 0.5
    expected = float(np.sum(0.5 * np.log(0.5 / q)))
    assert mix_error(np.array([[0, 2]]), liked(0, 1), FACTS)[0] == pytest.approx(expected)


def test_where_no_genre_is_known_there_is_no_error() -> None:
    assert np.isnan(mix_error(np.array([[3]]), liked(0), FACTS)).all()
    assert np.isnan(mix_error(np.array([[0]]), liked(4), FACTS)).all()


def test_the_mean_year_is_over_titles_whose_year_is_known() -> None:
    years = mean_year(np.array([[0, 1, 3], [0, -1, -1], [3, 4, -1]]), FACTS)
    assert years[:2].tolist() == [1995.0, 1990.0]
    assert np.isnan(years[2])


def test_only_the_first_ten_places_count() -> None:
    lists = np.array([[0] * 10 + [1]])
    assert mean_year(lists, FACTS)[0] == 1990.0
    assert mix_error(lists, liked(0), FACTS)[0] == pytest.approx(0.0, abs=1e-9)
