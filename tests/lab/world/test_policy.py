import numpy as np

from matinee.lab.world.policy import LEAST, SLATE, choose, draw_exactly, inclusion_chances
from matinee.lab.world.sizes import size_named
from matinee.lab.world.world import build_world


def test_chances_of_being_shown_sum_to_the_slate_and_stay_possible() -> None:
    liking = np.random.default_rng(1).normal(0, 4, (200, 40))
    chances = inclusion_chances(liking, 10)
    np.testing.assert_allclose(chances.sum(axis=1), 10, rtol=1e-9)
    assert chances.min() > LEAST * 0.9
    assert chances.max() < 1.0


def test_chances_grow_with_the_liking() -> None:
    liking = np.sort(np.random.default_rng(2).normal(0, 1, (5, 40)), axis=1)
    assert (np.diff(inclusion_chances(liking, 10), axis=1) >= 0).all()


def test_every_draw_has_the_slate_size_and_each_candidate_its_own_chance() -> None:
    rng = np.random.default_rng(3)
    chances = inclusion_chances(rng.normal(0, 1.5, (1, 40)), SLATE).repeat(20_000, axis=0)
    drawn = draw_exactly(chances, rng)
    assert (drawn.sum(axis=1) == SLATE).all()
    error = (drawn.mean(axis=0) - chances[0]) / np.sqrt(chances[0] * (1 - chances[0]) / len(chances))
    assert np.abs(error).max() < 4.5  # forty normal errors: beyond 4.5 once in 3,000 runs


def test_shown_titles_are_out_unseen_distinct_and_ranked_in_random_order() -> None:
    world = build_world(size_named("tiny"), seed=3)
    person = np.arange(100, dtype=np.int32)
    time = np.full(100, world.now)
    seen = np.random.default_rng(0).random((100, len(world.response.titles))) < 0.3
    slates = choose(world.response, person, time, seen, np.random.default_rng(4))
    assert not np.take_along_axis(seen, slates.title.astype(np.int64), axis=1).any()
    assert (world.response.titles.released[slates.title] <= world.now).all()
    assert all(len(set(row)) == len(row) for row in slates.title.tolist())
    assert (np.sort(slates.rank, axis=1)[:, -SLATE:] == np.arange(SLATE)).all()
