import numpy as np

from matinee.lab.data.dataset import Dataset
from matinee.lab.data.splits.tasks import Parts, Rows, make_stage, make_task, together
from matinee.lab.data.vocabulary import Vocabulary


def rows(*events: tuple[int, int, float], times: list[int] | None = None) -> Rows:
    people, titles, values = (np.array(column) for column in zip(*events, strict=True))
    return Rows(people, titles, values, None if times is None else np.array(times))


CATALOGUE = Vocabulary.of([10, 20, 30])


def test_targets_outside_the_catalogue_are_counted_for_their_person() -> None:
    history = rows((1, 10, 5.0), (2, 20, 4.0))
    task = make_task(CATALOGUE, history=history, targets=rows((2, 99, 5.0), (1, 20, 5.0), (2, 98, 5.0), (2, 30, 4.0)))
    assert task.people.tolist() == [1, 2]
    assert task.missed.tolist() == [0, 2]
    assert task.targets.titles.tolist() == [1, 2]
    assert task.targets.values.tolist() == [5, 4]


def test_people_without_a_history_in_the_catalogue_are_left_out() -> None:
    history = rows((1, 10, 5.0), (3, 99, 5.0))
    targets = rows((1, 20, 5.0), (2, 20, 5.0), (3, 20, 5.0))
    task = make_task(CATALOGUE, history=history, targets=targets)
    assert (task.people.tolist(), task.left_out) == ([1], 2)
    everybody = make_task(CATALOGUE, history=history, targets=targets, with_cold=True)
    assert (everybody.people.tolist(), everybody.left_out) == ([1, 2, 3], 0)
    assert everybody.histories.lengths.tolist() == [1, 0, 0]


def test_the_history_of_others_is_not_in_the_task() -> None:
    task = make_task(CATALOGUE, history=rows((1, 10, 5.0), (9, 20, 5.0)), targets=rows((1, 20, 5.0)))
    assert len(task.histories.titles) == 1


def test_histories_are_oldest_first() -> None:
    history = rows((1, 10, 5.0), (1, 20, 5.0), times=[9, 3])
    task = make_task(CATALOGUE, history=history, targets=rows((1, 30, 5.0)))
    assert task.histories.titles.tolist() == [1, 0]
    assert task.histories.times is not None
    assert task.histories.times.tolist() == [3, 9]
    assert task.targets.times is None


def test_times_are_kept_only_where_both_parts_have_them() -> None:
    timed, untimed = rows((1, 10, 5.0), times=[1]), rows((2, 20, 4.0))
    assert together(timed, untimed).times is None
    both = together(timed, rows((2, 20, 4.0), times=[2]))
    assert both.times is not None
    assert both.times.tolist() == [1, 2]
    assert (len(both), both.titles.tolist()) == (2, [10, 20])


def test_rows_can_be_chosen() -> None:
    chosen = rows((1, 10, 5.0), (2, 20, 4.0), times=[1, 2]).where(np.array([False, True]))
    assert chosen.times is not None
    assert (chosen.people.tolist(), chosen.times.tolist()) == ([2], [2])
    assert rows((1, 10, 5.0)).where(np.array([True])).times is None


def base() -> Dataset:
    people, titles = np.array([5, 5, 6, 6, 7]), np.array([100, 300, 100, 200, 300])
    return Dataset.from_columns(people, titles, np.full(5, 4.0))


def test_a_stage_knows_the_titles_of_its_training_part_only() -> None:
    train, rest = np.array([True, False, True, False, False]), np.array([False, True, False, True, True])
    stage = make_stage(base(), Parts(train, train, rest))
    assert stage.train.titles.ids.tolist() == [100]
    assert stage.task.people.tolist() == [5, 6]
    assert stage.task.missed.tolist() == [1, 1]
    assert stage.task.left_out == 1


def test_a_stage_with_every_title_asks_everybody_for_everything() -> None:
    train, rest = np.array([False, True, False, False, False]), np.array([True, False, True, True, True])
    stage = make_stage(base(), Parts(train, train, rest), every_title=True)
    assert stage.train.titles.ids.tolist() == [100, 200, 300]
    assert stage.train.titles.ids[stage.train.log.titles].tolist() == [300]
    assert stage.task.people.tolist() == [5, 6, 7]
    assert stage.train.titles.ids[stage.task.histories.titles].tolist() == [300]
    assert stage.train.titles.ids[stage.task.targets.titles].tolist() == [100, 100, 200, 300]
    assert stage.train.people.ids.tolist() == [5]
