"""The page of reliability says what the file of results says, and what was not run."""

import json
import tomllib

import pytest

import reliability

FOUND = {"sqlite": {"kills": 3, "at_most": 0.5, "on": "2026-03-01", "machine": "2 cores"}}
ROW = {"title": "killed", "how": "It is killed.", "says": "{kills} kills, at most {at_most:.0%}", "mutant": "a liar."}


def test_figures_are_shown_where_they_belong() -> None:
    shown = reliability.page({"intro": "# R", "row": {"R1": ROW}}, {"R1": FOUND})
    assert "## R1: killed" in shown
    assert "- sqlite: 3 kills, at most 50% (2026-03-01, 2 cores)" in shown


def test_what_was_not_run_is_said_to_be_not_run() -> None:
    assert reliability.NOT_RUN in reliability.page({"intro": "# R", "row": {"R1": ROW}}, {})


def test_figures_that_do_not_say_enough_are_refused() -> None:
    with pytest.raises(KeyError, match="kills"):
        reliability.page({"intro": "# R", "row": {"R1": ROW}}, {"R1": {"sqlite": {"at_most": 1}}})


def test_the_page_is_what_the_committed_results_give() -> None:
    rows = tomllib.loads(reliability.ROWS.read_text(encoding="utf-8"))
    found = json.loads(reliability.RESULTS.read_text(encoding="utf-8"))
    assert set(found) <= set(rows["row"])
    assert reliability.PAGE.read_text(encoding="utf-8") == reliability.page(rows, found)


def test_of_what_was_never_seen_it_is_said_how_often_it_might_be() -> None:
    row = ROW | {"zero": {"count": "faults", "of": "kills", "said": "kills leave one"}}
    said = [
        reliability.page({"intro": "# R", "row": {"R1": row}}, {"R1": {"sqlite": FOUND["sqlite"] | {"faults": count}}})
        for count in (0, 1)
    ]
    assert "at most 50%; so at most 63.16% of kills leave one (2026-03-01" in said[0]
    assert "kills leave one" not in said[1]
