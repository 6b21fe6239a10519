import os
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from matinee.kit.files import write_text
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.learning.base import keep_base
from matinee.ops.registry.copying import copy_of
from matinee.ops.registry.registry import Registry
from tests.fixtures.learning import School


def copied(registry: Registry, to: Path, *, meanwhile: Callable[[], object] = lambda: None) -> Registry:
    """meanwhile: is done once the copy is begun."""
    with copy_of(registry) as files:
        meanwhile()
        for name, source in files.items():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, to / name)
    return Registry(to)


def test_a_copy_is_of_one_moment_and_of_versions_with_a_role(own_registry: Registry, tmp_path: Path) -> None:
    first, second = own_registry.versions()
    (own_registry.folder / "holdout.json").write_text("{}")

    def promote() -> None:
        own_registry.promote(second, by="somebody", why="meanwhile")
        write_text(own_registry.folder / "holdout.json", "later")

    copy = copied(own_registry, tmp_path / "copy", meanwhile=promote)
    assert own_registry.roles().champion == second
    assert (copy.roles().champion, copy.versions()) == (first, [first])
    assert len(copy.history()) == 1
    assert copy.verify(first).version == first
    assert (copy.folder / "holdout.json").read_text() == "{}"


@pytest.mark.parametrize("links", [True, False])
def test_the_data_set_and_the_trainings_are_of_that_moment_too(
    school: School, tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def impossible(*_: object, **__: object) -> None:
        raise OSError("no links here")

    if not links:
        monkeypatch.setattr(os, "link", impossible)
    before = school.base.data.fingerprint
    write_text(school.home / "trainings" / "000007.json", "waiting")
    (school.home / "base" / ".half").mkdir()
    (school.home / "base" / ".half" / "log.parquet").touch()

    def learn() -> None:
        keep_base(school.home, checkerboard(people=9).data, origin="another")
        write_text(school.home / "trainings" / "000007.json", "promoted")

    copy = School(school.world, copied(school.registry, tmp_path / "copy", meanwhile=learn).folder)
    assert school.base.data.fingerprint != before
    assert copy.base.data.fingerprint == before
    assert (copy.home / "trainings" / "000007.json").read_text() == "waiting"
    assert list((copy.home / "base").glob(".*")) == []


def test_versions_that_the_copy_names_are_copied_too(own_registry: Registry, tmp_path: Path) -> None:
    first, second = own_registry.versions()
    write_text(own_registry.folder / "trainings" / "000007.json", second)

    def named(beside: Path) -> list[str]:
        assert not (beside / "versions").exists()
        return [(beside / "trainings" / "000007.json").read_text(), "v0009-0123456789ab"]

    with copy_of(own_registry, also=named) as files:
        versions = {name.split("/")[1] for name in files if name.startswith("versions/")}
    assert versions == {first, second}


def test_where_the_roles_cannot_be_read_all_versions_are_copied(own_registry: Registry, tmp_path: Path) -> None:
    (own_registry.folder / "roles.json").write_text("?")
    assert copied(own_registry, tmp_path / "copy").versions() == own_registry.versions()


def test_nothing_is_removed_meanwhile(own_registry: Registry, tmp_path: Path) -> None:
    removing = Thread(target=own_registry.remove_old, kwargs={"keep": 1})
    with copy_of(own_registry) as files:
        removing.start()
        removing.join(0.2)
        assert removing.is_alive()
        assert all(path.is_file() for path in files.values())
    removing.join(10)
    assert not removing.is_alive()
