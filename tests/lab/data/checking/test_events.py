import numpy as np
import pytest

from matinee.domain.feedback import CLICKS, WATCHES, Feedback
from matinee.lab.data.dataset import Dataset
from tests.lab.data.checking.spoiled import DAY, changed, checked, clean, only, with_log, with_rows


def test_a_clean_data_set_has_no_finding() -> None:
    assert checked(clean()).findings == ()


def test_an_empty_data_set_is_refused() -> None:
    found = only(clean().only(np.zeros(0, dtype=np.int64)), "empty")
    assert found.level == "refuse"


@pytest.mark.parametrize(("column", "name"), [("people", "unknown people"), ("titles", "unknown titles")])
@pytest.mark.parametrize("position", [-1, 200])
def test_an_event_of_somebody_or_something_unknown_is_refused(column: str, name: str, position: int) -> None:
    data = clean()
    found = only(with_log(data, **{column: changed(getattr(data.log, column), [3, 9], position)}), name)
    assert (found.level, found.count, found.example) == ("refuse", 2, "row 4")


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_value_that_is_no_number_is_refused(value: float) -> None:
    data = clean()
    report = checked(with_log(data, values=changed(data.log.values, 7, value)))
    found = report.findings[0]
    assert (found.name, found.level, found.count) == ("not a number", "refuse", 1)
    assert found.example.startswith("person 1, title ")


@pytest.mark.parametrize("value", [0.0, -1.0, 5.5, 10.0])
def test_a_value_off_the_scale_is_refused(value: float) -> None:
    data = clean()
    found = checked(with_log(data, values=changed(data.log.values, [1, 2], value))).findings[0]
    assert (found.name, found.level, found.count) == ("off the scale", "refuse", 2)
    assert "1 to 5" in found.what


def test_a_value_between_the_steps_is_warned_of() -> None:
    data = clean()
    found = only(with_log(data, values=changed(data.log.values, 5, 3.5)), "between the steps")
    assert (found.level, found.count) == ("warn", 1)


def test_a_scale_without_steps_takes_every_value() -> None:
    data = clean()
    scale = Feedback(lowest=0.0, highest=10.0, step=0.0)
    spoiled = with_log(data, values=changed(data.log.values, 5, 3.14))
    made = Dataset(spoiled.log, data.titles, data.people, scale, data.title_table)
    assert checked(made).findings == ()


def first_event(data: Dataset) -> tuple[int, int, float, int]:
    log = data.log
    assert log.times is not None
    return int(log.people[0]), int(log.titles[0]), float(log.values[0]), int(log.times[0])


def test_the_same_event_twice_is_refused() -> None:
    data = clean()
    event = first_event(data)
    found = only(with_rows(data, event, event), "duplicate")
    assert (found.level, found.count) == ("refuse", 2)


def test_another_value_for_the_same_event_is_refused() -> None:
    data = clean()
    person, title, value, time = first_event(data)
    found = only(with_rows(data, (person, title, value % 5 + 1, time)), "contradiction")
    assert (found.level, found.count) == ("refuse", 1)


def test_a_title_rated_again_later_is_noted() -> None:
    data = clean()
    person, title, value, time = first_event(data)
    found = only(with_rows(data, (person, title, value, time + DAY)), "again")
    assert (found.level, found.count) == ("note", 1)


def test_all_kinds_of_repeats_are_told_apart() -> None:
    data = clean()
    person, title, value, time = first_event(data)
    spoiled = with_rows(
        data, (person, title, value, time), (person, title, value % 5 + 1, time), (person, title, value, time + DAY)
    )
    assert {finding.name: finding.count for finding in checked(spoiled).findings} == {
        "contradiction": 1,
        "duplicate": 1,
        "again": 1,
    }


@pytest.mark.parametrize("kind", [WATCHES, CLICKS])
def test_without_times_a_second_watch_or_click_is_no_fault(kind: Feedback) -> None:
    people, titles = np.array([1, 1, 2]), np.array([1, 1, 1])
    found = {
        finding.name: finding.level
        for finding in checked(Dataset.from_columns(people, titles, np.ones(3), feedback=kind)).findings
    }
    assert found == {"duplicate": "note", "no times": "note"}


def test_without_times_a_second_rating_is_a_fault() -> None:
    people, titles = np.array([1, 1, 2]), np.array([1, 1, 1])
    report = checked(Dataset.from_columns(people, titles, np.full(3, 4.0)))
    assert [finding.name for finding in report.refused] == ["duplicate"]
