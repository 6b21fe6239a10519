import numpy as np
import pytest

from matinee.lab.core import registry
from matinee.lab.data.splits.make import make_split
from matinee.lab.reasons.confidence import Confidence, learn_confidence
from matinee.lab.world.checkerboard import checkerboard

SPLIT = make_split(checkerboard(people=150).data, "rating", seed=1)


@pytest.mark.parametrize(("name", "rates"), [("svd", True), ("popular", False)])
def test_a_like_is_foretold_for_every_model_and_an_interval_for_those_that_predict_ratings(
    name: str, rates: bool
) -> None:
    model = registry.make(name).fit(SPLIT.tuning.train)
    learned = learn_confidence(model, SPLIT.tuning)
    assert (learned.intervals is not None) is rates
    again = Confidence.restored(learned.state(), titles=len(model.titles))
    asked = (model, SPLIT.final.task.histories, np.array([0, 1]), np.array([2, 3]))
    np.testing.assert_array_equal(again.will_like.of(*asked), learned.will_like.of(*asked))
    assert (again.intervals is not None) is rates


def test_a_part_that_is_missing_is_told() -> None:
    with pytest.raises(ValueError, match="'weights' is missing"):
        Confidence.restored({}, titles=3)
