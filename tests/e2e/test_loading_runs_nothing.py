"""S12: nothing that is stored can run code when it is read, even where somebody put a pickle in its place.

The watch of tests/fixtures/unpickling.py is kept through every other test as well.
"""

import pickle
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from matinee.adapters.backups.ledger import read_ledger
from matinee.domain.errors import MatineeError
from matinee.lab.core import artifact
from matinee.lab.core.checkpoint import Checkpoint
from matinee.lab.core.mapped import map_file
from matinee.lab.data.loaders.load import load
from matinee.lab.data.splits.files import read_split
from matinee.ops.releases.load import load_release
from matinee.ops.runs.recipes import read_recipe
from matinee.ops.runs.result_files import read_result
from matinee.wiring.backups import check_backup, make_backup
from matinee.wiring.catalogue_loading import read_source
from tests.fixtures import unpickling
from tests.fixtures.backups import Build, build, lived_in
from tests.fixtures.databases import sqlite_place, sqlite_template
from tests.fixtures.movielens import write_csv_release, zipped
from tests.fixtures.recommending import Cinema, cinema
from tests.fixtures.releases import Made, made_release
from tests.fixtures.service import serve, sqlite_house
from tests.fixtures.small_world import write_small_world
from tests.lab.data.splits.written import WEAK, written

__all__ = ["build", "cinema", "lived_in", "made_release", "serve", "sqlite_house", "sqlite_place", "sqlite_template"]

RESULTS = Path(__file__).resolve().parents[2] / "benchmarks" / "results" / "latest-small-T.json"
Read = Callable[[Path], object]


class Planted:
    """Makes a file the moment it is read back by pickle."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[[Path], None], tuple[Path]]:
        return Path.touch, (self.path,)


def a_database(folder: Path) -> Path:
    with sqlite3.connect(folder / "films.db") as made:
        made.execute("CREATE TABLE films (name TEXT)")
    made.close()
    return folder


def a_checkpoint(folder: Path) -> Path:
    Checkpoint(folder / "fit").save({"weights": np.arange(3.0)}, {"epoch": 1})
    return folder


def a_ledger(folder: Path) -> Path:
    (folder / "deletions").write_text('["a key", 1]\n')
    return folder


def a_result(folder: Path) -> Path:
    shutil.copy(RESULTS, folder / "result.json")
    return folder


def a_recipe(folder: Path) -> Path:
    (folder / "recipe.toml").write_text("[ease]\nl2 = 20.0\n")
    return folder


def a_table(folder: Path) -> Path:
    (folder / "ratings.csv").write_text("user,item,rating\n1,2,4\n2,2,3\n")
    return folder


def an_archive(folder: Path) -> Path:
    release = write_csv_release(folder / "ml", name="ml-32m")
    zipped(release, folder / "ml.zip")
    shutil.rmtree(release)
    return folder


STORED: dict[str, tuple[Callable[[Path], Path], Read]] = {
    "checkpoint": (a_checkpoint, lambda folder: Checkpoint(folder / "fit").load()),
    "split": (lambda folder: written(folder, "W: weak", WEAK).parent, lambda folder: read_split(folder / "tiny.npz")),
    "table": (a_table, lambda folder: load(folder / "ratings.csv")),
    "archive": (an_archive, lambda folder: load(folder / "ml.zip")),
    "world": (write_small_world, lambda folder: list(read_source(folder).entries)),
    "result": (a_result, lambda folder: read_result(folder / "result.json")),
    "recipe": (a_recipe, lambda folder: read_recipe(folder / "recipe.toml")),
    "ledger": (a_ledger, lambda folder: read_ledger(folder / "deletions")),
}


def faults(folder: Path, read: Read) -> list[str]:
    """Reads what is stored there, then once for each of its files with a pickle in its place. What ran, or was looked
    up, or was taken for what it was not."""
    canary = folder.parent / "it ran"
    bomb = pickle.dumps(Planted(canary))
    found = []
    with unpickling.lookups() as asked:
        read(folder)
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            content = path.read_bytes()
            path.write_bytes(bomb)
            try:
                if read(folder) is not None:
                    found.append(f"{path.name} was read as if it were whole")
            except (MatineeError, unpickling.UnsafeLoad):
                pass
            path.write_bytes(content)
    unpickling.taken()
    found += [f"{name} was looked up" for name in asked]
    return found + (["it ran"] if canary.exists() else [])


@pytest.mark.parametrize("kind", STORED)
def test_what_is_stored_is_read_and_a_pickle_in_its_place_is_refused(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "stored"
    folder.mkdir()
    make, read = STORED[kind]
    assert faults(make(folder), read) == []


def test_a_release_is_read_and_a_pickle_in_place_of_any_file_of_it_is_refused(
    made_release: Made, tmp_path: Path
) -> None:
    folder = shutil.copytree(made_release.folder, tmp_path / "stored")
    assert len([path for path in folder.rglob("*") if path.is_file()]) > 10
    assert faults(folder, load_release) == []


def test_a_backup_is_read_and_a_pickle_in_its_place_is_refused(build: Build, tmp_path: Path) -> None:
    folder = tmp_path / "stored"
    folder.mkdir()
    make_backup(build("first", lived=True).settings, out=tmp_path / "1.zip")
    shutil.move(tmp_path / "1.zip", folder)
    assert faults(folder, lambda folder: check_backup(folder / "1.zip")) == []


async def test_a_service_loads_and_answers_without_it(cinema: Cinema) -> None:
    ana = await cinema.house.browser("ana")
    with unpickling.lookups() as asked:
        await cinema.rate(ana, 1, 2, 3, 26, 27)
        await cinema.looked_again()
        for path in ("/recommendations?k=10", "/titles/search?q=a", "/me/ratings", "/me/export", "/titles/1/poster"):
            assert (await ana.get(path)).status_code == 200, path
    assert asked == []


def test_a_reader_that_believes_a_pickle_is_caught(
    made_release: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were weights read by pickle, as many programs read them, both the watch and the canary would tell."""
    folder = shutil.copytree(made_release.folder, tmp_path / "stored")

    def believing(path: Path) -> object:
        content = path.read_bytes()
        if content.startswith(pickle.dumps(0)[:2]):
            pickle.loads(content)  # noqa: S301
        return map_file(path)

    monkeypatch.setattr(artifact, "map_file", believing)
    found = faults(folder / "svd", lambda _: load_release(folder))
    assert [fault for fault in found if "looked up" in fault] != []
    monkeypatch.setattr(unpickling, "_asked_by_the_package", lambda: False)
    assert "it ran" in faults(folder / "svd", lambda _: load_release(folder))


def test_a_pickle_that_the_package_reads_is_stopped_and_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    here = {"Path": Path, "pickle": pickle, "content": pickle.dumps(Path("/"))}
    inside = compile("pickle.loads(content)", f"{unpickling.PACKAGE}/lab/planted.py", "exec")
    with pytest.raises(unpickling.UnsafeLoad):
        exec(inside, here)  # noqa: S102
    assert unpickling.taken() == ["pathlib.PosixPath"]
    assert pickle.loads(pickle.dumps(Path("/"))) == Path("/")  # noqa: S301
    assert unpickling.taken() == []
