from pathlib import Path

import pytest

from matinee.domain.errors import BadArtifact, NotFound
from matinee.ops.learning.records import FOLDER, Record, State, read_record, trainings, undecided, write_record


def record(number: int) -> Record:
    return Record(training=number, slot=f"asked:{number}", at=number * 10)


def test_records_come_back_the_newest_first(tmp_path: Path) -> None:
    assert list(trainings(tmp_path, before=9, count=9)) == []
    for number in (3, 12, 1_000_001):
        assert write_record(tmp_path, record(number)) == record(number)
    assert read_record(tmp_path, 12) == record(12)
    assert [one.training for one in trainings(tmp_path, before=2**62, count=2)] == [1_000_001, 12]
    assert [one.training for one in trainings(tmp_path, before=12, count=2)] == [3]
    done = write_record(tmp_path, record(3).model_copy(update={"state": "stopped", "why": "no data"}))
    assert read_record(tmp_path, 3) == done


def test_what_there_is_not_and_what_is_damaged_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_record(tmp_path, 3)
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "000003.json").write_text("{}")
    with pytest.raises(BadArtifact, match="no record"):
        read_record(tmp_path, 3)


def test_the_versions_are_known_that_nobody_has_decided_on(tmp_path: Path) -> None:
    assert list(undecided(tmp_path)) == []
    states: list[State] = ["begun", "judged", "kept_out", "waiting", "promoted", "overtaken"]
    for number, state in enumerate(states):
        write_record(tmp_path, record(number).model_copy(update={"state": state, "version": f"of {state}"}))
    write_record(tmp_path, record(8))
    (tmp_path / FOLDER / "000009.json").write_text("{}")
    assert list(undecided(tmp_path)) == ["of judged", "of waiting"]
