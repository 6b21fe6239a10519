from pathlib import Path

import numpy as np

from matinee.lab.core.checkpoint import Checkpoint


def test_what_was_put_down_last_comes_back(tmp_path: Path) -> None:
    place = Checkpoint.of(tmp_path / "fits", model="ease", key="abc")
    place.save({"weights": np.arange(3.0)}, {"epoch": 1})
    place.save({"weights": np.arange(4.0)}, {"epoch": 2, "best": 0.25})
    loaded = place.load()
    assert loaded is not None
    arrays, facts = loaded
    np.testing.assert_array_equal(arrays["weights"], np.arange(4.0))
    assert facts == {"epoch": 2, "best": 0.25}


def test_nothing_and_damage_are_no_checkpoint(tmp_path: Path) -> None:
    place = Checkpoint.of(tmp_path, model="ease", key="abc")
    assert place.load() is None
    place.save({"weights": np.arange(3.0)}, {"epoch": 1})
    place.path.write_bytes(place.path.read_bytes()[:40])
    assert place.load() is None


def test_a_fit_that_ended_well_leaves_nothing_behind(tmp_path: Path) -> None:
    place = Checkpoint.of(tmp_path / "fits", model="ease", key="abc")
    place.save({}, {})
    place.clear()
    place.clear()
    assert not (tmp_path / "fits").exists()
