"""R2: what was acknowledged is there after the power went, whatever the disk had not been told to keep."""

import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.at_rest import judged
from tests.reliability.disk.recording import Recorder, Step, emptied
from tests.reliability.disk.replaying import images, written
from tests.reliability.figures import at_most, note, size
from tests.reliability.furnishing import Furnished
from tests.reliability.history import read_history
from tests.reliability.houses import Forker, House
from tests.reliability.nemesis import write_for

CUTS = 8


@dataclass
class AfterCuts:
    """lost: cuts after which something acknowledged was gone. in_checkpoints: cuts while pages went from the journal
    into the file."""

    cuts: int = 0
    in_checkpoints: int = 0
    acknowledged: int = 0
    lost: int = 0
    faults: list[str] = field(default_factory=list)


def cut(forker: Forker, mine: Furnished, folder: Path, *mutants: str, cuts: int, answers: int, seed: int) -> AfterCuts:
    """One life of the service, looked at as the power going at many moments of it: with none of what was not synced,
    and with some."""
    recorder = Recorder(mine.home, folder / "recording")
    house = House(forker, {**mine.environment, **recorder.environment}, folder / "log", mutants)
    path = folder / "history.jsonl"
    write_for(house, mine, path, answers=answers // 2, each=12, seed=seed, mark=recorder.reached)
    history, steps = read_history(path), recorder.steps()
    found = AfterCuts(acknowledged=sum(one.kind == "done" for one in history))
    chosen = moments(steps, cuts, random.Random(seed))
    for kind in ("power", "some"):
        for step, image in images(recorder, chosen, kind=kind, seed=seed):
            anomalies, faults = judged(written(image, emptied(folder / "image")) / "matinee.db", history, step.end)
            found.cuts += 1
            found.in_checkpoints += is_checkpoint(steps, step)
            found.lost += bool(anomalies)
            found.faults += faults
    return found


def moments(steps: list[Step], count: int, dice: random.Random) -> list[int]:
    """After steps that change something, a third of them in checkpoints where there are any."""
    written_at = [place for place, one in enumerate(steps) if one.kind in {"wrote", "truncated", "synced"}]
    in_checkpoints = [place for place in written_at if is_checkpoint(steps, steps[place])]
    first = dice.sample(in_checkpoints, min(count // 3, len(in_checkpoints)))
    return sorted({*first, *dice.sample(written_at, min(count - len(first), len(written_at)))})


def is_checkpoint(steps: list[Step], step: Step) -> bool:
    """Pages go into the file itself at no other time; the log of it says so by the inode."""
    files = {one.inode for one in steps if one.kind == "opened" and one.path.endswith("matinee.db")}
    return step.kind == "wrote" and step.inode in files


def test_nothing_acknowledged_is_lost_with_the_power(forker: Forker, mine: Furnished, tmp_path: Path) -> None:
    found = cut(forker, mine, tmp_path, cuts=CUTS, answers=100, seed=7)
    assert (found.lost, found.faults) == (0, [])


def test_a_house_that_does_not_wait_for_the_disk_is_caught(forker: Forker, mine: Furnished, tmp_path: Path) -> None:
    found = cut(forker, mine, tmp_path, "trusts_the_cache_of_the_system", cuts=CUTS, answers=100, seed=7)
    assert found.lost > 0


@pytest.mark.reliability
@pytest.mark.timeout(0)
@pytest.mark.parametrize("mutants", [(), ("trusts_the_cache_of_the_system",)], ids=["as it is", "without waiting"])
def test_nothing_is_lost_in_many_cuts_of_several_lives(
    mutants: tuple[str, ...], forker: Forker, furnished_file: Furnished, tmp_path: Path
) -> None:
    cuts, counts, faults = size("CUTS", 500), Counter(), []
    lives = max(1, cuts // 100)
    for life in range(lives):
        folder = tmp_path / str(life)
        mine = furnished_file.copied(folder / "home")
        found = cut(forker, mine, folder, *mutants, cuts=cuts // lives // 2, answers=1500, seed=size("SEED", 7) + life)
        faults += found.faults
        counts.update({name: said for name, said in vars(found).items() if name != "faults"})
    name = "synchronous = NORMAL, as a control" if mutants else "SQLite"
    note("R2", name, **dict[str, Any](counts), lives=lives, faults=len(faults), at_most=at_most(counts["cuts"]))
    assert (counts["lost"] > 0) is bool(mutants)
    assert faults == []
