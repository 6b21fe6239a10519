from pathlib import Path

import numpy as np
import pytest

from matinee.domain.errors import BadArtifact, BadConfig
from matinee.lab.blending.opinions import opinion
from matinee.lab.core import artifact
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.make import make_split
from matinee.lab.evaluation.ranking import evaluate_ranking
from matinee.lab.models.weighted import Weighted
from matinee.lab.world.checkerboard import checkerboard
from tests.worlds.two_tastes import newcomers, two_tastes

WORLD = two_tastes()
SPLIT = make_split(checkerboard(people=160).data, "weak")


def weighted(**settings: object) -> Weighted:
    return Weighted(Weighted.Config.from_values({"members": ["ease", "popular"], **settings}, model="weighted"))


def test_the_member_that_sees_more_is_trusted_more() -> None:
    model = weighted().fit(SPLIT.final.train, FitContext(lesson=SPLIT.tuning))
    assert model.weights[0] > 0.6
    answer = evaluate_ranking(model, SPLIT.final).overall["ndcg@10"]
    assert answer > evaluate_ranking(model.members.models[1], SPLIT.final).overall["ndcg@10"] + 0.1


def test_fixed_weights_are_taken_as_they_are() -> None:
    model = weighted(weights={"ease": 3, "popular": 1}).fit(WORLD.data)
    assert model.weights.tolist() == [0.75, 0.25]


def test_one_request_can_have_other_weights_and_the_next_has_the_old_ones() -> None:
    model, asked = weighted(weights={"ease": 1}).fit(WORLD.data), newcomers(WORLD)
    before = model.scores(asked)
    other = model.with_weights({"popular": 2.0})
    popular = model.members.models[1].scores(asked)
    np.testing.assert_array_equal(other.scores(asked)[0].argsort(), popular[0].argsort())
    np.testing.assert_array_equal(model.scores(asked), before)


@pytest.mark.parametrize(
    ("weights", "told"),
    [({"slim": 1.0}, "'slim' is no member"), ({"ease": -1.0}, "numbers from 0"), ({"ease": 0.0}, "not all of them 0")],
)
def test_weights_that_mean_nothing_are_refused(weights: dict[str, float], told: str) -> None:
    with pytest.raises(BadConfig, match=told):
        weighted(weights=weights).fit(WORLD.data)
    with pytest.raises(BadConfig, match=told):
        weighted(weights={"ease": 1}).fit(WORLD.data).with_weights(weights)


def test_one_member_alone_thinks_as_it_does_by_itself() -> None:
    model, asked = weighted(members=["ease"]).fit(WORLD.data), newcomers(WORLD)
    alone = opinion(model.members.models[0].scores(asked))
    np.testing.assert_array_equal(model.scores(asked), alone.values)


def test_saved_weights_that_are_not_weights_are_refused(tmp_path: Path) -> None:
    model = weighted(weights={"ease": 1}).fit(WORLD.data)
    model.weights = np.array([-1.0, 2.0])
    artifact.save(model, tmp_path)
    with pytest.raises(BadArtifact, match="weights below 0"):
        artifact.load(tmp_path)
