import shutil
from pathlib import Path

import pytest

from matinee.domain.errors import BadArtifact, BadInput, Conflict, NotFound
from matinee.ops.registry.registry import Registry
from tests.fixtures.releases import Made, answering_otherwise

BY = {"by": "somebody", "why": "to see"}


def third(registry: Registry, made: Made, tmp_path: Path) -> str:
    return registry.add(answering_otherwise(Path(shutil.copytree(made.folder, tmp_path / "third")), few=9))


def test_versions_are_numbered_and_named_by_what_they_hold(own_registry: Registry, made_release: Made) -> None:
    assert own_registry.versions() == [made_release.first, made_release.second]
    assert [one[:6] for one in own_registry.versions()] == ["v0001-", "v0002-"]
    for version in own_registry.versions():
        assert own_registry.verify(version).digest == version[6:]


def test_adding_changes_nothing_of_who_answers(own_registry: Registry, made_release: Made, tmp_path: Path) -> None:
    before = own_registry.roles()
    added = third(own_registry, made_release, tmp_path)
    assert own_registry.roles() == before
    assert added.startswith("v0003-")
    assert own_registry.added_at(added) > own_registry.added_at(made_release.first)
    assert not (tmp_path / "third").exists()


def test_what_answers_alike_is_added_once(own_registry: Registry, own_release: Path, made_release: Made) -> None:
    assert own_registry.add(own_release) == made_release.first
    assert own_release.is_dir()
    (own_registry.folder_of(made_release.first) / "release.json").write_text("{}")
    assert own_registry.add(own_release) == f"v0003-{made_release.first[6:]}"


def test_a_release_that_cannot_be_used_is_not_added(own_registry: Registry, own_release: Path) -> None:
    (own_release / "svd" / "model.json").unlink()
    with pytest.raises(BadArtifact):
        own_registry.add(own_release)
    assert len(own_registry.versions()) == 2


def test_a_promotion_says_who_why_and_what_was_before(own_registry: Registry, made_release: Made) -> None:
    roles = own_registry.promote(made_release.second, **BY)
    assert roles == own_registry.roles() == own_registry.history()[-1]
    assert (roles.champion, roles.previous, roles.serial) == (made_release.second, made_release.first, 2)
    assert (roles.by, roles.why, roles.what, roles.about) == ("somebody", "to see", "promoted", made_release.second)
    assert own_registry.promote(made_release.second, **BY) == roles
    assert len(own_registry.history()) == 2


def test_a_promotion_over_another_champion_than_was_judged_is_refused(
    own_registry: Registry, made_release: Made, tmp_path: Path
) -> None:
    added = third(own_registry, made_release, tmp_path)
    own_registry.promote(made_release.second, **BY)
    with pytest.raises(Conflict, match="answers by now"):
        own_registry.promote(added, over=made_release.first, **BY)
    assert own_registry.promote(added, over=made_release.second, **BY).champion == added


def test_a_rollback_goes_back_once(own_registry: Registry, made_release: Made) -> None:
    with pytest.raises(Conflict, match="no version to go back to"):
        own_registry.roll_back(**BY)
    own_registry.promote(made_release.second, **BY)
    with pytest.raises(Conflict, match="answers by now"):
        own_registry.roll_back(of=made_release.first, **BY)
    roles = own_registry.roll_back(of=made_release.second, **BY)
    assert (roles.champion, roles.previous, roles.about) == (made_release.first, None, made_release.second)
    with pytest.raises(Conflict, match="no version to go back to"):
        own_registry.roll_back(**BY)


def test_a_canary_and_a_shadow_are_other_versions_than_the_champion(own_registry: Registry, made_release: Made) -> None:
    with pytest.raises(Conflict, match="answers everybody already"):
        own_registry.set_canary(made_release.first, share=0.1, **BY)
    for share in (0.0, 0.6, float("nan")):
        with pytest.raises(BadInput, match="share"):
            own_registry.set_canary(made_release.second, share=share, **BY)
    own_registry.set_shadow(made_release.second, **BY)
    roles = own_registry.set_canary(made_release.second, share=0.1, **BY)
    assert roles.canary is not None
    assert (roles.canary.version, roles.canary.share, roles.shadow) == (made_release.second, 0.1, made_release.second)
    promoted = own_registry.promote(made_release.second, **BY)
    assert (promoted.canary, promoted.shadow) == (None, None)
    with pytest.raises(Conflict, match="no such canary"):
        own_registry.end_canary(**BY)
    with pytest.raises(Conflict, match="no shadow"):
        own_registry.end_shadow(**BY)


