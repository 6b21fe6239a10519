import numpy as np

from matinee.lab.blending.opinions import opinion, together, weight_of_judges

NO = -np.inf


def scores(*rows: list[float]) -> np.ndarray:
    return np.array(rows, dtype=np.float32)


def test_every_person_gets_mean_0_and_spread_1() -> None:
    given = scores([1.0, 2.0, 6.0], [-400.0, 0.0, 100.0])
    made = opinion(given.copy())
    np.testing.assert_allclose(made.values.mean(axis=1), 0.0, atol=1e-6)
    np.testing.assert_allclose(made.values.std(axis=1), 1.0, rtol=1e-6)
    np.testing.assert_allclose(made.values * made.spread + made.mean, given, rtol=1e-5, atol=1e-4)


def test_who_scores_all_titles_alike_thinks_nothing_of_them() -> None:
    np.testing.assert_array_equal(opinion(scores([7.0, 7.0, 7.0])).values, 0.0)


def test_titles_that_are_not_judged_count_for_nothing() -> None:
    made = opinion(scores([1.0, NO, 3.0], [NO, NO, NO]))
    np.testing.assert_allclose(made.values, [[-1.0, 0.0, 1.0], [0.0, 0.0, 0.0]])
    assert made.judged is not None
    assert made.judged.tolist() == [[True, False, True], [False, False, False]]


def test_a_title_is_scored_by_the_mean_of_those_who_judge_it() -> None:
    first, second = opinion(scores([1.0, NO, 3.0, NO])), opinion(scores([0.0, 2.0, 4.0, NO]))
    weights = np.array([0.25, 0.75])
    made = together([first, second], weights)
    expected = 0.25 * first.values[0] + 0.75 * second.values[0]
    np.testing.assert_allclose(made[0, [0, 2]], expected[[0, 2]], rtol=1e-6)
    np.testing.assert_allclose(made[0, 1], second.values[0, 1], rtol=1e-6)
    assert made[0, 3] == NO
    np.testing.assert_allclose(weight_of_judges([first, second], weights)[0], [1.0, 0.75, 1.0, 0.0])


def test_where_everybody_judges_everything_the_weight_is_one_number() -> None:
    both = [opinion(scores([1.0, 2.0])), opinion(scores([2.0, 1.0]))]
    assert weight_of_judges(both, np.array([0.5, 1.5])) == 2.0
    np.testing.assert_allclose(together(both, np.array([0.5, 1.5]))[0], [0.5, -0.5])
