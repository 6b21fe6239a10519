from pathlib import Path

from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.split import Split
from matinee.ops.runs.specs import ModelSpec
from matinee.ops.tuning.search import Problem
from matinee.ops.tuning.study import TrialRecord
from matinee.ops.tuning.tune import TuneOptions, tune


def test_several_processes_share_one_study(weak: Split, tmp_path: Path) -> None:
    told: list[TrialRecord] = []
    problem = Problem(ModelSpec("ease", "ease", {}), weak.tuning, "weak", weak.fingerprint, 0)
    options = TuneOptions("s", tmp_path / "s.db", trials=5, jobs=2)

    found = tune(problem, context=FitContext(threads=1), options=options, told=told.append)

    assert len(found.trials) == 5
    assert len({str(record.params) for record in found.trials}) >= 4
    assert sorted(record.number for record in told) == [record.number for record in found.trials]
    assert {record.state for record in told} == {"complete"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["s.db"]
