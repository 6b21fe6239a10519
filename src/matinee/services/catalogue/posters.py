"""Posters: those of the demo world, and covers in the same manner for titles of which no picture is had."""

import asyncio
import hashlib

from matinee.domain.errors import NotFound, Overloaded
from matinee.domain.titles import TitlePage
from matinee.lab.world.genres import MOODS
from matinee.lab.world.posters.draw import draw_poster
from matinee.lab.world.posters.look import Look
from matinee.services.catalogue.context import CatalogueContext
from matinee.services.catalogue.store import Pictures

WAITING = 64
"""Pictures that may wait to be drawn."""
UNDATED = 2000
MOOD_OF = {
    "horror": "eerie", "film-noir": "dark", "crime": "dark", "thriller": "tense", "mystery": "tense", "war": "bleak",
    "western": "bleak", "sci-fi": "neon", "action": "furious", "adventure": "epic", "fantasy": "dreamy",
    "romance": "romantic", "musical": "playful", "animation": "playful", "children": "warm", "comedy": "playful",
    "drama": "wistful", "documentary": "warm",
}  # fmt: skip
"""Of a title whose source tells no mood, by its first genre that is here."""


class Posters:
    """Draws each picture once, a few at a time, in threads, and keeps it.

    at_once: how many are drawn at the same time.
    """

    def __init__(self, pictures: Pictures, *, at_once: int) -> None:
        self._pictures = pictures
        self._room = asyncio.Semaphore(at_once)
        self._drawing: dict[str, asyncio.Task[bytes]] = {}

    async def picture(self, look: Look, *, width: int) -> bytes:
        """A WebP picture, kept or drawn now; whoever asks for one that is being drawn waits for the same. Overloaded
        where too many wait already."""
        key = key_of(look, width=width)
        kept = self._pictures.get(key)
        if kept is not None:
            return kept
        if key not in self._drawing:
            if len(self._drawing) >= WAITING:
                raise Overloaded("too many pictures are waiting to be drawn", retry_after=5)
            task = asyncio.create_task(self._draw(key, look, width))
            self._drawing[key] = task
            task.add_done_callback(lambda _: self._drawing.pop(key, None))
        return await asyncio.shield(self._drawing[key])

    async def _draw(self, key: str, look: Look, width: int) -> bytes:
        async with self._room:
            return await asyncio.to_thread(self._drawn_and_kept, key, look, width)

    def _drawn_and_kept(self, key: str, look: Look, width: int) -> bytes:
        picture = draw_poster(look, width=width)
        self._pictures.put(key, picture)
        return picture


def look_of_title(ctx: CatalogueContext, title_id: int) -> Look:
    """What the poster of a title is drawn from."""
    page = ctx.titles.page(title_id)
    if page is None:
        raise NotFound("there is no such title")
    return look_of_page(page)


def look_of_page(page: TitlePage) -> Look:
    """For a title of a demo world what the world itself draws it from."""
    director = next((one.name for one in page.credits if one.job == "director"), None)
    return Look(
        name=page.card.name,
        genres=page.card.genres,
        mood=_mood(page),
        year=page.card.year or UNDATED,
        kind=page.card.kind,
        seed=page.look,
        tagline=page.tagline or "",
        credits=f"directed by {director}" if director else "",
    )


def key_of(look: Look, *, width: int) -> str:
    """The same for the same picture."""
    return hashlib.sha256(repr((look.key, look.seed, width)).encode()).hexdigest()[:32]


def _mood(page: TitlePage) -> str:
    if page.mood is not None and page.mood in MOODS:
        return page.mood
    told = (MOOD_OF[one.slug] for one in page.labels["genres"] if one.slug in MOOD_OF)
    return next(told, MOODS[page.look % len(MOODS)])
