from pathlib import Path

import numpy as np
import pytest

from matinee.domain.errors import BadData, BadInput
from matinee.domain.feedback import WATCHES
from matinee.lab.core import artifact
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.world.checkerboard import Checkerboard
from matinee.ops.runs.calibrate import calibrate
from matinee.ops.runs.confidence_file import load_confidence
from matinee.ops.runs.train import train


def test_a_saved_model_learns_how_sure_it_may_be_from_ratings_it_was_not_shown(
    world: Checkerboard, tmp_path: Path
) -> None:
    train("ease", world.data, tmp_path, settings={"l2": 20}, context=FitContext())
    before = artifact.load(tmp_path).state()

    made = calibrate(tmp_path, world.data, context=FitContext())

    assert made.cases == pytest.approx(len(world.data.log) / 5, abs=1)
    assert 0 < made.liked < 1
    assert made.confidence.intervals is None
    found = load_confidence(tmp_path, artifact.load(tmp_path))
    assert found is not None
    np.testing.assert_array_equal(found.will_like.weights, made.confidence.will_like.weights)
    for name, array in artifact.load(tmp_path).state().items():
        np.testing.assert_array_equal(array, before[name])


def test_other_data_than_the_model_learned_from_is_refused(world: Checkerboard, tmp_path: Path) -> None:
    train("popular", world.data, tmp_path, settings={}, context=FitContext())
    other = world.data.only(np.arange(len(world.data.log)) % 2 == 0)

    with pytest.raises(BadInput, match="was not trained on this data, but on"):
        calibrate(tmp_path, other, context=FitContext())


def test_where_nothing_is_rated_nothing_can_be_learned(tmp_path: Path) -> None:
    people, titles = np.repeat(np.arange(20), 3), np.tile(np.arange(6), 10)
    data = Dataset.from_columns(people, titles, np.ones(60), feedback=WATCHES)
    train("popular", data, tmp_path, settings={}, context=FitContext())

    with pytest.raises(BadData, match="is no rating"):
        calibrate(tmp_path, data, context=FitContext())
