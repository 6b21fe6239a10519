from pathlib import Path

import numpy as np
import pytest

from matinee.domain.errors import BadConfig, BadData, BadInput, UnknownName
from matinee.lab.core import artifact
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import NotFitted
from matinee.lab.data.dataset import Dataset
from matinee.lab.models.popular import Popular
from matinee.lab.world.checkerboard import Checkerboard
from matinee.ops.runs.train import display_names, most_liked, report_of, train


def test_a_trained_model_is_on_disk_with_the_names_of_its_titles(world: Checkerboard, tmp_path: Path) -> None:
    made = train("ease", world.data, tmp_path / "ease", settings={"l2": "9"}, context=FitContext(seed=3))

    loaded = artifact.load(tmp_path / "ease")
    assert loaded.config.model_dump()["l2"] == 9.0
    assert loaded.report is not None
    assert loaded.report.seed == 3
    assert artifact.title_names(tmp_path / "ease") == display_names(world.data)
    assert made.mib == pytest.approx(sum(path.stat().st_size for path in (tmp_path / "ease").iterdir()) / 2**20)
    assert set(made.most_liked) <= set(display_names(world.data))


def test_a_model_can_be_trained_again_into_its_own_folder(world: Checkerboard, tmp_path: Path) -> None:
    for days in (10, 20):
        train("popular_recent", world.data, tmp_path / "m", settings={"days": days}, context=FitContext())

    assert artifact.load(tmp_path / "m").config.model_dump()["days"] == 20


def test_names_carry_the_year_where_it_is_known(world: Checkerboard) -> None:
    names = display_names(world.data)
    unknown = Dataset.from_columns(np.array([1, 2]), np.array([7, 8]), np.array([4.0, 5.0]))

    assert names[0].startswith("Midnight Witness (")
    assert display_names(unknown) == ["7", "8"]


def test_the_most_liked_titles_come_first() -> None:
    data = Dataset.from_columns(np.array([1, 2, 1, 2, 3]), np.array([7, 7, 8, 9, 9]), np.array([5.0, 5, 5, 1, 1]))

    assert [int(data.titles.ids[title]) for title in most_liked(data, 2)] == [7, 8]


def test_data_that_the_checks_refuse_is_not_trained_on(tmp_path: Path) -> None:
    bad = Dataset.from_columns(np.array([1, 2]), np.array([7, 8]), np.array([9.0, 5.0]))

    with pytest.raises(BadData, match="the data is refused"):
        train("popular", bad, tmp_path / "m", settings={}, context=FitContext())

    assert not (tmp_path / "m").exists()


def test_a_folder_of_something_else_is_left_alone(world: Checkerboard, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")

    with pytest.raises(BadInput, match=r"holds other files, such as 'file'"):
        train("popular", world.data, tmp_path, settings={}, context=FitContext())
    with pytest.raises(BadInput, match="this is a file"):
        train("popular", world.data, tmp_path / "file", settings={}, context=FitContext())

    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "notes.txt"]


def test_an_unknown_model_or_setting_is_refused_before_the_fit(world: Checkerboard, tmp_path: Path) -> None:
    with pytest.raises(UnknownName):
        train("eas", world.data, tmp_path / "m", settings={}, context=FitContext())
    with pytest.raises(BadConfig):
        train("ease", world.data, tmp_path / "m", settings={"l3": 1}, context=FitContext())


def test_a_model_that_never_learned_took_nothing() -> None:
    with pytest.raises(NotFitted):
        report_of(Popular())
