import numpy as np
import pytest

from matinee.lab.world.genres import (
    AXES,
    COMBINATIONS,
    GENRE_MAP,
    GENRES,
    MOOD_MAP,
    MOODS,
    OPPOSITES,
    WEIGHTS,
    in_words,
    nearest_moods,
    place_of,
)


def test_every_axis_has_a_name_for_both_ends() -> None:
    assert len(AXES) == len(OPPOSITES) == GENRE_MAP.shape[1] == MOOD_MAP.shape[1]
    assert len({*AXES, *OPPOSITES}) == 2 * len(AXES)


def test_every_genre_is_found_in_some_combination_and_no_other_word_is() -> None:
    assert {genre for mix in COMBINATIONS for genre in mix} == set(GENRES)
    assert len({frozenset(mix) for mix in COMBINATIONS}) == len(COMBINATIONS)
    assert WEIGHTS.sum() == pytest.approx(1)
    assert WEIGHTS.min() > 0


def test_no_two_genres_and_no_two_moods_lie_in_one_place() -> None:
    for places in (GENRE_MAP, MOOD_MAP):
        apart = np.linalg.norm(places[:, None] - places[None, :], axis=2) + 9 * np.eye(len(places))
        assert apart.min() > 0.3


def test_a_mix_lies_midway_between_its_genres() -> None:
    drama, romance = place_of(("Drama",)), place_of(("Romance",))
    np.testing.assert_allclose(place_of(("Drama", "Romance")), (drama + romance) / 2, rtol=1e-6)


def test_the_nearest_mood_of_a_mood_is_itself_however_strong() -> None:
    for strength in (0.1, 1.0, 5.0):
        assert nearest_moods(MOOD_MAP * strength).tolist() == list(range(len(MOODS)))


def test_moods_fit_the_genres_they_are_nearest_to() -> None:
    moods = dict(zip(GENRES, (MOODS[mood] for mood in nearest_moods(GENRE_MAP)), strict=True))
    assert moods["Comedy"] in {"warm", "playful"}
    assert moods["Romance"] in {"romantic", "wistful", "warm"}
    assert moods["Film-Noir"] in {"dark", "tense", "bleak"}
    assert moods["Horror"] in {"eerie", "dark", "tense"}
    assert moods["Sci-Fi"] in {"neon", "epic", "dreamy"}
    assert moods["Documentary"] in {"wistful", "bleak"}


def test_a_taste_in_words_names_the_strongest_leanings_first_from_either_end() -> None:
    assert in_words(np.array([0.1, -2.0, 0.0, 1.0, 0.5, 0.2])) == ["unhurried", "grown-up", "sweeping"]
    assert in_words(np.array([-1.0, 0, 0, 0, 0, 0.5]), count=2) == ["light", "heartfelt"]
