"""Everything written about the titles of a world: names, plots, people, and the facts on the back of the box."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from matinee.kit.seeds import generator
from matinee.lab.world.genres import MOODS
from matinee.lab.world.traits import TitleTraits
from matinee.lab.world.words.bank import Culture, anything, culture_weights, cultures, tales
from matinee.lab.world.words.careers import Names, Troupe, companies, troupe
from matinee.lab.world.words.dice import Dice
from matinee.lab.world.words.facts import certifications, runtimes
from matinee.lab.world.words.franchises import series
from matinee.lab.world.words.story import Story, imagine, keywords, leading, plot
from matinee.lab.world.words.titling import Titles

SCHEMA = {
    "id": pl.Int64, "name": pl.String, "year": pl.Int64, "kind": pl.String, "genres": pl.List(pl.String),
    "mood": pl.String, "tagline": pl.String, "plot": pl.String, "keywords": pl.List(pl.String),
    "cast": pl.List(pl.String), "director": pl.String, "writers": pl.List(pl.String), "company": pl.String,
    "country": pl.String, "language": pl.String, "runtime_min": pl.Int64, "certification": pl.String,
    "release_date": pl.String, "franchise": pl.String, "part": pl.Int64,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Scene:
    """The film makers of one country."""

    culture: Culture
    actors: Troupe
    directors: Troupe
    writers: Troupe
    companies: list[str]


@dataclass(frozen=True, eq=False)
class Made:
    """What a later part takes over from an earlier one."""

    story: Story
    scene: Scene
    cast: list[str]
    director: str
    company: str
    franchise: str
    keywords: list[str]


def tell(titles: TitleTraits, *, seed: int) -> pl.DataFrame:
    """One row a title, in the order of the traits, with the columns of SCHEMA; id counts from 1. runtime_min: of an
    episode for shows. franchise, part: null for what stands alone."""
    dates = titles.released.astype("datetime64[s]").astype("datetime64[D]")
    years = (dates.astype("datetime64[Y]").astype(int) + 1970).tolist()
    writer = _Writer(titles, seed, years)
    rows: list[dict[str, object]] = [{} for _ in range(len(titles))]
    parts = series(titles, Dice(seed, "words franchises"))
    for row in _alone(len(titles), parts):
        rows[row], writer.made[row] = writer.write(row)
    for chain in parts:
        for number, row in enumerate(chain, start=1):
            if number > 1:
                rows[row], _ = writer.write(row, after=writer.made[chain[0]], part=number)
            rows[row]["franchise"], rows[row]["part"] = writer.made[chain[0]].franchise, number
    minutes = runtimes(titles, generator(seed, "words runtimes")).tolist()
    for row, certificate, runtime, date in zip(rows, certifications(titles), minutes, dates, strict=True):
        row |= {"certification": certificate, "runtime_min": runtime, "release_date": str(date)}
    return pl.DataFrame(rows, schema=SCHEMA)


def _alone(count: int, parts: list[list[int]]) -> list[int]:
    later = {row for chain in parts for row in chain[1:]}
    return [row for row in range(count) if row not in later]


class _Writer:
    """Keeps what has been used up so far: titles, and who has worked with whom."""

    def __init__(self, titles: TitleTraits, seed: int, years: list[int]) -> None:
        self.titles = titles
        self.years = years
        self.dice = Dice(seed, "words titles")
        self.names = Titles()
        self.made: dict[int, Made] = {}
        edges = np.cumsum(culture_weights())
        self.scenes = _scenes(seed, years)
        drawn = np.searchsorted(edges, generator(seed, "words countries").random(len(titles)))
        self.country = np.minimum(drawn, len(edges) - 1).tolist()

    def write(self, row: int, *, after: Made | None = None, part: int = 1) -> tuple[dict[str, object], Made]:
        dice, genres, mood = self.dice, self.titles.genres_of(row), int(self.titles.mood[row])
        scene = after.scene if after else self.scenes[self.country[row]]
        story = imagine(
            dice, scene.culture, after.story.genre if after else leading(dice, genres), mood=mood, year=self.years[row]
        )
        if after:
            _continue(story, after.story)
        name = self._sequel(after, part) if after else self.names.name(story)
        told = plot(story, genres, is_show=bool(self.titles.is_show[row]))
        words = keywords(story, genres)
        made = self._make(story, scene, words, name, after)
        line = dice.deal(f"{story.genre} taglines", tales()[story.genre].taglines).text
        writers = scene.writers.ask(dice, story.genre, self.years[row], 1 + dice.rank(3))
        facts: dict[str, object] = {
            "id": row + 1,
            "name": name,
            "year": self.years[row],
            "kind": "show" if self.titles.is_show[row] else "movie",
            "genres": list(genres),
            "mood": MOODS[mood],
            "tagline": line,
            "plot": told,
            "keywords": _shared(words, after.keywords) if after else words,
            "cast": made.cast,
            "director": made.director,
            "writers": writers,
            "company": made.company,
            "country": scene.culture.country,
            "language": scene.culture.language,
            "franchise": None,
            "part": None,
        }
        return facts, made

    def _make(self, story: Story, scene: Scene, words: list[str], name: str, after: Made | None) -> Made:
        dice, genre, year = self.dice, story.genre, story.year
        cast = scene.actors.ask(dice, genre, year, dice.number(3, 6))
        director = scene.directors.ask(dice, genre, year, 1)[0]
        if after:
            cast = list(dict.fromkeys([*after.cast[:3], *cast]))[:6]
            director = after.director if dice.chance(0.6) else director
        company = after.company if after else scene.companies[dice.rank(len(scene.companies))]
        return Made(story, scene, cast, director, company, after.franchise if after else name, words)

    def _sequel(self, after: Made, part: int) -> str:
        for subtitle in self.dice.some(anything()["subtitles"], 6):
            form = self.dice.pick(("{name} {part}", "{name}: {sub}", "{name} {part}: {sub}"))
            name = form.format(name=after.franchise.rstrip("?"), part=part, sub=subtitle)
            if self.names.take(name):
                return name
        name = f"{after.franchise} {part}"
        self.names.take(name)
        return name


def _continue(story: Story, before: Story) -> None:
    """The same hero in the same town, with new trouble."""
    for what in ("woman", "first", "last", "trade", "town", "other", "other_woman"):
        setattr(story, what, getattr(before, what))


def _shared(words: list[str], before: list[str]) -> list[str]:
    return list(dict.fromkeys([*before[:2], *words]))[:8]


def _scenes(seed: int, years: list[int]) -> list[Scene]:
    names, count = Names(), 5 * max(len(years), 1) ** 0.8
    scenes = []
    for culture in cultures():
        dice, people = Dice(seed, f"words people {culture.code}"), count * culture.weight
        actors, directors, writers = (
            troupe(dice, names, culture, max(12, int(people * share)), years) for share in (1.0, 0.3, 0.4)
        )
        firms = companies(dice, culture, max(5, int(people / 25)))
        scenes.append(Scene(culture, actors, directors, writers, firms))
    return scenes
