from pathlib import Path

import numpy as np
import pytest

from matinee.domain.errors import BadInput, UnknownName
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.make import make_split
from matinee.lab.data.splits.split import Split
from matinee.lab.world.checkerboard import Checkerboard
from matinee.ops.runs.bench import bench
from matinee.ops.runs.compare import compare_files
from matinee.ops.runs.result_files import ResultFile, write_result
from matinee.ops.runs.specs import read_specs


def result_of(split: Split, *models: str) -> ResultFile:
    return bench(split, read_specs(models, protocol=split.protocol), context=FitContext()).result


@pytest.fixture(scope="module")
def files(weak: Split, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("results")
    first, second = folder / "a.json", folder / "b.json"
    write_result(first, result_of(weak, "popular", "ease:l2=20"))
    write_result(second, result_of(weak, "popular", "item_knn"))
    return first, second


def test_models_of_one_name_are_compared_with_each_other(files: tuple[Path, Path]) -> None:
    found = compare_files(*files)

    assert [one.first for one in found.comparisons] == ["popular (first)", "popular_recent (first)"]
    assert found.only_first == ["ease:l2=20"]
    assert found.only_second == ["item_knn"]
    assert all(row.difference.mean == 0.0 for one in found.comparisons for row in one.metrics)
    assert {row.p_holm for one in found.comparisons for row in one.metrics} == {1.0}


def test_two_named_models_are_compared(files: tuple[Path, Path]) -> None:
    found = compare_files(*files, models=("ease:l2=20", "popular"))

    row = next(row for row in found.comparisons[0].metrics if row.metric == "ndcg@10")
    assert row.difference.mean > 0.1
    assert row.p_t < 1e-6
    assert row.p_holm >= row.p_t


def test_results_on_different_splits_are_refused(files: tuple[Path, Path], world: Checkerboard, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    write_result(other, result_of(make_split(world.data, "weak", seed=9), "popular"))

    with pytest.raises(BadInput, match="one was judged on checkerboard-weak"):
        compare_files(files[0], other)


def test_a_summary_cannot_be_compared(files: tuple[Path, Path], weak: Split, tmp_path: Path) -> None:
    short = tmp_path / "short.json"
    write_result(short, result_of(weak, "popular").summary())

    with pytest.raises(BadInput, match=r"does not hold what each person got.*--summary"):
        compare_files(files[0], short)


def test_results_of_other_people_are_refused(files: tuple[Path, Path], weak: Split, tmp_path: Path) -> None:
    result = result_of(weak, "popular")
    other = tmp_path / "other.json"
    write_result(other, result.model_copy(update={"people": [*result.people[:-1], -5]}))

    with pytest.raises(BadInput, match="people were judged for one of the two only"):
        compare_files(files[0], other)


def test_files_without_a_common_model_are_refused(files: tuple[Path, Path], weak: Split, tmp_path: Path) -> None:
    result = result_of(weak, "ease")
    alone = tmp_path / "alone.json"
    write_result(alone, result.model_copy(update={"models": {"ease": result.models["ease"]}}))

    with pytest.raises(BadInput, match=r"no model in common.*--models"):
        compare_files(files[1], alone)


def test_a_model_that_is_not_there_is_told(files: tuple[Path, Path]) -> None:
    with pytest.raises(UnknownName, match=r"'ials'.*There are: popular"):
        compare_files(*files, models=("ials", "popular"))


def test_nothing_is_called_better_that_the_p_over_all_questions_does_not_show(weak: Split, tmp_path: Path) -> None:
    """Ten models, of which one differs by an amount that would count had it alone been asked for."""
    result = result_of(weak, "popular")
    base = result.models["popular"]
    base = base.model_copy(update={"per_person": {"ndcg@10": base.per_person["ndcg@10"]}})
    values = np.array(base.per_person["ndcg@10"], dtype=np.float64)
    noise = np.random.default_rng(0).normal(0.0, 0.1, size=len(values))
    noise += 2.3 * noise.std() / np.sqrt(len(noise)) - noise.mean()
    shifted = base.model_copy(update={"per_person": {"ndcg@10": (values + noise).tolist()}})
    labels = [f"popular{number}" for number in range(10)]
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    write_result(first, result.model_copy(update={"models": {**dict.fromkeys(labels, base), labels[0]: shifted}}))
    write_result(second, result.model_copy(update={"models": dict.fromkeys(labels, base)}))

    alone = compare_files(first, second, models=("popular0", "popular0")).comparisons[0].metrics[0]
    among = compare_files(first, second).comparisons[0].metrics[0]

    assert alone.p_holm < 0.05
    assert "is better" in alone.verdict
    assert among.p_holm > 0.05
    assert among.verdict.startswith("no difference shown")
