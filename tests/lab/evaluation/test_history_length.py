"""The curve over how much of a history is shown."""

from dataclasses import replace

import numpy as np
import pytest

from matinee.domain.errors import BadConfig, UnknownName
from matinee.lab.data.histories import Histories
from matinee.lab.evaluation.chance import popularity
from matinee.lab.evaluation.history_length import history_curve, shortened
from matinee.lab.evaluation.ranking import evaluate_ranking
from tests.lab.evaluation.stages import random_stage, stage_of, train_of


class NextToWhatIsKnown:
    """Scores a title by how many titles of the history are its neighbours in the catalogue."""

    def __init__(self) -> None:
        self.seen: list[Histories] = []

    def scores(self, histories: Histories) -> np.ndarray:
        self.seen.append(histories)
        held = histories.matrix(np.ones(len(histories.titles))).toarray()
        return (np.roll(held, 1, axis=1) + np.roll(held, -1, axis=1)).astype(np.float32)


def timed(histories: Histories, *, seed: int = 0) -> Histories:
    chance = np.random.default_rng(seed)
    return replace(histories, times=np.sort(chance.integers(0, 10**9, len(histories.titles))))


def test_all_points_are_over_the_same_people_those_with_the_longest_history_asked_for() -> None:
    stage = random_stage(0, people=200)
    points = history_curve(popularity(stage), stage)
    assert [point.length for point in points] == [1, 2, 3, 5, 10, 20, None]
    expected = int((stage.task.histories.lengths >= 20).sum())
    assert 0 < expected < 200
    assert {point.people for point in points} == {expected}


def test_a_model_that_ignores_history_has_a_flat_curve() -> None:
    stage = random_stage(1, people=100)
    points = history_curve(popularity(stage), stage, lengths=(1, 5, None))
    assert len({point.interval for point in points}) == 1


def test_the_whole_history_gives_the_figure_of_the_referee() -> None:
    stage = random_stage(2, people=100)
    whole = history_curve(NextToWhatIsKnown(), stage, lengths=(None,), metrics=("ndcg@10", "mrr"))
    expected = evaluate_ranking(NextToWhatIsKnown(), stage).overall
    assert {point.metric: point.interval.mean for point in whole} == pytest.approx(
        {"ndcg@10": expected["ndcg@10"], "mrr": expected["mrr"]}
    )


def test_a_model_that_learns_from_history_does_better_with_more_of_it() -> None:
    chance = np.random.default_rng(3)
    rows = [(chance.permutation(40) * 3)[:25].tolist() for _ in range(60)]
    train = train_of([list(range(120))], n_titles=120)
    stage = stage_of(train, histories=rows, targets=[[title + 1 for title in row] for row in rows])
    points = history_curve(NextToWhatIsKnown(), stage, lengths=(1, 5, 20, None), metrics=("recall@20",))
    means = [point.interval.mean for point in points]
    assert means == sorted(means)
    assert means[-1] > means[0] + 0.2


def test_the_newest_titles_are_shown_where_times_are_known() -> None:
    stage = random_stage(4)
    stage = replace(stage, task=replace(stage.task, histories=timed(stage.task.histories)))
    model = NextToWhatIsKnown()
    history_curve(model, stage, lengths=(2,))
    shown, kept = model.seen[0], stage.task.histories.lengths >= 2
    expected = stage.task.histories.rows(kept).last(2)
    assert np.array_equal(shown.titles, expected.titles)


def test_drawn_titles_are_shown_where_times_are_unknown_and_longer_histories_hold_shorter_ones() -> None:
    whole = random_stage(5).task.histories
    shown = {length: shortened(whole, length) for length in (1, 3, 8)}
    for length, some in shown.items():
        assert np.array_equal(some.lengths, np.minimum(whole.lengths, length))
    for row in range(len(whole)):
        few, more, most, every = (set(part.row(row).titles.tolist()) for part in (shown[1], shown[3], shown[8], whole))
        assert few <= more <= most <= every
    assert not np.array_equal(shown[1].titles, shortened(whole, 1, seed=1).titles)
    first = whole.titles[whole.offsets[:-1]]
    assert not np.array_equal(shown[1].titles, first)


def test_titles_of_the_whole_history_are_never_listed_however_little_is_shown() -> None:
    """Both neighbours of the one title shown are known to the person; a model that lists them would find nothing."""
    train = train_of([list(range(12))], n_titles=12)
    stage = stage_of(train, histories=[[4, 5, 6]] * 3, targets=[[9]] * 3)
    stage = replace(stage, task=replace(stage.task, histories=timed(stage.task.histories)))
    points = history_curve(NextToWhatIsKnown(), stage, lengths=(1,), metrics=("recall@10",))
    assert points[0].interval.mean == 1.0


def test_where_nobody_has_so_long_a_history_there_is_no_curve() -> None:
    train = train_of([[0, 1, 2]], n_titles=3)
    stage = stage_of(train, histories=[[0]], targets=[[1]])
    assert history_curve(popularity(stage), stage) == ()


@pytest.mark.parametrize("lengths", [(), (0, None), (-1,)])
def test_lengths_below_one_are_refused(lengths: tuple[int | None, ...]) -> None:
    stage = random_stage(6)
    with pytest.raises(BadConfig, match="at least one title"):
        history_curve(popularity(stage), stage, lengths=lengths)


def test_an_unknown_metric_is_refused() -> None:
    stage = random_stage(7)
    with pytest.raises(UnknownName, match="no metric of accuracy called 'gini@10'"):
        history_curve(popularity(stage), stage, lengths=(1,), metrics=("gini@10",))
