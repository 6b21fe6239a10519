from pathlib import Path

import pytest

from matinee.domain.errors import BadInput
from matinee.lab.data.checks import check_dataset
from matinee.lab.data.loaders.load import load
from matinee.lab.world.sizes import size_named
from matinee.ops.runs import worlds
from matinee.ops.runs.worlds import make_world

TINY = size_named("tiny")


def test_a_world_is_a_data_set_that_passes_every_check(tmp_path: Path) -> None:
    make_world(tmp_path / "world", TINY, seed=3)
    loaded = load(tmp_path / "world").dataset
    assert check_dataset(loaded).refused == ()
    assert loaded.feedback.step == 0.5
    assert all(loaded.facts.genres)
    assert (loaded.facts.years > 1900).all()


def test_a_world_may_be_made_over_a_world_but_not_over_anything_else(tmp_path: Path) -> None:
    made = make_world(tmp_path / "world", TINY, seed=3)
    assert make_world(tmp_path / "world", TINY, seed=3).files == made.files
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(BadInput, match="holds other files"):
        make_world(tmp_path / "mine", TINY, seed=3)
    with pytest.raises(BadInput, match="a file, not a folder"):
        make_world(tmp_path / "mine" / "letter.txt", TINY, seed=3)


def test_a_world_too_large_for_memory_is_written_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worlds, "STREAMED_FROM", TINY.ratings)
    made = make_world(tmp_path / "world", TINY, seed=3, threads=1)
    assert "ratings/part-00000.parquet" in made.files
    with pytest.raises(BadInput, match="drawn on demand"):
        make_world(tmp_path / "world", TINY, seed=3, posters=True)