def test_a_canary_and_a_shadow_end(own_registry: Registry, made_release: Made) -> None:
    own_registry.set_shadow(made_release.second, **BY)
    own_registry.set_canary(made_release.second, share=0.5, **BY)
    with pytest.raises(Conflict, match="no such canary"):
        own_registry.end_canary(of=made_release.first, **BY)
    assert own_registry.end_canary(of=made_release.second, **BY).canary is None
    assert own_registry.end_shadow(**BY).shadow is None
    assert [one.what for one in own_registry.history()] == [
        "promoted",
        "shadow set",
        "canary set",
        "canary ended",
        "shadow ended",
    ]


def test_nobody_has_a_role_beside_nobody(own_release: Path, tmp_path: Path) -> None:
    registry = Registry(tmp_path / "empty" / "main")
    version = registry.add(own_release)
    with pytest.raises(Conflict, match="nobody answers yet"):
        registry.set_shadow(version, **BY)


@pytest.mark.parametrize("name", ["v0009-0123456789ab", "../../main", "", "v0001"])
def test_a_version_that_there_is_not_is_told(own_registry: Registry, name: str) -> None:
    with pytest.raises(NotFound, match="no version"):
        own_registry.promote(name, **BY)


def test_a_damaged_version_is_given_no_role(own_registry: Registry, made_release: Made) -> None:
    (own_registry.folder_of(made_release.second) / "gate.json").write_text("{}")
    before = own_registry.roles()
    for give in (
        lambda: own_registry.promote(made_release.second, **BY),
        lambda: own_registry.set_canary(made_release.second, share=0.1, **BY),
        lambda: own_registry.set_shadow(made_release.second, **BY),
    ):
        with pytest.raises(BadArtifact, match="does not belong"):
            give()
    assert own_registry.roles() == before


def test_a_version_under_the_name_of_another_is_refused(own_registry: Registry, made_release: Made) -> None:
    versions = own_registry.folder / "versions"
    renamed = "v0003-0123456789ab"
    (versions / made_release.second).rename(versions / renamed)
    with pytest.raises(BadArtifact, match="another version than its name says"):
        own_registry.promote(renamed, **BY)


def test_the_oldest_versions_go_and_never_one_with_a_role(
    own_registry: Registry, made_release: Made, tmp_path: Path
) -> None:
    third(own_registry, made_release, tmp_path)
    assert own_registry.remove_old(keep=0) == [made_release.second]
    assert [one[:5] for one in own_registry.versions()] == ["v0001", "v0003"]
    assert own_registry.remove_old(keep=1) == []


def test_a_version_that_an_experiment_names_is_not_removed_nor_any_beside_it(
    own_registry: Registry, made_release: Made, tmp_path: Path
) -> None:
    newest = third(own_registry, made_release, tmp_path)
    with pytest.raises(Conflict, match="'newer-first' runs") as refused:
        own_registry.remove_old(keep=1, tried={made_release.second: "newer-first"})
    assert "matinee experiment stop newer-first" in str(refused.value)
    assert len(own_registry.versions()) == 3
    tried = {made_release.first: "of the champion", newest: "of the newest"}
    assert own_registry.remove_old(keep=1, tried=tried) == [made_release.second]


def test_what_was_left_half_done_is_cleared_away(own_registry: Registry, made_release: Made) -> None:
    left = own_registry.folder / "versions" / ".adding-x"
    left.mkdir()
    own_registry.promote(made_release.second, **BY)
    assert not left.exists()
    with own_registry.making() as making:
        (making / "half").touch()
    assert not making.exists()


def test_a_change_after_the_roles_are_gone_forgets_nothing(own_registry: Registry, made_release: Made) -> None:
    own_registry.promote(made_release.second, by="somebody", why="it is better")
    before = own_registry.set_shadow(made_release.first, by="somebody", why="to compare them")
    (own_registry.folder / "roles.json").unlink()
    after = own_registry.promote(made_release.second, by="somebody", why="to write the roles anew")
    assert own_registry.roles() == after
    assert (after.serial, after.champion) == (before.serial + 1, made_release.second)
    assert (after.previous, after.shadow) == (made_release.first, made_release.first)


def test_roles_that_cannot_be_read_are_mended_by_the_next_promotion(own_registry: Registry, made_release: Made) -> None:
    (own_registry.folder / "roles.json").write_text("?")
    roles = own_registry.promote(made_release.first, **BY)
    assert own_registry.roles() == roles
    assert roles.serial == 2
