"""Where titles can be watched: invented services, each with a taste of its own, in eight regions, for a while."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from matinee.kit.seeds import generator
from matinee.lab.world.genres import GENRES
from matinee.lab.world.sizes import DAY
from matinee.lab.world.traits import END, TitleTraits

YEARS_BACK = 2
"""Offers that ended longer ago are forgotten."""


@dataclass(frozen=True)
class Service:
    """share: of titles it carries when it has no leanings. genres: what it carries more of. fame: how much it follows
    fame. years: release years it carries. stays: mean days of an offer, 0 for without end."""

    name: str
    kind: str
    share: float
    genres: tuple[str, ...] = ()
    only: bool = False
    fame: float = 0.5
    years: tuple[int, int] = (1900, 2100)
    stays: float = 420.0


@dataclass(frozen=True)
class Region:
    """money: what one unit of price costs here. step: prices end on this, less one hundredth (or whole, from 1 up)."""

    code: str
    country: str
    currency: str
    money: float
    step: float


SERVICES = (
    Service("Boundless", "subscription", 0.30, fame=0.7, stays=540),
    Service("Parlour", "subscription", 0.16, ("Drama", "Romance", "Comedy", "Mystery"), fame=0.4),
    Service(
        "Nitrate", "subscription", 0.55, ("Film-Noir", "Western", "Musical", "Drama"), fame=0.2, years=(1900, 1989)
    ),
    Service("Cellar Door", "subscription", 0.65, ("Horror", "Thriller", "Mystery"), only=True, fame=0.2, stays=300),
    Service("Pillow Fort", "subscription", 0.7, ("Children", "Animation", "Fantasy"), only=True, fame=0.3, stays=600),
    Service("Fieldnotes", "free", 0.5, ("Documentary", "War"), only=True, fame=0.1, stays=250),
    Service("Tin Can", "free", 0.14, ("Action", "Western", "Comedy", "Sci-Fi"), fame=-0.2, stays=200),
    Service("Turnstile", "rent", 0.6, fame=0.4, stays=0),
    Service("Keepsake", "buy", 0.55, fame=0.4, stays=0),
)
REGIONS = (
    Region("US", "United States", "USD", 1.0, 1.0),
    Region("GB", "United Kingdom", "GBP", 0.85, 1.0),
    Region("FR", "France", "EUR", 0.95, 1.0),
    Region("DE", "Germany", "EUR", 0.98, 1.0),
    Region("JP", "Japan", "JPY", 120.0, 50.0),
    Region("BR", "Brazil", "BRL", 3.8, 1.0),
    Region("IN", "India", "INR", 28.0, 10.0),
    Region("SE", "Sweden", "SEK", 10.5, 5.0),
)


def offers(titles: TitleTraits, facts: pl.DataFrame, *, seed: int) -> pl.DataFrame:
    """One row an offer. facts: what `tell` wrote. title: id of the facts. price: in the currency, null where it is
    included or free. quality: SD, HD or 4K. since, until: seconds, until null where no end is known; never before the
    title was out. Some have ended, some end within weeks of the end of the world."""
    here = {region.code: (facts["country"] == region.country).to_numpy() for region in REGIONS}
    year = facts["year"].to_numpy()
    ids = facts["id"].to_numpy()
    frames = []
    for service in SERVICES:
        liking = _liking(service, titles, year)
        for region in REGIONS:
            rng = generator(seed, f"world offers {service.name} {region.code}")
            odds = liking + 0.7 * here[region.code] + 0.45 * rng.normal(0, 1, len(titles))
            carried = np.flatnonzero(rng.random(len(titles)) < 1.0 / (1.0 + np.exp(-odds)))
            frames.append(_offered(service, region, titles, rows=carried, ids=ids, year=year, rng=rng))
    return pl.concat(frames).sort("title", "region", "service", "since")


def _liking(service: Service, titles: TitleTraits, year: np.ndarray) -> np.ndarray:
    """Log odds (titles,) of being carried; far below zero where it does not fit at all."""
    fame = np.log(titles.fame)
    odds = np.log(service.share / (1 - service.share)) + service.fame * (fame - fame.mean())
    fits = titles.genres[:, [GENRES.index(name) for name in service.genres]].any(axis=1)
    odds = np.where(fits, odds + (0.0 if service.only else 0.8), odds - (30.0 if service.only else 0.0))
    inside = (year >= service.years[0]) & (year <= service.years[1])
    return np.where(inside, odds, -30.0)


def _offered(
    service: Service,
    region: Region,
    titles: TitleTraits,
    *,
    rows: np.ndarray,
    ids: np.ndarray,
    year: np.ndarray,
    rng: np.random.Generator,
) -> pl.DataFrame:
    count = len(rows)
    waits = {"rent": 45, "buy": 60}.get(service.kind, 150) * DAY
    earliest = np.maximum(titles.released[rows] + waits, END - YEARS_BACK * 365 * DAY)
    since = earliest + (rng.random(count) * np.maximum(END - earliest, 0)).astype(np.int64)
    stays = np.maximum(rng.gamma(2.0, max(service.stays, 1.0) / 2, count), 30).astype(np.int64) * DAY
    price = _prices(service, region, year[rows], rng)
    quality = np.where((year[rows] >= 2016) & (rng.random(count) < 0.6), "4K", "HD")
    quality = np.where((year[rows] < 1975) & (rng.random(count) < 0.5), "SD", quality)
    since = since // DAY * DAY
    since = np.where(since < titles.released[rows], since + DAY, since)
    return pl.DataFrame(
        {
            "title": ids[rows],
            "region": pl.Series([region.code], dtype=pl.String).new_from_index(0, count),
            "service": pl.Series([service.name], dtype=pl.String).new_from_index(0, count),
            "kind": pl.Series([service.kind], dtype=pl.String).new_from_index(0, count),
            "price": pl.Series(price, dtype=pl.Float64, nan_to_null=True),
            "currency": pl.Series([region.currency], dtype=pl.String).new_from_index(0, count),
            "quality": pl.Series(quality.astype(object), dtype=pl.String),
            "since": since,
            "until": pl.Series([None], dtype=pl.Int64).new_from_index(0, count) if not service.stays else since + stays,
        }
    )


def _prices(service: Service, region: Region, year: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """float64 (rows,), NaN where nothing is to be paid for the title alone. New titles cost more."""
    base = {"rent": 3.5, "buy": 9.5}.get(service.kind)
    if base is None:
        return np.full(len(year), np.nan)
    asked = base * region.money * np.where(year >= 2024, 1.5, 1.0) * np.exp(rng.normal(0, 0.15, len(year)))
    whole = np.maximum(np.round(asked / region.step), 1) * region.step
    return whole if region.currency == "JPY" else np.round(whole - 0.01, 2)
