"""What some people write after watching: a few sentences in their own voice, true to the stars they gave."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl

from matinee.kit.seeds import generator
from matinee.lab.world.sizes import DAY
from matinee.lab.world.traits import PeopleTraits
from matinee.lab.world.words.bank import sections
from matinee.lab.world.words.dice import Dice

SHARE = 0.02
"""Of ratings that come with a review."""
VOICES = ("terse", "gushing", "grumpy", "scholarly", "chatty")
FEELINGS = ("poor", "mixed", "like", "love")
EDGES = (2.25, 3.25, 4.25)
"""Stars at which one feeling gives way to the next."""
MIDDLE = 3.0
SPOILS = 0.06
SCHEMA = {"person": pl.Int32, "title": pl.Int64, "time": pl.Int64, "text": pl.String, "spoiler": pl.Boolean}
NO_SUBJECT = ("mood",)


@dataclass(frozen=True)
class _Seen:
    """What a reviewer can speak of."""

    name: str
    genre: str
    mood: str
    words: list[str]
    lead: str
    director: str


def reviews(ratings: pl.DataFrame, *, facts: pl.DataFrame, people: PeopleTraits, seed: int) -> pl.DataFrame:
    """Columns of SCHEMA, about one row for each fifty ratings. ratings: person (row of `people`), title (id of the
    facts), rating (stars), time (seconds). Strong feelings and talkative people are heard more often. time: when it was
    written, within two days of the rating."""
    voice, talk = voices(people, seed=seed)
    person, rating = ratings["person"].to_numpy(), ratings["rating"].to_numpy()
    eager = talk[person] * (0.6 + 0.5 * np.abs(rating - 3.0))
    rng = generator(seed, "world reviews")
    written = rng.random(len(ratings)) < SHARE * eager / max(float(eager.mean() if len(eager) else 1.0), 1e-9)
    kept = ratings.filter(pl.Series(written)).select("person", "title", "rating", "time")
    delay = (rng.random(len(kept)) ** 3 * 2 * DAY).astype(np.int64)
    wanted = facts.select("id", "name", "genres", "mood", "keywords", "cast", "director")
    rows = kept.join(wanted, left_on="title", right_on="id", how="left", maintain_order="left")
    dice = Dice(seed, "world review words")
    told: list[tuple[object, ...]] = []
    for row, late in zip(rows.iter_rows(named=True), delay.tolist(), strict=True):
        words = [word for word in row["keywords"] if not word.endswith(NO_SUBJECT)][:3]
        seen = _Seen(row["name"], dice.pick(row["genres"]).lower(), row["mood"], words, row["cast"][0], row["director"])
        text, spoiler = _write(dice, VOICES[voice[row["person"]]], row["rating"], seen)
        told.append((row["person"], row["title"], row["time"] + late, text, spoiler))
    return pl.DataFrame(told, schema=SCHEMA, orient="row")


def voices(people: PeopleTraits, *, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """(voice: index into VOICES, talk: how often a person writes, mean about 1), the same for a person all their life.
    The generous gush, the strict grumble; otherwise it is chance."""
    rng = generator(seed, "world voices")
    leaning = rng.gumbel(size=(len(people), len(VOICES)))
    leaning[:, VOICES.index("gushing")] += 1.5 * people.generosity
    leaning[:, VOICES.index("grumpy")] -= 1.5 * people.generosity
    return np.argmax(leaning, axis=1), np.exp(rng.normal(-0.5, 1.0, len(people)))


@cache
def _lines() -> dict[str, tuple[str, ...]]:
    return sections("voices.txt")


def feeling(stars: float) -> str:
    return FEELINGS[int(np.searchsorted(EDGES, stars, side="right"))]


def _write(dice: Dice, voice: str, stars: float, seen: _Seen) -> tuple[str, bool]:
    """(one to four sentences, whether they give the end away)."""
    lines = _lines()
    felt = dice.some(lines[f"{voice}.{feeling(stars)}"], 2 if voice != "terse" and dice.chance(0.3) else 1)
    about = dice.some(lines[f"{voice}.{'praise' if stars >= MIDDLE else 'blame'}"], 1 if dice.chance(0.8) else 0)
    spoiler = dice.chance(SPOILS)
    ends = dice.some(lines["spoilers"], 1) if spoiler else []
    opening = [*felt[:1], *about, *felt[1:], *ends]
    return " ".join(_sentence(dice, line, seen) for line in opening), spoiler


def _sentence(dice: Dice, line: str, seen: _Seen) -> str:
    word = dice.pick(seen.words)
    told = line.format(
        name=seen.name,
        genre=seen.genre,
        Genre=seen.genre.capitalize(),
        mood=seen.mood,
        word=word,
        Word=word[:1].upper() + word[1:],
        lead=seen.lead,
        director=seen.director,
    )
    told = told[:1].upper() + told[1:]
    return told if told.endswith(("!", "?", ".")) else f"{told}."
