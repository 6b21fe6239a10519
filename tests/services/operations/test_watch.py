from dataclasses import replace

import pytest

from matinee.domain.alerts import WatchedFeature
from matinee.kit.clock import DAY, HOUR
from matinee.ops.watching.accuracy import Errors, Squares
from matinee.ops.watching.distances import Shape
from matinee.ops.watching.features import Watched
from matinee.services.library.rate import rate
from matinee.services.operations import watch
from matinee.services.operations.figures import Hour
from tests.fixtures.shown import Hall

USUAL, BROKEN = (60.0, 30.0, 10.0), (10.0, 30.0, 60.0)


def kept(hall: Hall, day: int, counts: tuple[float, ...] = USUAL, *, score: float | None = None) -> None:
    one = WatchedFeature(day, "stars", counts, 3.5, score=score, limit=None if score is None else 0.1)
    watch.keep_watched(hall.operations(), day, [one])


def test_days_are_watched_once_they_are_over_each_once_and_missed_ones_later(hall: Hall) -> None:
    today = hall.now // DAY * DAY
    assert list(watch.days_to_watch(hall.operations())) == [today - DAY]
    kept(hall, today - DAY)
    assert list(watch.days_to_watch(hall.operations())) == []
    hall.now += 3 * DAY
    assert list(watch.days_to_watch(hall.operations())) == [today, today + DAY, today + 2 * DAY]
    hall.now += 30 * DAY
    assert len(watch.days_to_watch(hall.operations())) == 7


def test_a_day_holds_what_happened_on_it(hall: Hall) -> None:
    day = hall.now // DAY * DAY
    hall.now = day + 2 * HOUR
    rate(hall.transaction().library, hall.person(), 1, half_stars=9)
    hall.show()
    hall.now = day + DAY
    rate(hall.transaction().library, hall.person(), 2, half_stars=9)
    found = watch.read_day(hall.operations(), day)
    assert [(one.title_id, one.stars) for one in found.rated] == [(1, 4.5)]
    assert len(found.shown) == 1


