import asyncio
import gc
import shutil
import weakref
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from matinee.adapters.storage.sqlite import SqliteStorage
from matinee.domain.errors import NotFound
from matinee.kit.clock import MINUTE, now
from matinee.ops.registry.registry import Registry
from matinee.services.recommending.models import Models
from matinee.services.recommending.standing import Standing
from matinee.wiring.transaction import Transaction
from tests.fixtures.catalogue import context_over, entry, take
from tests.fixtures.library import transaction
from tests.fixtures.releases import ORIGIN, Made, entries_of


@dataclass
class Place:
    storage: SqliteStorage[Transaction]
    folder: Path
    said: list[str]
    models: Models

    async def load(self, entries: list, now: int) -> None:
        await self.storage.write(lambda tx: take(context_over(tx._stores, now), entries, origin=ORIGIN))


@pytest.fixture
async def place(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Place]:
    file = Path(shutil.copy(sqlite_template, tmp_path / "matinee.db"))
    storage = SqliteStorage(file, lambda stores: transaction(stores, 1))
    said: list[str] = []
    yield Place(storage, tmp_path / "main", said, Models(Registry(tmp_path / "main"), storage, warn=said.append))
    await storage.close()


async def test_a_house_without_anything_stands(place: Place) -> None:
    standing = await place.models.standing()
    assert len(standing.index) == 0
    assert standing.bound is None
    with pytest.raises(NotFound):
        standing.ranked_by("popular")
    assert standing.fault is None


async def test_what_has_not_changed_is_not_read_again(place: Place, made_release: Made) -> None:
    shutil.copytree(made_release.registry, place.folder)
    await place.load(entries_of(made_release.world), 5)
    first = await place.models.standing()
    assert await place.models.refresh() is first
    assert await place.models.standing() is first


async def test_what_answers_no_more_goes_without_being_looked_for(place: Place, made_release: Made) -> None:
    """A server leaves all that is there when it opens to itself; see `kit.pauses`."""
    shutil.copytree(made_release.registry, place.folder)
    await place.load(entries_of(made_release.world), 5)
    await place.models.refresh()
    first = place.models.last
    assert first is not None
    assert first.bound is not None
    left = [
        weakref.ref(one) for one in (first, first.bound, first.bound.release, first.index, first.bound.release.ranks)
    ]
    del first
    gc.collect()
    gc.disable()
    try:
        Registry(place.folder).promote(made_release.second, by="a test", why="to see the first go")
        await place.load([entry(500, "One more")], 6)
        await place.models.refresh()
        assert [one() for one in left] == [None] * len(left)
    finally:
        gc.enable()


async def test_a_catalogue_that_grows_is_read_again(place: Place, made_release: Made) -> None:
    shutil.copytree(made_release.registry, place.folder)
    before = await place.models.standing()
    assert before.bound is not None
    assert (before.bound.row_of == -1).all()
    await place.load(entries_of(made_release.world), 5)
    assert await place.models.standing() is before
    after = await place.models.refresh()
    assert after.bound is not None
    assert (after.bound.row_of >= 0).all()
    await place.load([entry(500, "One more")], 6)
    assert len((await place.models.refresh()).index) == 101


async def test_who_is_promoted_answers_from_the_next_look_on(place: Place, made_release: Made) -> None:
    shutil.copytree(made_release.registry, place.folder)
    first = await place.models.standing()
    Registry(place.folder).promote(made_release.second, by="somebody", why="it is better")
    assert await place.models.standing() is first
    second = await place.models.refresh()
    assert (version_of(first), version_of(second)) == (made_release.first, made_release.second)
    assert second.index is first.index


async def test_a_version_that_cannot_be_used_leaves_the_older_one_and_says_so_once(
    place: Place, made_release: Made
) -> None:
    registry = Registry(Path(shutil.copytree(made_release.registry, place.folder)))
    await place.models.standing()
    registry.promote(made_release.second, by="somebody", why="it is better")
    (registry.folder_of(made_release.second) / "svd" / "weights.safetensors").write_bytes(b"broken")
    standing = await place.models.refresh()
    assert version_of(standing) == made_release.first
    assert "svd" in (standing.fault or "")
    await place.models.refresh()
    assert len(place.said) == 1
    registry.roll_back(by="somebody", why="it is broken")
    standing = await place.models.refresh()
    assert (version_of(standing), standing.fault) == (made_release.first, None)


