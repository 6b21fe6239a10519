"""What every recommender has promised of its reasons, as checks that take the class of a model."""

from typing import get_args

import numpy as np

from matinee.domain.reasons import Kind as ReasonKind
from matinee.lab.core.abilities import Explains
from matinee.lab.data.histories import Histories
from matinee.lab.reasons.why import why
from tests.contracts.fitting import CLOSE, WORLD, Kind, fitted
from tests.worlds.two_tastes import newcomers


def reasons_add_up_to_the_score(kind: Kind) -> None:
    model = fitted(kind)
    if not isinstance(model, Explains):
        return
    wanted = np.array([2, 9, WORLD.unloved])
    for history in (*(WORLD.data.histories.row(person) for person in (0, 1)), newcomers(WORLD).row(2)):
        scores = model.scores(history)[0]
        reasons = model.explain(history, wanted)
        assert [reason.title for reason in reasons] == wanted.tolist()
        for reason in reasons:
            assert {share.title for share in reason.shares} <= set(history.titles.tolist())
            total = sum(share.amount for share in reason.shares) + reason.rest
            np.testing.assert_allclose(total, reason.score, **CLOSE)
            np.testing.assert_allclose(reason.score, scores[reason.title], **CLOSE)
            assert reason.rest_name or not reason.rest


def without_the_strongest_reason_the_score_falls(kind: Kind) -> None:
    model = fitted(kind)
    if not isinstance(model, Explains) or kind.family == "baseline":
        return
    for person in range(WORLD.data.n_people):
        history = WORLD.data.histories.row(person)
        title = WORLD.missing[person]
        (reason,) = model.explain(history, np.array([title]))
        (strongest,) = reason.strongest(1)
        without = history.keep_events(history.titles != strongest.title)
        assert model.scores(without)[0, title] < model.scores(history)[0, title]


def every_recommendation_has_a_reason(kind: Kind) -> None:
    model = fitted(kind)
    empty = Histories.from_lists([[]], n_titles=WORLD.data.n_titles)
    for history in (*(WORLD.data.histories.row(person) for person in (0, 1)), newcomers(WORLD).row(0), empty):
        titles = model.recommend(history, 5).titles[0]
        reasons = why(model, history, titles)
        assert [reason.title for reason in reasons] == titles.tolist()
        scores = model.scores(history)[0]
        for reason in reasons:
            total = sum(share.amount for share in reason.shares) + reason.rest
            np.testing.assert_allclose([total, reason.score], scores[reason.title], **CLOSE)
            assert reason.kind in get_args(ReasonKind)
            assert reason.rest_name or not reason.rest
            for title in reason.cited or ():
                without = history.keep_events(history.titles != title)
                assert model.scores(without)[0, reason.title] < scores[reason.title]
