import asyncio
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from matinee.lab.core.context import FitContext
from matinee.lab.world.checkerboard import checkerboard
from matinee.lab.world.sizes import size_named
from matinee.ops.runs.recipes import find_recipe
from matinee.wiring import demo
from matinee.wiring.demo import WORLD_RECIPE, Login, prepare_demo, world_for
from matinee.wiring.recommending import release_folder
from matinee.wiring.serving import open_service
from matinee.wiring.settings import Settings


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Path, list[Login]]:
    settings = Settings(home=tmp_path_factory.mktemp("demo"))
    world = world_for(settings.home / "world", size_named("tiny"))
    return settings, world, prepared(settings, world)


def prepared(settings: Settings, world: Path) -> list[Login]:
    recipe = find_recipe(WORLD_RECIPE)
    return asyncio.run(prepare_demo(settings, world, recipe, context=FitContext(threads=1)))


def test_everybody_can_log_in_and_the_guests_have_a_history(ready: tuple[Settings, Path, list[Login]]) -> None:
    settings, _, logins = ready
    assert [one.name for one in logins] == ["admin", "ana", "ben", "cleo"]

    async def look() -> None:
        async with open_service(settings) as service:
            for one in logins:
                known = await service.storage.read(lambda tx, one=one: tx.accounts.accounts.named(one.name))
                assert known is not None
                assert (await service.passwords.verify(one.password, known.password_digest))[0]
                assert known.account.role == ("admin" if one.name == "admin" else "member")
                signals = await service.storage.read(
                    lambda tx, known=known: tx.library.signals.signals(known.account.id)
                )
                told = 0 if one.name == "admin" else int(one.about.split("; ")[1].split()[0])
                assert len(signals.titles) == told
                assert all(at <= service.clock() for at in signals.rated_at)

    asyncio.run(look())


def test_a_second_start_makes_nothing_anew_and_tells_the_same_passwords(
    ready: tuple[Settings, Path, list[Login]],
) -> None:
    settings, world, logins = ready
    release = release_folder(settings)
    before = {path: path.stat().st_mtime_ns for path in release.rglob("*")}
    assert world_for(settings.home / "world", size_named("tiny")) == world
    assert prepared(settings, world) == logins
    assert {path: path.stat().st_mtime_ns for path in release.rglob("*")} == before


def test_of_a_very_large_catalogue_the_titles_with_the_most_ratings_are_learned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = checkerboard(people=50).data
    monkeypatch.setattr(demo, "MOST_TITLES", 30)
    kept = demo._of_the_busiest(data)
    counts = np.bincount(data.log.titles, minlength=data.n_titles)
    assert kept.n_titles == 30
    assert len(kept.log) == np.sort(counts)[-30:].sum()
    assert demo._of_the_busiest(replace(kept)).n_titles == 30
