from matinee.ops.simulation.figures import Decided, Harm, Run, Truth, Visit, day_of
from matinee.ops.simulation.report import simulation_report


def a_run() -> Run:
    visits = [
        Visit(day=day, person=person, house=0.8, frozen=0.6, popular=0.2, oracle=1.5)
        for day in range(3)
        for person in range(4)
    ]
    truth = Truth(people=4, champion=0.5, candidate=0.4, low=-0.2, high=0.0)
    return Run(
        terms={"people": 4, "seed": 3, "drift": "mild", "founders": 60},
        settled="5e771ed",
        days=[day_of(day, [one for one in visits if one.day == day], people=4, version="v1") for day in range(3)],
        visits=visits,
        decisions=[
            Decided(
                day=2,
                training=1,
                state="promoted",
                version="v0002-<b>",
                champion="v0001-a",
                outcome="promote",
                reason="better",
                words="it is better",
                truth=truth,
            )
        ],
        harms=[Harm(name="a bad model", day=2, within=1, caught=None, how="it was put live")],
        requests=120,
        failed=1,
        faults=["GET /x: 500"],
        unhappy=["1 requests failed"],
    )


def test_the_report_says_each_decision_beside_the_truth() -> None:
    page = simulation_report(a_run())
    assert "-20.0%" in page
    assert "<td>no</td>" in page
    assert "v0002-&lt;b&gt;" in page


def test_the_report_says_what_was_settled_what_failed_and_what_was_not_caught() -> None:
    page = simulation_report(a_run())
    for said in ("5e771ed", "founders", "GET /x: 500", "not at all", "1 requests failed", "an oracle"):
        assert said in page
    assert "aria-label" in page
