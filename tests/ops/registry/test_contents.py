import json
from pathlib import Path

import pytest

from matinee.domain.errors import BadArtifact
from matinee.ops.registry.contents import CONTENTS, check_contents, write_contents


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "version"
    (made / "ease").mkdir(parents=True)
    (made / "recipe.toml").write_text("[answer]")
    (made / "ease" / "weights.safetensors").write_text("weights")
    write_contents(made, digest="abc", at=7)
    return made


def test_what_is_as_it_was_written_down_is_whole(folder: Path) -> None:
    said = check_contents(folder)
    assert list(said.files) == ["ease/weights.safetensors", "recipe.toml"]
    assert (said.digest, said.added_at) == ("abc", 7)


def test_a_file_that_is_missing_changed_or_too_many_is_named(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(BadArtifact, match=r"notes\.txt: the file does not belong"):
        check_contents(folder)
    (folder / "notes.txt").unlink()
    (folder / "recipe.toml").write_text("[answer ]")
    with pytest.raises(BadArtifact, match=r"recipe\.toml: the file was changed"):
        check_contents(folder)
    (folder / "recipe.toml").unlink()
    with pytest.raises(BadArtifact, match=r"recipe\.toml: the file is missing"):
        check_contents(folder)


def test_a_link_is_refused_even_to_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    (folder / "recipe.toml").rename(tmp_path / "elsewhere")
    (folder / "recipe.toml").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BadArtifact, match="a link"):
        check_contents(folder)


def test_weights_that_loading_compares_anyway_are_not_read_twice(folder: Path) -> None:
    (folder / "ease" / "weights.safetensors").write_text("others!")
    check_contents(folder, whole=False)
    with pytest.raises(BadArtifact, match="weights"):
        check_contents(folder)


@pytest.mark.parametrize("change", [{"digest": "xyz"}, {"format": 2}, {"more": 1}, {"files": {}}])
def test_a_list_of_files_that_was_changed_is_refused(folder: Path, change: dict[str, object]) -> None:
    path = folder / CONTENTS
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(BadArtifact, match=CONTENTS):
        check_contents(folder)
