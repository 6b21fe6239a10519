import numpy as np
import pytest

from matinee.lab.world.genres import AXES, MOODS, place_of
from matinee.lab.world.sizes import Size
from matinee.lab.world.traits import (
    END,
    FLAVOURS,
    START,
    TELEVISION,
    PeopleTraits,
    TitleTraits,
    make_people,
    make_titles,
)

SIZE = Size("trial", titles=4_000, people=4_000, ratings=10, visits=0)


@pytest.fixture(scope="module")
def titles() -> TitleTraits:
    return make_titles(SIZE, seed=7)


@pytest.fixture(scope="module")
def people() -> PeopleTraits:
    return make_people(SIZE, seed=7)


def test_titles_and_people_are_the_same_for_a_seed(titles: TitleTraits, people: PeopleTraits) -> None:
    np.testing.assert_array_equal(make_titles(SIZE, seed=7).place, titles.place)
    np.testing.assert_array_equal(make_people(SIZE, seed=7).taste, people.taste)
    assert not np.array_equal(make_titles(SIZE, seed=8).place, titles.place)
    assert not np.array_equal(make_people(SIZE, seed=8).taste, people.taste)


def test_a_title_lies_near_the_middle_of_its_genres(titles: TitleTraits) -> None:
    apart = np.array([titles.place[row, : len(AXES)] - place_of(titles.genres_of(row)) for row in range(500)])
    assert np.abs(apart.mean(axis=0)).max() < 0.06
    assert 0.3 < apart.std() < 0.36


def test_every_title_has_one_to_three_genres_and_a_mood(titles: TitleTraits) -> None:
    counts = titles.genres.sum(axis=1)
    assert counts.min() == 1
    assert counts.max() <= 3
    assert len(np.unique(titles.mood)) == len(MOODS)


def test_fame_is_a_share_that_few_titles_have_most_of(titles: TitleTraits) -> None:
    assert titles.fame.sum() == pytest.approx(1)
    assert np.sort(titles.fame)[-len(titles) // 10 :].sum() > 0.4


def test_better_titles_tend_to_be_more_famous(titles: TitleTraits) -> None:
    assert 0.15 < np.corrcoef(np.log(titles.fame), titles.appeal)[0, 1] < 0.45


def test_titles_come_out_before_and_while_the_audience_watches_and_shows_only_since_television(
    titles: TitleTraits,
) -> None:
    assert titles.released.max() < END
    assert 0.13 < (titles.released >= START).mean() < 0.21
    assert (titles.released[titles.is_show] > TELEVISION).all()
    assert 0.1 < titles.is_show.mean() < 0.25


def test_titles_are_drawn_by_fame(titles: TitleTraits) -> None:
    drawn = np.bincount(titles.lots.draw(200_000, np.random.default_rng(1)), minlength=len(titles))
    assert np.corrcoef(drawn, titles.fame)[0, 1] > 0.99


def test_tastes_differ_on_every_axis_named_or_not(people: PeopleTraits) -> None:
    assert people.taste.shape == (len(people), len(AXES) + FLAVOURS)
    assert np.abs(people.taste.mean(axis=0)).max() < 0.1
    assert people.taste.std(axis=0).min() > 0.7


def test_a_household_is_one_to_four_neighbours_who_are_more_alike_than_strangers(people: PeopleTraits) -> None:
    assert set(np.unique(np.bincount(people.household))) <= {1, 2, 3, 4}
    assert (np.diff(people.household) >= 0).all()
    homes = np.flatnonzero(people.household[1:] == people.household[:-1])
    named = people.taste[:, : len(AXES)]
    at_home = np.linalg.norm(named[homes] - named[homes + 1], axis=1).mean()
    abroad = np.linalg.norm(named[homes] - named[(homes + 2_000) % len(people)], axis=1).mean()
    assert at_home < 0.96 * abroad


def test_a_tenth_of_people_does_most_of_the_watching(people: PeopleTraits) -> None:
    ordered = np.sort(people.activity)[::-1]
    assert 0.9 < people.activity.mean() < 1.15
    assert 0.3 < ordered[: len(ordered) // 10].sum() / ordered.sum() < 0.6


def test_habits_stay_possible(people: PeopleTraits) -> None:
    assert ((people.joined >= START) & (people.joined < END)).all()
    assert ((people.hour >= 0) & (people.hour < 24)).all()
    for share in (people.curiosity, people.weekend):
        assert ((share > 0) & (share < 1)).all()
    assert people.binge.min() >= 1
    assert 0.4 < people.whole_stars.mean() < 0.5


def test_blocks_of_people_have_chances_of_their_own(people: PeopleTraits) -> None:
    later = make_people(SIZE, seed=7, first=4_000, count=500)
    assert len(later) == 500
    assert not np.isin(later.taste[:, 0], people.taste[:, 0]).any()


def test_some_of_the_people_are_the_same_people(people: PeopleTraits) -> None:
    few = people.rows(slice(10, 15))
    np.testing.assert_array_equal(few.taste, people.taste[10:15])
    np.testing.assert_array_equal(few.household, people.household[10:15])
