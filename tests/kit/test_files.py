import os
import stat
from pathlib import Path

import pytest

from matinee.kit.files import files_in, give_second_name, write_text, written_whole


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_text_arrives_as_utf8_in_folders_that_are_made_on_the_way(tmp_path: Path) -> None:
    write_text(tmp_path / "new" / "folder" / "name.txt", "Amélie – 愛\n")
    assert (tmp_path / "new" / "folder" / "name.txt").read_bytes() == "Amélie – 愛\n".encode()


def test_the_old_content_stands_until_the_block_has_ended(tmp_path: Path) -> None:
    target = tmp_path / "model.json"
    target.write_text("old")
    with written_whole(target) as temporary:
        temporary.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert names_in(tmp_path) == ["model.json"]


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_failure_in_the_block_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, failure: type[BaseException]
) -> None:
    target = tmp_path / "model.json"
    target.write_text("old")
    with pytest.raises(failure), written_whole(target) as temporary:
        temporary.write_text("half")
        raise failure
    assert target.read_text() == "old"
    assert names_in(tmp_path) == ["model.json"]


def test_a_failure_where_there_was_no_file_leaves_none(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="broken"), written_whole(tmp_path / "a") as temporary:
        temporary.write_text("half")
        raise ValueError("broken")
    assert names_in(tmp_path) == []


def test_the_temporary_file_lies_beside_the_target_with_its_ending(tmp_path: Path) -> None:
    with written_whole(tmp_path / "lists.npz") as temporary:
        assert temporary.parent == tmp_path
        assert temporary.suffix == ".npz"


def test_others_may_read_what_was_written(tmp_path: Path) -> None:
    write_text(tmp_path / "page.html", "")
    assert stat.S_IMODE((tmp_path / "page.html").stat().st_mode) == 0o644


def test_a_link_stays_a_link_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_text(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_a_folder_in_the_way_is_an_error_and_stays(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    with pytest.raises(IsADirectoryError):
        write_text(tmp_path / "here", "text")
    assert names_in(tmp_path) == ["here"]


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_text(pipe, "through")
        assert os.read(reader, 100) == b"through"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert names_in(tmp_path) == ["pipe"]


def test_files_are_found_in_folders_below_without_what_is_being_made(tmp_path: Path) -> None:
    for name in ("b", "a/c/d", "a/c/.half", ".making/x", "a.b"):
        write_text(tmp_path / name, name)
    (tmp_path / "empty").mkdir()
    assert [path.relative_to(tmp_path).as_posix() for path in files_in(tmp_path)] == ["a/c/d", "a.b", "b"]
    assert list(files_in(tmp_path / "gone")) == []


@pytest.mark.parametrize("can", [True, False])
def test_a_file_outlives_under_its_second_name_what_takes_its_place(
    tmp_path: Path, can: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def impossible(*_: object, **__: object) -> None:
        raise OSError("no links here")

    if not can:
        monkeypatch.setattr(os, "link", impossible)
    write_text(tmp_path / "a", "old")
    give_second_name(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a").samefile(tmp_path / "b") == can
    write_text(tmp_path / "a", "new")
    assert (tmp_path / "b").read_text() == "old"
