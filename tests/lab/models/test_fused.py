import numpy as np
import pytest
from scipy.stats import rankdata

from matinee.lab.core.context import FitContext
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.make import make_split
from matinee.lab.models.fused import Fused, _places
from matinee.lab.world.checkerboard import checkerboard
from tests.worlds.two_tastes import newcomers, two_tastes

WORLD = two_tastes()
NO = -np.inf


def fused(**settings: object) -> Fused:
    return Fused(Fused.Config.from_values({"members": ["ease", "popular"], **settings}, model="fused"))


def worth(*scores: float, known: list[int] | None = None) -> list[float]:
    row = Histories.from_lists([known or []], n_titles=len(scores))
    return Fused.view(np.array([scores], dtype=np.float32), row)[0].tolist()


def test_a_place_is_worth_less_the_further_down_it_is() -> None:
    assert worth(3.0, 9.0, 1.0) == pytest.approx([61 / 62, 1.0, 61 / 63])


def test_known_titles_take_no_place_from_others() -> None:
    assert worth(3.0, 9.0, 1.0, known=[1])[0] == 1.0


def test_level_titles_share_their_places_and_one_that_is_not_judged_gets_nothing() -> None:
    assert worth(5.0, 5.0, 1.0, NO) == pytest.approx([61 / 61.5, 61 / 61.5, 61 / 63, 0.0])


def test_without_learning_all_members_weigh_the_same() -> None:
    model, asked = fused(learn=False).fit(WORLD.data), newcomers(WORLD)
    expected = np.mean([Fused.view(member.scores(asked), asked) for member in model.members], axis=0)
    np.testing.assert_allclose(model.scores(asked), expected, rtol=1e-6)


def test_the_member_that_sees_more_weighs_more() -> None:
    split = make_split(checkerboard(people=160).data, "weak")
    model = fused().fit(split.final.train, FitContext(lesson=split.tuning))
    assert model.weights[0] > 0.6


def test_equal_scores_share_their_places_as_in_scipy() -> None:
    generator = np.random.default_rng(0)
    scores = np.round(generator.normal(size=(20, 30)), 1)
    scores[generator.random(scores.shape) < 0.2] = -np.inf

    np.testing.assert_array_equal(_places(scores), rankdata(-scores, axis=1))
