import numpy as np
import pytest

from matinee.domain.exposures import Attached, Event
from matinee.domain.trials import Shown
from matinee.domain.watching import RequestLine
from matinee.kit.clock import DAY, HOUR, MINUTE
from matinee.services.exposures.consents import set_consents
from matinee.services.operations.requests import note_requests
from matinee.services.operations.retention import forget_requests
from matinee.services.trials.designs import labels_of, plan_of
from matinee.services.trials.keep import design_of, requests_needed
from matinee.services.trials.readings import people_of, readings_of
from tests.fixtures.shown import Hall
from tests.services.trials.plans import begun, plan, trials

DESIGN = plan(primary="clicked", others=["likes", "clicks_per_slate", "returned"])
LABELS = labels_of(DESIGN)


def shown(hall: Hall, since: int) -> Shown:
    return Shown(since, hall.now, LABELS)


def clicked(hall: Hall, name: str, slate_id: str, at: int, *, told: int | None = None) -> None:
    account = hall.person(name)
    row = hall.ctx().slates.named(account, [slate_id])[slate_id].row
    event = Attached(Event(f"{at}", "clicked", slate_id, 1), at, row, 1)
    hall.ctx().events.add(account, [event], at if told is None else told)


def test_a_person_enters_with_the_first_slate_of_the_experiment(hall: Hall) -> None:
    begin = hall.now
    hall.show(name="ana")
    hall.now += HOUR
    hall.show(name="ana", arm=LABELS[1])
    first = hall.now
    hall.now += HOUR
    hall.show(name="ana", arm=LABELS[1])
    hall.show(name="ben", arm="another:control")
    hall.now += 1
    people = people_of(trials(hall), shown(hall, begin))
    assert (people.units.tolist(), people.arms.tolist(), people.at.tolist()) == ([hall.person("ana")], [1], [first])


def test_somebody_in_two_arms_is_in_none(hall: Hall) -> None:
    begin = hall.now
    for label in LABELS:
        hall.show(name="ana", arm=label)
    hall.now += 1
    people = people_of(trials(hall), shown(hall, begin))
    assert (len(people), people.crossed) == (0, 1)


def test_what_is_counted_lies_in_the_window_and_was_told_in_time(hall: Hall) -> None:
    begin = hall.now
    for name, arm in (("ana", 0), ("ben", 1), ("cyn", 1)):
        slate = hall.show(name=name, arm=LABELS[arm])
        at = {"ana": begin + MINUTE, "ben": begin + 8 * DAY, "cyn": begin + MINUTE}[name]
        clicked(hall, name, slate.id, at, told=begin + 9 * DAY if name == "cyn" else at)
    hall.now += 2 * DAY
    hall.show(name="ben", arm=LABELS[1])
    hall.now += 7 * DAY
    made = readings_of(trials(hall), plan_of(DESIGN), shown(hall, begin))
    assert made.arms.tolist() == [0, 1, 1]
    assert made.values["clicked"].tolist() == [1, 0, 0]
    assert made.values["returned"].tolist() == [0, 1, 0]
    assert made.denominators["clicks_per_slate"].tolist() == [1, 2, 1]
    assert made.came.tolist() == [1, 2]


def test_people_whose_window_is_not_over_have_come_and_are_not_read(hall: Hall) -> None:
    begin = hall.now
    hall.show(name="ana", arm=LABELS[0])
    hall.now += 7 * DAY
    hall.show(name="ben", arm=LABELS[1])
    hall.now += 2 * HOUR
    made = readings_of(trials(hall), plan_of(DESIGN), shown(hall, begin))
    assert (made.arms.tolist(), made.came.tolist()) == ([0], [1, 1])


def test_what_was_done_before_is_known_of_people_and_lies_before_they_entered(hall: Hall) -> None:
    before = hall.show(name="ana")
    clicked(hall, "ana", before.id, hall.now + MINUTE)
    hall.now += DAY
    begin = hall.now
    hall.show(name="ana", arm=LABELS[0])
    hall.show(name="ben", arm=LABELS[1])
    hall.now += 8 * DAY
    made = readings_of(trials(hall), plan_of(DESIGN), shown(hall, begin))
    known = made.covariates["clicked"]
    assert np.asarray(known.values).tolist() == [1, 0]
    assert made.values["clicked"].tolist() == [0, 0]
    assert (np.asarray(known.until) < made.exposed_at).all()
    assert set(made.covariates) == {"clicked", "likes"}, "before, nobody has come back yet"


@pytest.mark.parametrize("assumed", [True, False])
def test_only_those_count_who_agree_to_statistics(hall: Hall, assumed: bool) -> None:
    begin = hall.now
    for name, agrees in (("ana", True), ("ben", False), ("cyn", None)):
        if agrees is not None:
            set_consents(hall.ctx(), hall.person(name), exposures=True, statistics=agrees)
        hall.show(name=name, arm=LABELS[0])
    hall.now += 1
    ctx = trials(hall)
    found = ctx.figures.first_shown(shown(hall, begin), assumed=assumed)
    assert len(found) == (2 if assumed else 1)


def test_a_window_of_minutes_is_not_waited_an_hour_for(hall: Hall) -> None:
    begin, short = hall.now, plan_of(plan(days=3 / (24 * 60)))
    slate = hall.show(name="ana", arm=LABELS[0])
    clicked(hall, "ana", slate.id, begin + MINUTE, told=begin + 5 * MINUTE)
    slate = hall.show(name="ben", arm=LABELS[1])
    clicked(hall, "ben", slate.id, begin + MINUTE, told=begin + 7 * MINUTE)
    hall.now += 5 * MINUTE
    assert readings_of(trials(hall), short, shown(hall, begin)).arms.tolist() == []
    hall.now += 3 * MINUTE
    made = readings_of(trials(hall), short, shown(hall, begin))
    assert made.arms.tolist() == [0, 1]
    assert made.values["clicks_per_slate"].tolist() == [1, 0], "what was told too late is of nobody's window"


def test_what_was_read_off_the_request_log_is_the_same_when_its_days_are_over(hall: Hall) -> None:
    guarded = begun(hall, guardrails={"milliseconds": 0.2}, days=1)
    labels, asked = labels_of(design_of(guarded)), plan_of(design_of(guarded))
    begin = hall.now
    for name, label in (("ana", labels[0]), ("ben", labels[1])):
        hall.show(name=name, arm=label)
        found = hall.transaction().accounts.accounts.named(name)
        assert found is not None
        line = RequestLine(hall.now, "0" * 32, "GET", "/api/v1/recommendations", 200, 9.0, found.account.key)
        note_requests(hall.operations(), [line])
        hall.now += 10 * DAY

    def read() -> list[list[float]]:
        made = readings_of(trials(hall), asked, Shown(begin, hall.now, labels))
        return [column["milliseconds"].tolist() for column in (made.values, made.denominators)]

    assert read() == [[9.0, 9.0], [1.0, 1.0]]
    forget_requests(hall.operations(), needed=requests_needed(trials(hall)))
    assert read() == [[9.0, 9.0], [1.0, 1.0]]
    forget_requests(hall.operations())
    assert read() == [[0.0, 9.0], [0.0, 1.0]], "without the experiment the older line goes"
