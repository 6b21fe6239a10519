"""Titles of a demo world, from the folder that `matinee data world` writes."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from matinee.domain.errors import BadData
from matinee.domain.titles import CreditEntry, EpisodeEntry, Job, OfferEntry, Origin, SeasonEntry, TitleEntry
from matinee.kit.clock import SECOND
from matinee.lab.world.files import MANIFEST, look_of, read_manifest

TITLES = (
    "id", "name", "year", "kind", "genres", "mood", "tagline", "plot", "keywords", "cast", "director", "writers",
    "company", "country", "language", "runtime_min", "certification", "release_date", "franchise", "part",
)  # fmt: skip
CREDITS: tuple[tuple[Job, str], ...] = (("cast", "cast"), ("director", "director"), ("writer", "writers"))
SEASONS = ("title", "season", "name", "released", "at_once", "status")
EPISODES = ("title", "season", "episode", "name", "runtime_min", "released")
OFFERS = ("title", "region", "service", "kind", "price", "currency", "quality", "since", "until")


def is_world(path: Path) -> bool:
    return (path / MANIFEST).is_file()


def origin_of_world(path: Path) -> Origin:
    """Worlds of another size or seed are other data sets, whose titles stand beside these."""
    world = read_manifest(path)
    try:
        now = int(json.loads((path / MANIFEST).read_text(encoding="utf-8"))["now"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadData(
            "the manifest names no moment", where=str(path / MANIFEST), remedy="Make the world anew"
        ) from error
    label = f"demo world, {world.size.name}, seed {world.seed}"
    return Origin(f"world-{world.size.name}-{world.seed}", label, now * SECOND)


def titles_of_world(path: Path) -> tuple[int, Iterator[TitleEntry]]:
    """How many there are, and the titles. BadData where a table is missing or not as a world writes it."""
    world = read_manifest(path)
    titles = _table(path, "titles", TITLES)
    fame = _fame(path)
    shows = _seasons(path)
    offers = _offers(path)
    return len(titles), (_entry(row, world.seed, fame, shows, offers) for row in titles.iter_rows(named=True))


def _entry(
    row: dict[str, Any],
    seed: int,
    fame: Mapping[int, int],
    shows: Mapping[int, list[SeasonEntry]],
    offers: Mapping[int, list[OfferEntry]],
) -> TitleEntry:
    number = row["id"]
    return TitleEntry(
        origin_id=str(number),
        kind=row["kind"],
        name=row["name"],
        year=row["year"],
        fame=fame.get(number, 0),
        look=look_of(row, seed=seed).seed,
        released=row["release_date"],
        runtime_min=row["runtime_min"],
        certification=row["certification"],
        tagline=row["tagline"],
        plot=row["plot"],
        mood=row["mood"],
        franchise=row["franchise"],
        franchise_part=row["part"],
        genres=_listed(row["genres"]),
        keywords=_listed(row["keywords"]),
        companies=_listed(row["company"]),
        countries=_listed(row["country"]),
        languages=_listed(row["language"]),
        credits=tuple(CreditEntry(name, job) for job, column in CREDITS for name in _listed(row[column])),
        seasons=tuple(shows.get(number, ())),
        offers=tuple(offers.get(number, ())),
    )


def _seasons(path: Path) -> Mapping[int, list[SeasonEntry]]:
    episodes: dict[tuple[int, int], list[EpisodeEntry]] = defaultdict(list)
    for title, season, number, name, runtime, released in _table(path, "episodes", EPISODES).iter_rows():
        episodes[title, season].append(EpisodeEntry(number, name, runtime, _moment(released)))
    found: dict[int, list[SeasonEntry]] = defaultdict(list)
    for title, number, name, released, at_once, status in _table(path, "seasons", SEASONS).iter_rows():
        mine = tuple(episodes[title, number])
        found[title].append(SeasonEntry(number, name, _moment(released), at_once, status, mine))
    return found


def _fame(path: Path) -> Mapping[int, int]:
    counted = _table(path, "ratings", ("title",))["title"].value_counts()
    return dict(counted.iter_rows())


def _offers(path: Path) -> Mapping[int, list[OfferEntry]]:
    found: dict[int, list[OfferEntry]] = defaultdict(list)
    for title, *said, since, until in _table(path, "offers", OFFERS).iter_rows():
        found[title].append(OfferEntry(*said, since=_moment(since), until=_moment(until)))
    return found


def _table(path: Path, name: str, columns: tuple[str, ...]) -> pl.DataFrame:
    file = path / f"{name}.parquet"
    try:
        return pl.read_parquet(file, columns=list(columns))
    except (OSError, pl.exceptions.PolarsError) as error:
        raise BadData(
            f"this is no table of a demo world ({str(error).splitlines()[0][:120]})",
            where=str(file),
            remedy="Make the world anew: matinee data world --out DIR",
        ) from error


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(one for one in (text or "").split("|") if one)


def _moment(seconds: int | None) -> Any:
    return None if seconds is None else seconds * SECOND
