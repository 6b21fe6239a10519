import numpy as np
import pytest

from matinee.lab.world.audience import Audience, Terms, gather, moment_of
from matinee.lab.world.lives import ByRule, Life, by_popularity, by_the_truth, by_themselves
from matinee.lab.world.sizes import Size

TERMS = Terms(
    Size("tiny", titles=80, people=60, ratings=1_200, visits=0),
    people=30,
    founders=30,
    days=12,
    seed=3,
    world_seed=5,
    present=1.0,
    leaving=0.0,
    visits_a_day=2.0,
)


@pytest.fixture(scope="module")
def audience() -> Audience:
    return gather(TERMS)[1]


def lived(audience: Audience, rule: ByRule, *, days: int = TERMS.days) -> list[float]:
    """What each visit was worth."""
    worth = []
    for day in range(days):
        for person in np.flatnonzero(audience.joins == day).tolist():
            rule.join(person, moment_of(day))
        worth += [rule.visit(person, time) or 0.0 for time, person in audience.visits(day)]
    return worth


def test_people_begin_with_what_they_have_seen_before(audience: Audience) -> None:
    life = Life.of(audience)
    titles, stars = life.join(4, moment_of(0))
    assert sorted(life.rated[4]) == sorted(titles.tolist())
    assert np.flatnonzero(life.seen[4]).tolist() == sorted(titles.tolist())
    assert life.counts.sum() == len(stars)
    life.leave(4)
    assert 4 not in life.rated


def test_what_happens_in_one_life_is_nothing_to_another(audience: Audience) -> None:
    alone, shown = by_themselves(audience), by_the_truth(audience)
    first = lived(audience, by_themselves(audience))
    assert lived(audience, alone) == first
    worth = lived(audience, shown)
    assert set(first) == {0.0}
    assert np.mean(worth) > 0
    assert not alone.life.shown
    assert (shown.life.seen & ~alone.life.seen).any()


def test_the_same_is_found_without_a_house_but_for_what_was_shown(audience: Audience) -> None:
    one, other = Life.of(audience), Life.of(audience)
    for life in (one, other):
        life.join(2, moment_of(0))
    watched, slate = set[int](), np.zeros(0, dtype=np.int64)
    for hour in range(24):
        slate = audience.best(2, moment_of(1), seen=one.seen[2])
        watched |= set(slate[one.look(2, slate, moment_of(1) + hour)[1].watched].tolist())
    assert watched
    assert {one.shown[2, title] for title in slate.tolist()} == {moment_of(1) + 23}
    mine, theirs = (set(life.find(2, moment_of(9))[0].tolist()) for life in (one, other))
    assert mine == theirs - watched
    assert not other.shown


def test_the_best_is_seen_first_so_that_even_the_oracle_has_less_to_show_later(audience: Audience) -> None:
    oracle = by_the_truth(audience)
    worth = lived(audience, oracle)
    third = len(worth) // 3
    assert np.mean(worth[:third]) > np.mean(worth[-third:])


def test_the_truth_is_worth_more_than_fame(audience: Audience) -> None:
    founding = np.arange(80, dtype=np.int64)
    assert np.mean(lived(audience, by_the_truth(audience))) > np.mean(
        lived(audience, by_popularity(audience, founding))
    )
