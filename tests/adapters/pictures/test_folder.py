import os
from pathlib import Path

import pytest

from matinee.adapters.pictures.folder import PictureFolder


def key(number: int) -> str:
    return f"{number:032x}"


def test_a_picture_is_kept_and_found_again_by_another(tmp_path: Path) -> None:
    assert PictureFolder(tmp_path).get(key(1)) is None
    PictureFolder(tmp_path).put(key(1), b"picture")
    assert PictureFolder(tmp_path).get(key(1)) == b"picture"


def test_the_oldest_go_when_there_is_no_room(tmp_path: Path) -> None:
    folder = PictureFolder(tmp_path, most=50, look_after=1)
    for number in range(8):
        folder.put(key(number), b"0123456789")
        os.utime(tmp_path / "00" / f"{key(number)}.webp", (number, number))
    left = [number for number in range(8) if folder.get(key(number)) is not None]
    assert left == [4, 5, 6, 7]


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 32, "0" * 31, "0" * 32 + "/x"])
def test_nothing_but_a_digest_names_a_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no digest"):
        PictureFolder(tmp_path).get(name)
