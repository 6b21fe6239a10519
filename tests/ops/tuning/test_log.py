import json
from pathlib import Path

import pytest

from matinee.domain.errors import BadData
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.split import Split
from matinee.ops.tuning.log import StudyLog, about, log_of, read_log, write_log
from matinee.ops.tuning.search import Problem
from matinee.ops.tuning.tune import Studied, TuneOptions, tune
from tests.ops.tuning.stepwise import STEPWISE


@pytest.fixture(scope="module")
def found(weak: Split) -> Studied:
    problem = Problem(STEPWISE, weak.tuning, "weak", weak.fingerprint, 3)
    return tune(problem, context=FitContext(seed=3), options=TuneOptions("mine", trials=6))


def logged(found: Studied, split: Split) -> StudyLog:
    return log_of(found, split=split.name, protocol=split.protocol, fingerprint=split.fingerprint)


def test_a_log_has_every_trial_and_is_read_as_it_was_written(found: Studied, weak: Split, tmp_path: Path) -> None:
    made = logged(found, weak)
    write_log(tmp_path / "log.json", made)

    assert read_log(tmp_path / "log.json") == made
    assert [one.number for one in made.trials] == [1, 2, 3, 4, 5, 6]
    best = made.trials[made.best - 1]
    assert best.settings == found.spec.settings
    assert best.value == max(one.value for one in made.trials if one.value is not None)


def test_nothing_in_a_log_speaks_of_a_test(found: Studied, weak: Split) -> None:
    text = json.dumps(logged(found, weak).model_dump())

    assert "test" not in text
    assert "final" not in text


def test_a_study_is_told_in_a_line(found: Studied) -> None:
    assert about(found).startswith("study mine: 6 trials, ndcg@10+ndcg@100 0.")
    assert about(found).endswith(" on the tuning part, seed 3")


def test_what_is_no_log_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="cannot be read"):
        read_log(tmp_path / "nothing.json")
    (tmp_path / "x.json").write_text("{}")
    with pytest.raises(BadData, match="no log of a study"):
        read_log(tmp_path / "x.json")
