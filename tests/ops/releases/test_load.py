import json
import shutil
from pathlib import Path

import pytest

from matinee.domain.errors import BadArtifact, MatineeError
from matinee.lab.core import artifact
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.releases.load import load_release
from matinee.ops.releases.release import ABOUT, FACETS, RECIPE, Release


def test_members_of_a_blend_can_be_asked_alone(release: Release) -> None:
    assert {"ease", "item_knn"} <= release.models.keys()


def test_weights_are_left_on_disk(release: Release) -> None:
    biased = release.models["svd"].state()["biased"]
    assert not biased.flags.owndata
    assert not biased.flags.writeable


def test_the_version_is_that_of_weights_and_recipe(release: Release, own_release: Path) -> None:
    assert load_release(own_release).version == release.version
    recipe = own_release / RECIPE
    recipe.write_text(recipe.read_text().replace("few = 3", "few = 4"))
    assert load_release(own_release).version != release.version


@pytest.mark.parametrize("file", [ABOUT, FACETS, "svd/weights.safetensors", "weighted/model.json"])
@pytest.mark.parametrize("damage", ["gone", "flipped"])
def test_a_release_with_a_damaged_file_is_refused(own_release: Path, file: str, damage: str) -> None:
    path = own_release / file
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.unlink()
    if damage == "flipped":
        path.write_bytes(content)
    with pytest.raises(MatineeError):
        load_release(own_release)


def test_a_model_of_other_data_does_not_fit_in(own_release: Path) -> None:
    other = type(load_release(own_release).models["popular"])().fit(checkerboard(people=80).data)
    shutil.rmtree(own_release / "popular")
    artifact.save(other, own_release / "popular")
    with pytest.raises(BadArtifact, match="'popular' was fitted to other data"):
        load_release(own_release)


def test_a_release_of_another_format_is_refused(own_release: Path) -> None:
    about = json.loads((own_release / ABOUT).read_text())
    (own_release / ABOUT).write_text(json.dumps(about | {"format": 99}))
    with pytest.raises(BadArtifact, match="format 99"):
        load_release(own_release)
