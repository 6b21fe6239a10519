"""Seasons and episodes of the shows: how long each was kept, when it went out, and how it stands now."""

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from matinee.kit.seeds import generator
from matinee.lab.world.sizes import DAY
from matinee.lab.world.traits import END, TitleTraits
from matinee.lab.world.words.bank import anything, tales
from matinee.lab.world.words.dice import Dice

MOST_SEASONS = 9
ANNOUNCED = 240 * DAY
"""How far after the end of the world a season may already be announced."""
AT_ONCE_SINCE = 2013
SEASON_SCHEMA = {
    "title": pl.Int64, "season": pl.Int64, "name": pl.String, "episodes": pl.Int64, "released": pl.Int64,
    "at_once": pl.Boolean, "status": pl.String,
}  # fmt: skip
EPISODE_SCHEMA = {
    "title": pl.Int64, "season": pl.Int64, "episode": pl.Int64, "name": pl.String, "runtime_min": pl.Int64,
    "released": pl.Int64, "aired": pl.Boolean,
}  # fmt: skip
WORDS = (
    "The Long Table", "What the Cat Knew", "Open House", "Nobody’s Sunday", "A Small Correction", "The Wrong Umbrella",
    "High Water", "Guests", "Unfinished Letters", "Second Helping", "The Lift", "Absent Friends", "Low Season",
    "Small Change", "The Other Room", "Good Neighbours", "Lights Out", "A Place at the Table", "Return to Sender",
)  # fmt: skip
SHAPES = (
    "The {noun}", "{noun}", "The {noun} and the {other}", "Nobody’s {noun}", "The Last {noun}",
    "{day}", "Before the {noun}", "No {noun} Today", "{first}", "{first}’s {noun}", "Dear {first}",
)  # fmt: skip
DAYS = ("Monday", "Friday, Late", "Eleven O’Clock", "The Day After", "Tomorrow", "A Wet Sunday", "Half Past Nine")


@dataclass(frozen=True)
class _Show:
    id: int
    genre: str
    names: list[str]
    minutes: int
    used: set[str] = field(default_factory=set)


def episodes(titles: TitleTraits, facts: pl.DataFrame, *, seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(seasons, episodes) of all shows. facts: what `tell` wrote. title: id of the facts. released: seconds; episodes
    after the end of the world are not aired yet. status, of the whole show: returning, ended or cancelled."""
    dice = Dice(seed, "world episodes")
    rows = np.flatnonzero(titles.is_show)
    length = _lengths(titles, rows, generator(seed, "world seasons"))
    ids, minutes, casts, genres = (facts[name].to_list() for name in ("id", "runtime_min", "cast", "genres"))
    seasons: list[tuple[object, ...]] = []
    parts: list[tuple[object, ...]] = []
    for row, count in zip(rows.tolist(), length.tolist(), strict=True):
        first_names = [name.split(" ")[0] for name in casts[row]]
        show = _Show(ids[row], dice.pick(genres[row]), first_names, minutes[row])
        released, appeal = int(titles.released[row]), float(titles.appeal[row])
        _one_show(show, released, count, appeal, dice=dice, seasons=seasons, parts=parts)
    return (
        pl.DataFrame(seasons, schema=SEASON_SCHEMA, orient="row"),
        pl.DataFrame(parts, schema=EPISODE_SCHEMA, orient="row"),
    )


def _lengths(titles: TitleTraits, rows: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Seasons (shows,) that a show is kept for, 1 to 9: the famous and the good go on."""
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    fame = np.log(titles.fame[rows])
    liked = (fame - np.log(titles.fame).mean()) * 0.28 + titles.appeal[rows] * 0.45
    return np.clip(1 + rng.poisson(1.3 * np.exp(liked)), 1, MOST_SEASONS)


def _one_show(
    show: _Show,
    released: int,
    count: int,
    appeal: float,
    *,
    dice: Dice,
    seasons: list[tuple[object, ...]],
    parts: list[tuple[object, ...]],
) -> None:
    per_season = dice.number(6, 22) if released < 1_262_304_000 else dice.number(6, 13)
    at_once = released > (AT_ONCE_SINCE - 1970) * 365 * DAY and dice.chance(0.4)
    start, made, last = released, [], released
    for season in range(1, count + 1):
        if start > END + ANNOUNCED:
            break
        size = min(22, max(6, per_season + dice.number(-2, 2)))
        step = 0 if at_once else 7 * DAY
        for episode in range(1, size + 1):
            last = start + (episode - 1) * step
            minutes = max(8, show.minutes + dice.number(-3, 4) + (9 if episode == size else 0))
            parts.append((show.id, season, episode, _name(show, dice), minutes, last, last <= END))
        made.append((show.id, season, f"Season {season}", size, start, at_once))
        start = max(start + dice.number(300, 430) * DAY, last + 60 * DAY)
    status = _status(made, count, last, appeal, dice)
    seasons.extend((*season, status) for season in made)


def _status(made: list[tuple[object, ...]], count: int, last: int, appeal: float, dice: Dice) -> str:
    if last > END or len(made) < count:
        return "returning"
    if last > END - 400 * DAY and dice.chance(0.6):
        return "returning"
    return "cancelled" if dice.chance(0.3 if appeal > 0 else 0.6) else "ended"


def _name(show: _Show, dice: Dice) -> str:
    """A name no other episode of the show has."""
    for _ in range(12):
        if dice.chance(0.2):
            name = dice.pick(WORDS)
        else:
            nouns = tales()[show.genre].nouns
            name = dice.pick(SHAPES).format(
                noun=dice.pick(nouns).capitalize(),
                other=dice.pick(nouns).capitalize(),
                day=dice.pick(DAYS),
                first=dice.pick(show.names),
            )
        if name not in show.used:
            break
    else:
        name = f"{dice.pick(anything()['subtitles'])}, Part {len(show.used) + 1}"
    show.used.add(name)
    return name
