"""The log being built, and rows that say the same twice."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matinee.domain.errors import BadData
from matinee.lab.data.interactions import Interactions
from matinee.lab.data.loaders.delimited import Batch
from matinee.lab.data.loaders.events import EventLog, LineNumbers, repeated_rows, without_repeats
from matinee.lab.data.loaders.faults import Faults

EVENT = st.tuples(st.integers(0, 40), st.integers(0, 3), st.integers(1, 5), st.integers(0, 2))


def batch(people: list[int], *, first_line: int = 1, lines: list[int] | None = None) -> Batch:
    frame = pl.DataFrame({"person": people, "title": people, "value": [1.0] * len(people), "time": [0] * len(people)})
    return Batch(frame, first_line, None if lines is None else np.array(lines))


def log_of(rows: list[tuple[int, int, int, int]], *, times: bool = True) -> Interactions:
    columns = [np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)]
    return Interactions(columns[0], columns[1], columns[2], columns[3] if times else None)


@given(st.lists(EVENT, min_size=1, max_size=60), st.booleans())
def test_repeats_are_those_that_a_plain_search_finds(rows: list[tuple[int, int, int, int]], times: bool) -> None:
    seen: dict[tuple[int, ...], int] = {}
    expected = []
    for number, (person, title, _, when) in enumerate(rows):
        key = (person, title, when if times else 0)
        if key in seen:
            expected.append((number, seen[key]))
        else:
            seen[key] = number
    found, earlier = repeated_rows(log_of(rows, times=times))
    assert list(zip(found.tolist(), earlier.tolist(), strict=True)) == expected


def test_rows_know_their_lines_across_batches() -> None:
    lines = LineNumbers()
    lines.add(batch([1, 2, 3], first_line=2))
    lines.add(batch([4, 5], first_line=5, lines=[6, 9]))
    lines.add(batch([6], first_line=0))
    assert [lines.of(row) for row in range(6)] == [2, 3, 4, 6, 9, 0]


def test_the_first_of_repeated_rows_stays_where_bad_rows_are_dropped() -> None:
    log = log_of([(1, 1, 3, 7), (2, 1, 4, 7), (1, 1, 5, 7), (1, 1, 3, 7), (1, 1, 5, 8)])
    lines, faults = LineNumbers(), Faults(skip_bad=True)
    lines.add(batch([0] * 5, first_line=2))
    kept = without_repeats(log, lines, file="t.csv", faults=faults)
    assert kept.values.tolist() == [3.0, 4.0, 5.0]
    assert [(fault.line, fault.what) for fault in faults.kept] == [
        (4, "the event of line 2 again, with another value"),
        (5, "the same event as line 2"),
    ]


def test_rows_are_named_by_number_where_there_are_no_lines() -> None:
    lines, faults = LineNumbers(), Faults(skip_bad=True)
    lines.add(batch([0] * 9, first_line=0))
    without_repeats(log_of([(1, 1, 3, 7), (1, 1, 3, 7)]), lines, file="t", faults=faults, rows=np.array([4, 8]))
    assert faults.kept[0].what == "the same event as row 5"


def test_a_log_without_repeats_is_left_as_it_is() -> None:
    log = log_of([(1, 1, 3, 7)])
    assert without_repeats(log, LineNumbers(), file="t", faults=Faults()) is log


def test_batches_become_columns_in_their_order() -> None:
    log = EventLog("t", whole_people=True, whole_titles=True, with_values=True, with_times=True)
    log.add(batch([30, 10]))
    log.add(batch([]))
    log.add(batch([20]))
    events = log.finish()
    assert events.people.ids.tolist() == [10, 20, 30]
    assert events.log.people.tolist() == [2, 0, 1]
    assert events.log.values.dtype == np.float32


def test_events_without_values_count_one_each() -> None:
    log = EventLog("t", whole_people=True, whole_titles=True, with_values=False, with_times=False)
    log.add(batch([30, 10]))
    events = log.finish()
    assert events.log.values.tolist() == [1.0, 1.0]
    assert events.log.times is None


def test_a_log_without_one_row_is_refused() -> None:
    log = EventLog("t", whole_people=False, whole_titles=False, with_values=True, with_times=True)
    with pytest.raises(BadData, match="there is not one good row"):
        log.finish()
