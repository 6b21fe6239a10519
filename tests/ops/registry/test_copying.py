import shutil
from pathlib import Path
from threading import Thread

from matinee.ops.registry.copying import copy_of
from matinee.ops.registry.registry import Registry


def copied(registry: Registry, to: Path, *, meanwhile: bool) -> Registry:
    with copy_of(registry) as files:
        if meanwhile:
            registry.promote(registry.versions()[-1], by="somebody", why="meanwhile")
        for name, source in files.items():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, to / name)
    return Registry(to)


def test_a_copy_is_of_one_moment_and_of_versions_with_a_role(own_registry: Registry, tmp_path: Path) -> None:
    first, second = own_registry.versions()
    (own_registry.folder / "holdout.json").write_text("{}")
    copy = copied(own_registry, tmp_path / "copy", meanwhile=True)
    assert own_registry.roles().champion == second
    assert (copy.roles().champion, copy.versions()) == (first, [first])
    assert len(copy.history()) == 1
    assert copy.verify(first).version == first
    assert (copy.folder / "holdout.json").is_file()


def test_where_the_roles_cannot_be_read_all_versions_are_copied(own_registry: Registry, tmp_path: Path) -> None:
    (own_registry.folder / "roles.json").write_text("?")
    assert copied(own_registry, tmp_path / "copy", meanwhile=False).versions() == own_registry.versions()


def test_nothing_is_removed_meanwhile(own_registry: Registry, tmp_path: Path) -> None:
    removing = Thread(target=own_registry.remove_old, kwargs={"keep": 1})
    with copy_of(own_registry) as files:
        removing.start()
        removing.join(0.2)
        assert removing.is_alive()
        assert all(path.is_file() for path in files.values())
    removing.join(10)
    assert not removing.is_alive()
