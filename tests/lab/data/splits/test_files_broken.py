import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matinee.domain.errors import BadData
from matinee.lab.data.splits.files import read_split
from tests.lab.data.splits.written import WEAK, columns, rating_file, written


def refused(path: Path, *, fold: int | None = None) -> str:
    with pytest.raises(BadData) as told:
        read_split(path, fold=fold)
    return str(told.value)


def test_an_unknown_fold_is_refused(tmp_path: Path) -> None:
    assert "there is no fold 9" in refused(rating_file(tmp_path), fold=9)
    assert "has no folds" in refused(written(tmp_path, "W", WEAK), fold=1)


def change_one_value(path: Path) -> None:
    with np.load(path) as held:
        arrays = {name: held[name] for name in held.files}
    arrays["fit_movie"][0] += 1
    np.savez_compressed(path, allow_pickle=False, **arrays)


def leave_one_out(path: Path) -> None:
    with np.load(path) as held:
        arrays = {name: held[name] for name in held.files if name != "test_movie"}
    np.savez_compressed(path, allow_pickle=False, **arrays)


def add_one(path: Path) -> None:
    with np.load(path) as held:
        arrays = {name: held[name] for name in held.files}
    np.savez_compressed(path, allow_pickle=False, **arrays, smuggled=np.arange(3))


def grow_one(path: Path) -> None:
    """A small file that would be 80 MB once unpacked."""
    with np.load(path) as held:
        arrays = {name: held[name] for name in held.files}
    arrays["fit_movie"] = np.zeros(10_000_000)
    np.savez_compressed(path, allow_pickle=False, **arrays)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def spoil_the_middle(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:140] = bytes(40)
    path.write_bytes(content)


def make_objects(path: Path) -> None:
    """Arrays of Python objects could run code when they are read."""
    with np.load(path) as held:
        arrays = {name: held[name] for name in held.files}
    arrays["fit_movie"] = np.array([{}, [], None], dtype=object)
    np.savez_compressed(path, **arrays)


def rewrite(path: Path, **changes: Any) -> None:
    beside = path.with_suffix(".json")
    beside.write_text(json.dumps(json.loads(beside.read_text()) | changes))


def hash_of_a_longer_column(path: Path) -> None:
    arrays = WEAK | {"fit_movie": np.array([10, 20, 30, 40], dtype=np.int32)}
    written(path.parent, "W", arrays)


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (change_one_value, "'fit_movie' is not the one described"),
        (leave_one_out, "'test_movie' is missing"),
        (add_one, "'smuggled' is not described"),
        (grow_one, "'fit_movie' is larger than 3 rows"),
        (cut_short, "not a readable npz file"),
        (spoil_the_middle, "not a readable npz file"),
        (make_objects, "not a readable npz file"),
        (hash_of_a_longer_column, "not numbers of one length"),
        (lambda path: path.unlink(), "there is no such file"),
        (lambda path: path.write_bytes(b""), "not a readable npz file"),
        (lambda path: path.write_text("user,movie"), "not a readable npz file"),
        (lambda path: path.with_suffix(".json").unlink(), "the JSON that describes the split is missing"),
        (lambda path: path.with_suffix(".json").write_text("{"), "it does not describe a split"),
        (lambda path: path.with_suffix(".json").write_bytes(b"\xff\xfe"), "it does not describe a split"),
        (lambda path: path.with_suffix(".json").write_text("[1]"), "it does not describe a split"),
        (
            lambda path: path.with_suffix(".json").write_text("{}"),
            "it does not describe a split (name: Field required)",
        ),
        (lambda path: rewrite(path, protocol="X: new"), "the protocol 'X: new' is not one of W, T, S, R"),
        (lambda path: rewrite(path, protocol="T"), "the array 'train_user' is missing"),
        (lambda path: rewrite(path, arrays={}), "is not described"),
        (lambda path: rewrite(path, protocol="R"), "the array 'all_user' is missing"),
    ],
)
def test_a_file_that_is_not_what_it_was_is_refused(
    tmp_path: Path, spoil: Callable[[Path], Any], complaint: str
) -> None:
    path = written(tmp_path, "W", WEAK)
    spoil(path)
    assert complaint in refused(path)


def test_a_type_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "W", WEAK)
    arrays = json.loads(path.with_suffix(".json").read_text())["arrays"]
    arrays["fit_movie"]["dtype"] = "int31"
    rewrite(path, arrays=arrays)
    assert "not a readable npz file" in refused(path)


def test_a_description_that_cannot_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "W", WEAK)

    def no_right(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", no_right)
    assert "it cannot be read (Permission denied)" in refused(path)


def test_folds_must_be_as_many_as_ratings(tmp_path: Path) -> None:
    arrays = columns(all=[(1, 10, 5), (2, 10, 4)])
    assert "'all_fold' is missing or has another length" in refused(written(tmp_path, "R", arrays))
    arrays["all_fold"] = np.zeros(3, dtype=np.int32)
    assert "'all_fold' is missing or has another length" in refused(written(tmp_path, "R", arrays))


def test_one_flipped_bit_of_a_real_file_is_found(data_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "ml100k-W.npz"
    for suffix in (".npz", ".json"):
        shutil.copyfile(data_folder / "splits" / f"ml100k-W{suffix}", path.with_suffix(suffix))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert refused(path)
