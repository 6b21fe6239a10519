"""R2 on PostgreSQL: the server says that it keeps what it acknowledges when the power goes, and when all its processes
are killed at once, nothing that the service acknowledged is gone."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pytest

from matinee.adapters.storage.durability import weaknesses
from tests.reliability.checker import Anomaly, acknowledged, check
from tests.reliability.clusters import Cluster, standing_cluster
from tests.reliability.figures import at_most, note, size
from tests.reliability.furnishing import Furnished, furnish
from tests.reliability.history import Event, History, read_history
from tests.reliability.houses import Forker, House, is_ready, standing
from tests.reliability.ledgers import faults_in
from tests.reliability.nemesis import _finish, _wait_for, _writers
from tests.reliability.writers import Gate

READY = 60.0


@dataclass
class Outlived:
    """seconds: until the service was ready again, from the moment its server was."""

    history: list[Event] = field(default_factory=list)
    anomalies: list[Anomaly] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with standing_cluster() as made:
        yield made


def outlived(
    cluster: Cluster, forker: Forker, mine: Furnished, folder: Path, *mutants: str, kills: int, seed: int = 7
) -> Outlived:
    """What people were told by a service that stays, while its server dies again and again. Nobody hangs up: what was
    on its way when the server died has been answered before it is back, so that none of it can be done later."""
    dice, gate, path, found = random.Random(seed), Gate(), folder / "history.jsonl", Outlived()
    with History(path) as history, standing(House(forker, mine.environment, folder / "log", mutants)) as house:
        writers = _writers(house, mine, each=12, seed=seed, history=history, gate=gate, impatient=0.0)
        for one in writers:
            one.start()
        gate.open()
        for _ in range(kills):
            _wait_for(dice.randint(1, 120), writers)
            time.sleep(dice.uniform(0, 0.03))
            cluster.kill()
            gate.close()
            history.note(Event("crash"))
            cluster.start()
            found.faults += faults_in(mine.place)
            found.seconds.append(seconds_until_ready(house))
            gate.open()
        _finish(writers)
        gate.close()
    found.faults += faults_in(mine.place) + [fault for one in writers for fault in one.faults]
    found.history = read_history(path)
    found.anomalies = check(found.history)
    return found


def seconds_until_ready(house: House) -> float:
    begun = time.monotonic()
    while not is_ready(house.port):
        assert time.monotonic() < begun + READY, "it does not find its server again"
        time.sleep(0.02)
    return time.monotonic() - begun


def furnished(cluster: Cluster, folder: Path) -> Furnished:
    return furnish(folder / "home", cluster.place, people=4, titles=24)


async def test_a_server_that_waits_for_its_disk_has_no_weakness(cluster: Cluster) -> None:
    """It acknowledges before it has written anything, but not to connections of ours."""
    assert await weaknesses(cluster.place) == []


def test_nothing_acknowledged_is_lost_with_the_processes_of_the_server(
    cluster: Cluster, forker: Forker, tmp_path: Path
) -> None:
    found = outlived(cluster, forker, furnished(cluster, tmp_path), tmp_path, kills=2)
    assert (found.anomalies, found.faults) == ([], [])


def test_a_house_that_believes_the_server_is_caught(cluster: Cluster, forker: Forker, tmp_path: Path) -> None:
    found = outlived(cluster, forker, furnished(cluster, tmp_path), tmp_path, "believes_the_server", kills=2)
    assert "lost" in {one.fault for one in found.anomalies}


@pytest.mark.reliability
@pytest.mark.timeout(0)
@pytest.mark.parametrize("mutants", [(), ("believes_the_server",)], ids=["as it is", "believed"])
def test_nothing_acknowledged_is_lost_in_many_deaths_of_the_server(
    mutants: tuple[str, ...], cluster: Cluster, forker: Forker, tmp_path: Path
) -> None:
    kills = size("KILLS", 50)
    mine = furnished(cluster, tmp_path)
    found = outlived(cluster, forker, mine, tmp_path, *mutants, kills=kills, seed=size("SEED", 7))
    kinds = Counter(event.kind for event in found.history)
    note(
        "R2",
        "PostgreSQL that is believed, as a control" if mutants else "PostgreSQL, all its processes killed",
        kills=kills,
        acknowledged=acknowledged(found.history),
        unknown=kinds["unknown"],
        anomalies=len(found.anomalies),
        faults=len(found.faults),
        at_most=at_most(kills),
        ready_median=round(median(found.seconds), 2),
        ready_most=round(max(found.seconds), 2),
    )
    assert bool(found.anomalies) is bool(mutants)
    assert mutants or found.faults == []
