"""L8: whoever promotes a version and goes back is killed at each step that this takes on the disk, or loses the power
there, and the house starts with a whole version."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from matinee.ops.registry.registry import Registry
from tests.fixtures.loop import LONG, Notes
from tests.fixtures.service import Serve
from tests.fixtures.swapping import swapping
from tests.fixtures.whole_roles import answers_with, is_broken, registry
from tests.reliability.disk.recording import Recorder, built, emptied
from tests.reliability.disk.replaying import images, written

__all__ = ["registry"]

House = tuple[Serve, Path]
"""How it is started, and over what."""
FEWEST = 20
"""Steps there and back that must have been found: two files are replaced, and two lines added, each of them synced."""


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("shim"))


@pytest.fixture
def house(serve: Serve, sqlite_place: Path) -> House:
    return serve, sqlite_place


@dataclass
class Ended:
    """broken: steps after which the roles named no whole version, or not the one that the history tells. started: how
    often a house started with the version that they named, of so many starts."""

    steps: int
    broken: list[int]
    started: int = 0
    starts: int = 0


async def killed_at_each_step(
    registry: Registry, shim: Path, folder: Path, *mutants: str, house: House | None = None, every: int = 1
) -> Ended:
    """every: steps between two starts of the house. A mutant is broken where one step is."""
    recorder, found = Recorder(registry.folder, folder / "recording"), Ended(0, [])
    with swapping(registry, *mutants, there={"LD_PRELOAD": str(shim), **recorder.environment}) as swapper:
        while True:
            recorder.kill_after(found.steps + 1)
            if (mutants and found.broken) or not swapper.once():
                return found
            found.steps += 1
            if is_broken(registry):
                found.broken.append(found.steps)
            if house is not None and found.steps % every == 0:
                found.starts += 1
                found.started += await answers_with(*house) == registry.roles().champion
            recorder.kill_after(0)
            assert not swapper.once(), "whoever comes next goes there and back to the end"


def without_power(registry: Registry, shim: Path, folder: Path, *mutants: str, kind: str) -> Ended:
    """After each step of one way there and back."""
    recorder, found = Recorder(registry.folder, folder / "recording"), Ended(0, [])
    with swapping(registry, *mutants, there={"LD_PRELOAD": str(shim), **recorder.environment}) as swapper:
        assert not swapper.once()
    for _, image in images(recorder, range(len(recorder.steps())), kind=kind):
        found.steps += 1
        if is_broken(Registry(written(image, emptied(folder / "image")))):
            found.broken.append(found.steps)
    return found


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("every", [8, pytest.param(1, marks=LONG)])
async def test_killed_at_each_step_the_house_starts_with_a_whole_version(
    registry: Registry, house: House, shim: Path, tmp_path: Path, notes: Notes, *, every: int
) -> None:
    found = await killed_at_each_step(registry, shim, tmp_path, house=house, every=every)
    assert found.steps >= FEWEST
    told = "a kill at each step of promoting and going back"
    notes.check(
        "L8", f"{told}: roles that do not name one whole version", len(found.broken), trials=found.steps, high=0
    )
    notes.check(
        "L8",
        f"{told}: the house starts with the version that they name",
        found.started / found.starts,
        trials=found.starts,
        low=1,
    )


@pytest.mark.parametrize("kind", ["power", "some"])
def test_without_power_after_any_step_the_roles_name_a_whole_version(
    registry: Registry, shim: Path, tmp_path: Path, kind: str
) -> None:
    found = without_power(registry, shim, tmp_path, kind=kind)
    assert found.steps >= FEWEST
    assert found.broken == []


async def test_roles_that_are_written_in_place_would_be_found_broken(
    registry: Registry, shim: Path, tmp_path: Path
) -> None:
    assert (await killed_at_each_step(registry, shim, tmp_path, "in-place")).broken


def test_roles_that_are_renamed_before_they_are_on_the_disk_would_be_found_broken(
    registry: Registry, shim: Path, tmp_path: Path
) -> None:
    assert without_power(registry, shim, tmp_path, "unsynced", kind="power").broken
