"""L13: people are scored over HTTP as a training scores them, from the same ratings."""

import numpy as np
import pytest

from matinee.domain.library import Rating
from matinee.kit import seeds, topk
from matinee.kit.clock import MINUTE
from matinee.ops.learning.base import Base
from matinee.ops.learning.question import Answering
from matinee.ops.learning.snapshot import Snapshot, compose
from matinee.ops.releases.load import load_release
from matinee.services.learning.snapshot import rated_by_members
from matinee.services.library.take_over import take_over
from tests.fixtures.recommending import Cinema
from tests.fixtures.releases import ORIGIN, Made

MOST_RATED = 12
CLOSE = 1e-5


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


async def taken(cinema: Cinema, made: Made) -> Snapshot:
    base, at = Base(made.world.data, ORIGIN.key), cinema.house.clock()
    rated = await cinema.house.service.storage.read(lambda tx: rated_by_members(tx.learning, base, at=at))
    return compose(base, rated, at=at)


@pytest.mark.parametrize("count", [100, pytest.param(1000, marks=pytest.mark.loop)])
async def test_people_are_scored_over_http_as_in_a_training(cinema: Cinema, made_release: Made, count: int) -> None:
    people = await members(cinema, count)
    snapshot = await taken(cinema, made_release)
    release = load_release(made_release.folder)
    assert snapshot.data.titles == release.titles
    scores = Answering(release, release.titles).scores(snapshot.data.histories)
    seen = snapshot.data.histories
    scores[seen.row_numbers, seen.titles] = -np.inf
    best = topk.best(scores, 10, topk.tie_keys(len(release.titles)))[0]
    client, apart, compared = cinema.house.client(), 0.0, 0
    for row, key in enumerate(snapshot.keys):
        if (header := people.get(key.removeprefix("member:"))) is None:
            continue
        said = (await client.get("/recommendations?k=10", headers={"Authorization": header})).json()
        shown = [cinema.number(item) for item in said["items"]]
        assert shown == release.titles.ids[best[row]].tolist(), (key, said["model"])
        told = await client.get(f"/recommendations/{said['items'][0]['id']}/why", headers={"Authorization": header})
        apart = max(apart, abs(told.json()["score"] - float(scores[row, best[row, 0]])))
        compared += 1
    assert compared == count
    assert apart <= CLOSE
