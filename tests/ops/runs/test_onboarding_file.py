from pathlib import Path

import pytest

from matinee.domain.errors import BadData
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.split import Split
from matinee.ops.runs.onboarding import measure_onboarding
from matinee.ops.runs.onboarding_file import read_onboarding
from matinee.ops.runs.specs import ModelSpec


def test_a_file_comes_back_as_it_was_written(weak: Split, tmp_path: Path) -> None:
    made = measure_onboarding(weak, [ModelSpec("n", "newcomer", {"factors": 4})], context=FitContext(), counts=(1,))
    path = tmp_path / "o.json"
    path.write_text(made.model_dump_json())
    assert read_onboarding(path) == made
    assert made.point("grid", "nobody", 1) is None


@pytest.mark.parametrize("text", ["{}", "no json", '{"format": 1}'])
def test_another_file_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "o.json"
    path.write_text(text)
    with pytest.raises(BadData, match="not a result of 'matinee onboarding'"):
        read_onboarding(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="cannot be read"):
        read_onboarding(tmp_path / "none.json")
