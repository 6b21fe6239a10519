"""What watching keeps of the errors of releases, and what is said where a new one is further off than those before."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from matinee.domain.alerts import WatchedFeature
from matinee.domain.life import Rated
from matinee.doors.worker.duties import Duty
from matinee.doors.worker.loop import Worker
from matinee.doors.worker.watching import since_made, watch_days, work_out_figures
from matinee.kit.clock import DAY
from matinee.ops.watching.accuracy import Squares
from matinee.services.operations import watch
from tests.fixtures.recommending import Cinema


async def do(cinema: Cinema, duty: Any) -> None:
    worker = Worker(cinema.house.service, [Duty(duty.__name__, DAY, duty)])
    assert await worker.do_all() == 1


async def days_of_errors(cinema: Cinema) -> Sequence[WatchedFeature]:
    found = await cinema.house.service.storage.read(lambda tx: tx.operations.watched.days(since=0, until=2**62))
    return [one for one in found if one.feature == watch.ERRORS]


async def open_alerts(cinema: Cinema) -> list[str]:
    return [one.finding.key for one in await cinema.house.service.storage.read(lambda tx: tx.operations.alerts.open())]


async def rate_as_nobody_would(cinema: Cinema) -> None:
    for name in ("ana", "ben"):
        client = await cinema.house.program(name)
        await cinema.rate(client, *range(1, 41, 2), stars=5.0)
        await cinema.rate(client, *range(2, 41, 2), stars=0.5)


async def test_of_each_day_it_is_kept_how_far_off_the_release_was_that_answered(any_cinema: Cinema) -> None:
    await rate_as_nobody_would(any_cinema)
    any_cinema.house.clock.ahead += DAY
    await do(any_cinema, watch_days)
    [found] = await days_of_errors(any_cinema)
    assert sum(found.counts) == 80
    assert found.mean is not None
    assert 1.0 < found.mean < 4.5**2
    assert (found.score, found.drifted) == (None, False)
    any_cinema.house.clock.ahead += DAY
    await do(any_cinema, watch_days)
    assert await days_of_errors(any_cinema) == [found]


@pytest.mark.parametrize(("before", "said"), [(0.25, ["quality:rmse"]), (9.0, [])])
async def test_a_release_of_today_is_compared_with_what_those_before_it_did(
    any_cinema: Cinema, before: float, said: list[str]
) -> None:
    house = any_cinema.house
    made_at = (await any_cinema.looked_again()).bound.release.about.made_at  # type: ignore[union-attr]

    def weeks_before(tx: Any) -> None:
        for back in range(1, 29):
            day = made_at // DAY * DAY - back * DAY
            watch.keep_watched(tx.operations, day, watch.errors_to_keep(day, Squares(before, 0.3, 50)))

    await house.service.storage.write(weeks_before)
    await rate_as_nobody_would(any_cinema)
    await do(any_cinema, work_out_figures)
    assert await open_alerts(any_cinema) == said
    figures = {one.name: one for one in await house.service.storage.read(lambda tx: tx.operations.figures.all())}
    assert figures["matinee_model_rmse_usual_stars"].value == pytest.approx(before**0.5)
    assert figures["matinee_model_rmse_stars"].value > 1.0
    house.clock.ahead += 60 * DAY
    await do(any_cinema, work_out_figures)
    assert await open_alerts(any_cinema) == []


def test_ratings_that_a_release_may_have_learned_from_do_not_say_how_good_it_is() -> None:
    rated = [Rated(1, 1, 4.0, at) for at in (9, 10, 11)]
    assert since_made(np.array([3.0, 3.5, 4.0]), rated, 10).tolist()[1:] == [3.5, 4.0]
    assert np.isnan(since_made(np.array([3.0, 3.5, 4.0]), rated, 10)[0])
    assert since_made(np.empty(0), [], 10).tolist() == []
