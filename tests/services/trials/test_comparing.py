from matinee.services.trials.results import ends, results_of
from tests.fixtures.shown import Hall
from tests.services.trials.plans import begun, come, over, trials

BOTH = {"kind": "interleaving", "primary": "clicked"}


def test_the_ranking_whose_picks_are_clicked_more_is_better(hall: Hall) -> None:
    trial = begun(hall, **BOTH, people=40)
    come(hall, trial, 60, clicks=lambda number, _: 2 + number % 2 if number % 5 else 1, teams="110")
    over(hall)
    found = results_of(trials(hall), trial)
    assert (found["outcome"], found["arm"], ends(found)) == ("better", "newer", True)
    told = found["preference"]
    assert told["clicks"] == {"control": 24.0, "newer": 108.0}
    assert 0 < told["low"] < told["mean"] < told["high"]
    assert found["words"][0].startswith("Picks of 'newer' are clicked more than those of 'control'")


def test_the_ranking_in_use_may_be_better(hall: Hall) -> None:
    trial = begun(hall, **BOTH, people=40, stop="fixed")
    come(hall, trial, 60, clicks=lambda number, _: 1 + (number % 6 == 0), teams="010")
    over(hall)
    found = results_of(trials(hall), trial)
    assert (found["outcome"], found["arm"]) == ("worse", None)
    assert found["preference"]["high"] < 0


def test_of_equal_rankings_nothing_is_claimed(hall: Hall) -> None:
    trial = begun(hall, **BOTH, people=40)
    come(hall, trial, 60, clicks=lambda number, _: 1 + number % 2, teams="01")
    over(hall)
    hall.stores.connection.exec_driver_sql("UPDATE exposures SET teams = '10' WHERE id % 4 < 2")
    found = results_of(trials(hall), trial)
    assert (found["outcome"], found["arm"], ends(found)) == ("no_difference", None, True)


def test_too_few_say_nothing_and_a_fixed_end_is_waited_for(hall: Hall) -> None:
    trial = begun(hall, **BOTH, people=80, stop="fixed")
    come(hall, trial, 60, clicks=lambda *_: 1, teams="1")
    over(hall)
    found = results_of(trials(hall), trial)
    assert (found["outcome"], found["preference"], ends(found)) == ("running", None, False)
    assert found["words"] == ["60 of 80 people who clicked anything are complete; nothing is decided."]


def test_nobody_has_clicked_yet(hall: Hall) -> None:
    trial = begun(hall, **BOTH)
    come(hall, trial, 3, clicks=lambda *_: 0, teams="01")
    over(hall)
    found = results_of(trials(hall), trial)
    assert (found["outcome"], found["came"], found["people"]) == ("running", {"newer-first": 3}, {"newer-first": 0})
