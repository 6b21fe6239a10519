"""L13: people are scored over HTTP as a training scores them, from the same ratings."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest

from matinee.domain.library import Rating
from matinee.kit import seeds, topk
from matinee.kit.clock import MINUTE
from matinee.lab.core.abilities import PredictsRatings
from matinee.ops.learning.base import Base
from matinee.ops.learning.question import Answering
from matinee.ops.learning.snapshot import Rated, Snapshot, compose
from matinee.ops.releases.load import load_release
from matinee.ops.releases.release import Release
from matinee.services.learning.snapshot import rated_by_members
from matinee.services.library.take_over import take_over
from tests.fixtures.loop import LONG, Notes
from tests.fixtures.recommending import Cinema
from tests.fixtures.releases import ORIGIN, Made

MOST_RATED = 12
SHOWN = 10
CLOSE = 1e-5
ROUNDED = 0.005
"""Half of the last digit with which stars are told."""
Change = Callable[[Rated], Rated]


@dataclass
class Skew:
    """people: who were compared. otherwise: of them, to whom other titles are shown, or in another order. titles: that
    were compared. apart, stars_apart: the largest difference of a score, and of the stars that are expected."""

    people: int = 0
    otherwise: int = 0
    titles: int = 0
    apart: float = 0.0
    stars_apart: float = 0.0


class Offline:
    """What a release says of the people of a snapshot."""

    def __init__(self, release: Release, snapshot: Snapshot) -> None:
        assert snapshot.data.titles == release.titles
        self._release, self._seen = release, snapshot.data.histories
        self._scores = Answering(release, release.titles).scores(self._seen)
        self._scores[self._seen.row_numbers, self._seen.titles] = -np.inf
        self._best = topk.best(self._scores, SHOWN, topk.tie_keys(len(release.titles)))[0]

    def best(self, row: int) -> list[int]:
        return self._release.titles.ids[self._best[row]].tolist()

    def told(self, row: int, titles: list[int]) -> tuple[list[float], list[float]]:
        """Scores, and stars to be expected."""
        places, rater = self._release.titles.positions(np.array(titles)), self._release.rates
        assert isinstance(rater, PredictsRatings)
        history = self._seen.rows(np.array([row]))
        stars = rater.predict_ratings(history, np.zeros(len(places), dtype=np.int64), places)
        scale = self._release.feedback
        return self._scores[row, places].tolist(), np.clip(stars, scale.lowest, scale.highest).tolist()


async def members(cinema: Cinema, count: int) -> dict[str, str]:
    """Headers of people by their keys; from one rating to a dozen each, of any titles and stars."""
    house, chance, found = cinema.house, seeds.generator(0, "skew"), {}
    for number in range(count):
        client = await house.program(f"person{number}")
        key = (await client.get("/auth/me")).json()["id"]
        found[key] = client.headers["Authorization"]
        titles = chance.permutation(len(cinema.ids))[: 1 + number % MOST_RATED].tolist()
        halves = chance.integers(1, 11, len(titles)).tolist()
        begin = house.clock() - MINUTE * len(titles)
        rated = [
            Rating(cinema.ids[title + 1], half, begin + place * MINUTE)
            for place, (title, half) in enumerate(zip(titles, halves, strict=True))
        ]

        def write(tx, name=f"person{number}", rated=rated) -> None:
            take_over(tx.library, tx.accounts.accounts.named(name).account.id, rated)

        await house.service.storage.write(write)
    return found


async def taken(cinema: Cinema, made: Made, change: Change = lambda rated: rated) -> Snapshot:
    """change: of what members rated, before anything is learned from it."""
    base, at = Base(made.world.data, ORIGIN.key), cinema.house.clock()
    rated = await cinema.house.service.storage.read(lambda tx: rated_by_members(tx.learning, base, at=at))
    return compose(base, change(rated), at=at)


async def skew(cinema: Cinema, made: Made, people: dict[str, str], snapshot: Snapshot) -> Skew:
    offline, client, found = Offline(load_release(made.folder), snapshot), cinema.house.client(), Skew()
    for row, key in enumerate(snapshot.keys):
        if (header := people.get(key.removeprefix("member:"))) is None:
            continue
        client.headers["Authorization"] = header
        shown = (await client.get(f"/recommendations?k={SHOWN}")).json()["items"]
        titles = [cinema.number(item) for item in shown]
        found.people += 1
        found.otherwise += titles != offline.best(row)
        for item, score, stars in zip(shown, *offline.told(row, titles), strict=True):
            said = (await client.get(f"/recommendations/{item['id']}/why")).json()
            found.titles += 1
            found.apart = max(found.apart, abs(said["score"] - score))
            found.stars_apart = max(found.stars_apart, abs(said["predicted_stars"] - stars))
    return found


@pytest.mark.parametrize("count", [100, pytest.param(1000, marks=LONG)])
@pytest.mark.timeout(3600)
async def test_people_are_scored_over_http_as_in_a_training(
    cinema: Cinema, made_release: Made, notes: Notes, count: int
) -> None:
    people = await members(cinema, count)
    found = await skew(cinema, made_release, people, await taken(cinema, made_release))
    assert (found.people, found.titles) == (count, count * SHOWN)
    told = "people are scored over HTTP and in a training"
    notes.check("L13", f"{told}: those whose ten titles are others", found.otherwise, trials=count, high=0)
    notes.check("L13", f"{told}: largest difference of a score", found.apart, trials=found.titles, high=CLOSE)
    most = ROUNDED + CLOSE
    notes.check(
        "L13", f"{told}: largest difference of rounded stars", found.stars_apart, trials=found.titles, high=most
    )


def without_one(rated: Rated) -> Rated:
    """The first rating of five stars by somebody who rated many."""
    many = np.bincount(rated.people)[rated.people] == MOST_RATED
    kept = np.ones(len(rated), dtype=bool)
    kept[np.flatnonzero(many & (rated.stars == 5.0))[0]] = False
    columns = {name: getattr(rated, name)[kept] for name in ("people", "titles", "stars", "times", "shown")}
    return replace(rated, **columns)


def without_halves(rated: Rated) -> Rated:
    return replace(rated, stars=np.floor(rated.stars))


def rounded_up(rated: Rated) -> Rated:
    return replace(rated, stars=np.ceil(rated.stars))


def of_others(rated: Rated) -> Rated:
    """Each has what the next one rated."""
    return replace(rated, people=(rated.people + 1) % len(rated.keys))


@pytest.mark.parametrize("change", [without_one, without_halves, rounded_up, of_others])
async def test_a_training_that_reads_otherwise_would_be_seen(
    cinema: Cinema, made_release: Made, change: Change
) -> None:
    """Halves alone are not seen by the models that rank, which learn from what is liked."""
    people = await members(cinema, 2 * MOST_RATED)
    found = await skew(cinema, made_release, people, await taken(cinema, made_release, change))
    assert found.stars_apart > 4 * ROUNDED
    assert change is without_halves or found.apart > 100 * CLOSE
