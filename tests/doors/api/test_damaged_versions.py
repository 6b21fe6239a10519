"""L7: a version that is damaged, or that somebody forged, is refused when it is to answer, and the champion goes on."""

import asyncio
import json
import os
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from matinee.lab.core import artifact
from matinee.lab.core import registry as registered
from matinee.lab.core.artifact import MANIFEST, TITLES, WEIGHTS
from matinee.lab.core.mapped import map_file
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.registry.contents import CONTENTS, read_contents, write_contents
from matinee.ops.registry.registry import Registry
from matinee.ops.releases.release import ABOUT, FACETS, RECIPE
from tests.fixtures.damaging import DAMAGES, FORGERIES, change_bytes, flip, replace_by_link
from tests.fixtures.loop import LONG, Notes
from tests.fixtures.recommending import Cinema, furnished
from tests.fixtures.releases import Made, made_with
from tests.fixtures.service import House

METRICS = "http://matinee.test/metrics"
FOLLOWED = 60.0
SECONDS = 5.0
"""Within which a version is refused."""
Damage = Callable[[Path], object]


def of_the_model(damage: Damage) -> Damage:
    return lambda folder: damage(folder / "ease")


def listed(damage: Damage) -> Damage:
    """By somebody who writes the list of files anew as well."""

    def forge(folder: Path) -> None:
        said = read_contents(folder)
        damage(folder)
        write_contents(folder, digest=said.digest, at=said.added_at)

    return forge


