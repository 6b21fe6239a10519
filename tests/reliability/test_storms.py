"""R10: while the database is away it is left alone, and when it is back not everybody comes at once."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.fixtures.releases import Made
from tests.reliability.cinemas import Cinema, opened_cinema
from tests.reliability.crowd import Talk
from tests.reliability.figures import note, size
from tests.reliability.houses import Forker
from tests.reliability.test_lost_servers import found_place

pytestmark = [pytest.mark.reliability, pytest.mark.timeout(0)]

PATH = "/me/ratings?limit=1"
THINK = 10.0
"""Seconds, in the mean, between two questions of somebody who is answered."""
RETURN = 3.0
"""Seconds in which everybody comes again who was told to."""
BUCKET = 0.25


@dataclass
class Seen:
    """Moments of questions, and how each was answered."""

    questions: list[tuple[float, int]] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)

    def between(self, begin: float, end: float) -> list[float]:
        return [at for at, _ in self.questions if begin <= at < end]


async def come(cinema: Cinema, number: int, seen: Seen, end: float) -> None:
    """Somebody who asks now and then, and comes again when they are told to."""
    dice = random.Random(number)
    talk = Talk(cinema.house.port, cinema.guests[number % len(cinema.guests)].person.token)
    await asyncio.sleep(dice.uniform(0, THINK))
    while time.monotonic() < end:
        at = time.monotonic()
        try:
            told = await talk.get(PATH)
        except (OSError, EOFError) as error:
            seen.failed[type(error).__name__] += 1
            await asyncio.sleep(dice.uniform(1, 3))
            continue
        seen.questions.append((at, told.status))
        wait = float(told.headers["retry-after"]) if told.status == 503 else dice.expovariate(1 / THINK)
        await asyncio.sleep(wait)
    talk.close()


async def storm(cinema: Cinema, *, clients: int, away: float) -> tuple[Seen, float, float]:
    """What was asked, and from when until when the database was away."""
    usual = 2 * THINK
    seen, begun = Seen(), time.monotonic()
    end = begun + usual + away + 10
    crowd = [asyncio.create_task(come(cinema, one, seen, end)) for one in range(clients)]
    await asyncio.sleep(usual)
    await asyncio.to_thread(cinema.database.be, "reset")
    left = time.monotonic()
    await asyncio.sleep(away)
    await asyncio.to_thread(cinema.database.be, "through")
    back = time.monotonic()
    await asyncio.gather(*crowd)
    return seen, left, back


def a_second(moments: Sequence[float], seconds: float) -> float:
    return len(moments) / seconds


def test_a_storm_of_people_who_come_again(
    forker: Forker, redis_url: str, made_release: Made, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with opened_cinema(forker, found_place(request, tmp_path), redis_url, made_release, tmp_path) as cinema:
        clients, away = size("CLIENTS", 500), size("AWAY", 30)
        seen, left, back = asyncio.run(storm(cinema, clients=clients, away=away))
        usual = a_second(seen.between(left - THINK, left), THINK)
        tried = [one for one in cinema.database.arrivals if left + 1 <= one < back]
        buckets = [
            len(seen.between(back + one * BUCKET, back + (one + 1) * BUCKET)) for one in range(int(RETURN / BUCKET))
        ]
        statuses = Counter(status for at, status in seen.questions if at >= back + RETURN)
        found = {
            "clients": clients,
            "away": away,
            "usual": round(usual, 1),
            "refused": round(a_second(seen.between(left + 1, back), away - 1), 1),
            "tried": round(a_second(tried, away - 1), 2),
            "peak": round(max(buckets) / (sum(buckets) / len(buckets)), 2),
            "failed": seen.failed.total(),
            "well": statuses[200] / statuses.total(),
        }
    note("R10", "PostgreSQL away", **found)
    assert found["tried"] <= 1.1 * usual
    assert found["peak"] <= 2
    assert found["well"] == 1


def test_a_house_that_asks_a_database_again_and_again_is_caught(
    forker: Forker, redis_url: str, made_release: Made, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    place = found_place(request, tmp_path)
    with opened_cinema(forker, place, redis_url, made_release, tmp_path, "asks_again_and_again") as cinema:
        seen, left, back = asyncio.run(storm(cinema, clients=size("CLIENTS", 500), away=10))
        usual = a_second(seen.between(left - THINK, left), THINK)
        tried = [one for one in cinema.database.arrivals if left + 1 <= one < back]
        assert a_second(tried, 9) > 1.1 * usual
