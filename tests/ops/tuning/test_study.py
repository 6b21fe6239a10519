from pathlib import Path

import pytest

from matinee.domain.errors import BadInput
from matinee.ops.tuning.space import Space
from matinee.ops.tuning.study import Study, TrialReport, opened
from tests.ops.tuning.stepwise import STEPWISE

SPACE = Space(STEPWISE)


def opened_at(path: Path | None):
    return opened("s", path=path, space=SPACE, seed=0, identity={"model": "stepwise"})


def finish(study: Study, value: float, **more) -> None:
    trial = study.ask()
    study.complete(trial, value, TrialReport(dict(trial.params), 1.5, **more))


def test_what_was_told_is_known_the_next_time(tmp_path: Path) -> None:
    with opened_at(tmp_path / "s.db") as study:
        finish(study, 0.5, epochs=3, curves={"validation": [(1, 0.4), (2, 0.5)]})
        failing = study.ask()
        study.fail(failing, TrialReport({}, error="no room"))

    with opened_at(tmp_path / "s.db") as study:
        first, second = study.records()
    assert (first.state, first.value, first.report.seconds, first.report.epochs) == ("complete", 0.5, 1.5, 3)
    assert first.report.curves["validation"] == [(1, 0.4), (2, 0.5)]
    assert (second.state, second.value, second.report.error) == ("failed", None, "no room")


def test_a_trial_that_was_lost_is_first_in_the_queue_and_counts_no_more() -> None:
    with opened_at(None) as study:
        lost = study.ask()
        study.lose(lost)
        assert study.records() == []
        assert study.ask().params == lost.params


def test_a_trial_of_a_process_that_ended_is_found_and_lost(tmp_path: Path) -> None:
    with opened_at(tmp_path / "s.db") as study:
        left = study.ask()

    with opened_at(tmp_path / "s.db") as study:
        mine = study.ask()
        assert study.reclaim() == 1
        assert [record.params for record in study.records()] == [mine.params]
        assert study.ask().params == left.params


def test_what_is_known_is_not_queued_again() -> None:
    wanted = [{"turn": 1, "noise": 0.5}, {"turn": 2, "noise": 0.5}]
    with opened_at(None) as study:
        study.queue([*wanted, wanted[0]])
        assert study.ask().params == wanted[0]
        study.queue(wanted)
        assert study.ask().params == wanted[1]
        assert study.ask().params not in wanted


def test_what_is_proposed_twice_counts_once() -> None:
    with opened_at(None) as study:
        finish(study, 0.5)
        study.repeat(study.ask(), study.records()[0])
        assert len(study.records()) == 1


def test_a_study_of_the_name_about_something_else_is_refused(tmp_path: Path) -> None:
    with opened_at(tmp_path / "s.db"):
        pass
    other = opened("s", path=tmp_path / "s.db", space=SPACE, seed=0, identity={"model": "ease"})
    with pytest.raises(BadInput, match="about another model: stepwise, not ease"), other:
        pass


def test_importance_is_told_once_there_are_trials_enough() -> None:
    with opened_at(None) as study:
        for number in range(12):
            finish(study, number / 10)
            if number < 9:
                assert study.importance() == {}
        made = study.importance()
    assert set(made) == {"turn", "noise"}
    assert sum(made.values()) == pytest.approx(1.0)
