import json
from pathlib import Path

import pytest

from matinee.domain.errors import BadData
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.split import Split
from matinee.ops.runs.bench import bench
from matinee.ops.runs.result_files import ResultFile, Value, read_result, write_result
from matinee.ops.runs.specs import read_specs


@pytest.fixture(scope="module")
def result(weak: Split) -> ResultFile:
    return bench(weak, read_specs(["popular"], protocol="weak"), context=FitContext()).result


def test_what_is_written_is_read_again(result: ResultFile, tmp_path: Path) -> None:
    write_result(tmp_path / "r.json", result)

    assert read_result(tmp_path / "r.json") == result


def test_others_can_read_it_as_plain_json(result: ResultFile, tmp_path: Path) -> None:
    write_result(tmp_path / "r.json", result)
    plain = json.loads((tmp_path / "r.json").read_text())

    popular = plain["models"]["popular"]
    assert popular["family"] == "baseline"
    assert set(popular["metrics"]["ndcg@10"]) == {"mean", "low", "high"}
    assert {"fit_seconds", "predict_seconds", "peak_mib", "config", "version", "seed"} <= set(popular)
    assert {"name", "protocol", "fingerprint", "seed", "counts"} <= set(plain["split"])
    assert len(plain["people"]) == len(popular["per_person"]["ndcg@10"])


def test_a_summary_lacks_what_each_person_got_and_nothing_else(result: ResultFile) -> None:
    summary = result.summary()

    assert summary.people == []
    assert summary.models["popular"].per_person == {}
    assert summary.models["popular"].metrics == result.models["popular"].metrics


def test_a_figure_that_does_not_exist_is_null() -> None:
    assert json.loads(Value(mean=float("nan"), low=1.0, high=float("inf")).model_dump_json()) == {
        "mean": None,
        "low": 1.0,
        "high": None,
    }


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "this is not a result of 'matinee bench'"),
        ("{}", "Field required at"),
        ("[1]", "this is not a result of 'matinee bench'"),
    ],
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "r.json").write_text(content)

    with pytest.raises(BadData, match=told):
        read_result(tmp_path / "r.json")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"r\.json: cannot be read \(No such file"):
        read_result(tmp_path / "r.json")


def test_a_file_of_a_later_format_is_refused(result: ResultFile, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(result.model_copy(update={"format": 2}).model_dump_json())

    with pytest.raises(BadData, match="format"):
        read_result(tmp_path / "r.json")
