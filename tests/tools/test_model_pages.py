"""The pages of models hold what the result files say, between two marks."""

from pathlib import Path

import pytest

import model_pages
from matinee.ops.runs.result_files import Machine, ModelResult, ResultFile, SplitFacts, Value, write_result

MACHINE = Machine(cores=4, threads=2, memory_mib=1000, python="3.11", system="Linux", blas="none")
PAGE = f"# Ease\n\nWords.\n\n{model_pages.OPEN}\nold\n{model_pages.CLOSE}\n\nMore words.\n"


def result(protocol: str = "weak", **figures: float) -> ResultFile:
    metrics = {
        name.replace("_at_", "@"): Value(mean=value, low=value - 0.1, high=value + 0.1)
        for name, value in figures.items()
    }
    models = {
        label: ModelResult(
            name="ease",
            family="linear",
            metrics=metrics,
            fit_seconds=1.0,
            predict_seconds=1.0,
            peak_mib=1.0,
            config={"l2": 5.0},
            version="1",
            seed=0,
            failed=failed,
        )
        for label, failed in (("ease", None), ("ease:keep=5", "it broke"))
    }
    split = SplitFacts.model_validate(
        {"name": f"some-{protocol}", "protocol": protocol, "fingerprint": "f", "seed": 1, "counts": {}}
    )
    return ResultFile(command="matinee bench", version="9.9", machine=MACHINE, split=split, models=models)


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    text = model_pages.filled(PAGE, [result(ndcg_at_10=0.5)], name="ease")
    assert text.startswith("# Ease\n\nWords.\n")
    assert text.endswith("\n\nMore words.\n")
    assert "old" not in text
    assert "| some-weak | weak | `ease` | 0.5000 (0.400 to 0.600) |" in text
    assert "Version 9.9" in text
    assert model_pages.filled(text, [result(ndcg_at_10=0.5)], name="ease") == text


def test_rankings_and_ratings_have_tables_of_their_own() -> None:
    text = model_pages.block([result(ndcg_at_10=0.5), result("rating", rmse=0.9)], name="ease")
    assert "| ndcg@10 |" in text
    assert "| rmse | mae |" in text


def test_what_failed_is_left_out_and_what_was_never_measured_says_so() -> None:
    assert "keep=5" not in model_pages.block([result(ndcg_at_10=0.5)], name="ease")
    assert model_pages.block([result()], name="popular") == model_pages.NOTHING_YET


def test_a_block_that_is_never_closed_is_a_fault() -> None:
    with pytest.raises(ValueError, match="never closes"):
        model_pages.filled(model_pages.OPEN, [], name="ease")


def test_pages_are_written_from_the_files_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_pages, "PAGES", tmp_path)
    (tmp_path / "ease.md").write_text(PAGE)
    (tmp_path / "index.md").write_text("# All\n")
    write_result(tmp_path / "r.json", result(ndcg_at_10=0.5))
    assert model_pages.main([str(tmp_path / "r.json")]) == 0
    assert "0.5000" in (tmp_path / "ease.md").read_text()
    assert (tmp_path / "index.md").read_text() == "# All\n"


def test_a_file_that_is_no_result_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.json").write_text("{}")
    assert model_pages.main([str(tmp_path / "r.json")]) == 2
    assert capsys.readouterr().err.startswith("error: ")
