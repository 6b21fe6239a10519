from dataclasses import replace

import numpy as np
import pytest

from matinee.domain.errors import UnknownName
from matinee.lab.world.audience import Audience, Terms, gather, moment_of, popular
from matinee.lab.world.sizes import DAY, Size
from matinee.lab.world.world import World

SMALL = Size("tiny", titles=80, people=60, ratings=1_800, visits=1)
TERMS = Terms(SMALL, people=40, founders=20, days=30, seed=3, world_seed=5)


@pytest.fixture(scope="module")
def gathered() -> tuple[World, Audience]:
    return gather(TERMS)


@pytest.fixture(scope="module")
def audience(gathered: tuple[World, Audience]) -> Audience:
    return gathered[1]


def nothing(audience: Audience) -> np.ndarray:
    return np.zeros(len(audience.response.titles), dtype=bool)


def test_the_members_are_other_people_than_the_founders(gathered: tuple[World, Audience]) -> None:
    world, audience = gathered
    assert len(audience) == 40
    at = np.full(40, moment_of(0))
    members = world.response.people.at(np.arange(20, 60), at)
    np.testing.assert_allclose(audience.response.people.at(np.arange(40), at), members, atol=1e-4)


def test_tastes_move_as_far_as_the_drift_says() -> None:
    moved = {}
    for drift in ("zero", "mild", "strong"):
        people = gather(replace(TERMS, drift=drift))[1].response.people
        rows, since = np.arange(40), np.full(40, moment_of(0))
        moved[drift] = np.std(people.at(rows, since + 60 * DAY) - people.at(rows, since))
    assert moved["zero"] == 0
    assert 0.2 < moved["mild"] < 0.4
    assert 0.7 < moved["strong"] < 1.3


def test_a_drift_that_there_is_not_is_refused() -> None:
    with pytest.raises(UnknownName, match="sideways"):
        gather(replace(TERMS, drift="sideways"))


def test_nobody_watches_a_premiere_before_it_is_out(audience: Audience) -> None:
    who, when = np.zeros(len(audience.premieres), dtype=int), np.full(len(audience.premieres), moment_of(0) - 1)
    assert not audience.response.interest(who, audience.premieres, when).any()
    assert audience.response.interest(who, audience.premieres, when + 31 * DAY).all()
    assert not any(np.isin(titles, audience.premieres).any() for titles, _ in audience.told)


def test_people_come_in_the_order_of_their_moments_and_only_while_they_are_here(audience: Audience) -> None:
    for day in (0, 12, 29):
        visits = audience.visits(day)
        assert visits == sorted(visits)
        assert {person for _, person in visits} <= set(audience.here(day).tolist())
        assert all(moment_of(day) <= moment < moment_of(day + 1) for moment, _ in visits)
    assert len(audience.here(0)) < len(audience.here(20))


def test_the_same_slate_at_the_same_moment_has_the_same_answer(audience: Audience) -> None:
    slate, seen = np.arange(10), nothing(audience)
    first, second = (audience.react(4, slate, moment_of(2), seen=seen) for _ in range(2))
    np.testing.assert_array_equal(first.rating, second.rating)
    others = [audience.react(4, slate, moment_of(day), seen=seen).clicked for day in range(3, 20)]
    assert any(not np.array_equal(first.clicked, one) for one in others)


def test_what_was_seen_is_passed_over_and_worth_nothing(audience: Audience) -> None:
    seen = nothing(audience)
    best = audience.best(7, moment_of(1), seen=seen)
    assert audience.satisfaction(7, best, moment_of(1), seen=seen) > 0
    seen[best] = True
    assert audience.satisfaction(7, best, moment_of(1), seen=seen) == 0
    assert not audience.react(7, best, moment_of(1), seen=seen).clicked.any()
    assert not np.isin(audience.best(7, moment_of(1), seen=seen), best).any()
    assert not seen[audience.by_chance(7, moment_of(1), days=2000, seen=seen)[0]].any()


def test_nobody_finds_a_better_slate_than_the_oracle(audience: Audience) -> None:
    rng = np.random.default_rng(0)
    seen = nothing(audience)
    for person in range(10):
        best = audience.satisfaction(person, audience.best(person, moment_of(3), seen=seen), moment_of(3), seen=seen)
        for _ in range(50):
            slate = rng.permutation(80)[:10]
            assert audience.satisfaction(person, slate, moment_of(3), seen=seen) <= best + 1e-9


def test_only_what_was_watched_is_rated(audience: Audience) -> None:
    seen = nothing(audience)
    reactions = [audience.react(person, np.arange(10), moment_of(1), seen=seen) for person in range(40)]
    assert all(not (one.rating > 0)[~one.watched].any() and not one.watched[~one.clicked].any() for one in reactions)
    assert any((one.rating > 0).any() for one in reactions)


def test_popularity_leaves_out_what_was_seen() -> None:
    seen = np.array([False, True, False, False])
    assert popular(np.array([1, 9, 5, 3]), seen=seen, k=2).tolist() == [2, 3]
