import pytest

from matinee.ops.simulation.figures import Decided, Harm, Run, Truth, Visit, complaints, day_of, figures_of, gain


def visit(day: int, person: int, house: float, frozen: float | None = 0.5) -> Visit:
    return Visit(day=day, person=person, house=house, frozen=frozen, popular=0.2, oracle=1.2)


def run_of(visits: list[Visit], *, days: int = 6, failed: int = 0, harms: list[Harm] | None = None) -> Run:
    told = [day_of(day, [one for one in visits if one.day == day], people=3, version=None) for day in range(days)]
    return Run(
        terms={},
        settled="0",
        days=told,
        visits=visits,
        decisions=[],
        harms=harms or [],
        requests=10,
        failed=failed,
        faults=[],
    )


def decided(state: str, lift: float | None, outcome: str | None = "reject") -> Decided:
    truth = None if lift is None else Truth(people=9, champion=1.0, candidate=1.0 + lift, low=0, high=0)
    return Decided(
        day=1,
        training=1,
        state=state,
        version=None,
        champion=None,
        outcome=outcome,
        reason=None,
        words="",
        truth=truth,
    )


def test_only_the_last_days_count() -> None:
    early = [visit(day, person, 0.1) for day in range(4) for person in range(3)]
    late = [visit(day, person, 0.7 + person / 100) for day in (4, 5) for person in range(3)]
    found = figures_of(run_of(early + late))
    assert found["last_days"] == 2
    assert found["over_frozen"] == pytest.approx(0.21)
    assert found["p_frozen"] < 0.01
    assert found["way_to_oracle"] == pytest.approx(0.51)


def test_a_person_counts_once_however_often_they_came() -> None:
    often = [visit(0, 1, 1.5)] * 9
    mean, _, people = gain([*often, visit(0, 2, 0.3)], over="frozen")
    assert people == 2
    assert mean == pytest.approx((1.0 - 0.2) / 2)


def test_people_who_did_not_end_happier_are_a_complaint() -> None:
    assert complaints(run_of([visit(5, person, 0.6) for person in range(3)])) == []
    said = complaints(run_of([visit(5, person, 0.5) for person in range(3)]))
    assert said == ["people did not end happier than with the frozen model"]


def test_a_house_where_nobody_came_in_the_end_has_not_passed() -> None:
    assert complaints(run_of([visit(0, 1, 0.9)])) == ["nobody came in the last days"]


def test_without_a_frozen_model_nothing_is_said_of_it() -> None:
    assert complaints(run_of([visit(5, 1, 0.1, None), visit(5, 2, 0.1, None)])) == []


def test_failed_requests_and_harms_that_were_caught_late_are_complaints() -> None:
    happy = [visit(5, person, 0.6) for person in range(3)]
    late = Harm(name="broken data", day=2, within=1, caught=2, how="")
    said = complaints(run_of(happy, failed=2, harms=[late]))
    assert [one.split()[0] for one in said] == ["2", "the"]


@pytest.mark.parametrize(
    ("state", "lift", "right"),
    [
        ("promoted", 0.2, True),
        ("promoted", -0.04, True),
        ("promoted", -0.06, False),
        ("kept_out", -0.2, True),
        ("kept_out", 0.04, True),
        ("kept_out", 0.2, False),
        ("kept_out", None, None),
    ],
)
def test_a_decision_is_right_by_the_truth(state: str, lift: float | None, right: bool | None) -> None:
    assert decided(state, lift).right is right


def test_a_comparison_that_was_refused_was_no_decision() -> None:
    assert decided("kept_out", 0.5, "refused").right is None


def test_nobody_came_is_not_zero() -> None:
    assert day_of(3, [], people=4, version=None).house is None
