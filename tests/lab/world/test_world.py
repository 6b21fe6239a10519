import numpy as np
import pytest

from matinee.domain.errors import UnknownName
from matinee.lab.world.service import Decisions
from matinee.lab.world.sizes import size_named
from matinee.lab.world.world import World, build_world


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(size_named("tiny"), seed=7)


@pytest.fixture(scope="module")
def crowd() -> World:
    """Enough people for an average effect to show."""
    return build_world(size_named("small"), seed=11)


def decisions(world: World) -> Decisions:
    assert world.decisions is not None
    return world.decisions


def average_true_effect(world: World) -> float:
    """Over all candidates, each as likely at every rank."""
    log = decisions(world)
    ranks = range(10)
    effects = [world.response.effect(log.person, log.title, log.time, np.full(len(log), rank)) for rank in ranks]
    return float(np.mean([effect.mean() for effect in effects]))


def weighted_estimate(log: Decisions) -> tuple[float, float]:
    """Inverse propensity weighting, and its standard error over people."""
    shown, watched, chance = log.shown, log.watched.astype(float), log.propensity
    score = watched * shown / chance - watched * ~shown / (1 - chance)
    people = np.bincount(log.person, weights=score) / np.bincount(log.person)
    return float(people.mean()), float(people.std(ddof=1) / np.sqrt(len(people)))


def test_two_worlds_of_one_seed_are_alike_and_of_two_seeds_are_not(world: World) -> None:
    same, other = build_world(size_named("tiny"), seed=7), build_world(size_named("tiny"), seed=8)
    np.testing.assert_array_equal(world.history.title, same.history.title)
    np.testing.assert_array_equal(decisions(world).watched_at, decisions(same).watched_at)
    assert not np.array_equal(world.history.title[:500], other.history.title[:500])


def test_a_history_is_about_as_long_as_the_size_says(crowd: World) -> None:
    assert 0.9 < len(crowd.history.person) / crowd.size.ratings < 1.1


def test_nobody_watches_a_title_twice_or_before_it_is_out(world: World) -> None:
    assert world.lately is not None
    for watches in (world.history, world.lately):
        assert (world.response.titles.released[watches.title] <= watches.time).all()
    person = np.concatenate([world.history.person, world.lately.person]).astype(np.int64)
    title = np.concatenate([world.history.title, world.lately.title])
    pairs = person * world.size.titles + title
    assert len(np.unique(pairs)) == len(pairs)


def test_the_weighted_log_recovers_the_true_effect_and_the_naive_reading_does_not(crowd: World) -> None:
    truth = average_true_effect(crowd)
    estimate, error = weighted_estimate(decisions(crowd))
    log = decisions(crowd)
    naive = log.watched[log.shown].mean() - log.watched[~log.shown].mean()
    assert abs(estimate - truth) < 2.6 * error  # a 99 % interval
    assert naive - truth > 10 * error


def test_outcomes_of_the_log_happen_as_often_as_the_truth_says(crowd: World) -> None:
    log, response = decisions(crowd), crowd.response
    shown = log.shown
    expected = response.watches_shown(log.person[shown], log.title[shown], log.time[shown], log.rank[shown])
    spread = np.sqrt((expected * (1 - expected)).sum())
    assert abs(log.watched[shown].sum() - expected.sum()) < 4 * spread


def test_an_answer_is_the_same_each_time_it_is_asked(world: World) -> None:
    slate = np.arange(10)
    first, again = world.respond(3, slate, world.now), world.respond(3, slate, world.now)
    np.testing.assert_array_equal(first.watched, again.watched)
    assert (first.watched_at[first.watched] >= world.now).all()
    assert ((first.rating > 0) == first.watched).all()


def test_a_slate_to_ones_taste_satisfies_more_than_one_against_it(world: World) -> None:
    response, everyone = world.response, range(40)
    gains = []
    for person in everyone:
        title = np.arange(len(response.titles))
        liking = response.affinity(np.full(len(title), person), title, np.full(len(title), world.now))
        order = np.argsort(-liking)
        gains.append(
            world.satisfaction(person, order[:10], world.now) - world.satisfaction(person, order[-10:], world.now)
        )
    assert np.mean(np.array(gains) > 0) >= 0.95  # a grump may enjoy nothing of either


def test_an_unknown_size_is_refused() -> None:
    with pytest.raises(UnknownName, match="huge"):
        size_named("huge")
