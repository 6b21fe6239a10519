import os
import shutil
from pathlib import Path

import pytest

from matinee.domain.errors import BadArtifact
from matinee.ops.registry import adopt as room
from matinee.ops.registry.adopt import adopt
from matinee.ops.registry.registry import HOUSE, Registry
from matinee.ops.releases.load import load_release


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


def test_a_release_of_the_older_layout_becomes_the_first_version(own_release: Path) -> None:
    before = load_release(own_release)
    registry = Registry(own_release)
    adopt(registry)
    (version,) = registry.versions()
    assert version == f"v0001-{before.digest}"
    assert registry.verify(version).recipe == before.recipe
    assert (registry.roles().champion, registry.roles().by, registry.roles().what) == (version, HOUSE, "taken over")
    assert names_in(own_release) == {"versions", "roles.json", "history.jsonl"}
    adopt(registry)
    assert len(registry.history()) == 1


@pytest.mark.parametrize("step", ["add", "promote", "clear"])
def test_what_was_cut_short_is_done_to_the_end(own_release: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    registry = Registry(own_release)
    with monkeypatch.context() as patch:
        if step == "clear":
            patch.setattr(room, "_clear_away", killed)
        else:
            patch.setattr(Registry, step, killed)
        with pytest.raises(KeyboardInterrupt):
            adopt(registry)
    adopt(registry)
    assert registry.verify(registry.versions()[-1]).version == registry.roles().champion == registry.versions()[0]
    assert names_in(own_release) == {"versions", "roles.json", "history.jsonl"}


def test_where_a_file_cannot_have_two_names_it_is_copied(own_release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def impossible(*_: object, **__: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", impossible)
    adopt(Registry(own_release))
    assert names_in(own_release) == {"versions", "roles.json", "history.jsonl"}


def test_a_release_that_cannot_be_used_is_left_as_it_is(own_release: Path) -> None:
    (own_release / "svd" / "weights.safetensors").write_bytes(b"broken")
    before = names_in(own_release)
    with pytest.raises(BadArtifact):
        adopt(Registry(own_release))
    assert names_in(own_release) == before
    assert Registry(own_release).roles().champion is None


def test_what_somebody_promoted_since_is_not_undone(own_registry: Registry, own_release: Path) -> None:
    """Files of the older layout that came back, such as from a copy of the folder."""
    for path in own_release.iterdir():
        shutil.move(path, own_registry.folder / path.name)
    second = own_registry.versions()[1]
    own_registry.promote(second, by="somebody", why="it is better")
    adopt(own_registry)
    assert own_registry.roles().champion == second
    assert "release.json" not in names_in(own_registry.folder)
