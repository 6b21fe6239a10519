from typing import Any

import numpy as np
import pytest

from matinee.domain.exposures import Event
from matinee.domain.jobs import Schedule
from matinee.domain.life import HouseFigure, Life
from matinee.domain.watching import BOUNDS, RequestHour, RequestLine
from matinee.kit.clock import DAY, HOUR, MINUTE, SECOND
from matinee.ops.watching.accuracy import Errors, Squares
from matinee.ops.watching.quality import Clicks, Quality
from matinee.services.exposures.consents import set_consents
from matinee.services.exposures.feedback import take_feedback
from matinee.services.library.rate import rate
from matinee.services.library.watch import note_watch
from matinee.services.operations import figures, jobs
from matinee.services.operations.requests import note_requests
from tests.fixtures.shown import Hall


def read(hall: Hall, *, days: int = 7) -> Life:
    return figures.read_life(hall.operations(), since=hall.now - days * DAY, until=hall.now + 1)


def told(found: list[HouseFigure]) -> dict[str, float]:
    return {" ".join([one.name.removeprefix("matinee_"), *one.labels.values()]): one.value for one in found}


def test_what_was_shown_and_what_came_of_it_is_read(hall: Hall) -> None:
    slate = hall.show((1, 2, 3))
    take_feedback(
        hall.ctx(), hall.person(), [Event("e1", "clicked", slate.id, 2), Event("e2", "satisfied", slate.id, None, 4.0)]
    )
    rate(hall.transaction().library, hall.person(), 1, half_stars=9)
    rate(hall.transaction().library, hall.person(), 2, half_stars=4)
    note_watch(hall.transaction().library, hall.person(), 3)
    hall.now += 1
    found = read(hall)
    assert [(one.titles, one.model, one.source) for one in found.shown] == [([1, 2, 3], "fast@1", "personalised")]
    assert [(one.kind, one.title_id, one.rank, one.value) for one in found.told] == [
        ("clicked", 2, 2, None),
        ("satisfied", None, None, 4.0),
    ]
    assert sorted((one.title_id, one.stars) for one in found.rated) == [(1, 4.5), (2, 2.0)]
    assert [one.title_id for one in found.seen] == [3]


def test_it_is_read_of_those_who_agree_alone_and_of_its_days(hall: Hall) -> None:
    for name in ("ana", "ben"):
        hall.show(name=name)
        rate(hall.transaction().library, hall.person(name), 1, half_stars=9)
        note_watch(hall.transaction().library, hall.person(name), 3)
    set_consents(hall.ctx(), hall.person("ben"), statistics=False)
    hall.now += 1
    found = read(hall)
    assert all((found.shown, found.rated, found.seen))
    assert {one.account_id for one in [*found.shown, *found.rated, *found.seen]} == {hall.person("ana")}
    hall.now += 8 * DAY
    assert not any((read(hall).shown, read(hall).rated, read(hall).seen))


def test_how_many_a_person_had_rated_before_is_told(hall: Hall) -> None:
    for title in (1, 2, 3):
        rate(hall.transaction().library, hall.person(), title, half_stars=9)
        hall.now += MINUTE
    assert sorted((one.title_id, one.before) for one in read(hall).rated) == [(1, 0), (2, 1), (3, 2)]


def test_requests_of_the_last_hour_are_added_up(hall: Hall) -> None:
    lines = [
        RequestLine(hall.now - MINUTE, "0" * 32, "GET", f"/{at % 3}", 500 if at == 7 else 200, 40.0) for at in range(99)
    ]
    note_requests(hall.operations(), [*lines, RequestLine(hall.now - MINUTE, "0" * 32, "GET", "/x", 200, 9000.0)])
    found = figures.requests_lately(hall.operations())
    assert (found.count, found.failed, found.failing, found.p95) == (100, 1, 0.01, 0.05)
    assert figures.added_up([]) == figures.Hour()
    slow = RequestHour(0, "GET", "/", 200, 10, 0.0, 20_000.0, [0] * len(BOUNDS) + [10])
    assert figures.added_up([slow]).p95 == 20.0