async def test_whoever_starts_with_a_broken_champion_has_the_one_before(place: Place, made_release: Made) -> None:
    registry = Registry(Path(shutil.copytree(made_release.registry, place.folder)))
    registry.promote(made_release.second, by="somebody", why="it is better")
    (registry.folder_of(made_release.second) / "svd" / "weights.safetensors").write_bytes(b"broken")
    standing = await place.models.standing()
    assert version_of(standing) == made_release.first
    assert "svd" in (standing.fault or "")


async def test_a_home_of_the_older_layout_is_taken_over(place: Place, made_release: Made) -> None:
    shutil.copytree(made_release.folder, place.folder)
    assert version_of(await place.models.standing()) == made_release.first
    assert place.said == []
    before = await place.models.standing()
    assert version_of(await place.models.refresh()) == version_of(before)


async def test_a_release_of_the_older_layout_that_cannot_be_used_says_so_once(place: Place, made_release: Made) -> None:
    shutil.copytree(made_release.folder, place.folder)
    (place.folder / "svd" / "weights.safetensors").write_bytes(b"broken")
    standing = await place.models.standing()
    assert standing.bound is None
    assert "svd" in (standing.fault or "")
    await place.models.refresh()
    assert len(place.said) == 1


def version_of(standing: Standing) -> str | None:
    return None if standing.bound is None else standing.bound.release.version


async def test_many_who_ask_at_once_make_it_look_once(place: Place, made_release: Made) -> None:
    shutil.copytree(made_release.registry, place.folder)
    found = await asyncio.gather(*(place.models.standing() for _ in range(5)))
    assert len({id(one) for one in found}) == 1


async def test_a_small_release_is_not_slow(place: Place, made_release: Made) -> None:
    shutil.copytree(made_release.registry, place.folder)
    assert not (await place.models.standing()).slow


async def test_a_canary_answers_its_share_always_the_same_people(place: Place, made_release: Made) -> None:
    registry = Registry(Path(shutil.copytree(made_release.registry, place.folder)))
    alone = await place.models.standing()
    assert await place.models.standing_for(1) is alone
    registry.set_canary(made_release.second, share=0.25, by="somebody", why="to try it")
    await place.models.refresh()
    assert (await place.models.standing()).arm is None
    people = {account: await place.models.standing_for(account) for account in range(1, 401)}
    tried = {account for account, standing in people.items() if standing.arm == "canary"}
    assert 70 < len(tried) < 130
    for account, standing in people.items():
        assert version_of(standing) == (made_release.second if account in tried else made_release.first)
        assert await place.models.standing_for(account) is standing
    assert {standing.arm for standing in people.values()} == {"canary", "champion"}
    assert (place.models.guarding.tried, place.models.guarding.other) == (made_release.second, made_release.first)
    registry.end_canary(by="somebody", why="enough")
    await place.models.refresh()
    assert {(await place.models.standing_for(account)).arm for account in tried} == {None}


async def test_a_canary_that_cannot_be_used_answers_nobody(place: Place, made_release: Made) -> None:
    registry = Registry(Path(shutil.copytree(made_release.registry, place.folder)))
    registry.set_canary(made_release.second, share=0.5, by="somebody", why="to try it")
    (registry.folder_of(made_release.second) / "recipe.toml").unlink()
    standings = [await place.models.standing_for(account) for account in range(1, 50)]
    assert {version_of(standing) for standing in standings} == {made_release.first}
    assert place.models.refused == len(place.said) == 1


async def test_who_answers_already_is_not_read_again_because_another_has_a_part(
    place: Place, made_release: Made
) -> None:
    registry = Registry(Path(shutil.copytree(made_release.registry, place.folder)))
    before = (await place.models.standing()).bound
    registry.set_canary(made_release.second, share=0.5, by="somebody", why="to try it")
    after = (await place.models.refresh()).bound
    assert before is not None
    assert after is not None
    assert after.release is before.release


async def test_a_new_champion_is_compared_with_the_one_before_for_a_while(place: Place, made_release: Made) -> None:
    registry = Registry(Path(shutil.copytree(made_release.registry, place.folder)))
    await place.models.standing()
    assert place.models.guarding.tried is None
    registry.promote(made_release.second, by="somebody", why="it is better")
    await place.models.refresh()
    assert (place.models.guarding.tried, place.models.guarding.other) == (made_release.second, made_release.first)
    place.models.at_hand.registry.clock = lambda: now() + 16 * MINUTE
    await place.models.refresh()
    assert place.models.guarding.tried is None
