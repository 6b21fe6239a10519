"""Row E2: a metric is split by chance again and again on a log that was really written; one that is unsound shows."""

import numpy as np
import pytest

from matinee.lab.trials.metrics import Metric
from matinee.lab.trials.splitting import check_by_splitting
from matinee.lab.world.sizes import size_named
from matinee.lab.world.tables import ratings_table
from matinee.lab.world.world import build_world
from tests.fixtures.loop import LONG, Notes

SHIPPED = {
    "ratings of a person": Metric("ratings", "mean"),
    "ratings of a person, capped": Metric("capped", "capped"),
    "people with as many ratings as most": Metric("busy", "proportion"),
    "share of ratings of four stars or more": Metric("liked", "ratio"),
}


def of_people(size: str) -> dict[str, tuple[np.ndarray, np.ndarray | None]]:
    """What the people of a demo world rated."""
    log = ratings_table(build_world(size_named(size), seed=5).history)
    people, stars = log["person"].to_numpy(), log["rating"].to_numpy()
    count = np.bincount(people)[1:].astype(np.float64)
    liked = np.bincount(people, weights=stars >= 4.0)[1:]
    return {
        "ratings of a person": (count, None),
        "ratings of a person, capped": (count, None),
        "people with as many ratings as most": ((count >= np.median(count)).astype(np.float64), None),
        "share of ratings of four stars or more": (liked, count),
    }


@pytest.mark.parametrize(("size", "splits"), [("tiny", 300), pytest.param("small", 2_000, marks=LONG)])
def test_each_kind_of_metric_is_sound_on_the_log_of_a_house(size: str, splits: int, notes: Notes) -> None:
    for name, (values, below) in of_people(size).items():
        found = check_by_splitting(SHIPPED[name], values, below, splits=splits, seed=notes.seed)
        told = f"{name}, {found.people:,} people of the demo world: share of p below 0.05"
        notes.check("E2", told, found.rate, trials=splits, low=found.lowest, high=found.highest)
        assert found.sound


def test_a_metric_that_a_few_people_decide_is_not_sound() -> None:
    values = np.zeros(60)
    values[0] = 1_000.0
    found = check_by_splitting(Metric("hours", "mean"), values, splits=400)
    assert not found.sound
    assert found.rate < found.lowest


def test_where_p_values_are_few_their_uniformity_is_not_asked() -> None:
    found = check_by_splitting(Metric("rare", "proportion"), (np.arange(40) < 4).astype(float), splits=200)
    assert np.isnan(found.uniform)