def test_visits_end_after_half_an_hour_without_anything(hall: Hall) -> None:
    key = hall.transaction().accounts.accounts.named("ana") if hall.person() else None
    assert key is not None
    minutes = (0, 10, 20, 80, 90)
    lines = [
        RequestLine(hall.now - DAY // 2 + at * MINUTE, "0" * 32, "GET", "/", 200, 1.0, key.account.key)
        for at in minutes
    ]
    note_requests(hall.operations(), lines)
    assert told(figures.figures_of_people(hall.operations()))["visit_seconds"] == (20 + 10) * 60 / 2


def test_who_is_active_and_who_came_back(hall: Hall) -> None:
    for name in ("ana", "ben", "cleo"):
        hall.person(name)
    hall.now += DAY + HOUR
    hall.show(name="ana")
    found = told(figures.figures_of_people(hall.operations()))
    assert (found["active_users 1"], found["active_users 7"]) == (0.0, 0.0)
    hall.now += 1
    found = told(figures.figures_of_people(hall.operations()))
    assert found["active_users 1"] == 1.0
    assert found["user_retention_ratio 1"] == pytest.approx(1 / 3)
    assert "user_retention_ratio 7" not in found


def test_quality_is_told_by_small_names_and_nothing_of_a_house_that_showed_nothing() -> None:
    found = Quality(
        slates=4, places=40, clicks={("v1", "1"): Clicks(4, 1)}, precision={5: 0.2}, watches=2, converted=0.5
    )
    said = told(figures.figures_of_quality(found, watch_value=3.0))
    assert said["recommendation_click_ratio v1 1"] == 0.25
    assert (said["precision_at_k_ratio 5"], said["recommendation_value"]) == (0.2, 1.5)
    assert "user_satisfaction_score" not in said
    assert figures.figures_of_quality(Quality(), watch_value=1.0) == []


def test_errors_are_told_beside_what_is_usual_where_that_is_known() -> None:
    now, usual = Errors(1.0, 0.8, 1.0, 100), Squares(0.81, 1.0, 1000)
    assert len(figures.figures_of_errors("v1", now, usual)) == 4
    assert [one.name for one in figures.figures_of_errors("v1", now, None)] == [
        "matinee_model_rmse_stars",
        "matinee_model_mae_stars",
    ]
    assert figures.figures_of_errors("v1", None, usual) == []
    assert told(figures.figures_of_errors("v1", now, usual))["model_rmse_usual_stars v1"] == pytest.approx(0.9)


def test_figures_are_told_as_they_were_kept_with_jobs_and_alerts_as_they_are(hall: Hall) -> None:
    ctx: Any = hall.operations()
    schedules = [Schedule("tidy", HOUR), Schedule("backup", DAY), Schedule("new", DAY)]
    figures.keep_figures(ctx, [HouseFigure("matinee_visit_seconds", 3.5), HouseFigure("x", 1.0, {"k": "5"})])
    figures.keep_figures(ctx, [HouseFigure("matinee_visit_seconds", 4.5), HouseFigure("x", 2.0, {"k": "5"})])
    jobs.take_next(ctx, schedules[:2], holder="w")
    taken = jobs.take_next(ctx, schedules[:2], holder="w")
    assert taken is not None
    jobs.succeed(ctx, taken, "done")
    other = {"tidy": "backup", "backup": "tidy"}[taken.name]
    begun = hall.now - HOUR
    found = told(figures.figures_now(hall.operations(), schedules, begun=begun))
    every = {"tidy": HOUR, "backup": DAY}
    assert (found["visit_seconds"], found["x 5"], found["alerts critical"]) == (4.5, 2.0, 0.0)
    assert found["figures_timestamp_seconds"] == hall.now / SECOND
    assert found[f"job_last_success_timestamp_seconds {taken.name}"] == hall.now / SECOND
    assert f"job_last_success_timestamp_seconds {other}" not in found
    assert found[f"job_expected_timestamp_seconds {other}"] == (hall.now + every[other]) / SECOND
    assert found["job_expected_timestamp_seconds new"] == (begun + DAY) / SECOND
    assert found["job_interval_seconds new"] == 86400
    assert np.isfinite(list(found.values())).all()
