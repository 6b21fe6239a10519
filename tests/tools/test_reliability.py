"""The page of reliability says what the file of results says, and what was not run."""

import re
import tomllib
from typing import Any

import pytest

import reliability
from reliability_bars import Bar, bars_of

CHECKS = reliability.ROOT / "tests" / "reliability"
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
    found = reliability.all_found()
    assert set(found) <= set(rows["row"])
    assert reliability.PAGE.read_text(encoding="utf-8") == reliability.page(rows, found)


def test_the_figures_of_too_much_to_do_come_from_the_run_of_load() -> None:
    seen = {"peak_per_second": 100.0, "asked_per_second": 300.0, "seconds": 60.0, "goodput": 0.7, "usual_p99_ms": 10.0}
    seen |= {"admitted_p99_ms": 15.0, "refused": 9, "refusal_p99_ms": 4.0, "failed": 0, "memory_grown": 0.01}
    seen |= {"back_after_seconds": 1.0, "health_well": 3, "health_asked": 3, "login_well": 0, "login_asked": 1}
    about = {"on": "2026-03-01", "machine": {"cores": 2, "system": "Linux", "python": "3.11"}}
    rows = tomllib.loads(reliability.ROWS.read_text(encoding="utf-8"))
    shown = reliability.page(
        {**rows, "row": {"R9": rows["row"]["R9"]}}, reliability.overloaded({"overload": seen, "about": about})
    )
    assert "- R9, the large world: 80% of the most that goes well (0.7); logins go well (0.0)" in shown
    assert "their p99\n1.5 times the usual" in shown
    assert reliability.overloaded({"about": about}) == {}


def test_of_what_was_never_seen_it_is_said_how_often_it_might_be() -> None:
    row = ROW | {"zero": {"count": "faults", "of": "kills", "said": "kills leave one"}}
    said = [
        reliability.page({"intro": "# R", "row": {"R1": row}}, {"R1": {"sqlite": FOUND["sqlite"] | {"faults": count}}})
        for count in (0, 1)
    ]
    assert "at most 50%; so at most 63.16% of kills leave one (2026-03-01" in said[0]
    assert "kills leave one" not in said[1]


def judged(figures: dict[str, Any], *bars: dict[str, Any], variant: str = "sqlite") -> str:
    whole = {"kills": 3, "at_most": 0.5, "on": "2026-03-01", "machine": "2 cores", **figures}
    return reliability.page({"intro": "# R", "row": {"R1": ROW | {"bars": bars}}}, {"R1": {variant: whole}})


def test_a_bar_that_is_missed_is_shown_first_and_beside_its_figures() -> None:
    ready = {"said": "ready within 5 s", "of": "ready", "most": 5}
    shown = judged({"ready": 8.4}, {"said": "3 kills", "of": "kills", "least": 3}, ready)
    assert "- R1, sqlite: ready within 5 s (8.4)\n" in shown.partition("## R1")[0]
    assert "(2026-03-01, 2 cores)\n  **Missed: ready within 5 s (8.4).**\n  Met: 3 kills." in shown
    well = judged({"ready": 5}, ready)
    assert "Nothing." in well.partition("## R1")[0]
    assert "Missed" not in well
    assert "Met: ready within 5 s." in well


def test_what_was_not_measured_is_not_met() -> None:
    shown = judged({}, {"said": "ready within 5 s", "of": "ready", "most": 5})
    assert "- R1, sqlite: ready within 5 s (not measured)" in shown
    assert "**Not measured: ready within 5 s.**" in shown


def test_a_row_that_was_not_run_falls_short_of_all_its_bars() -> None:
    row = ROW | {"bars": [{"said": "ready within 5 s", "of": "ready", "most": 5}]}
    assert "- R1: not run (ready within 5 s)" in reliability.page({"intro": "# R", "row": {"R1": row}}, {})


def test_a_bar_may_be_a_multiple_of_another_figure_or_look_at_a_span() -> None:
    often = {"said": "as often", "of": "tried", "most": 1.1, "times": "usual"}
    flat = {"said": "as many files", "span": "files", "most": 5}
    assert "Met: as often; as many files." in judged({"tried": 11, "usual": 10, "files": "57 to 62"}, often, flat)
    shown = judged({"tried": 11.1, "usual": 10, "files": "57 to 63"}, often, flat)
    assert "**Missed: as often (11.1); as many files (6.0).**" in shown


def test_a_bar_is_asked_of_the_variants_that_it_names() -> None:
    bar = {"said": "the control loses", "of": "lost", "least": 1, "variant": "control"}
    assert "Missed" not in judged({"lost": 0}, bar)
    assert "**Missed: the control loses (0).**" in judged({"lost": 0}, bar, variant="control, of SQLite")


def test_a_bar_that_can_only_be_met_is_refused() -> None:
    wrong: list[dict[str, Any]] = [{"of": "kills"}, {"most": 1}, {"of": "kills", "most": 1, "least": 1}]
    for given in wrong:
        with pytest.raises(ValueError, match="needs one figure"):
            Bar("any", **given)


def test_each_bar_looks_at_a_figure_that_the_checks_write_down() -> None:
    rows = tomllib.loads(reliability.ROWS.read_text(encoding="utf-8"))["row"]
    checks = "".join(one.read_text(encoding="utf-8") for one in CHECKS.glob("test_*.py"))
    checks += (CHECKS / "deliveries.py").read_text(encoding="utf-8")
    named = {name for row, said in rows.items() if row != "R9" for one in bars_of(said) for name in _names(one)}
    assert {name for name in named if not re.search(rf"\b{name}\b", checks)} == set()


def _names(bar: Bar) -> list[str]:
    return [name for name in (bar.of, bar.span, bar.times) if name]
