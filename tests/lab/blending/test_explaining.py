from typing import ClassVar

import numpy as np
import pytest

from matinee.lab.blending.explaining import USUAL, explained, voices
from matinee.lab.blending.members import Members
from matinee.lab.blending.opinions import opinion, together, weight_of_judges
from matinee.lab.core import registry
from matinee.lab.core.answers import Scores
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.state import State
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from tests.worlds.two_tastes import two_tastes

WORLD = two_tastes()
WEIGHTS = np.array([0.5, 0.3, 0.2])


class Silent(Recommender):
    """Thinks as `ease` does and cannot say why."""

    family: ClassVar[Family] = "network"

    def _fit(self, data: Dataset, context: FitContext) -> None:
        self.inner = registry.make("ease", {"l2": 3.0}).fit(data, context)

    def _scores(self, histories: Histories) -> Scores:
        return self.inner.scores(histories)

    def state(self) -> State:
        return {}

    def restore(self, state: State) -> None:
        pass


@pytest.fixture(scope="module")
def members() -> Members:
    models = [registry.make("ease"), registry.make("item_knn"), Silent()]
    return Members(tuple(model.fit(WORLD.data, FitContext()) for model in models))


def test_shares_and_rest_add_up_also_where_a_member_cannot_say_why(members: Members) -> None:
    history, titles = WORLD.data.histories.row(0), np.array([2, 9, WORLD.unloved])
    opinions = [opinion(model.scores(history)) for model in members]
    score = together(opinions, WEIGHTS)[0]
    total = np.full(3, weight_of_judges(opinions, WEIGHTS))

    made = explained(members, history, titles, voices(opinions, WEIGHTS, titles, total))

    for reason in made:
        assert sum(share.amount for share in reason.shares) + reason.rest == pytest.approx(reason.score)
        assert reason.score == pytest.approx(score[reason.title], abs=1e-5)
        assert reason.rest_name == f"what test_explaining cannot divide, {USUAL}"


def test_a_share_is_the_members_share_by_its_weight_over_its_spread(members: Members) -> None:
    history, titles = WORLD.data.histories.row(0), np.array([2])
    opinions = [opinion(model.scores(history)) for model in members]
    alone = np.array([1.0, 0.0, 0.0])

    (reason,) = explained(members, history, titles, voices(opinions, alone, titles, np.ones(1)))

    (of_ease,) = members.models[0].explain(history, titles)  # type: ignore[attr-defined]
    spread = opinions[0].spread[0, 0]
    assert {share.title: share.amount for share in reason.shares} == pytest.approx(
        {share.title: share.amount / spread for share in of_ease.shares}
    )
    assert reason.rest_name == USUAL


def test_what_the_blend_adds_itself_is_named(members: Members) -> None:
    history, titles = WORLD.data.histories.row(0), np.array([2])
    opinions = [opinion(model.scores(history)) for model in members]
    heard = voices(opinions, np.array([1.0, 0.0, 0.0]), titles, np.ones(1))

    (plain,) = explained(members, history, titles, heard)
    (more,) = explained(members, history, titles, heard, more=np.array([0.25]), more_name="how known it is")

    assert more.score == pytest.approx(plain.score + 0.25)
    assert more.rest_name == f"how known it is, {USUAL}"
