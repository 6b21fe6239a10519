import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from matinee.lab.data.splits.files import read_split
from matinee.lab.data.titles import TitleTable
from matinee.lab.evaluation.leaks import lint_split
from tests.lab.data.splits.written import WEAK, columns, rating_file, written

FILES = ("ml1m-W", "ml1m-T", "ml1m-S", "ml1m-R", "ml100k-W", "ml100k-R")


STRONG = columns(
    train=[(1, 10, 5), (1, 20, 5), (1, 30, 5)],
    valid_history=[(2, 10, 4)],
    valid_target=[(2, 20, 4)],
    test_history=[(3, 10, 4), (3, 30, 4)],
    test_target=[(3, 20, 4)],
)


def counts_of(path: Path) -> dict[str, Any]:
    return json.loads(path.with_suffix(".json").read_text())["counts"]


def test_a_weak_file_is_fitted_on_fit_and_valid(tmp_path: Path) -> None:
    split = read_split(written(tmp_path, "W: weak", WEAK))
    assert (split.name, split.protocol, split.seed) == ("tiny", "weak", 7)
    assert split.tuning.train.titles.ids.tolist() == [10, 20]
    assert len(split.tuning.train.log) == 3
    assert split.tuning.task.people.tolist() == [2]
    assert len(split.final.train.log) == 4
    assert split.final.task.people.tolist() == [1, 2]
    assert split.final.task.histories.lengths.tolist() == [2, 2]
    assert split.final.task.missed.tolist() == [1, 1]
    assert split.final.task.left_out == 1


def test_a_time_file_is_fitted_on_train_and_valid(tmp_path: Path) -> None:
    arrays = columns(train=[(1, 10, 5)], valid=[(1, 20, 4), (2, 10, 4)], test=[(2, 20, 5), (1, 10, 5), (3, 10, 4)])
    split = read_split(written(tmp_path, "T: time", arrays))
    assert len(split.tuning.train.log) == 1
    assert split.tuning.task.people.tolist() == [1]
    assert len(split.final.train.log) == 3
    assert split.final.task.people.tolist() == [1, 2]
    assert split.final.task.left_out == 1


def test_people_of_a_strong_file_are_never_learned_from(tmp_path: Path) -> None:
    split = read_split(written(tmp_path, "S: strong", STRONG))
    assert split.final.train.people.ids.tolist() == split.tuning.train.people.ids.tolist() == [1]
    assert split.tuning.task.people.tolist() == [2]
    assert split.final.task.people.tolist() == [3]
    assert split.final.task.histories.lengths.tolist() == [2]


def test_each_fold_of_a_rating_file_can_be_the_test(tmp_path: Path) -> None:
    path = rating_file(tmp_path)
    splits = [read_split(path, fold=fold) for fold in range(1, 5)]
    assert [len(split.final.train.log) for split in splits] == [75] * 4
    assert [len(split.final.task.targets.titles) for split in splits] == [25] * 4
    assert [split.name for split in splits] == ["tiny-1", "tiny-2", "tiny-3", "tiny-4"]
    assert len({split.fingerprint for split in splits}) == 4
    assert read_split(path).fingerprint == splits[0].fingerprint
    for split in splits:
        assert len(split.tuning.train.log) + len(split.tuning.task.targets.titles) == 75
        assert [found for found in lint_split(split) if found.severity == "leak"] == []


def test_every_rating_of_a_fold_is_asked_for(tmp_path: Path) -> None:
    """The fold holds the only rating of title 99, and the only one of person 5."""
    rows = [(1, 10, 5), (2, 10, 4), (2, 99, 1), (5, 10, 3)]
    path = written(tmp_path, "R", columns(all=rows) | {"all_fold": np.array([0, 0, 1, 1], dtype=np.int32)})
    task = read_split(path, fold=1).final.task
    assert (task.people.tolist(), task.left_out) == ([2, 5], 0)
    assert task.missed.tolist() == [0, 0]
    assert task.histories.lengths.tolist() == [1, 0]


def test_the_table_of_titles_is_kept(tmp_path: Path) -> None:
    table = TitleTable(pl.DataFrame({"id": [10], "name": ["Alien"], "year": [1979], "genres": [["Horror"]]}))
    split = read_split(written(tmp_path, "W", WEAK), title_table=table)
    assert split.final.train.facts.names[0] == "Alien"
    assert split.tuning.train.facts.years[0] == 1979


