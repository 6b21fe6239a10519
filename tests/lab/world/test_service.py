import numpy as np
import pytest

from matinee.lab.world.history import Watches
from matinee.lab.world.policy import CANDIDATES, SLATE
from matinee.lab.world.response import WINDOW_DAYS
from matinee.lab.world.service import RATES_AFTER, Decisions, open_service, weeks_before
from matinee.lab.world.sizes import DAY, Size
from matinee.lab.world.traits import END
from matinee.lab.world.world import World, build_world

SIZE = Size("trial", titles=300, people=250, ratings=10_000, visits=4)
START = weeks_before(END, SIZE.visits)


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(SIZE, seed=5)


@pytest.fixture(scope="module")
def log(world: World) -> Decisions:
    assert world.decisions is not None
    return world.decisions


@pytest.fixture(scope="module")
def lately(world: World) -> Watches:
    assert world.lately is not None
    return world.lately


def test_the_service_opens_a_window_for_each_visit_before_the_end() -> None:
    assert weeks_before(END, 4) == END - 4 * WINDOW_DAYS * DAY
    assert weeks_before(END, 0) == END


def test_every_person_makes_every_visit_and_is_shown_a_slate_of_the_candidates(log: Decisions) -> None:
    assert len(log) == SIZE.people * SIZE.visits * CANDIDATES
    visit = log.visit.astype(np.int64) * SIZE.people + log.person
    assert (np.bincount(visit) == CANDIDATES).all()
    assert (np.bincount(visit[log.shown]) == SLATE).all()


def test_a_visit_falls_into_its_own_week(log: Decisions) -> None:
    assert ((log.time - START) // (WINDOW_DAYS * DAY) == log.visit).all()
    assert ((log.watched_at == 0) | (log.watched_at >= log.time)).all()
    assert (log.watched_at <= log.time + WINDOW_DAYS * DAY).all()


def test_only_what_was_shown_is_clicked_and_only_what_was_watched_is_rated(log: Decisions) -> None:
    assert log.clicked.any()
    assert not log.clicked[~log.shown].any()
    np.testing.assert_array_equal(log.watched, log.watched_at > 0)
    assert not log.rating[~log.watched].any()


def test_things_held_back_are_sometimes_watched_all_the_same(log: Decisions) -> None:
    assert log.watched[~log.shown].any()


def test_most_watches_are_rated_but_not_all(lately: Watches) -> None:
    share = (lately.rating > 0).mean()
    assert abs(share - RATES_AFTER) < 4 * np.sqrt(RATES_AFTER * (1 - RATES_AFTER) / len(lately.rating))


def test_nothing_seen_before_is_a_candidate_again(world: World, log: Decisions, lately: Watches) -> None:
    history = world.history
    pair = log.person.astype(np.int64) * SIZE.titles + log.title
    assert not np.isin(pair, history.person.astype(np.int64) * SIZE.titles + history.title).any()
    first_watched = np.full(SIZE.people * SIZE.titles, np.iinfo(np.int64).max)
    first_watched[lately.person.astype(np.int64) * SIZE.titles + lately.title] = lately.time
    assert (log.time <= first_watched[pair]).all()


def test_the_log_and_the_watches_tell_the_same(log: Decisions, lately: Watches) -> None:
    told = {*zip(lately.person.tolist(), lately.title.tolist(), lately.time.tolist(), strict=True)}
    seen = log.watched
    logged = {*zip(log.person[seen].tolist(), log.title[seen].tolist(), log.watched_at[seen].tolist(), strict=True)}
    assert logged <= told
    assert logged < told  # some watches were of no candidate


def test_people_served_in_groups_make_the_same_visits(world: World) -> None:
    grouped, _ = open_service(world.response, world.history, visits=2, start=START, seed=5, at_once=100)
    assert (np.bincount(grouped.person) == 2 * CANDIDATES).all()
    assert grouped.person.max() == SIZE.people - 1
    pair = grouped.person.astype(np.int64) * SIZE.titles + grouped.title
    before = world.history.person.astype(np.int64) * SIZE.titles + world.history.title
    assert not np.isin(pair, before).any()
