from dataclasses import replace

import numpy as np
import pytest

from matinee.lab.world.history import BLOCK, Watches, _watched, find_pace, joined, live
from matinee.lab.world.response import Response
from matinee.lab.world.sizes import DAY, Size
from matinee.lab.world.traits import END, make_people, make_titles

SIZE = Size("trial", titles=1_000, people=2 * BLOCK, ratings=40 * 2 * BLOCK, visits=0)
PACE = 16.0


@pytest.fixture(scope="module")
def response() -> Response:
    return Response(make_people(SIZE, seed=5), make_titles(SIZE, seed=5))


@pytest.fixture(scope="module")
def lived(response: Response) -> Watches:
    return live(response, pace=PACE, watches=SIZE.mean_history, seed=5)


def test_a_life_is_the_same_for_a_seed(response: Response, lived: Watches) -> None:
    again = live(response, pace=PACE, watches=SIZE.mean_history, seed=5)
    other = live(response, pace=PACE, watches=SIZE.mean_history, seed=6)
    np.testing.assert_array_equal(again.rating, lived.rating)
    assert not np.array_equal(other.title[:500], lived.title[:500])


def test_rows_stand_by_person_and_time_each_title_once_for_a_person(lived: Watches) -> None:
    later = np.diff(lived.person.astype(np.int64) * 2**40 + lived.time)
    assert (later >= 0).all()
    pairs = lived.person.astype(np.int64) * SIZE.titles + lived.title
    assert len(np.unique(pairs)) == len(pairs)


def test_everything_is_watched_after_it_came_out_and_before_the_end(response: Response, lived: Watches) -> None:
    assert (response.titles.released[lived.title] <= lived.time).all()
    assert (lived.time < END).all()
    assert (lived.time > response.people.joined[lived.person] - 7 * DAY).all()


def test_every_watch_is_rated_on_the_scale(lived: Watches) -> None:
    assert set(np.unique(lived.rating)) <= set(np.arange(0.5, 5.5, 0.5))


def test_blocks_lived_apart_are_the_same_as_lived_together(response: Response, lived: Watches) -> None:
    second = live(response.of_people(slice(BLOCK, None)), pace=PACE, watches=SIZE.mean_history, seed=5, first_block=1)
    here = lived.person >= BLOCK
    np.testing.assert_array_equal(second.person + BLOCK, lived.person[here])
    np.testing.assert_array_equal(second.title, lived.title[here])
    np.testing.assert_array_equal(second.time, lived.time[here])


def test_blocks_have_chances_of_their_own(response: Response, lived: Watches) -> None:
    again = live(response, pace=PACE, watches=SIZE.mean_history, seed=5, first_block=2)
    assert not np.array_equal(again.title[:500], lived.title[:500])


def test_the_active_watch_more(response: Response, lived: Watches) -> None:
    lengths = np.bincount(lived.person, minlength=SIZE.people)
    assert np.corrcoef(np.log(response.people.activity), np.log(lengths + 1))[0, 1] > 0.7


def test_people_watch_what_they_like_of_what_is_famous(response: Response, lived: Watches) -> None:
    chance = np.random.default_rng(1).permutation(lived.title)
    liked = response.affinity(lived.person, lived.title, lived.time).mean()
    assert liked > response.affinity(lived.person, chance, lived.time).mean() + 0.3
    popularity = np.bincount(lived.title, minlength=SIZE.titles)
    assert np.corrcoef(popularity, response.titles.fame)[0, 1] > 0.5


def test_evenings_and_weekends_follow_habit(response: Response, lived: Watches) -> None:
    hour = lived.time % DAY // 3600
    weekday = (lived.time // DAY + 3) % 7  # day 0 was a Thursday; 0 is Monday
    assert ((hour >= 17) | (hour < 1)).mean() > 0.8
    keen = response.people.weekend[lived.person] > 0.5
    assert (weekday[keen] >= 5).mean() > (weekday[~keen] >= 5).mean() + 0.05


def test_those_who_binge_fit_more_into_a_sitting(response: Response, lived: Watches) -> None:
    binge = response.people.binge[lived.person]
    same = np.diff(lived.person) == 0
    soon = np.diff(lived.time) < 3 * 3600
    keen = binge[1:] > np.median(response.people.binge)
    assert soon[same & keen].mean() > 1.3 * soon[same & ~keen].mean()


def test_the_pace_makes_histories_as_long_as_asked(response: Response) -> None:
    pace = find_pace(response, watches=SIZE.mean_history, seed=5)
    lived = live(response, pace=pace, watches=SIZE.mean_history, seed=5)
    wanted = SIZE.mean_history * response.people.activity.sum()
    assert len(lived.person) == pytest.approx(wanted, rel=0.05)


def test_nobody_watches_what_never_comes_out(response: Response) -> None:
    unborn = replace(response.titles, released=np.full(SIZE.titles, END + 1))
    assert len(live(replace(response, titles=unborn), pace=PACE, watches=5, seed=5).person) == 0


def test_parts_join_one_after_the_other(lived: Watches) -> None:
    both = joined([lived, lived])
    assert len(both.person) == len(both.rating) == 2 * len(lived.person)
    np.testing.assert_array_equal(both.time[len(lived.time) :], lived.time)


def test_a_meeting_ends_in_watching_as_often_as_freshness_and_interest_say(response: Response) -> None:
    rng = np.random.default_rng(1)
    person, title = (rng.integers(0, count, 100_000) for count in (SIZE.people, SIZE.titles))
    time = rng.integers(END - 900 * DAY, END, 100_000)
    odds = response.freshness(title, time) * response.interest(person, title, time)
    watched = np.zeros(len(odds), dtype=bool)
    watched[_watched(response, person, title, time, rng)] = True
    for rows in (odds < 0.05, (odds >= 0.05) & (odds < 0.3), odds >= 0.3):
        assert abs((watched - odds)[rows].sum()) < 4 * np.sqrt((odds * (1 - odds))[rows].sum())
