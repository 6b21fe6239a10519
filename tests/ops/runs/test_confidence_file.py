from pathlib import Path

import numpy as np
import pytest

from matinee.domain.errors import BadArtifact
from matinee.lab.core import artifact, registry
from matinee.lab.core.context import FitContext
from matinee.lab.reasons.confidence import Confidence
from matinee.lab.reasons.will_like import WillLike
from matinee.lab.world.checkerboard import Checkerboard
from matinee.ops.runs.confidence_file import FILE, load_confidence, save_confidence
from matinee.ops.runs.train import train

LEARNED = Confidence(WillLike(np.array([1.0, 0.5, -0.25]), np.zeros(2), np.ones(2)))


@pytest.fixture
def folder(world: Checkerboard, tmp_path: Path) -> Path:
    artifact.save(registry.make("popular").fit(world.data), tmp_path / "m")
    return tmp_path / "m"


def test_what_was_learned_is_found_beside_the_model(folder: Path) -> None:
    model = artifact.load(folder)
    assert load_confidence(folder, model) is None

    save_confidence(folder, LEARNED)

    found = load_confidence(folder, model)
    assert found is not None
    np.testing.assert_array_equal(found.will_like.weights, LEARNED.will_like.weights)
    assert artifact.load(folder).titles == model.titles


def test_what_was_learned_for_other_weights_is_refused(folder: Path, world: Checkerboard) -> None:
    save_confidence(folder, LEARNED)
    other = registry.make("popular").fit(world.data.only(np.arange(len(world.data.log)) % 3 > 0))
    artifact.save(other, folder)

    with pytest.raises(BadArtifact, match="learned for other weights than those beside it"):
        load_confidence(folder, other)


def test_a_damaged_file_is_refused(folder: Path) -> None:
    (folder / FILE).write_bytes(b"nonsense")

    with pytest.raises(BadArtifact, match="not what was learned beside a model"):
        load_confidence(folder, artifact.load(folder))


def test_training_anew_takes_away_what_was_learned_for_the_older_model(folder: Path, world: Checkerboard) -> None:
    save_confidence(folder, LEARNED)

    train("popular", world.data, folder, settings={}, context=FitContext())

    assert not (folder / FILE).exists()
