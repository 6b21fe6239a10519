"""Parts of the people and of the titles."""

import numpy as np
import pytest

from matinee.domain.errors import UnknownName
from matinee.lab.evaluation.chance import SameForAll, popularity
from matinee.lab.evaluation.ranking import evaluate_ranking
from matinee.lab.evaluation.slices import slice_metrics, slice_people, slice_titles
from tests.lab.evaluation import by_definition as plain
from tests.lab.evaluation.stages import random_stage, stage_of, train_of


def test_people_fall_into_slices_by_the_length_of_their_history() -> None:
    lengths = [0, 1, 3, 4, 10, 11, 50, 51]
    train = train_of([list(range(60))], n_titles=60)
    stage = stage_of(train, histories=[range(length) for length in lengths], targets=[[59]] * len(lengths))
    found = {name: np.array(lengths)[inside].tolist() for name, inside in slice_people(stage.task).items()}
    assert found == {"short": [0, 1, 3], "cold": [0, 1, 3, 4, 10], "warm": [11, 50], "heavy": [51]}


def test_head_torso_and_tail_each_have_about_a_third_of_the_events() -> None:
    stage = random_stage(0, people=400)
    events = np.bincount(stage.train.log.titles, minlength=140)
    parts = [inside for (kind, _), inside in slice_titles(stage.train).items() if kind == "popularity"]
    assert (np.sum(parts, axis=0) == 1).all()
    shares = [events[inside].sum() / events.sum() for inside in parts]
    assert shares == pytest.approx([1 / 3] * 3, abs=0.05)
    head, torso, tail = parts
    assert events[head].min() >= events[torso].max()
    assert events[torso].min() >= events[tail].max()
    assert head.sum() < torso.sum() < tail.sum()


def test_genres_overlap_decades_do_not_and_the_unknown_is_in_neither() -> None:
    train = train_of(
        [[0, 1, 2, 3]],
        n_titles=4,
        genres={0: ["War", "Noir"], 1: ["War"]},
        years={0: 1994, 1: 1999, 2: 2000},
    )
    found = {
        key: np.flatnonzero(inside).tolist() for key, inside in slice_titles(train).items() if key[0] != "popularity"
    }
    assert found == {
        ("genre", "Noir"): [0],
        ("genre", "War"): [0, 1],
        ("decade", "1990s"): [0, 1],
        ("decade", "2000s"): [2],
    }


def test_a_slice_of_people_is_the_mean_over_those_people() -> None:
    stage = random_stage(1)
    result = evaluate_ranking(popularity(stage), stage)
    figures = {(row.name, row.metric): row for row in slice_metrics(result, stage) if row.kind == "history"}
    for name, inside in slice_people(stage.task).items():
        for metric in ("ndcg@10", "recall@20"):
            if inside.any():
                assert figures[name, metric].people == inside.sum()
                assert figures[name, metric].interval.mean == pytest.approx(result.per_person[metric][inside].mean())
            else:
                assert (name, metric) not in figures


def test_a_slice_of_titles_asks_only_for_its_own_targets_from_the_same_lists() -> None:
    stage = random_stage(2, genres=True)
    result = evaluate_ranking(popularity(stage), stage)
    figures = {(row.kind, row.name): row for row in slice_metrics(result, stage, metrics=["ndcg@10"])}
    for key, inside in slice_titles(stage.train).items():
        expected = []
        for row, listed in enumerate(result.lists.tolist()):
            wanted = {title for title in stage.task.targets.row(row).titles.tolist() if inside[title]}
            if wanted:
                expected.append(plain.ndcg(listed, wanted, 0, 10))
        assert figures[key].people == len(expected)
        assert figures[key].interval.mean == pytest.approx(np.mean(expected))
        assert figures[key].interval.low <= np.mean(expected) <= figures[key].interval.high


def test_a_model_of_popularity_finds_the_head_and_not_the_tail() -> None:
    stage = random_stage(3, people=300)
    result = evaluate_ranking(popularity(stage), stage)
    found = {row.name: row.interval.mean for row in slice_metrics(result, stage, metrics=["recall@20"])}
    assert found["head"] > found["torso"] > found["tail"]


def test_a_slice_without_anybody_in_it_has_no_row() -> None:
    train = train_of([[0, 1, 2]], n_titles=3, genres={0: ["War"]})
    stage = stage_of(train, histories=[[0]], targets=[[1]])
    result = evaluate_ranking(SameForAll(np.arange(3)), stage)
    assert {row.name for row in slice_metrics(result, stage)} & {"War", "warm", "heavy"} == set()


def test_figures_of_all_lists_together_and_unknown_ones_cannot_be_sliced() -> None:
    stage = random_stage(4)
    result = evaluate_ranking(popularity(stage), stage)
    with pytest.raises(UnknownName, match="no metric called 'coverage@10'"):
        slice_metrics(result, stage, metrics=["coverage@10"])


def test_what_describes_lists_is_given_for_people_and_not_for_titles() -> None:
    stage = random_stage(5)
    result = evaluate_ranking(popularity(stage), stage)
    kinds = {row.kind for row in slice_metrics(result, stage, metrics=["novelty@10"])}
    assert kinds == {"history"}
