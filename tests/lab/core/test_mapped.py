import mmap
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from matinee.domain.errors import BadArtifact
from matinee.lab.core import artifact, registry
from matinee.lab.core.mapped import arrays_in, map_file
from matinee.lab.data.histories import Histories
from tests.worlds.two_tastes import two_tastes

ARRAYS = {
    "square": np.arange(12, dtype=np.float32).reshape(3, 4),
    "empty": np.empty((0, 3), dtype=np.int64),
    "one": np.array([2.5]),
    "yes": np.array([True, False]),
}


def mapped(path: Path, content: bytes) -> mmap.mmap:
    path.write_bytes(content)
    return map_file(path)


def test_what_is_mapped_is_what_was_saved_and_lies_in_the_file(tmp_path: Path) -> None:
    save_file(ARRAYS, tmp_path / "some.safetensors", metadata={"about": "nothing"})
    found = arrays_in(map_file(tmp_path / "some.safetensors"))
    assert found.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        assert np.array_equal(found[name], array)
        assert found[name].dtype == array.dtype
        assert not found[name].flags.owndata
        assert not found[name].flags.writeable


@pytest.mark.parametrize(
    "content",
    [
        b"abc",
        (1000).to_bytes(8, "little") + b"{}",
        (2).to_bytes(8, "little") + b"[]",
        (2).to_bytes(8, "little") + b"{x",
        (14).to_bytes(8, "little") + b'{"a": {"b": 1}}'[:14],
        (62).to_bytes(8, "little") + b'{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}',
        (63).to_bytes(8, "little") + b'{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]}}  abcd',
    ],
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  whatever the fault is, it is named so
        arrays_in(mapped(tmp_path / "x", content))


@pytest.mark.parametrize("name", ["weighted", "newcomer", "bias", "trending"])
def test_a_model_answers_from_mapped_weights_as_from_read_ones(name: str, tmp_path: Path) -> None:
    world = two_tastes()
    artifact.save(registry.make(name, registry.find(name).Config.small).fit(world.data), tmp_path)
    history = Histories.from_lists([[0, 1, 9]], n_titles=world.data.n_titles)
    read, held = artifact.load(tmp_path), artifact.load(tmp_path, mapped=True)
    assert np.array_equal(read.scores(history), held.scores(history))


@pytest.mark.parametrize("damage", ["flip", "empty", "gone"])
def test_damaged_weights_are_not_mapped(damage: str, tmp_path: Path) -> None:
    artifact.save(registry.make("popular", {}).fit(two_tastes().data), tmp_path)
    path = tmp_path / artifact.WEIGHTS
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.unlink()
    if damage != "gone":
        path.write_bytes(b"" if damage == "empty" else bytes(content))
    with pytest.raises(BadArtifact, match=r"weights\.safetensors"):
        artifact.load(tmp_path, mapped=True)


def test_a_model_that_takes_the_place_of_another_leaves_what_is_mapped_as_it_was(tmp_path: Path) -> None:
    world = two_tastes()
    artifact.save(registry.make("popular", {}).fit(world.data), tmp_path)
    history = Histories.from_lists([[]], n_titles=world.data.n_titles)
    held = artifact.load(tmp_path, mapped=True)
    before = held.scores(history)
    artifact.save(registry.make("popular", {}).fit(two_tastes(people=80).data), tmp_path)
    assert np.array_equal(held.scores(history), before)
    assert not np.array_equal(artifact.load(tmp_path, mapped=True).scores(history), before)
