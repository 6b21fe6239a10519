import asyncio
import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from matinee.domain.errors import NotFound, Overloaded
from matinee.lab.world.files import look_of
from matinee.lab.world.posters.look import Look
from matinee.services.catalogue import posters
from matinee.services.catalogue.context import CatalogueContext
from matinee.services.catalogue.posters import Posters, key_of, look_of_title
from matinee.services.catalogue.sources.world import titles_of_world
from tests.fixtures.catalogue import id_of, take
from tests.fixtures.small_world import FILM, write_small_world


class Memory:
    """Pictures kept in a dict, with how often each was put there."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.put_in: list[str] = []

    def get(self, key: str) -> bytes | None:
        return self.kept.get(key)

    def put(self, key: str, picture: bytes) -> None:
        self.put_in.append(key)
        self.kept[key] = picture


LOOK = Look(name="Alien", genres=("Horror",), mood="eerie", year=1979, kind="movie", seed=3)


async def test_a_picture_is_drawn_once_however_many_ask_for_it() -> None:
    memory = Memory()
    drawer = Posters(memory, at_once=2)
    made = await asyncio.gather(*(drawer.picture(LOOK, width=80) for _ in range(5)))
    again = await drawer.picture(LOOK, width=80)
    assert {*made, again} == {memory.kept[key_of(LOOK, width=80)]}
    assert len(memory.put_in) == 1
    assert Image.open(io.BytesIO(again)).size == (80, 120)


async def test_whoever_goes_away_does_not_take_the_picture_from_others() -> None:
    drawer = Posters(Memory(), at_once=1)
    first = asyncio.create_task(drawer.picture(LOOK, width=80))
    second = asyncio.create_task(drawer.picture(LOOK, width=80))
    await asyncio.sleep(0)
    first.cancel()
    assert len(await second) > 100


async def test_too_many_pictures_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posters, "WAITING", 1)
    drawer = Posters(Memory(), at_once=1)
    drawing = asyncio.create_task(drawer.picture(LOOK, width=80))
    await asyncio.sleep(0)
    with pytest.raises(Overloaded):
        await drawer.picture(replace(LOOK, seed=4), width=80)
    await drawing


def test_a_title_without_a_mood_gets_that_of_its_genre(full: CatalogueContext) -> None:
    look = look_of_title(full, id_of(full, 1))
    assert (look.name, look.genres, look.mood, look.year) == ("Alien", ("Horror", "Sci-Fi"), "eerie", 1979)
    assert look_of_title(full, id_of(full, 7)).credits == "directed by Zoë Wren"
    with pytest.raises(NotFound):
        look_of_title(full, 10**15)


@pytest.mark.parametrize("number", [8, 10, 11])
async def test_every_name_can_be_drawn(full: CatalogueContext, number: int) -> None:
    assert await Posters(Memory(), at_once=1).picture(look_of_title(full, id_of(full, number)), width=80)


def test_every_mood_of_a_genre_is_one_that_can_be_drawn() -> None:
    assert set(posters.MOOD_OF.values()) <= set(posters.MOODS)


def test_a_title_of_a_world_has_the_poster_that_the_world_draws(ctx: CatalogueContext, tmp_path: Path) -> None:
    _, entries = titles_of_world(write_small_world(tmp_path))
    take(ctx, list(entries))
    assert look_of_title(ctx, id_of(ctx, 1)) == look_of(FILM, seed=7)
