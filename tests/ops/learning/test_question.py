from dataclasses import dataclass

import numpy as np
import pytest

from matinee.lab.core.answers import Scores
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
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


def asked(data: Dataset, *held: int, titles: list[int] | None = None, shown: tuple[int, ...] = ()) -> Stage:
    """shown: events, by their place."""
    known = data.titles if titles is None else Vocabulary(np.array(titles))
    led = np.isin(np.arange(len(data.log)), shown)
    return question_of(data, np.isin(data.people.ids, held), known, shown=led)


@dataclass(frozen=True)
class Fixed:
    """Thinks the same of a title for everybody."""

    worth: np.ndarray

    def scores(self, histories: Histories) -> Scores:
        return np.tile(self.worth.astype(np.float32), (len(histories), 1))


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


def test_what_the_house_had_shown_is_not_asked_for_and_not_shown_again() -> None:
    data = told((1, 10, 5), (1, 11, 4), (1, 12, 4), (1, 13, 5), (2, 10, 4), (2, 11, 4), (2, 12, 4), (2, 13, 4))
    assert lists(asked(data, 1), "targets") == {1: [12, 13]}
    stage = asked(data, 1, shown=(3,))
    assert lists(stage, "targets") == {1: [12]}
    assert sorted(lists(stage, "histories")[1]) == [10, 11, 13]


def test_whoever_found_nothing_without_the_house_is_not_asked() -> None:
    data = told((1, 10, 5), (1, 11, 5), (1, 12, 5), (2, 10, 4), (2, 11, 4), (2, 12, 4))
    assert len(asked(data, 1, shown=(1, 2)).task) == 0


def test_a_champion_is_not_asked_for_its_own_choice() -> None:
    """Two models that know as little: whoever showed people what they then watched would seem to know more."""
    chance = np.random.default_rng(5)
    champion, candidate = (Fixed(chance.random(100)) for _ in range(2))
    rows, led = [], []
    for person in range(FEW):
        found = chance.permutation(100)[:12].tolist()
        slate = [title for title in np.argsort(-champion.worth).tolist() if title not in found][:10]
        watched = [title for title in slate if chance.random() < 0.2]
        rows += [(person, title, 5.0) for title in [*found, *watched]]
        led += [False] * len(found) + [True] * len(watched)
    data, held = told(*rows), np.ones(FEW, dtype=bool)

    def lift(shown: np.ndarray) -> float:
        stage = question_of(data, held, Vocabulary(np.arange(100)), shown=shown)
        ours, theirs = (evaluate_ranking(one, stage).overall["ndcg@10"] for one in (candidate, champion))
        return ours / theirs - 1

    assert lift(np.zeros(len(rows), dtype=bool)) < -0.5
    assert abs(lift(np.array(led))) < 0.2


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
    stage = question_of(data, held, titles, shown=np.zeros(len(data.log), dtype=bool))
    assert len(stage.task) == held.sum()
    assert evaluate_ranking(Answering(release, titles), stage).overall["ndcg@10"] > 0.1
