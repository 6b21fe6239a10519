"""L8: whoever promotes a version or goes back is killed at any moment, and the house starts with a whole version."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from matinee.ops.registry.registry import Registry
from tests.fixtures.loop import LONG, Notes
from tests.fixtures.service import Serve
from tests.fixtures.swapping import Swapping, swapping
from tests.fixtures.whole_roles import answers_with, is_broken, registry

__all__ = ["registry"]

UP_TO = 2.0
"""A kill comes within so many times there and back."""
ENOUGH = 300


def kills(swapper: Swapping, times: int, chance: np.random.Generator) -> Iterator[int]:
    """After each, somebody else may look."""
    for number in range(times):
        swapper.killed(after=float(chance.random()) * UP_TO)
        yield number


@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("times", "every"), [(10, 5), pytest.param(100, 1, marks=LONG)])
async def test_killed_at_any_moment_the_house_starts_with_a_whole_version(
    registry: Registry, sqlite_place: Path, serve: Serve, notes: Notes, *, times: int, every: int
) -> None:
    """every: kills between two starts of the house."""
    broken, started = 0, 0
    with swapping(registry) as swapper:
        before = registry.roles().serial
        for number in kills(swapper, times, notes.chance()):
            broken += is_broken(registry)
            if number % every == 0:
                started += await answers_with(serve, sqlite_place) == registry.roles().champion
    told = "kills of whoever promotes and goes back"
    notes.check("L8", f"{told}: roles that do not name one whole version", broken, trials=times, high=0)
    starts = times // every
    notes.check(
        "L8", f"{told}: the house starts with the version that they name", started / starts, trials=starts, low=1
    )
    assert registry.roles().serial - before >= 2 * times, "somebody was killed before there and back once"


def test_roles_that_are_written_in_place_would_be_found_broken(registry: Registry, notes: Notes) -> None:
    with swapping(registry, "in-place") as swapper:
        assert any(is_broken(registry) for _ in kills(swapper, ENOUGH, notes.chance()))