def test_weak_files_have_the_counts_they_state(data_folder: Path) -> None:
    for name in ("ml1m-W", "ml100k-W"):
        path = data_folder / "splits" / f"{name}.npz"
        split, counts = read_split(path), counts_of(path)
        final, tuning = split.final, split.tuning
        assert final.train.n_people == len(final.task) == counts["users"]
        assert len(tuning.train.log) == counts["fit"]
        assert len(tuning.task.targets.titles) + tuning.task.missed.sum() == counts["valid"]
        assert len(final.train.log) == len(final.task.histories.titles) == counts["fit"] + counts["valid"]
        assert len(final.task.targets.titles) + final.task.missed.sum() == counts["test"]
        assert final.task.missed.sum() == counts["test_rows_on_movies_without_train_positive"]
        assert final.task.left_out == 0
        missing = counts["movies"] - final.train.n_titles
        assert 0 <= missing <= final.task.missed.sum()


def test_the_time_file_has_the_counts_it_states(data_folder: Path) -> None:
    path = data_folder / "splits" / "ml1m-T.npz"
    split, counts = read_split(path), counts_of(path)
    assert split.tuning.train.n_people == counts["train_users"]
    assert len(split.tuning.train.log) == counts["train"]
    assert len(split.final.train.log) == counts["train"] + counts["valid"]
    for part, task in (("valid", split.tuning.task), ("test", split.final.task)):
        assert len(task) == counts[f"{part}_warm_users"]
        assert task.left_out == counts[f"{part}_cold_users_left_out"]
        assert len(task) + task.left_out == counts[f"{part}_users"]
        assert task.missed.sum() == counts[f"{part}_rows_of_warm_users_on_unseen_movies"]
        assert len(task.targets.titles) + task.missed.sum() == counts[f"{part}_rows_of_warm_users"]
    assert (len(split.final.task), split.final.task.left_out) == (1157, 31)


def test_the_strong_file_has_the_counts_it_states(data_folder: Path) -> None:
    path = data_folder / "splits" / "ml1m-S.npz"
    split, counts = read_split(path), counts_of(path)
    for part, stage in (("valid", split.tuning), ("test", split.final)):
        assert stage.train.n_people == counts["train_users"]
        assert stage.train.n_titles == counts["train_movies"]
        assert len(stage.train.log) == counts["train"]
        assert len(stage.task) == counts[f"{part}_users"]
        assert len(stage.task.histories.titles) == counts[f"{part}_history"]
        assert len(stage.task.targets.titles) == counts[f"{part}_target"]
        assert stage.task.missed.sum() == stage.task.left_out == 0


@pytest.mark.parametrize("name", ["ml1m-R", "ml100k-R"])
def test_rating_files_have_the_counts_they_state(data_folder: Path, name: str) -> None:
    path = data_folder / "splits" / f"{name}.npz"
    counts = counts_of(path)
    for fold in list(counts["fold_rows"])[:2]:
        split = read_split(path, fold=int(fold))
        assert len(split.final.task.targets.titles) == counts["fold_rows"][fold]
        assert len(split.final.train.log) == counts["rows"] - counts["fold_rows"][fold]
        assert split.final.train.n_titles == counts["movies"]
        assert split.about["fold"] == int(fold)


@pytest.mark.parametrize(
    "name", ["ml100k-W", *(pytest.param(name, marks=pytest.mark.quality) for name in FILES if name != "ml100k-W")]
)
def test_no_split_file_leaks_and_rankings_are_of_likes(data_folder: Path, name: str) -> None:
    split = read_split(data_folder / "splits" / f"{name}.npz")
    assert [found for found in lint_split(split) if found.severity == "leak"] == []
    lowest = 1 if split.protocol == "rating" else 4
    for stage in (split.tuning, split.final):
        assert stage.train.log.values.min() == stage.task.targets.values.min() == lowest


def test_a_file_may_be_named_as_text(tmp_path: Path) -> None:
    assert read_split(str(written(tmp_path, "W: weak", WEAK))).name == "tiny"


def test_people_are_known_when_they_learn_and_when_they_are_asked(tmp_path: Path) -> None:
    people = pl.DataFrame({"person": [1, 2, 3], "gender": ["F", "M", "F"]})
    for protocol, arrays in (("W", WEAK), ("S", STRONG)):
        split = read_split(written(tmp_path, protocol, arrays), people_table=people)
        for stage in (split.tuning, split.final):
            for histories, ids in (
                (stage.train.histories, stage.train.people.ids),
                (stage.task.histories, stage.task.people),
            ):
                assert histories.traits is not None
                assert histories.traits.told("gender") == ["M" if person == 2 else "F" for person in ids]
