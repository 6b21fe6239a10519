from dataclasses import replace
from typing import Any

import pytest

from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.split import Split
from matinee.ops.runs.specs import ModelSpec
from matinee.ops.tracking.recorder import Recorder
from matinee.ops.tuning.recorded import tune_on
from matinee.ops.tuning.tune import TuneOptions
from tests.ops.tracking.test_recorder import Paper
from tests.ops.tuning.stepwise import STEPWISE, Stepwise


class Untouchable:
    def __getattr__(self, name: str) -> Any:
        raise LookupError(f"'{name}' of the test part was looked at")


def recorded(split: Split, spec: ModelSpec, trials: int) -> list[tuple]:
    paper = Paper()
    options = TuneOptions("mine", trials=trials)
    tune_on(split, spec, context=FitContext(), options=options, recorder=Recorder({"paper": lambda: paper}))
    return paper.told


def test_the_test_part_is_never_so_much_as_looked_at(weak: Split, rating: Split) -> None:
    for split, spec in ((weak, STEPWISE), (rating, ModelSpec("bias", "bias", {}))):
        blind = replace(split, final=Untouchable())  # type: ignore[arg-type]
        assert recorded(blind, spec, 3)


def test_a_study_is_a_run_and_each_trial_a_run_inside_it(weak: Split) -> None:
    told = recorded(weak, STEPWISE, 3)

    starts = [words for call, *words in told if call == "start"]
    assert starts == [["mine", None], ["mine 0", "mine"], ["mine 1", "mine"], ["mine 2", "mine"]]
    assert any(call == "point" and words[0] == "validation" for call, *words in told)
    assert [words[0] for call, *words in told if call == "keep"] == ["study.json"]
    assert told[-1] == ("end", "finished")


def test_a_trial_that_failed_is_recorded_as_failed(weak: Split, monkeypatch: pytest.MonkeyPatch) -> None:
    learn = Stepwise._fit

    def break_sometimes(self: Stepwise, data, context) -> None:
        if self.config.noise != STEPWISE.make().config.model_dump()["noise"]:
            raise MemoryError("no room")
        learn(self, data, context)

    monkeypatch.setattr(Stepwise, "_fit", break_sometimes)

    told = recorded(weak, STEPWISE, 3)

    assert ("end", "failed") in told
    assert ("facts", {"failure": "MemoryError: no room"}) in told
    assert told[-1] == ("end", "finished")
