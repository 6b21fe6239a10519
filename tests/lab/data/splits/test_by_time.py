import numpy as np
import pytest
from hypothesis import given, settings

from matinee.domain.errors import BadData
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.splits.make import make_split
from tests.lab.data.splits.made import DAY, START, log_of, logs


def table(*rows: tuple[int, int, float, int]) -> Dataset:
    """Rows of person, title, stars, day."""
    people, titles, values, days = (np.array(column) for column in zip(*rows, strict=True))
    return Dataset.from_columns(people, titles, values, START + days * DAY)


@settings(max_examples=20, deadline=None)
@given(logs(timed=True))
def test_nothing_learned_from_is_later_than_or_level_with_a_target(data: Dataset) -> None:
    split = make_split(data, "time")
    for stage in (split.tuning, split.final):
        learned, wanted = stage.train.log.times, stage.task.targets.times
        assert learned is not None
        assert wanted is not None
        assert not len(wanted) or learned.max() < wanted.min()


@settings(max_examples=20, deadline=None)
@given(logs(timed=True))
def test_no_event_of_the_tuning_stage_is_of_the_time_of_the_test(data: Dataset) -> None:
    split = make_split(data, "time")
    tuning, test = split.tuning.task.targets.times, split.final.task.targets.times
    assert tuning is not None
    assert test is not None
    assert not len(tuning) or not len(test) or tuning.max() < test.min()


def test_moments_cut_all_events_and_not_only_likes() -> None:
    """Ten events, one a day: the eighth of them is day 8, though only the days 0, 1, 8 and 9 have likes."""
    rows = [(1, day, 5.0 if day in (0, 1, 8, 9) else 1.0, day) for day in range(10)]
    split = make_split(table(*rows), "time")
    assert split.final.train.titles.ids.tolist() == [0, 1, 8]
    assert split.tuning.train.titles.ids.tolist() == [0, 1]
    assert split.final.task.missed.tolist() == [1]
    assert split.about["valid_from"] == "2020-09-21T12:26:40+00:00"


def test_events_at_the_very_moment_belong_after_it() -> None:
    """Half of the events share the time at which the data would be cut."""
    rows = [(1, 0, 5.0, 0), (1, 1, 5.0, 1), (1, 2, 5.0, 2), (1, 3, 5.0, 3), (1, 4, 5.0, 4)]
    rows += [(1, title, 5.0, 9) for title in range(5, 10)]
    split = make_split(table(*rows), "time")
    assert split.final.train.titles.ids.tolist() == [0, 1, 2, 3, 4]
    assert split.final.task.missed.tolist() == [5]
    assert len(split.tuning.task) == 0


def test_events_of_one_time_cannot_be_cut() -> None:
    with pytest.raises(BadData, match="too many events share one time"):
        make_split(table(*[(person, person % 3, 5.0, 0) for person in range(20)]), "time")


def test_a_title_liked_again_is_only_found_once() -> None:
    rows = [(person, title, 5.0, person * 4 + title) for person in range(5) for title in range(4)]
    again = [(0, 0, 5.0, 40), (0, 1, 5.0, 41), (1, 9, 5.0, 42)]
    split = make_split(table(*rows, *again), "time")
    assert split.final.task.people.tolist() == [1]
    assert split.about["events_used"] == 21


def test_people_without_a_history_are_counted_and_not_asked() -> None:
    rows = [(1, day, 5.0, day) for day in range(9)] + [(2, 0, 5.0, 9)]
    split = make_split(table(*rows, (1, 1, 4.0, 9), (1, 20, 5.0, 9)), "time")
    assert split.final.task.left_out == 1
    assert split.final.task.people.tolist() == [1]


def test_the_last_like_is_the_test_and_the_one_before_for_tuning() -> None:
    split = make_split(
        table((1, 10, 5.0, 0), (1, 30, 4.0, 2), (1, 20, 5.0, 1), (2, 10, 4.0, 0), (2, 20, 4.0, 5), (2, 30, 4.0, 3)),
        "last",
    )
    final, tuning = split.final, split.tuning
    assert final.train.titles.ids[final.task.targets.titles].tolist() == [30, 20]
    assert final.train.titles.ids.tolist() == [10, 20, 30]
    assert tuning.train.titles.ids.tolist() == [10]
    assert tuning.task.missed.tolist() == [1, 1]


def test_people_with_fewer_than_three_likes_are_learned_from_and_not_asked() -> None:
    enough = [(1, title, 5.0, title) for title in range(4)]
    split = make_split(table(*enough, (2, 0, 5.0, 0), (2, 1, 5.0, 1), (2, 3, 1.0, 9)), "last")
    assert split.final.task.people.tolist() == [1]
    assert split.about["people_with_too_few_likes"] == 1
    for stage in (split.tuning, split.final):
        assert 2 in stage.train.people.ids


@settings(max_examples=20, deadline=None)
@given(logs(timed=True))
def test_a_person_is_asked_for_one_title_that_is_not_older_than_any_known_one(data: Dataset) -> None:
    task = make_split(data, "last").final.task
    histories, targets = task.histories, task.targets
    assert (targets.lengths + task.missed == 1).all()
    assert histories.times is not None
    assert targets.times is not None
    newest = histories.times[histories.offsets[1:] - 1]
    assert (newest[targets.row_numbers] <= targets.times).all()


def test_ties_in_time_are_broken_by_lot() -> None:
    rows = [(person, title, 5.0, 0) for person in range(300) for title in range(5)]
    data = table(*rows)
    targets = make_split(data, "last", seed=1).final.task.targets.titles
    assert np.bincount(targets, minlength=5).min() > 35
    assert make_split(data, "last", seed=1).fingerprint != make_split(data, "last", seed=2).fingerprint


def test_without_ties_the_seed_changes_nothing() -> None:
    rows = [(person, (person + day) % 9, 5.0, day) for person in range(20) for day in range(6)]
    data = table(*rows)
    assert make_split(data, "last", seed=1).fingerprint == make_split(data, "last", seed=2).fingerprint


def test_the_shares_are_about_eighty_ten_and_ten() -> None:
    split = make_split(log_of(0, people=50, titles=300, events=20_000, days=3_000), "time")
    used = split.about["events_used"]
    assert split.about["fit"] == pytest.approx(0.8 * used, rel=0.1)
    assert split.about["train"] == pytest.approx(0.9 * used, rel=0.1)
