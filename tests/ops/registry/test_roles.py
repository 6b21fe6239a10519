from pathlib import Path

import pytest

from matinee.domain.errors import BadArtifact
from matinee.ops.registry.roles import (
    HISTORY,
    NOBODY,
    ROLES,
    Canary,
    Roles,
    latest,
    read_history,
    read_roles,
    write_roles,
)


def after(serial: int) -> Roles:
    return NOBODY.model_copy(update={"serial": serial, "champion": f"v{serial:04}-0123456789ab", "what": "promoted"})


def test_before_anything_was_promoted_nobody_answers(tmp_path: Path) -> None:
    assert read_roles(tmp_path) == NOBODY == latest(tmp_path)
    assert read_history(tmp_path) == []


def test_every_change_is_written_down(tmp_path: Path) -> None:
    for serial in (1, 2, 3):
        write_roles(tmp_path, after(serial))
    assert read_roles(tmp_path) == after(3)
    assert read_history(tmp_path) == [after(1), after(2), after(3)]


@pytest.mark.parametrize("left", ["", '{"format":1,"ser'])
def test_a_change_that_was_cut_short_before_the_history_is_in_it_all_the_same(tmp_path: Path, left: str) -> None:
    for serial in (1, 2):
        write_roles(tmp_path, after(serial))
    whole = (tmp_path / HISTORY).read_text().splitlines(keepends=True)
    (tmp_path / HISTORY).write_text(whole[0] + left)
    assert read_history(tmp_path) == [after(1), after(2)]
    write_roles(tmp_path, after(3))
    assert (tmp_path / HISTORY).read_text().splitlines(keepends=True)[:2] == whole
    assert read_history(tmp_path) == [after(1), after(2), after(3)]


@pytest.mark.parametrize("broken", ["", "{}x", '{"format": 9}', '{"champion": 3}'])
def test_roles_that_cannot_be_read_are_taken_from_the_history(tmp_path: Path, broken: str) -> None:
    write_roles(tmp_path, after(1))
    (tmp_path / ROLES).write_text(broken)
    with pytest.raises(BadArtifact, match=ROLES):
        read_roles(tmp_path)
    assert latest(tmp_path) == after(1)
    write_roles(tmp_path, after(2))
    assert read_roles(tmp_path) == after(2)


def test_roles_that_are_gone_are_taken_from_the_history(tmp_path: Path) -> None:
    for serial in (1, 2):
        write_roles(tmp_path, after(serial))
    (tmp_path / ROLES).unlink()
    assert latest(tmp_path) == after(2)
    write_roles(tmp_path, after(3))
    assert read_history(tmp_path) == [after(1), after(2), after(3)]


def test_a_version_with_two_roles_is_named_once() -> None:
    roles = after(1).model_copy(
        update={"canary": Canary(version="v0002-0123456789ab", share=0.1, since=1), "previous": "v0002-0123456789ab"}
    )
    assert roles.named == ["v0001-0123456789ab", "v0002-0123456789ab"]
