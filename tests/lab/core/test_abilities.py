import numpy as np
import pytest

from matinee.lab.core import registry
from matinee.lab.core.abilities import Explains, TellsAtOnce, tells_at_once
from matinee.lab.data.histories import Histories
from tests.worlds.two_tastes import two_tastes

TELLERS = {
    "ease": {"l2": 5.0},
    "ease, pruned": {"l2": 5.0, "keep": 6},
    "ials": {"factors": 4},
    "newcomer": {"factors": 4, "patience": 20.0},
    "weighted": {"members": {"ease": {"l2": 5.0, "keep": 6}, "ials": {"factors": 4}, "svd": {}}, "weights": None},
}
"""Settings by name; a blend with a member that cannot say what its scores are made of."""
WISHED = np.array([3, 12, 7])


def test_models_that_tell_at_once_are_known_by_their_class() -> None:
    assert tells_at_once(registry.find("ease"))
    assert not tells_at_once(registry.find("popular"))


@pytest.mark.parametrize("name", TELLERS)
@pytest.mark.parametrize("row", [[0, 1, 9], [4], []])
def test_what_is_told_at_once_is_what_is_explained(name: str, row: list[int]) -> None:
    world = two_tastes()
    settings = dict(TELLERS[name])
    if name == "weighted":
        settings["weights"] = {"ease": 0.6, "ials": 0.3, "svd": 0.1}
    model = registry.make(name.partition(",")[0], settings).fit(world.data)
    assert isinstance(model, TellsAtOnce)
    assert isinstance(model, Explains)
    history = Histories.from_lists([row], n_titles=world.data.n_titles)
    told = model.told(history)
    parts = told.parts(WISHED)
    assert np.allclose(told.scores, model.scores(history)[0], atol=1e-5)
    assert np.allclose(parts.amounts.sum(axis=0) + parts.rest, told.scores[WISHED], atol=1e-5)
    for column, reason in enumerate(model.explain(history, WISHED)):
        amounts = dict(zip(parts.sources.tolist(), parts.amounts[:, column], strict=True))
        assert {share.title: pytest.approx(share.amount, abs=1e-5) for share in reason.shares} == amounts
        assert parts.rest[column] == pytest.approx(reason.rest, abs=1e-5)
