import numpy as np
import pytest

from matinee.lab.world.friends import befriend
from matinee.lab.world.sizes import Size
from matinee.lab.world.traits import END, PeopleTraits, make_people

SIZE = Size("trial", titles=10, people=4_000, ratings=10, visits=0)


@pytest.fixture(scope="module")
def people() -> PeopleTraits:
    return make_people(SIZE, seed=7)


def apart(people: PeopleTraits, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.linalg.norm(people.taste[one] - people.taste[other], axis=1)


def test_friendships_are_the_same_for_a_seed(people: PeopleTraits) -> None:
    assert befriend(people, seed=7).equals(befriend(people, seed=7))
    assert not befriend(people, seed=7).equals(befriend(people, seed=8))


def test_each_friendship_stands_once_and_nobody_befriends_themselves(people: PeopleTraits) -> None:
    pairs = befriend(people, seed=7)
    assert (pairs["person"] < pairs["friend"]).all()
    assert pairs.select("person", "friend").is_unique().all()


def test_people_have_about_five_friends_and_a_few_have_very_many(people: PeopleTraits) -> None:
    pairs = befriend(people, seed=7)
    degree = np.bincount(np.concatenate([pairs["person"], pairs["friend"]]), minlength=len(people))
    assert 4.3 < degree.mean() < 5.7
    assert np.percentile(degree, 99) > 3.5 * degree.mean()


def test_friends_outside_the_household_are_more_alike_than_strangers(people: PeopleTraits) -> None:
    pairs = befriend(people, seed=7)
    one, other = pairs["person"].to_numpy(), pairs["friend"].to_numpy()
    outside = people.household[one] != people.household[other]
    strangers = np.random.default_rng(0).permutation(other[outside])
    assert apart(people, one[outside], other[outside]).mean() < 0.88 * apart(people, one[outside], strangers).mean()


def test_households_know_each_other(people: PeopleTraits) -> None:
    pairs = set(befriend(people, seed=7).select("person", "friend").iter_rows())
    homes = np.flatnonzero(people.household[:-1] == people.household[1:])
    assert all((row, row + 1) in pairs for row in homes.tolist())


def test_nobody_is_a_friend_before_joining(people: PeopleTraits) -> None:
    pairs = befriend(people, seed=7)
    since = pairs["since"].to_numpy()
    assert (since >= people.joined[pairs["person"].to_numpy()]).all()
    assert (since >= people.joined[pairs["friend"].to_numpy()]).all()
    assert (since < END).all()
