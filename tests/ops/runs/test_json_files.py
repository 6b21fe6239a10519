from pathlib import Path

import pytest
from pydantic import BaseModel

from matinee.domain.errors import BadData
from matinee.ops.runs.json_files import read_left


class Note(BaseModel):
    text: str


def test_what_was_left_is_read(tmp_path: Path) -> None:
    (tmp_path / "note.json").write_text('{"text": "kept"}')

    assert read_left(Note, tmp_path / "note.json", what="a note") == Note(text="kept")


def test_a_file_that_is_something_else_is_told_with_the_place(tmp_path: Path) -> None:
    (tmp_path / "note.json").write_text('{"text": 3}')

    with pytest.raises(BadData, match=r"this is not a note \(.* at text\)"):
        read_left(Note, tmp_path / "note.json", what="a note")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="cannot be read"):
        read_left(Note, tmp_path / "none.json", what="a note")
