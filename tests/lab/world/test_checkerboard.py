import numpy as np

from matinee.lab.world.checkerboard import TASTES, checkerboard


def test_everybody_likes_only_titles_of_their_own_taste() -> None:
    world = checkerboard(people=80)
    log = world.data.log
    liked = log.values >= world.data.feedback.like_at

    same_taste = world.taste_of_person[log.people] == world.taste_of_title[log.titles]

    assert np.array_equal(liked, same_taste)
    assert 0 < liked.sum() < len(log)


def test_the_same_seed_gives_the_same_world_and_another_seed_another() -> None:
    assert checkerboard(seed=3).data.fingerprint == checkerboard(seed=3).data.fingerprint
    assert checkerboard(seed=3).data.fingerprint != checkerboard(seed=4).data.fingerprint


def test_what_is_right_for_a_person_is_the_whole_taste_seen_or_not() -> None:
    world = checkerboard(people=80)

    assert world.right(0).sum() == len(TASTES[0].names)
    assert not (world.right(0) & world.right(1)).any()
    assert np.array_equal(world.right(0), world.right(4))


def test_titles_have_names_of_their_own_with_years_and_genres() -> None:
    facts = checkerboard().data.facts

    assert len(set(facts.names)) == 100
    assert (facts.years >= 1950).all()
    assert facts.genres[0] == ("Thriller", "Crime")


def test_nobody_rates_a_title_twice_nor_two_titles_at_one_moment() -> None:
    log = checkerboard().data.log
    assert log.times is not None

    assert len(set(zip(log.people.tolist(), log.titles.tolist(), strict=True))) == len(log)
    assert len(set(zip(log.people.tolist(), log.times.tolist(), strict=True))) == len(log)