def test_of_a_day_with_more_ratings_than_are_looked_at_all_hours_are(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "MOST_JUDGED", 48)
    monkeypatch.setattr(watch, "MOST_SLATES", 48)
    day = hall.now // DAY * DAY
    for number in range(240):
        name = f"person{number % 8}"
        hall.now = day + number * DAY // 240
        rate(hall.transaction().library, hall.person(name), 1 + number % 3, half_stars=1 + number // 24)
        hall.show(name=name)
    found = watch.read_day(hall.operations(), day)
    assert (len(found.rated), len(found.shown)) == (48, 48)
    for seen in (found.rated, found.shown):
        quarters = [sum(one.at % DAY // (6 * HOUR) == at for one in seen) for at in range(4)]
        assert min(quarters) >= 11, quarters
    assert found == watch.read_day(hall.operations(), day)
    assert [one.before for one in found.rated] == [(one.at - day) * 240 // DAY // 8 for one in found.rated]


def test_a_day_is_judged_by_days_before_the_release(hall: Hall) -> None:
    made = hall.now // DAY * DAY
    today = {"stars": Watched(BROKEN, Shape(100))}
    for ahead in range(60):
        kept(hall, made + ahead * DAY, BROKEN)
    [alone] = watch.judged(hall.operations(), made + 60 * DAY, today, made_at=made)
    assert alone.drifted is False
    for back in range(1, 57):
        kept(hall, made - back * DAY)
    [found] = watch.judged(hall.operations(), made + 60 * DAY, today, made_at=made + HOUR)
    assert found.drifted is True
    [later] = watch.judged(hall.operations(), made + 60 * DAY, today, made_at=made + 58 * DAY)
    assert later.drifted is False


def test_a_release_that_is_made_while_an_alarm_lasts_ends_it(hall: Hall) -> None:
    day = hall.now // DAY * DAY
    for back in range(1, 40):
        kept(hall, day - back * DAY, BROKEN if back <= 5 else USUAL, score=0.5 if back <= 5 else 0.05)
    today = {"stars": Watched(BROKEN, Shape(100))}
    [found] = watch.judged(hall.operations(), day, today, made_at=day - 20 * DAY)
    assert found.drifted is True
    [found] = watch.judged(hall.operations(), day, today, made_at=day + HOUR)
    assert (found.score, found.drifted) == (None, False)


def test_what_errors_were_is_kept_by_day_and_told_of_the_four_weeks_before(hall: Hall) -> None:
    day = hall.now // DAY * DAY
    for back, found in ((1, Squares(4.0, 1.0, 30)), (2, Squares(1.0, 1.0, 10)), (29, Squares(1.0, 1.0, 20)),
                        (3, None), (30, Squares(9.0, 1.0, 99))):  # fmt: skip
        here = hall.operations()
        watch.keep_watched(here, day - back * DAY, watch.errors_to_keep(day - back * DAY, found))
    usual = watch.usual_errors(hall.operations(), before=day - DAY + HOUR)
    assert usual is not None
    assert (usual.mean, usual.count) == (1.0, 30)
    assert watch.usual_errors(hall.operations(), before=day - 10 * DAY) is not None
    assert watch.usual_errors(hall.operations(), before=day - 40 * DAY) is None


def test_a_day_unlike_all_others_is_found_and_told_of(hall: Hall) -> None:
    day = hall.now // DAY * DAY
    for back in range(1, 29):
        kept(hall, day - back * DAY)
    today = {"stars": Watched(BROKEN, Shape(100, 3.5, 1.0, 0.0, 0.0, 0.0)), "expected": Watched((1.0, 2.0), Shape(3))}
    found = watch.judged(hall.operations(), day, today, made_at=day)
    assert [(one.feature, one.drifted) for one in found] == [("stars", True), ("expected", False)]
    [said] = watch.findings_of_day(found)
    assert (said.key, said.level, said.runbook) == ("drift:stars", "warning", "feature-drift")
    assert said.value is not None
    assert said.limit is not None
    assert said.value > said.limit
    same = watch.judged(hall.operations(), day, {"stars": replace(today["stars"], counts=USUAL)}, made_at=day)
    assert watch.findings_of_day(same) == []


def test_what_the_models_say_has_a_runbook_of_its_own() -> None:
    [said] = watch.findings_of_day([WatchedFeature(0, "surprise", (1.0,), score=1.0, limit=0.5)])
    assert said.runbook == "prediction-drift"


@pytest.mark.parametrize(
    ("hour", "keys"),
    [
        (Hour(1000, 10, 0.2), []),
        (Hour(1000, 11, 0.2), ["requests:failing"]),
        (Hour(1000, 11, 1.5), ["requests:failing", "requests:slow"]),
        (Hour(99, 99, 9.0), []),
    ],
)
def test_an_hour_in_which_much_failed_or_was_slow_is_told_of(hour: Hour, keys: list[str]) -> None:
    assert [one.key for one in watch.findings_of_hour(hour)] == keys


def test_a_model_that_has_become_worse_is_told_of() -> None:
    usual = Squares(0.81, 1.0, 100_000)
    assert watch.findings_of_errors("v1", Errors(0.98, 0.7, 1.0, 100_000), usual) == []
    [said] = watch.findings_of_errors("v1", Errors(1.0, 0.7, 1.0, 100_000), usual)
    assert (said.key, said.limit) == ("quality:rmse", 0.99)
    assert watch.findings_of_errors("v1", None, usual) == []
    assert watch.findings_of_errors("v1", Errors(1.0, 0.7, 1.0, 100_000), None) == []


def test_crowds_are_told_of_without_names() -> None:
    assert watch.findings_of_crowds([]) == []
    [one] = watch.findings_of_crowds([40])
    [two] = watch.findings_of_crowds([40, 5])
    assert one.key == two.key == "crowd:ratings"
    assert one.message == "40 accounts rate alike, as a crowd; the newest training learned from one account of it"
    assert two.message.startswith("45 accounts rate alike, in 2 crowds;")
    assert two.value == 45
