from pathlib import Path

import numpy as np
import pytest

from matinee.domain.errors import BadData
from matinee.lab.data.checking.findings import Finding
from matinee.lab.data.checks import CheckReport, check_dataset, refuse_bad
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.loaders.load import load
from tests.lab.data.checking.spoiled import changed, clean, with_log


def test_clean_data_is_let_through() -> None:
    refuse_bad(check_dataset(clean()))


def test_warnings_and_notes_do_not_refuse() -> None:
    refuse_bad(CheckReport((Finding("spike", "warn", "a spike", 1), Finding("again", "note", "again", 1))))


def test_the_refusal_names_the_finding_and_an_example() -> None:
    data = clean()
    with pytest.raises(BadData) as told:
        refuse_bad(check_dataset(with_log(data, values=changed(data.log.values, 0, 9.0))))
    assert told.value.where == "check 'off the scale'"
    assert "values off the scale of 1 to 5: 1" in told.value.what
    assert told.value.remedy is not None
    assert "starting with person 1, title" in told.value.remedy


def test_further_refusals_are_counted() -> None:
    findings = tuple(Finding(name, "refuse", f"what {name}", 1) for name in "abc")
    with pytest.raises(BadData, match=r"what a \(and 2 more\)") as told:
        refuse_bad(CheckReport(findings))
    assert told.value.remedy is not None
    assert "starting" not in told.value.remedy


def test_the_time_is_that_of_the_clock_unless_said() -> None:
    data = clean()
    assert check_dataset(data).findings == ()
    assert [finding.name for finding in check_dataset(data, now=0.0).refused] == ["future"]


def test_drift_is_not_looked_for_in_values_that_are_no_numbers() -> None:
    data = clean()
    spoiled = with_log(data, values=changed(data.log.values, 0, np.nan))
    report = check_dataset(spoiled, previous=clean(seed=1))
    assert "not a number" in [finding.name for finding in report.refused]


def test_a_broken_log_ends_the_checks() -> None:
    data = clean()
    report = check_dataset(with_log(data, people=changed(data.log.people, 0, -1)), previous=data)
    assert [finding.name for finding in report.findings] == ["unknown people"]


def real(data_folder: Path, name: str) -> Dataset:
    return load(data_folder / f"{name}.zip").dataset


@pytest.mark.parametrize("name", ["ml-100k", "ml-latest-small"])
def test_real_data_is_not_refused_nor_warned_of(data_folder: Path, name: str) -> None:
    levels = {finding.level for finding in check_dataset(real(data_folder, name)).findings}
    assert levels <= {"note"}


@pytest.mark.parametrize("name", ["ml-100k", "ml-latest-small"])
def test_people_who_join_are_no_drift(data_folder: Path, name: str) -> None:
    data = real(data_folder, name)
    here_before = (np.random.default_rng(0).random(data.n_people) < 0.7)[data.log.people]
    report = check_dataset(data, previous=data.only(here_before))
    assert {finding.level for finding in report.findings} <= {"note"}
