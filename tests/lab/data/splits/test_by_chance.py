import numpy as np
import pytest

from matinee.domain.errors import BadData
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.splits import by_chance
from matinee.lab.data.splits.by_chance import tuning_part
from matinee.lab.data.splits.make import make_split
from tests.lab.data.splits.made import log_of


def likes(*counts: int) -> Dataset:
    """Person i + 1 likes the titles 0 to counts[i] - 1."""
    people = np.repeat(np.arange(len(counts)) + 1, counts)
    titles = np.concatenate([np.arange(count) for count in counts])
    return Dataset.from_columns(people, titles, np.full(len(people), 5.0))


def sizes(stage_rows: np.ndarray, people: np.ndarray) -> dict[int, int]:
    return dict(zip(people.tolist(), stage_rows.tolist(), strict=True))


def test_weak_takes_every_fifth_like_and_a_tenth_of_the_rest_rounded_down() -> None:
    split = make_split(likes(100, 100, 100, 14, 5, 4), "weak")
    final, tuning = split.final.task, split.tuning.task
    assert sizes(final.targets.lengths + final.missed, final.people) == {1: 20, 2: 20, 3: 20, 4: 2, 5: 1}
    assert sizes(final.histories.lengths, final.people) == {1: 80, 2: 80, 3: 80, 4: 12, 5: 4}
    assert sizes(tuning.targets.lengths + tuning.missed, tuning.people) == {1: 8, 2: 8, 3: 8, 4: 1}
    assert split.about["people_with_too_few_likes"] == 1


def test_weak_learns_from_people_with_too_few_likes() -> None:
    split = make_split(likes(20, 20, 4), "weak")
    assert 3 in split.final.train.people.ids
    assert 3 not in split.final.task.people


def test_weak_chooses_each_like_as_often_as_another() -> None:
    data = likes(*[10] * 400)
    task = make_split(data, "weak").final.task
    drawn = np.bincount(task.targets.titles, minlength=10)
    assert drawn.sum() == 800
    assert drawn.min() > 50
    assert drawn.max() < 115


def test_strong_holds_a_tenth_of_the_people_out_for_the_test_and_for_tuning() -> None:
    split = make_split(likes(*[20] * 50, 4, 4), "strong")
    final, tuning = split.final, split.tuning
    assert (len(final.task), len(tuning.task)) == (5, 5)
    assert not np.intersect1d(final.task.people, tuning.task.people).size
    for stage in (final, tuning):
        assert (stage.task.histories.lengths == 16).all()
        assert (stage.task.targets.lengths == 4).all()
    held = {*final.task.people.tolist(), *tuning.task.people.tolist()}
    assert set(final.train.people.ids.tolist()) == set(range(1, 53)) - held
    assert final.train.fingerprint == tuning.train.fingerprint
    assert split.about["people_with_too_few_likes"] == 2
    assert split.about["people_held_out"] == 10


def test_strong_holds_no_more_out_than_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_chance, "MOST_HELD_OUT", 3)
    split = make_split(likes(*[20] * 50), "strong")
    assert (len(split.final.task), len(split.tuning.task)) == (3, 3)


def test_strong_counts_targets_that_only_held_out_people_have() -> None:
    """Everybody has titles of their own beside two that all share."""
    people = np.repeat(np.arange(30), 10)
    titles = np.where(np.arange(300) % 10 < 2, np.arange(300) % 10, np.arange(300) + 100)
    task = make_split(Dataset.from_columns(people, titles, np.full(300, 5.0)), "strong").final.task
    assert (task.targets.lengths + task.missed == 2).all()
    assert task.missed.sum() > 0
    assert (task.histories.lengths <= 2).all()


@pytest.mark.parametrize("counts", [(20,), (20, 20), (20, 20, 4, 4, 4)])
def test_strong_needs_somebody_to_learn_from(counts: tuple[int, ...]) -> None:
    with pytest.raises(BadData, match="too few to hold any out"):
        make_split(likes(*counts), "strong")


def test_folds_differ_in_size_by_one_at_most() -> None:
    data = log_of(1, titles=4_000, events=603)
    tested = [make_split(data, "rating", fold=fold).about["test"] for fold in range(1, 6)]
    assert sum(tested) == make_split(data, "rating").about["events_used"]
    assert max(tested) - min(tested) <= 1


def test_of_a_title_rated_twice_the_latest_rating_counts() -> None:
    people, titles = np.array([1, 1, 2, 2, 3, 3, 1]), np.array([1, 2, 1, 2, 1, 2, 1])
    values, times = np.array([2.0, 3, 3, 3, 3, 3, 5]), np.array([5, 5, 5, 5, 5, 5, 9])
    data = Dataset.from_columns(people, titles, values, times)
    for fold in range(1, 6):
        split = make_split(data, "rating", fold=fold)
        given = np.concatenate([split.final.train.log.values, split.final.task.targets.values])
        assert sorted(given.tolist()) == [3, 3, 3, 3, 3, 5]


def test_a_tenth_of_a_fold_is_for_tuning() -> None:
    part = tuning_part(50_000, seed=3, fold=2)
    assert part.mean() == pytest.approx(0.1, abs=0.005)
    assert not np.array_equal(part, tuning_part(50_000, seed=3, fold=1))
    assert not np.array_equal(part, tuning_part(50_000, seed=4, fold=2))
