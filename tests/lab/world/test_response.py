import numpy as np
import pytest

from matinee.lab.world.response import Response
from matinee.lab.world.sizes import size_named
from matinee.lab.world.traits import END, make_people, make_titles


@pytest.fixture(scope="module")
def response() -> Response:
    size = size_named("tiny")
    return Response(make_people(size, seed=5), make_titles(size, seed=5))


def rows(response: Response, count: int = 4_000) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    person = rng.integers(0, len(response.people), count)
    title = rng.integers(0, len(response.titles), count)
    return person, title, np.full(count, END)


def test_people_watch_more_readily_what_suits_their_taste(response: Response) -> None:
    person, title, time = rows(response)
    affinity = response.affinity(person, title, time)
    interest = response.interest(person, title, time)
    assert (
        interest[affinity > np.quantile(affinity, 0.9)].mean()
        > 5 * interest[affinity < np.quantile(affinity, 0.1)].mean()
    )


def test_nobody_watches_what_is_not_out_yet(response: Response) -> None:
    person, title, _ = rows(response)
    before = response.titles.released[title] - 1
    rank = np.zeros(len(title))
    assert response.interest(person, title, before).max() == 0
    assert response.freshness(title, before).max() == 0
    assert response.watches_shown(person, title, before, rank).max() == 0


def test_fame_fades_but_never_wholly(response: Response) -> None:
    title = np.arange(len(response.titles))
    new = response.freshness(title, response.titles.released + 1)
    old = response.freshness(title, response.titles.released + 3_000_000_000)
    assert np.allclose(new, 1.0, atol=1e-3)
    assert np.allclose(old, response.nature.evergreen, atol=1e-3)


def test_a_recommendation_never_harms_and_helps_less_further_down(response: Response) -> None:
    person, title, time = rows(response)
    top = response.effect(person, title, time, np.zeros(len(title)))
    low = response.effect(person, title, time, np.full(len(title), 9))
    assert top.min() >= 0
    assert (top >= low).all()


def test_a_recommendation_changes_little_for_what_would_be_met_anyway(response: Response) -> None:
    person, title, time = rows(response)
    chance = response.chance(person, title, time)
    gain = response.effect(person, title, time, np.zeros(len(title))) / response.interest(person, title, time)
    expected = (1 - chance) * response.glance(person, np.zeros(len(title)))
    np.testing.assert_allclose(gain, expected, rtol=1e-6)


def test_ratings_are_halves_or_wholes_on_the_scale_and_follow_enjoyment(response: Response) -> None:
    person, title, time = rows(response)
    stars = response.rate(person, title, time, mood=np.zeros(len(title)), rng=np.random.default_rng(2))
    assert set(np.unique(stars)) <= set(np.arange(0.5, 5.5, 0.5))
    assert (stars[response.people.whole_stars[person]] % 1 == 0).all()
    assert np.corrcoef(stars, response.enjoyment(person, title, time))[0, 1] > 0.6


def test_tastes_drift_from_the_start_to_the_end(response: Response) -> None:
    people = response.people
    everyone = np.arange(len(people))
    moved = people.at(everyone, np.full(len(people), END)) - people.taste
    np.testing.assert_allclose(moved, people.drift, rtol=1e-4, atol=1e-6)
