"""What is on the rise."""

import numpy as np

from matinee.lab.data.histories import Histories
from matinee.lab.models.trending import Trending
from tests.worlds.rising import CLASSIC, RISING, STALE, STEADY, rising
from tests.worlds.two_tastes import two_tastes

NOBODY = Histories.from_lists([[]], n_titles=4)


def fitted(*, timed: bool = True, **settings: float) -> Trending:
    return Trending(Trending.Config(**settings)).fit(rising(timed=timed))


def test_what_is_loved_now_comes_before_what_was_loved_once() -> None:
    top = fitted(half_life_days=30).recommend(NOBODY, 4).titles[0].tolist()
    assert top == [RISING, STEADY, CLASSIC, STALE]


def test_without_growth_each_like_fades_by_half_in_a_half_life() -> None:
    scores = fitted(half_life_days=100, growth=0).scores(NOBODY)[0]
    ages = np.linspace(400, 0, 40)
    np.testing.assert_allclose(scores[STEADY], np.exp2(-ages / 100).sum(), rtol=1e-5)


def test_a_title_liked_evenly_is_liked_as_usual() -> None:
    rise = fitted(half_life_days=100, prior=1e-6).rise
    assert abs(rise[STEADY] - 1.0) < 0.05
    assert rise[RISING] > 2
    assert rise[CLASSIC] < 0.5


def test_growth_puts_the_rise_before_the_size() -> None:
    slow, fast = (fitted(half_life_days=200, growth=growth).scores(NOBODY)[0] for growth in (0.0, 2.0))
    assert slow[STEADY] < slow[RISING] * 2
    assert fast[RISING] / fast[STEADY] > slow[RISING] / slow[STEADY]


def test_the_prior_keeps_a_handful_of_likes_from_looking_like_a_wonder() -> None:
    loose, careful = (fitted(half_life_days=10, prior=prior).rise for prior in (0.01, 50.0))
    assert careful[RISING] < loose[RISING]


def test_the_reason_says_how_much_it_rose() -> None:
    (reason,) = fitted(half_life_days=30).explain(NOBODY, np.array([RISING]))
    assert reason.rest_name == f"liked {fitted(half_life_days=30).rise[RISING]:.1f} times as often as usual lately"


def test_without_times_the_likes_of_all_time_decide() -> None:
    model = fitted(timed=False)
    assert model.scores(NOBODY)[0].tolist() == [60, 40, 25, 2]
    assert model.explain(NOBODY, np.array([CLASSIC]))[0].rest_name == "liked by 60 people"


def test_without_a_single_like_nothing_trends() -> None:
    world = two_tastes()
    disliked = world.data.only(world.data.log.values < 4)
    nobody = Histories.from_lists([[]], n_titles=disliked.n_titles)
    assert (Trending().fit(disliked).scores(nobody) == 0).all()
