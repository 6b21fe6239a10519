"""Metrics of accuracy, by hand and against their definitions."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matinee.domain.feedback import CLICKS, HALF_STARS, WHOLE_STARS, Feedback
from matinee.lab.data.histories import Histories
from matinee.lab.evaluation.accuracy import CUTOFFS, PLACES, accuracy, find, gains
from tests.lab.evaluation import by_definition as plain


def judged(
    lists: list[list[int]],
    targets: list[list[int]],
    *,
    values: list[list[float]] | None = None,
    missed: list[int] | None = None,
    feedback: Feedback = WHOLE_STARS,
    n_titles: int = 200,
    precision_from: tuple[float, ...] = (),
) -> dict[str, np.ndarray]:
    padded = np.array([[*row, *[-1] * (PLACES - len(row))] for row in lists], dtype=np.int32)
    sought = Histories.from_lists(targets, n_titles=n_titles, values=values)
    absent = np.array(missed or [0] * len(lists))
    return accuracy(find(padded, sought, absent, feedback), precision_from=precision_from)


def test_one_find_at_the_second_place_of_two_relevant_titles_worked_out_by_hand() -> None:
    got = {name: values[0] for name, values in judged([[7, 3, 9]], [[3, 5]]).items()}
    ideal = 1 + 1 / math.log2(3)
    assert got["ndcg@10"] == pytest.approx((1 / math.log2(3)) / ideal)
    assert got["recall@10"] == 0.5
    assert got["recall_all@10"] == 0.5
    assert got["precision@5"] == 0.2
    assert got["precision@10"] == 0.1
    assert got["hr@5"] == 1.0
    assert got["map@10"] == pytest.approx(0.5 / 2)
    assert got["mrr"] == 0.5


def test_a_perfect_list_scores_one_everywhere_but_in_precision() -> None:
    got = judged([[3, 5]], [[3, 5]], values=[[5.0, 4.0]])
    for name, values in got.items():
        assert values[0] == pytest.approx(2 / int(name.split("@")[1]) if name.startswith("precision") else 1.0), name


def test_an_empty_list_counts_zero_in_every_metric() -> None:
    assert all(values[0] == 0.0 for values in judged([[]], [[3, 5]]).values())


def test_relevant_titles_outside_the_catalogue_count_in_the_ideal() -> None:
    without, outside = judged([[3]], [[3]]), judged([[3]], [[3]], missed=[1])
    assert without["ndcg@10"][0] == 1.0
    assert outside["ndcg@10"][0] == pytest.approx(1 / (1 + 1 / math.log2(3)))
    assert outside["recall@10"][0] == 0.5
    assert outside["map@10"][0] == 0.5
    assert outside["ndcg_graded@10"][0] == pytest.approx(31 / (31 + 15 / math.log2(3)))


def test_whoever_has_only_titles_outside_the_catalogue_counts_zero() -> None:
    got = judged([[3]], [[]], missed=[2])
    assert all(values[0] == 0.0 for values in got.values())


def test_recall_is_divided_by_what_the_list_can_hold_and_recall_all_by_what_there_is() -> None:
    wanted = list(range(20))
    got = judged([wanted[:10]], [wanted])
    assert got["recall@10"][0] == 1.0
    assert got["recall_all@10"][0] == 0.5


def test_the_graded_metric_prefers_the_better_liked_title_first() -> None:
    values = [[5.0, 4.0]]
    better = judged([[1, 2]], [[1, 2]], values=values)["ndcg_graded@10"][0]
    worse = judged([[2, 1]], [[1, 2]], values=values)["ndcg_graded@10"][0]
    assert better == pytest.approx(1.0)
    assert worse == pytest.approx((15 + 31 / math.log2(3)) / (31 + 15 / math.log2(3)))


def test_five_stars_are_worth_31_on_every_scale_and_a_click_1() -> None:
    assert gains(np.array([5.0, 4.0, 0.5]), HALF_STARS) == pytest.approx([31.0, 15.0, 2**0.5 - 1])
    assert gains(np.array([10.0, 8.0]), Feedback(highest=10.0, like_at=8.0)) == pytest.approx([31.0, 15.0])
    assert gains(np.array([1.0, 900.0]), CLICKS).tolist() == [1.0, 1.0]


def test_clicks_make_the_graded_metric_the_binary_one() -> None:
    got = judged([[4, 8, 1]], [[1, 4, 6]], values=[[3.0, 1.0, 9.0]], feedback=CLICKS, missed=[1])
    assert got["ndcg_graded@10"][0] == pytest.approx(got["ndcg@10"][0])


def test_the_threshold_of_precision_can_be_chosen() -> None:
    got = judged([[1, 2, 3]], [[1, 2]], values=[[5.0, 4.0]], precision_from=(5.0, 4.5, 4.0))
    assert got["precision@5"][0] == pytest.approx(0.4)
    assert got["precision@5[>=5]"][0] == pytest.approx(0.2)
    assert got["precision@5[>=4.5]"][0] == pytest.approx(0.2)
    assert got["precision@5[>=4]"][0] == pytest.approx(0.4)


def test_a_person_is_never_credited_with_the_targets_of_another() -> None:
    got = judged([[1, 2], [3, 4]], [[3, 4], [1, 2]])
    assert got["recall@10"].tolist() == [0.0, 0.0]


def test_more_relevant_titles_than_places_fill_the_ideal_to_its_end() -> None:
    wanted = list(range(150))
    got = judged([wanted[:100]], [wanted], missed=[500])
    assert got["ndcg@100"][0] == pytest.approx(1.0)
    assert got["ndcg_graded@100"][0] == pytest.approx(1.0)


cases = st.lists(
    st.tuples(
        st.lists(st.integers(0, 119), unique=True, max_size=PLACES),
        st.dictionaries(st.integers(0, 119), st.sampled_from([1.0, 3.0, 4.0, 5.0]), max_size=110),
        st.integers(0, 120),
    ).filter(lambda case: bool(case[1]) or case[2] > 0),
    min_size=1,
    max_size=5,
)


@settings(deadline=None)
@given(cases)
def test_every_metric_equals_its_definition(people: list[tuple[list[int], dict[int, float], int]]) -> None:
    got = judged(
        [listed for listed, _, _ in people],
        [list(wanted) for _, wanted, _ in people],
        values=[list(wanted.values()) for _, wanted, _ in people],
        missed=[missed for _, _, missed in people],
        n_titles=120,
        precision_from=(4.0,),
    )
    for row, (listed, wanted, missed) in enumerate(people):
        liked = set(wanted)
        relevant = len(wanted) + missed
        expected = {f"ndcg@{k}": plain.ndcg(listed, liked, missed, k) for k in CUTOFFS["ndcg"]}
        expected |= {f"ndcg_graded@{k}": plain.ndcg_graded(listed, wanted, missed, k) for k in CUTOFFS["ndcg_graded"]}
        expected |= {f"recall@{k}": plain.found(listed, liked, k) / min(k, relevant) for k in CUTOFFS["recall"]}
        expected |= {f"recall_all@{k}": plain.found(listed, liked, k) / relevant for k in CUTOFFS["recall_all"]}
        expected |= {f"precision@{k}": plain.found(listed, liked, k) / k for k in CUTOFFS["precision"]}
        strict = {title for title, value in wanted.items() if value >= 4}
        expected |= {f"precision@{k}[>=4]": plain.found(listed, strict, k) / k for k in CUTOFFS["precision"]}
        expected |= {f"hr@{k}": float(plain.found(listed, liked, k) > 0) for k in CUTOFFS["hr"]}
        expected |= {f"map@{k}": plain.average_precision(listed, liked, missed, k) for k in CUTOFFS["map"]}
        expected["mrr"] = plain.reciprocal_rank(listed, liked)
        assert {name: values[row] for name, values in got.items()} == pytest.approx(expected)
