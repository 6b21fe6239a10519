"""The neutral scorer against a second, slow reading of the same definition, and against cases worked out by hand."""

import importlib
import math
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

FOLDER = Path(__file__).resolve().parents[3] / "benchmarks" / "peers"


@pytest.fixture
def score(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(FOLDER))
    return importlib.import_module("score")


def answers_of(score: ModuleType, targets: list[list[int]], missed: list[int], n_titles: int):
    offsets = np.concatenate([[0], np.cumsum([len(row) for row in targets])])
    flat = np.array([title for row in targets for title in row], dtype=np.int32)
    return score.Answers(offsets, flat, np.array(missed, dtype=np.int32), n_titles)


def slow_ndcg(ranked: list[int], wanted: set[int], missed: int, k: int) -> float:
    gain = sum(1 / math.log2(place + 2) for place, title in enumerate(ranked[:k]) if title in wanted)
    ideal = sum(1 / math.log2(place + 2) for place in range(min(k, len(wanted) + missed)))
    return gain / ideal if ideal else 0.0


def test_the_scorer_agrees_with_a_slow_reading_of_the_definition(score: ModuleType) -> None:
    random = np.random.default_rng(3)
    lists = np.array([random.permutation(60)[:40] for _ in range(50)], dtype=np.int32)
    lists[7, 5:] = -1
    targets = [sorted(random.choice(60, size=random.integers(0, 30), replace=False).tolist()) for _ in range(50)]
    missed = random.integers(0, 3, size=50).tolist()
    answers = answers_of(score, targets, missed, 60)
    for k in (1, 10, 40):
        slow = [
            slow_ndcg(row.tolist(), set(want), gone, k) for row, want, gone in zip(lists, targets, missed, strict=True)
        ]
        np.testing.assert_allclose(score.ndcg(lists, answers, k), slow, rtol=1e-12)


def test_an_empty_list_counts_nothing_and_a_perfect_one_counts_one(score: ModuleType) -> None:
    answers = answers_of(score, [[4, 2], [1, 0]], [0, 0], 5)
    lists = np.array([[-1, -1, -1], [0, 1, 3]], dtype=np.int32)
    assert score.ndcg(lists, answers, 3).tolist() == [0.0, 1.0]


def test_a_relevant_title_outside_the_catalogue_counts_in_the_ideal(score: ModuleType) -> None:
    answers = answers_of(score, [[1]], [1], 5)
    perfect = 1 / (1 + 1 / math.log2(3))
    assert score.ndcg(np.array([[1, 2]]), answers, 2)[0] == pytest.approx(perfect)


def test_a_list_that_names_a_title_twice_is_refused(score: ModuleType) -> None:
    with pytest.raises(ValueError, match="twice"):
        score.ndcg(np.array([[1, 1]]), answers_of(score, [[1]], [0], 5), 2)


def test_lists_for_another_number_of_people_are_refused(score: ModuleType) -> None:
    with pytest.raises(ValueError, match="2 lists for 1 people"):
        score.ndcg(np.array([[1], [2]]), answers_of(score, [[1]], [0], 5), 1)


def test_titles_of_the_history_in_a_list_are_counted(score: ModuleType) -> None:
    lists = np.array([[0, 1, 3], [2, -1, 3]])
    offsets, history = np.array([0, 2, 4]), np.array([1, 4, 2, 0])
    assert score.seen_again(lists, offsets, history, 5) == 2


def test_the_interval_of_a_mean_is_two_standard_errors_wide_on_each_side(score: ModuleType) -> None:
    made = score.Marks(np.array([0.0, 1.0] * 50)).figure()
    assert made.mean == 0.5
    assert made.error == pytest.approx(np.std([0.0, 1.0] * 50, ddof=1) / 10)
    assert made.high - made.mean == pytest.approx(1.96 * made.error, rel=1e-4)


def test_the_interval_of_an_error_covers_it_as_often_as_it_says(score: ModuleType) -> None:
    random, inside = np.random.default_rng(1), 0
    rows = np.repeat(np.arange(80), 12)
    for _ in range(200):
        errors = random.normal(0, 1, 960) + random.normal(0, 0.5, 80)[rows]
        made = score.marks_of_ratings(errors, score.Stars(rows, np.zeros(960), 5))["rmse"].figure()
        inside += made.low <= np.sqrt(1.25) <= made.high
    assert 0.88 <= inside / 200 <= 0.99


def test_differences_are_paired_over_people(score: ModuleType) -> None:
    rows = np.repeat(np.arange(40), 5)
    noise = np.random.default_rng(2).normal(0, 1, 200)
    stars = score.Stars(rows, np.zeros(200), 5)
    worse, better = (score.marks_of_ratings(noise * factor, stars)["rmse"] for factor in (1.1, 1.0))
    apart = better.less(worse)
    assert apart.mean == pytest.approx(-0.1 * np.sqrt(np.mean(noise**2)))
    assert apart.high < 0
    assert apart.high - apart.low < worse.figure().high - worse.figure().low


def test_a_rating_that_is_no_number_is_refused(score: ModuleType) -> None:
    with pytest.raises(ValueError, match="not a number"):
        score.marks_of_ratings(np.array([1.0, np.nan]), score.Stars(np.array([0, 1]), np.ones(2), 5))
