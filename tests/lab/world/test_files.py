import json
from pathlib import Path

import polars as pl
import pytest

from matinee.domain.errors import BadData
from matinee.kit.hashing import sha256_of_file
from matinee.lab.data.loaders.load import load
from matinee.lab.world.files import MANIFEST, WorldFolder, clear_way, look_of, read_manifest, write_world
from matinee.lab.world.sizes import Size, size_named
from matinee.lab.world.tables import Tables
from matinee.lab.world.world import World, build_world

FEW = Size("few", titles=5, people=20, ratings=60, visits=0)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> WorldFolder:
    return write_world(build_world(size_named("tiny"), seed=7), tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def few() -> World:
    return build_world(FEW, seed=7)


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256_of_file(path) for path in files}


def test_the_same_seed_gives_the_same_bytes_in_every_file_and_another_seed_others(
    tiny: WorldFolder, tmp_path: Path
) -> None:
    write_world(build_world(size_named("tiny"), seed=7), tmp_path / "same")
    write_world(build_world(size_named("tiny"), seed=8), tmp_path / "other")
    first, same, other = digests(tiny.path), digests(tmp_path / "same"), digests(tmp_path / "other")
    assert same == first
    assert other.keys() == first.keys()
    assert all(other[name] != first[name] for name in first)


def test_the_manifest_names_every_file_with_its_sha256(tiny: WorldFolder) -> None:
    found = digests(tiny.path)
    del found[MANIFEST]
    assert tiny.files == found
    assert read_manifest(tiny.path) == tiny
    assert tiny.size == size_named("tiny")
    assert tiny.seed == 7


def test_a_world_is_read_as_any_data_set_with_names_and_genres(tiny: WorldFolder) -> None:
    data = load(tiny.path).dataset
    assert len(data.log) == pl.read_parquet(tiny.path / "ratings.parquet").height
    assert data.n_people == tiny.size.people
    assert all(data.facts.genres)
    assert all(data.facts.names)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"size": "tiny", "seed": 7}', '{"size": "tiny", "files": []}'])
def test_a_broken_manifest_is_no_world(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(BadData, match="no whole world"):
        read_manifest(tmp_path)


def test_a_folder_without_a_manifest_is_no_world(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="no whole world"):
        read_manifest(tmp_path)


def test_posters_are_drawn_when_asked_and_only_then(few: World, tmp_path: Path) -> None:
    plain = write_world(few, tmp_path / "plain")
    drawn = write_world(few, tmp_path / "drawn", posters=True)
    posters = {f"posters/{number}.webp" for number in range(1, FEW.titles + 1)}
    assert set(drawn.files) - set(plain.files) == posters
    for name in posters:
        content = (tmp_path / "drawn" / name).read_bytes()
        assert content[8:12] == b"WEBP"
        assert len(content) <= 40 * 1024
    assert len({drawn.files[name] for name in posters}) == FEW.titles


def test_a_poster_looks_the_same_from_memory_and_from_the_file(few: World, tmp_path: Path) -> None:
    write_world(few, tmp_path)
    remembered, read = Tables(few).facts, pl.read_parquet(tmp_path / "titles.parquet")
    for one, other in zip(remembered.to_dicts(), read.to_dicts(), strict=True):
        assert look_of(one, seed=7) == look_of(other, seed=7)
        assert look_of(one, seed=8) != look_of(one, seed=7)


def test_a_new_world_leaves_nothing_of_the_one_before(few: World, tmp_path: Path) -> None:
    write_world(few, tmp_path, posters=True)
    write_world(few, tmp_path)
    assert not list(tmp_path.glob("posters/*"))
    assert set(digests(tmp_path)) == {*read_names(tmp_path), MANIFEST}


def test_clearing_the_way_keeps_what_no_world_wrote(tmp_path: Path) -> None:
    folder, outside = tmp_path / "world", tmp_path / "diary.txt"
    folder.mkdir()
    for path in (outside, folder / "notes.txt", folder / "ratings.parquet"):
        path.write_text("mine")
    (folder / MANIFEST).write_text(json.dumps({"files": {"ratings.parquet": "", "../diary.txt": ""}}))
    clear_way(folder)
    assert set(digests(folder)) == {"notes.txt"}
    assert outside.exists()


def test_a_broken_manifest_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("{")
    clear_way(tmp_path)
    assert not (tmp_path / MANIFEST).exists()


def read_names(folder: Path) -> list[str]:
    return list(json.loads((folder / MANIFEST).read_text())["files"])
