from dataclasses import replace
from pathlib import Path
from threading import Thread

import numpy as np
import polars as pl
import pytest

from matinee.domain.errors import BadArtifact
from matinee.kit.hashing import sha256_of_file
from matinee.lab.data.dataset import Dataset
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.learning.base import FOLDER, about_base, keep_base, read_base
from matinee.ops.registry.registry import Registry

PEOPLE = pl.DataFrame({"person": [1, 2], "age": ["25", None]})


@pytest.fixture(scope="module")
def data() -> Dataset:
    return replace(checkerboard(people=12).data, extras={"people": PEOPLE})


def test_what_is_kept_comes_back_as_it_was(tmp_path: Path, data: Dataset) -> None:
    assert about_base(tmp_path) is None
    keep_base(tmp_path, data, origin="somewhere")
    found = read_base(tmp_path)
    assert found.origin == "somewhere"
    assert (found.data.fingerprint, found.data.name) == (data.fingerprint, data.name)
    assert found.data.tables_fingerprint == data.tables_fingerprint
    assert found.data.feedback == data.feedback
    assert found.data.facts.names == data.facts.names


def test_ids_may_be_texts_and_times_unknown(tmp_path: Path) -> None:
    made = Dataset.from_columns(np.array(["ana", "ben"]), np.array(["Ö", "b"]), np.array([4.0, 3.0]))
    keep_base(tmp_path, made, origin="mine")
    found = read_base(tmp_path).data
    assert (found.fingerprint, found.titles.ids.tolist(), found.log.times) == (made.fingerprint, ["b", "Ö"], None)


def test_a_newer_data_set_takes_the_place_of_the_older(tmp_path: Path, data: Dataset) -> None:
    keep_base(tmp_path, checkerboard(people=9).data, origin="a")
    keep_base(tmp_path, data, origin="b")
    keep_base(tmp_path, data, origin="b")
    assert read_base(tmp_path).data.fingerprint == data.fingerprint
    assert sorted(path.name for path in (tmp_path / FOLDER).iterdir()) == sorted(["base.json", data.fingerprint])


def test_it_is_not_changed_while_somebody_holds_the_registry(tmp_path: Path, data: Dataset) -> None:
    older = keep_base(tmp_path, checkerboard(people=9).data, origin="a")
    keeping = Thread(target=keep_base, args=(tmp_path, data), kwargs={"origin": "b"})
    with Registry(tmp_path).changing():
        keeping.start()
        keeping.join(0.3)
        assert keeping.is_alive()
        assert read_base(tmp_path).data.fingerprint == older.fingerprint
    keeping.join(30)
    assert read_base(tmp_path).data.fingerprint == data.fingerprint


@pytest.mark.parametrize("damage", ["gone", "flipped", "of another"])
@pytest.mark.parametrize("file", ["log.parquet", "titles.parquet"])
def test_damage_is_found(tmp_path: Path, data: Dataset, file: str, damage: str) -> None:
    about = keep_base(tmp_path, data, origin="a")
    path = tmp_path / FOLDER / data.fingerprint / file
    content = bytearray(path.read_bytes())
    if damage == "of another":
        pl.read_parquet(path).reverse().write_parquet(path)
        said = (tmp_path / FOLDER / "base.json").read_text()
        said = said.replace(about.files[path.stem], sha256_of_file(path))
        (tmp_path / FOLDER / "base.json").write_text(said)
    elif damage == "gone":
        path.unlink()
    else:
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    with pytest.raises(BadArtifact):
        read_base(tmp_path)


def test_where_nothing_was_kept_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadArtifact, match="matinee release"):
        read_base(tmp_path)
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "base.json").write_text("{}")
    with pytest.raises(BadArtifact, match="says of itself"):
        about_base(tmp_path)
