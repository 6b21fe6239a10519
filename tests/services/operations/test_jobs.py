import pytest

from matinee.domain.errors import Conflict
from matinee.domain.jobs import Job, Schedule
from matinee.kit.clock import DAY, HOUR, MINUTE, SECOND
from matinee.services.operations import jobs
from tests.fixtures.shown import Hall

HOURLY, DAILY = Schedule("hourly", HOUR), Schedule("daily", DAY)
BOTH = (HOURLY, DAILY)


def take(hall: Hall, *, holder: str = "w1", schedules: tuple[Schedule, ...] = (HOURLY,)) -> Job:
    job = jobs.take_next(hall.operations(), schedules, holder=holder)
    assert job is not None
    return job


def finish(hall: Hall, *, schedules: tuple[Schedule, ...] = BOTH) -> list[str]:
    """Does everything that is due; the names in their order."""
    done = []
    while job := jobs.take_next(hall.operations(), schedules, holder="w1"):
        assert jobs.succeed(hall.operations(), job, "done")
        done.append(job.name)
    return done


def states(hall: Hall) -> list[tuple[str, str]]:
    found = hall.operations().jobs.page(before=10**9, count=100, name=None, state=None)
    return [(job.name, job.state) for job in reversed(found)]


def test_a_schedule_is_due_once_in_each_of_its_spans(hall: Hall) -> None:
    assert jobs.is_anything_due(hall.operations(), BOTH)
    assert sorted(finish(hall)) == ["daily", "hourly"]
    assert not jobs.is_anything_due(hall.operations(), BOTH)
    hall.now += HOUR
    assert jobs.is_anything_due(hall.operations(), BOTH)
    assert finish(hall) == ["hourly"]


def test_what_was_missed_while_nobody_looked_is_done_once(hall: Hall) -> None:
    finish(hall)
    hall.now += 30 * HOUR
    assert sorted(finish(hall)) == ["daily", "hourly"]


def test_a_job_that_somebody_works_on_is_nobody_elses(hall: Hall) -> None:
    take(hall)
    assert jobs.take_next(hall.operations(), (HOURLY,), holder="w2") is None
    assert not jobs.is_anything_due(hall.operations(), (HOURLY,))


def test_no_two_of_one_name_run_at_once(hall: Hall) -> None:
    first = take(hall)
    jobs.put_down(hall.operations(), "hourly", "by hand")
    assert jobs.take_next(hall.operations(), (HOURLY,), holder="w2") is None
    jobs.succeed(hall.operations(), first, "done")
    assert take(hall, holder="w2").slot == "by hand"


def test_a_job_whose_holder_went_away_is_taken_by_another_who_alone_can_end_it(hall: Hall) -> None:
    lost = take(hall, holder="w1")
    hall.now += 61 * SECOND
    found = take(hall, holder="w2")
    assert (found.id, found.attempts, found.fence > lost.fence) == (lost.id, 2, True)
    with pytest.raises(Conflict, match="taken over"):
        jobs.keep_hold(hall.operations(), lost)
    with pytest.raises(Conflict):
        jobs.renew(hall.operations(), lost)
    assert not jobs.succeed(hall.operations(), lost, "late")
    assert not jobs.fail(hall.operations(), lost, "late")
    jobs.keep_hold(hall.operations(), found)
    assert jobs.succeed(hall.operations(), found, "done")


def test_whoever_says_so_in_time_keeps_a_job(hall: Hall) -> None:
    job = take(hall)
    for _ in range(5):
        hall.now += 50 * SECOND
        jobs.renew(hall.operations(), job)
    assert jobs.take_next(hall.operations(), (HOURLY,), holder="w2") is None


def test_what_fails_is_tried_again_later_and_less_and_less_often_and_at_last_given_up(hall: Hall) -> None:
    waits = []
    for _ in range(4):
        assert jobs.fail(hall.operations(), take(hall), "no disk")
        begun = hall.now
        while (again := jobs.take_next(hall.operations(), (HOURLY,), holder="w2")) is None:
            hall.now += MINUTE
        waits.append((hall.now - begun) // MINUTE)
        jobs.hand_back(hall.operations(), again)
    jobs.fail(hall.operations(), take(hall), "no disk")
    assert waits == [1, 2, 4, 8]
    assert states(hall) == [("hourly", "failed")]


def test_one_that_takes_its_worker_along_each_time_is_given_up(hall: Hall) -> None:
    """A job that kills the process ends nothing by itself."""
    for _ in range(5):
        take(hall)
        hall.now += 2 * MINUTE
    assert jobs.take_next(hall.operations(), (HOURLY,), holder="w2") is None
    [job] = hall.operations().jobs.page(before=10**9, count=9, name="hourly", state="failed")
    assert "went away" in (job.said or "")


def test_a_failure_keeps_no_other_job_waiting(hall: Hall) -> None:
    first = take(hall, schedules=BOTH)
    jobs.fail(hall.operations(), first, "no disk")
    assert take(hall, schedules=BOTH).name != first.name


def test_one_that_is_handed_back_begins_again_at_once_and_has_not_failed(hall: Hall) -> None:
    for _ in range(9):
        assert jobs.hand_back(hall.operations(), take(hall))
    assert take(hall).attempts == 1


def test_a_job_that_is_asked_for_twice_is_put_down_once(hall: Hall) -> None:
    ctx = hall.operations()
    assert jobs.put_down(ctx, "train", "dataset 7", arguments={"recipe": "fast"})
    assert not jobs.put_down(ctx, "train", "dataset 7")
    job = take(hall, schedules=(Schedule("train", 365 * DAY),))
    assert (job.slot, job.arguments) == ("dataset 7", {"recipe": "fast"})


def test_a_worker_takes_only_what_it_can_do(hall: Hall) -> None:
    jobs.put_down(hall.operations(), "train", "x")
    assert finish(hall) == ["hourly", "daily"]
    assert states(hall)[0] == ("train", "waiting")


def test_what_ended_long_ago_is_forgotten_and_what_waits_is_not(hall: Hall) -> None:
    finish(hall, schedules=(HOURLY,))
    jobs.put_down(hall.operations(), "train", "x")
    hall.now += 29 * DAY
    assert jobs.forget_old_jobs(hall.operations()) == 0
    hall.now += 2 * DAY
    assert jobs.forget_old_jobs(hall.operations()) == 1
    assert states(hall) == [("train", "waiting")]
