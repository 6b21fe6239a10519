"""A recipe that names a study has its log beside the results, and the settings that the study found."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from matinee.lab.core import registry
from matinee.lab.evaluation.comparisons import LOWER_IS_BETTER
from matinee.ops.tuning.log import StudyLog, read_log

ROOT = Path(__file__).resolve().parents[2]
STUDIES = ROOT / "benchmarks" / "studies"
TIE = 0.001
"""Settings whose figures differ by less are taken to be alike, and the cheaper ones may stand in the recipe."""
FOUND = [
    (path.stem, model, table)
    for path in sorted((ROOT / "src" / "matinee" / "recipes").glob("*.toml"))
    for model, table in tomllib.loads(path.read_text(encoding="utf-8")).items()
    if "study" in table
]


def reaches(log: StudyLog, model: str, table: dict[str, Any]) -> float:
    """The figure of the trial whose settings these are, or NaN."""
    wanted = registry.make(model, {key: value for key, value in table.items() if key != "study"}).config
    found = [one.value for one in log.trials if registry.make(model, one.settings).config == wanted]
    return next((value for value in found if value is not None), float("nan"))


@pytest.mark.parametrize(("recipe", "model", "table"), FOUND, ids=[f"{name}-{model}" for name, model, _ in FOUND])
def test_the_settings_of_a_recipe_are_those_that_its_study_found(
    recipe: str, model: str, table: dict[str, Any]
) -> None:
    log = read_log(STUDIES / f"{table['study']}.json")
    assert log.model == model
    assert log.tuned_on.startswith(recipe)
    sign = -1.0 if log.metric in LOWER_IS_BETTER else 1.0
    best = max(sign * one.value for one in log.trials if one.value is not None)
    assert sign * reaches(log, model, table) >= best - TIE


def test_every_log_of_a_study_is_named_by_a_recipe() -> None:
    assert {path.stem for path in STUDIES.glob("*.json")} == {table["study"] for _, _, table in FOUND}
