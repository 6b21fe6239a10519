import numpy as np
import pytest

from matinee.lab.data.dataset import Dataset
from matinee.lab.data.splits.split import Stage
from matinee.lab.data.vocabulary import Vocabulary
from matinee.lab.evaluation.ranking import evaluate_ranking
from matinee.ops.learning.question import FEW, Answering, known_to_both, leaks_in, question_of
from matinee.ops.releases.release import Release
from tests.fixtures.releases import Made

FIRST, A_DAY = 1_600_000_000, 86_400


def told(*rows: tuple[int, int, float]) -> Dataset:
    """Person, title, stars; a day between two events."""
    people, titles, stars = (np.array(column) for column in zip(*rows, strict=True))
    return Dataset.from_columns(people, titles, stars, FIRST + np.arange(len(rows)) * A_DAY)


def asked(data: Dataset, *held: int, titles: list[int] | None = None) -> Stage:
    known = data.titles if titles is None else Vocabulary(np.array(titles))
    return question_of(data, np.isin(data.people.ids, held), known)


def lists(stage: Stage, part: str) -> dict[int, list[int]]:
    rows = getattr(stage.task, part)
    ids = stage.train.titles.ids
    return {int(one): ids[rows.row(at).titles].tolist() for at, one in enumerate(stage.task.people)}


def test_the_newest_like_is_to_be_found_from_all_that_came_before() -> None:
    data = told((1, 10, 5), (1, 11, 1), (1, 12, 4), (1, 13, 2), (2, 10, 4), (2, 11, 4), (2, 12, 4), (2, 13, 4))
    stage = asked(data, 1)
    assert lists(stage, "targets") == {1: [12]}
    assert lists(stage, "histories") == {1: [10, 11]}
    assert set(stage.train.people.ids.tolist()) == {2}


def twelve_likes_of(person: int) -> list[tuple[int, int, float]]:
    return [(person, title, 5.0) for title in range(1, 13)]


def test_of_few_people_every_second_like_is_to_be_found_the_newest_ones() -> None:
    stage = asked(told(*twelve_likes_of(1), *twelve_likes_of(2)), 1)
    assert lists(stage, "targets") == {1: [7, 8, 9, 10, 11, 12]}
    assert lists(stage, "histories") == {1: [1, 2, 3, 4, 5, 6]}


def test_of_many_people_every_fifth_like_is_to_be_found() -> None:
    rows = [row for person in range(FEW) for row in twelve_likes_of(person)]
    stage = asked(told(*rows, *twelve_likes_of(FEW)), *range(FEW))
    assert lists(stage, "targets")[7] == [11, 12]
    assert lists(stage, "histories")[7] == list(range(1, 11))
    assert lists(asked(told(*rows), *range(FEW - 1)), "targets")[7] == [7, 8, 9, 10, 11, 12]


def test_whoever_has_one_like_or_nothing_before_is_not_asked() -> None:
    data = told((1, 10, 5), (1, 11, 1), (2, 10, 1), (3, 10, 5), (3, 11, 5), (4, 10, 4), (4, 11, 4))
    assert lists(asked(data, 1, 2, 3), "targets") == {3: [11]}
    assert len(asked(data, 1, 2).task) == 0


def test_titles_that_one_model_does_not_know_do_not_count() -> None:
    data = told((1, 10, 5), (1, 11, 5), (1, 12, 5), (2, 10, 4), (2, 11, 4), (2, 12, 4))
    stage = asked(data, 1, titles=[11, 10])
    assert lists(stage, "targets") == {1: [11]}
    assert lists(stage, "histories") == {1: [10]}
    assert stage.train.titles.ids.tolist() == [11, 10]


def test_what_leaks_is_seen() -> None:
    data = told((1, 10, 5), (1, 11, 5), (2, 10, 4), (2, 11, 4))
    assert leaks_in(asked(data, 1)) == ()
    stage = asked(data, 1)
    [found, *_] = leaks_in(Stage(data, stage.task))
    assert "1 targets stand in the training data" in found


def test_a_release_answers_over_some_of_its_titles_as_it_answers_people(release: Release, made_release: Made) -> None:
    histories = made_release.world.data.histories
    few, many = histories.rows(slice(0, 1)).last(2), histories.rows(slice(0, 3))
    whole = release.ranks.scores(many)
    assert np.array_equal(Answering(release, release.titles).scores(many), whole)
    turned = Vocabulary(release.titles.ids[::-1].copy())
    back = few.__class__(few.offsets, len(turned) - 1 - few.titles, few.values, few.n_titles, few.times)
    assert release.asks is not None
    assert np.array_equal(Answering(release, turned).scores(back)[:, ::-1], release.asks.scores(few))
    with pytest.raises(ValueError, match="does not know"):
        Answering(release, Vocabulary(np.array([1, 10**6])))


def test_the_referee_takes_it_as_a_model(release: Release, made_release: Made) -> None:
    data = made_release.world.data
    held = np.arange(data.n_people) % 4 == 0
    titles = known_to_both(release, release)
    assert titles == release.titles
    stage = question_of(data, held, titles)
    assert len(stage.task) == held.sum()
    assert evaluate_ranking(Answering(release, titles), stage).overall["ndcg@10"] > 0.1
