"""R7 and R8: with servers lost or hung, alone and in pairs, people get an answer that is theirs, or are told at once
that there is none now."""

import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from matinee.adapters.caches.redis import PATIENCE as REDIS_PATIENCE
from matinee.adapters.storage.postgres import QUICK as QUICK_READ
from tests.fixtures.databases import empty_place
from tests.fixtures.releases import Made
from tests.reliability.cinemas import Answers, Cinema, opened_cinema
from tests.reliability.figures import note, size
from tests.reliability.houses import Forker
from tests.reliability.proxy import Way

pytestmark = [pytest.mark.reliability, pytest.mark.timeout(0)]

PARTS = ("database", "redis", "model")
LOST = [(), *((one,) for one in PARTS), *combinations(PARTS, 2)]
CONTROL = "nothing, as a control"
NOTICED = 4.0
"""Seconds within which a model that is gone, or back, is noticed."""
BACK = 10.0
LATER = 0.05
"""Seconds after a deadline in which 99 of 100 are answered; as long as with nothing lost on a machine that is busy."""
QUICK = 0.3
"""Seconds within which 99 of 100 are answered; a machine that is busy with other things may take half as long again as
it does with nothing lost."""
SOURCES = {CONTROL: "personalised", "redis": "personalised", "model": "cached", "redis and model": "segment popular"}
HANGS: tuple[Way, ...] = ("black hole", "half-open", "late", "slow")
WAITED = 1.0
OPENED = 20.0
"""Seconds after which the breaker is open whatever way the server hangs."""


def found_place(request: pytest.FixtureRequest, folder: Path) -> URL:
    place = empty_place("postgres", request, folder)
    assert isinstance(place, URL)
    return place


@pytest.fixture
def cinema(
    forker: Forker, redis_url: str, made_release: Made, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Cinema]:
    with opened_cinema(forker, found_place(request, tmp_path), redis_url, made_release, tmp_path) as made:
        yield made


def lost(cinema: Cinema, what: tuple[str, ...], *, seconds: float) -> tuple[Answers, float]:
    """What people are answered meanwhile, and how long it takes until all is as before."""
    for one in sorted(what, key=PARTS.index, reverse=True):
        cinema.lose(one)
        time.sleep(NOTICED if one == "model" else 0)
    found = cinema.ask(seconds)
    for one in what:
        cinema.give_back(one)
    return found, cinema.seconds_until_well()


def test_what_is_lost_alone_and_in_pairs(cinema: Cinema) -> None:
    usual = QUICK
    for what in LOST:
        found, again = lost(cinema, what, seconds=size("SECONDS", 60))
        name = " and ".join(what) or CONTROL
        note(
            "R7",
            name,
            asked=found.asked,
            answered=found.answered,
            sources=found.sources,
            p99_ms=round(1000 * found.percentile(0.99), 1),
            violations=len(found.shown),
            again=round(again, 1),
        )
        assert found.shown == []
        assert again < BACK
        if "database" in what:
            assert found.sources == "unreachable"
        else:
            assert found.answered == 1.0
            assert SOURCES[name] in found.sources
        if not what:
            usual = max(QUICK, 1.5 * found.percentile(0.99))
        assert found.percentile(0.99) < usual


def test_a_house_that_forgets_what_is_hidden_when_models_fail_is_caught(
    forker: Forker, redis_url: str, made_release: Made, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    place = found_place(request, tmp_path)
    with opened_cinema(forker, place, redis_url, made_release, tmp_path, "forgets_what_is_hidden") as cinema:
        assert lost(cinema, ("redis", "model"), seconds=2)[0].shown != []


@pytest.mark.parametrize("what", ["database", "redis"])
def test_what_hangs_is_left_alone(what: str, cinema: Cinema) -> None:
    proxy = cinema.database if what == "database" else cinema.redis
    deadline = QUICK_READ if what == "database" else REDIS_PATIENCE
    usual = cinema.ask(OPENED / 2).percentile(0.99)
    for way in HANGS:
        proxy.be(way)
        found = cinema.ask(max(OPENED, size("SECONDS", 60) / 2))
        proxy.be("through")
        again = cinema.seconds_until_well()
        waited = sum(one > WAITED for one in found.seconds)
        note(
            "R8",
            f"{what}, {way}",
            asked=found.asked,
            answered=found.answered,
            median_ms=round(1000 * found.percentile(0.5), 1),
            p99_ms=round(1000 * found.percentile(0.99), 1),
            most=round(max(found.seconds), 2),
            waited=waited,
            usual_ms=round(1000 * usual, 1),
            again=round(again, 1),
        )
        assert found.shown == []
        assert again < BACK
        assert found.percentile(0.99) <= deadline + max(LATER, usual)
        if what == "redis":
            assert found.answered == 1.0
