import os
from pathlib import Path

import pytest

from matinee.domain.errors import BadInput, MatineeError
from matinee.doors.cli.outputs import check_outputs, writing
from matinee.lab.core.recommender import Recommender
from tests.doors.cli.conftest import Door


def test_a_file_in_a_folder_that_can_be_made_is_allowed(tmp_path: Path) -> None:
    check_outputs(json=tmp_path / "new" / "deep" / "r.json", lists=None, out=Path("/dev/stdout"))

    assert not (tmp_path / "new").exists()


def test_what_cannot_be_written_is_refused_with_the_option_and_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    with pytest.raises(BadInput, match=r"^--json .*: this is a folder, not a file\. Name"):
        check_outputs(json=tmp_path)
    with pytest.raises(BadInput, match=r"^--save-recipe .*file' is a file, not a folder\. Name"):
        check_outputs(save_recipe=tmp_path / "file" / "deep" / "r.toml")
    with pytest.raises(BadInput, match=r"^--out .*: this is a file, not a folder\. Name"):
        check_outputs(folder=True, out=tmp_path / "file")


def test_a_folder_without_the_right_to_write_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # whoever is root may write everywhere

    with pytest.raises(BadInput, match="you may not write in"):
        check_outputs(lists=tmp_path / "l.npz")


def test_when_the_disk_refuses_the_file_and_a_remedy_are_told(tmp_path: Path) -> None:
    full = OSError(28, "No space left on device", ".r.json.x7.json")

    with (
        pytest.raises(MatineeError, match=r"r\.json: cannot be written \(No space") as told,
        writing(tmp_path / "r.json"),
    ):
        raise full

    assert told.value.exit_code == 1


@pytest.mark.parametrize("option", ["--json", "--lists", "--save-recipe"])
def test_outputs_of_bench_are_looked_at_before_any_work(
    matinee: Door, split_file: Path, tmp_path: Path, option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("a model was fitted")

    monkeypatch.setattr(Recommender, "fit", fail)

    made = matinee("bench", "--split", split_file, "--models", "popular", option, tmp_path)

    assert made.exit_code == 2
    assert f"{option} {tmp_path}: this is a folder" in made.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("train", "ease", "--data", "nowhere", "--out", "f/m"),
        ("results", "nowhere.json", "--out", "f/r.md"),
        ("data", "report", "nowhere", "--out", "f/r.html"),
        ("data", "world", "--size", "tiny", "--out", "f/w"),
        ("docs", "--out", "f/commands.md"),
    ],
)
def test_every_command_that_writes_looks_first(matinee: Door, words: tuple[str, ...]) -> None:
    Path("f").write_text("x")

    made = matinee(*words)

    assert made.exit_code == 2
    assert "is a file, not a folder" in made.stderr
