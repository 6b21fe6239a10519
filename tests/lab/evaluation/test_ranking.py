"""The protocol of the referee: what is ranked, what is hidden, how ties fall, and what is refused."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matinee.domain.errors import BadData, BadInput
from matinee.lab.core import registry
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.files import read_split
from matinee.lab.evaluation import ranking as room
from matinee.lab.evaluation.accuracy import accuracy, find
from matinee.lab.evaluation.chance import Constant, SameForAll, expected_at_random, popularity
from matinee.lab.evaluation.ranking import evaluate_ranking, judge_lists, rank_all
from matinee.lab.evaluation.statistics import bootstrap_intervals
from tests.lab.evaluation.stages import InTurn, random_stage, stage_of, train_of


def test_every_title_but_those_of_the_history_is_ranked_best_first() -> None:
    train = train_of([[0, 1, 2, 3]], n_titles=4)
    stage = stage_of(train, histories=[[2], [0, 1]], targets=[[0], [3]])
    got = evaluate_ranking(SameForAll(np.array([1.0, 3.0, 9.0, 2.0])), stage)
    assert got.lists[0, :4].tolist() == [1, 3, 0, -1]
    assert got.lists[1, :3].tolist() == [2, 3, -1]
    assert got.lists.shape == (2, 100)
    assert got.per_person["mrr"].tolist() == pytest.approx([1 / 3, 1 / 2])


def test_a_title_that_cannot_be_judged_is_never_listed() -> None:
    train = train_of([[0, 1, 2]], n_titles=3)
    stage = stage_of(train, histories=[[0]], targets=[[2]])
    got = evaluate_ranking(SameForAll(np.array([5.0, 1.0, -np.inf])), stage)
    assert got.lists[0, :2].tolist() == [1, -1]
    assert got.overall["recall@10"] == 0.0


def test_a_list_that_is_empty_counts_zero_and_is_not_left_out_of_the_mean() -> None:
    train = train_of([[0, 1]], n_titles=2)
    stage = stage_of(train, histories=[[0], [0]], targets=[[1], [1]])
    scores = np.array([[0.0, 1.0], [-np.inf, -np.inf]])
    got = evaluate_ranking(InTurn(scores), stage)
    assert got.per_person["ndcg@10"].tolist() == [1.0, 0.0]
    assert got.overall["ndcg@10"] == 0.5
    assert got.overall["list_length"] == 0.5


def test_a_constant_model_scores_as_chance_would() -> None:
    stage = random_stage(1, people=3_000, popular_power=1.2)
    got = evaluate_ranking(Constant(), stage)
    expected = expected_at_random(stage)
    intervals = bootstrap_intervals({name: got.per_person[name] for name in expected}, level=0.999)
    for name, interval in intervals.items():
        assert interval.low - 1e-6 <= expected[name].mean() <= interval.high + 1e-6, name


def test_a_constant_model_broken_by_position_would_score_far_from_chance() -> None:
    """The titles of this world are ordered by popularity, so whoever lists them in order knows the answer."""
    stage = random_stage(1, people=3_000, popular_power=1.2)
    task = stage.task
    naive = np.zeros((len(task), stage.train.n_titles), dtype=np.float32)
    naive[task.histories.row_numbers, task.histories.titles] = -1.0
    lists = np.argsort(-naive, axis=1, kind="stable")[:, :100]
    judged = accuracy(find(lists, task.targets, task.missed, stage.train.feedback))
    assert judged["ndcg@10"].mean() > 3 * expected_at_random(stage)["ndcg@10"].mean()


def test_ties_fall_differently_for_each_person_and_alike_for_each_model() -> None:
    stage = random_stage(2, people=50)
    first, second = evaluate_ranking(Constant(), stage), evaluate_ranking(SameForAll(np.ones(140)), stage)
    assert np.array_equal(first.lists, second.lists)
    assert len({tuple(row[:5]) for row in first.lists.tolist()}) > 45


@pytest.mark.parametrize("batch", [1, 7, 1024])
def test_the_size_of_a_batch_changes_nothing(batch: int) -> None:
    stage = random_stage(3)
    chance = np.random.default_rng(0).random((len(stage.task), 140)).round(1)
    whole = evaluate_ranking(InTurn(chance), stage, batch=1000)
    parts = evaluate_ranking(InTurn(chance), stage, batch=batch)
    assert np.array_equal(whole.lists, parts.lists)
    assert whole.overall == parts.overall


def test_people_judged_in_several_blocks_get_what_they_get_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = random_stage(4)
    whole = evaluate_ranking(popularity(stage), stage)
    monkeypatch.setattr(room, "JUDGED_TOGETHER", 7)
    parts = evaluate_ranking(popularity(stage), stage)
    assert whole.overall == parts.overall
    assert all(np.array_equal(values, parts.per_person[name]) for name, values in whole.per_person.items())


def test_a_large_catalogue_is_scored_in_smaller_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []

    class Watched(Constant):
        def scores(self, histories: Histories) -> np.ndarray:
            sizes.append(len(histories))
            return super().scores(histories)

    monkeypatch.setattr(room, "CELLS", 1_400)
    evaluate_ranking(Watched(), random_stage(5))
    assert sizes == [10] * 6


def test_what_a_model_keeps_is_not_written_on() -> None:
    kept = np.arange(3.0, dtype=np.float32)

    class Lender:
        def scores(self, histories: Histories) -> np.ndarray:
            return kept[None, :]

    train = train_of([[0, 1, 2]], n_titles=3)
    evaluate_ranking(Lender(), stage_of(train, histories=[[2]], targets=[[0]]))
    assert kept.tolist() == [0.0, 1.0, 2.0]


def test_overall_figures_are_means_over_people_and_of_all_lists_together() -> None:
    stage = random_stage(6, genres=True)
    got = evaluate_ranking(popularity(stage), stage)
    assert got.diversity_by == "genres"
    assert set(got.overall) == {*got.per_person, "coverage@10", "gini@10"}
    for name, values in got.per_person.items():
        assert values.shape == (len(stage.task),)
        assert values.dtype == np.float32
        assert got.overall[name] == pytest.approx(float(values.mean(dtype=np.float64)), rel=1e-6)


def test_lists_made_elsewhere_are_judged_as_if_made_here() -> None:
    stage = random_stage(7)
    made = evaluate_ranking(popularity(stage), stage)
    again = judge_lists(made.lists, stage)
    assert again.overall == made.overall
    shorter = judge_lists(made.lists[:, :10], stage)
    assert shorter.overall["ndcg@10"] == made.overall["ndcg@10"]
    assert shorter.overall["list_length"] == 10.0


@pytest.mark.parametrize(
    ("lists", "what"),
    [
        ([[1, 1]], "a title twice"),
        ([[0, 1]], "already had"),
        ([[1, 3]], "outside 0 to 2"),
        ([[-2]], "outside 0 to 2"),
        ([[1], [2]], "do not fit"),
        ([list(range(101))], "do not fit"),
    ],
)
def test_dishonest_lists_are_refused(lists: list[list[int]], what: str) -> None:
    train = train_of([[0, 1, 2]], n_titles=3)
    with pytest.raises(BadInput, match=what):
        judge_lists(np.array(lists), stage_of(train, histories=[[0]], targets=[[1]]))


def test_titles_can_be_hidden_that_the_model_is_not_shown() -> None:
    shown = Histories.from_lists([[0]], n_titles=4)
    hidden = Histories.from_lists([[0, 3]], n_titles=4)
    ranked = rank_all(SameForAll(np.array([1.0, 2.0, 3.0, 4.0])), shown, hidden=hidden)
    assert ranked.titles[0, :3].tolist() == [2, 1, -1]


def test_people_with_nothing_to_find_are_refused_and_nobody_at_all_too() -> None:
    train = train_of([[0, 1, 2]], n_titles=3)
    with pytest.raises(BadData, match="1 of 2 people have nothing to find"):
        evaluate_ranking(Constant(), stage_of(train, histories=[[0], [1]], targets=[[1], []]))
    with pytest.raises(BadData, match="nobody to answer for"):
        evaluate_ranking(Constant(), stage_of(train, histories=[], targets=[]))


def test_a_task_over_another_catalogue_is_refused() -> None:
    stage = random_stage(8)
    with pytest.raises(BadData, match="not over the titles"):
        evaluate_ranking(Constant(), replace(stage, train=train_of([[0, 1]], n_titles=2)))


def test_a_model_of_another_catalogue_is_refused() -> None:
    stage = random_stage(9)
    strange = replace(stage.train, titles=type(stage.train.titles)(stage.train.titles.ids + 1))
    model = registry.make("popular").fit(strange)
    with pytest.raises(BadInput, match="another catalogue"):
        evaluate_ranking(model, stage)


@pytest.mark.parametrize(("table", "what"), [([[np.nan, 1.0]], "not a number"), ([[1.0]], "shape")])
def test_scores_that_are_no_scores_are_refused(table: list[list[float]], what: str) -> None:
    stage = stage_of(train_of([[0, 1]], n_titles=2), histories=[[0]], targets=[[1]])
    with pytest.raises(BadInput, match=what):
        evaluate_ranking(InTurn(np.array(table)), stage)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000), st.booleans())
def test_lists_are_those_of_a_plain_sort(seed: int, coarse: bool) -> None:
    stage = random_stage(seed, people=8, titles=40)
    scores = np.random.default_rng(seed).normal(size=(8, 40)).astype(np.float32)
    scores[:, 5] = -np.inf
    got = evaluate_ranking(InTurn(np.round(scores) if coarse else scores), stage, batch=3).lists
    for row, listed in enumerate(got.tolist()):
        had = set(stage.task.histories.row(row).titles.tolist())
        free = [title for title in range(40) if title not in had and title != 5]
        kept = [title for title in listed if title >= 0]
        if coarse:
            values = np.round(scores[row])[kept]
            assert sorted(kept) == free
            assert (np.diff(values) <= 0).all()
        else:
            assert kept == sorted(free, key=lambda title: -scores[row, title])


def test_popularity_on_real_data_scores_what_other_programs_measured(data_folder: Path) -> None:
    stage = read_split(data_folder / "splits" / "ml100k-W.npz").final
    overall = evaluate_ranking(popularity(stage), stage).overall
    assert overall["ndcg@10"] == pytest.approx(0.1511, abs=3e-4)
    assert overall["ndcg@100"] == pytest.approx(0.2605, abs=5e-4)
    assert overall["recall@20"] == pytest.approx(0.2003, abs=3e-4)
    assert overall["recall@50"] == pytest.approx(0.3227, abs=3e-4)
