"""R1 and R4: killed without warning at random moments, the service has lost nothing that it acknowledged, and has done
nothing twice."""

from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest

from tests.fixtures.databases import empty_place
from tests.reliability.deliveries import Delivered, Post
from tests.reliability.figures import at_most, note, size
from tests.reliability.furnishing import Furnished, furnish
from tests.reliability.houses import Forker, House, standing
from tests.reliability.nemesis import Survived, survive

KILLS = 5
READY = 5.0
"""Seconds within which it must be there again."""


def killed(forker: Forker, mine: Furnished, folder: Path, *mutants: str, kills: int, seed: int = 7) -> Survived:
    house = House(forker, mine.environment, folder / "log", mutants)
    return survive(house, mine, folder, kills=kills, seed=seed)


def delivered(forker: Forker, mine: Furnished, folder: Path, *mutants: str, kills: int) -> Delivered:
    with standing(House(forker, mine.environment, folder / "log", mutants)) as house:
        return Post(house, mine, seed=7).deliver(kills=kills)


def test_what_was_acknowledged_outlives_kills(forker: Forker, mine: Furnished, tmp_path: Path) -> None:
    found = killed(forker, mine, tmp_path, kills=KILLS)
    assert found.well, found
    assert found.acknowledged > 10 * KILLS


@pytest.mark.parametrize(
    ("mutant", "fault"),
    [
        ("answers_before_it_commits", "lost"),
        pytest.param("keeps_what_is_taken_away", "resurrected", marks=pytest.mark.reliability),
    ],
)
def test_a_house_that_does_not_keep_its_word_is_caught(
    mutant: str, fault: str, forker: Forker, mine: Furnished, tmp_path: Path
) -> None:
    found = killed(forker, mine, tmp_path, mutant, kills=3)
    assert fault in {one.fault for one in found.anomalies}


@pytest.mark.reliability
@pytest.mark.timeout(0)
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_what_was_acknowledged_outlives_hundreds_of_kills(
    kind: str, forker: Forker, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    kills = size("KILLS", 300)
    mine = furnish(tmp_path / "home", empty_place(kind, request, tmp_path), people=4, titles=60)
    house = House(forker, mine.environment, tmp_path / "log")
    found = survive(house, mine, tmp_path, kills=kills, seed=size("SEED", 7), each=30)
    note(
        "R1",
        kind,
        kills=kills,
        acknowledged=found.acknowledged,
        unknown=found.counts["unknown"],
        anomalies=len(found.anomalies),
        faults=len(found.faults),
        at_most=at_most(kills),
        ready_median=round(median(found.seconds), 2),
        ready_most=round(max(found.seconds), 2),
    )
    assert found.well, found
    assert max(found.seconds) < READY


@pytest.mark.reliability
@pytest.mark.timeout(0)
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_what_comes_many_times_is_done_once(
    kind: str, forker: Forker, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    people, titles = 4, max(24, size("EVENTS", 20_000) // 12)
    mine = furnish(tmp_path / "home", empty_place(kind, request, tmp_path), people=people, titles=titles)
    found = delivered(forker, mine, tmp_path, kills=size("KILLS", 300) // 15)
    note("R4", kind, **{name: said for name, said in vars(found).items() if name != "faults"}, faults=len(found.faults))
    assert found.faults == []


def test_what_comes_many_times_across_a_kill_is_done_once(forker: Forker, mine: Furnished, tmp_path: Path) -> None:
    assert delivered(forker, replace(mine, titles=mine.titles[:4]), tmp_path, kills=1).faults == []


def test_a_house_that_forgets_keys_is_caught(forker: Forker, mine: Furnished, tmp_path: Path) -> None:
    assert delivered(forker, replace(mine, titles=mine.titles[:4]), tmp_path, "forgets_keys", kills=0).faults != []
