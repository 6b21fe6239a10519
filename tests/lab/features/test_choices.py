import numpy as np
import pytest

from matinee.lab.data.titles import TitleFacts
from tests.lab.features.by_definition import Event
from tests.lab.features.people import features, moment

FACTS = TitleFacts(
    names=[str(title) for title in range(60)],
    years=np.array([2024, 2023, 2014, 0] + [0] * 56, dtype=np.int32),
    genres=[("Drama",), ("Comedy",), ("Drama", "Comedy"), ()] + [()] * 56,
)


def watched(*titles: int, stars: float = 4.0) -> list[Event]:
    return [Event(title, stars, moment("2024-05-01 20:00") + title * 86_400) for title in titles]


def told(events: list[Event]) -> dict[str, float]:
    return features(events, at="2024-12-01", facts=FACTS)


def test_new_titles_are_fresh_in_the_year_they_come_out_and_the_next() -> None:
    assert told(watched(0, 1))["fresh_share"] == 1.0
    assert told(watched(0, 2))["fresh_share"] == 0.5


def test_a_title_of_unknown_year_says_nothing_of_the_liking_for_new_ones() -> None:
    assert told(watched(0, 3))["fresh_share"] == 1.0
    assert told(watched(3))["fresh_share"] == 0.0


def test_the_age_of_titles_is_a_geometric_mean() -> None:
    assert told(watched(1, 2))["title_age"] == pytest.approx((2 * 11) ** 0.5 - 1, rel=1e-5)


def test_two_genres_alike_are_one_bit_of_breadth_and_one_genre_is_none() -> None:
    assert told(watched(0, 1))["genre_breadth"] == 1.0
    assert told(watched(2))["genre_breadth"] == 1.0
    assert told(watched(0))["genre_breadth"] == 0.0


def test_stars_have_a_mean_and_a_deviation() -> None:
    found = told([*watched(0, stars=2.0), *watched(1, stars=5.0)])

    assert (found["rating_mean"], found["rating_deviation"]) == (3.5, 1.5)


def test_what_was_not_watched_is_the_rest_of_the_catalogue() -> None:
    assert told(watched(0, 1, 2))["sparsity"] == pytest.approx(57 / 60)