def flip_the_middle(path: Path) -> None:
    change_bytes(path, lambda content: flip(content, len(content) // 2))


def say(path: Path, **changes: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def say_otherwise(folder: Path) -> None:
    recipe = folder / RECIPE
    recipe.write_text(recipe.read_text().replace("few = 2", "few = 9"))


def take_a_model_of_other_data(folder: Path) -> None:
    shutil.rmtree(folder / "popular")
    artifact.save(registered.make("popular").fit(checkerboard(people=80).data), folder / "popular")


ACCIDENTS: dict[str, Damage] = {
    **{name: of_the_model(damage) for name, damage in DAMAGES.items()},
    **{name: of_the_model(forgery) for name, forgery in FORGERIES.items()},
    **{
        f"{name} gone": lambda folder, name=name: (folder / name).unlink() for name in (ABOUT, FACETS, RECIPE, CONTENTS)
    },
    **{
        f"{name} flipped": lambda folder, name=name: flip_the_middle(folder / name)
        for name in (ABOUT, FACETS, RECIPE, CONTENTS)
    },
    "a bit in the middle of the weights flipped": lambda folder: flip_the_middle(folder / "ease" / WEIGHTS),
    "a model gone": lambda folder: shutil.rmtree(folder / "popular"),
    "a model a link": lambda folder: replace_by_link(folder / "popular"),
    "a file too many": lambda folder: (folder / "notes.txt").write_text("mine"),
    "everything gone": shutil.rmtree,
}
FORGED: dict[str, Damage] = {
    **{f"{name}, and listed": listed(of_the_model(forgery)) for name, forgery in FORGERIES.items()},
    "a model of other data, and listed": listed(take_a_model_of_other_data),
    "a release of another format, and listed": listed(lambda folder: say(folder / ABOUT, format=99)),
    "another recipe, and listed": listed(lambda folder: flip_the_middle(folder / RECIPE)),
    "another setting of the recipe, and listed": listed(say_otherwise),
    "another list of files": lambda folder: say(folder / CONTENTS, files={}),
}
ALL = {**ACCIDENTS, **FORGED}


@pytest.fixture(scope="module")
def two_versions(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Whose model that ranks is the one that damages are written for."""
    said = '[ease]\nl2 = 20.0\n[answer]\nranks = "ease"\nfew = 3\nalso = ["popular"]\n'
    return made_with(said, tmp_path_factory.mktemp("two"))


@pytest.fixture
async def cinema(sqlite_house: House, two_versions: Made) -> Cinema:
    return await furnished(sqlite_house, two_versions)


def registry_in(cinema: Cinema) -> Registry:
    return Registry(cinema.house.home / "models" / "main")


async def person(cinema: Cinema) -> httpx.AsyncClient:
    ana = await cinema.house.program()
    await cinema.rate(ana, *range(1, 7))
    return ana


async def refusals(client: httpx.AsyncClient) -> float:
    lines = (await client.get(METRICS)).text.splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("matinee_models_refused_total "))


async def health(client: httpx.AsyncClient) -> str:
    return (await client.get("/health/ready")).json()["status"]


async def damaged_once_promoted(cinema: Cinema, made: Made, damage: Damage) -> None:
    """Before the house has looked who is promoted."""
    registry = registry_in(cinema)
    async with cinema.models._turn:
        registry.promote(made.second, by="somebody", why="it is better")
        damage(registry.folder_of(made.second))


async def faults_in(client: httpx.AsyncClient, made: Made, *, more: float) -> list[str]:
    """What is not as it must be in a house that was to answer with a damaged version. more: refusals than before."""
    answer = await client.get("/recommendations")
    version = answer.json().get("model_version")
    found = [] if (answer.status_code, version) == (200, made.first) else [f"{answer.status_code} by {version}"]
    return found if more == 1 else [*found, f"{more:g} refusals are told"]


async def tried(cinema: Cinema, made: Made, damages: Mapping[str, Damage], *, looks: bool) -> tuple[list[str], float]:
    """What is not as it must be after each damage, and seconds that the slowest refusal took. looks: whether the house
    is made to look at once, and not left to look by itself."""
    ana, registry = await person(cinema), registry_in(cinema)
    folder = registry.folder_of(made.second)
    faults, slowest = [], 0.0
    for name, damage in damages.items():
        before, begun = await refusals(ana), time.monotonic()
        await damaged_once_promoted(cinema, made, damage)
        if looks:
            await cinema.looked_again()
        while not looks and await health(ana) != "degraded" and time.monotonic() < begun + FOLLOWED:
            await asyncio.sleep(0.02)
        slowest = max(slowest, time.monotonic() - begun)
        found = await faults_in(ana, made, more=await refusals(ana) - before)
        if (status := await health(ana)) != "degraded":
            found.append(f"health is {status}")
        faults += [f"{name}: {one}" for one in found]
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(made.registry / "versions" / made.second, folder)
        registry.roll_back(by="somebody", why="it is damaged")
        await cinema.looked_again()
    return faults, slowest


async def test_a_damaged_or_forged_version_is_refused_and_told_and_the_champion_answers(
    cinema: Cinema, two_versions: Made
) -> None:
    faults, _ = await tried(cinema, two_versions, ALL, looks=True)
    assert faults == []


async def test_a_version_that_is_whole_is_not_refused(cinema: Cinema, two_versions: Made) -> None:
    """Nor would anything above be refused because of how it is tried."""
    faults, _ = await tried(cinema, two_versions, {"none": lambda _: None}, looks=True)
    assert faults == [f"none: 200 by {two_versions.second}", "none: 0 refusals are told", "none: health is ready"]


@pytest.mark.parametrize("name", [MANIFEST, TITLES, WEIGHTS])
async def test_a_version_that_may_not_be_read_is_refused(
    cinema: Cinema, two_versions: Made, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = await person(cinema)
    before = await refusals(ana)
    path = registry_in(cinema).folder_of(two_versions.second) / "ease" / name
    await damaged_once_promoted(cinema, two_versions, lambda _: path.chmod(0))
    if os.access(path, os.R_OK):  # the superuser may read everything, so the refusal is played
        usual = Path.open

        def refused(self: Path, *given: Any, **named: Any) -> Any:
            if self == path:
                raise PermissionError(13, "Permission denied")
            return usual(self, *given, **named)

        monkeypatch.setattr(Path, "open", refused)
    await cinema.looked_again()
    assert await faults_in(ana, two_versions, more=await refusals(ana) - before) == []


async def test_without_the_check_of_digests_a_flipped_bit_would_answer(
    cinema: Cinema, two_versions: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(artifact, "_checked_map", lambda path, _: map_file(path))
    name = "a bit in the middle of the weights flipped"
    faults, _ = await tried(cinema, two_versions, {name: ALL[name]}, looks=True)
    assert faults[0] == f"{name}: 200 by {two_versions.second}"


@LONG
@pytest.mark.timeout(3600)
async def test_every_damage_is_refused_within_seconds_by_a_house_that_looks_by_itself(
    cinema: Cinema, two_versions: Made, notes: Notes
) -> None:
    faults, slowest = await tried(cinema, two_versions, ALL, looks=False)
    print(*faults, sep="\n")
    told = "a damaged or forged version is promoted"
    notes.check("L7", f"{told}: it answers, or its refusal is not told", len(faults), trials=len(ALL), high=0)
    notes.check("L7", f"{told}: seconds until it is refused, at most", slowest, trials=len(ALL), high=SECONDS)
