from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from matinee.domain.errors import Conflict, MatineeError, NotFound
from matinee.lab.trials.splitting import SplitCheck
from matinee.services.trials import keep
from matinee.services.trials.designs import read_design
from matinee.wiring import trials
from matinee.wiring.settings import Settings
from matinee.wiring.trials import start_trial, tried_versions
from tests.fixtures.recommending import Cinema
from tests.fixtures.service import House

NEWER = "v0002-3fa9c2d81b20"
PLAN: dict[str, Any] = {
    "key": "popular-first",
    "question": "Do people click less where everybody is shown the same?",
    "arms": {"usual": {}, "popular": {"ranks": "popular"}},
    "primary": "clicks_per_slate",
    "people": 900,
    "smallest": 0.1,
    "days": 7,
}

NEWER_FIRST = {"usual": {}, "newer": {"version": NEWER}}


@pytest.fixture
async def planned(cinema: Cinema) -> House:
    """With a plan of an experiment that has not begun."""
    await cinema.house.service.storage.write(lambda tx: keep.add_trial(tx.trials, read_design(PLAN)))
    return cinema.house


async def states(house: House) -> list[str]:
    return [one.state for one in await house.service.storage.read(lambda tx: keep.list_trials(tx.trials, state=None))]


async def audited(house: House) -> int:
    """How often somebody has started one."""
    words = text("SELECT COUNT(*) FROM audit WHERE action = 'started an experiment'")
    return await house.service.storage.read(lambda tx: tx._stores.connection.execute(words).scalar_one())


async def test_an_experiment_begins_and_the_audit_log_says_so(planned: House) -> None:
    begun = await start_trial(planned.service, PLAN["key"])
    assert (begun.state, await states(planned), await audited(planned)) == ("running", ["running"], 1)
    with pytest.raises(Conflict):
        await start_trial(planned.service, PLAN["key"])
    assert await audited(planned) == 1


async def test_one_that_nobody_planned_does_not_begin(planned: House) -> None:
    with pytest.raises(NotFound):
        await start_trial(planned.service, "newer-first")


async def test_one_with_an_arm_that_nothing_answers_stays_a_plan(planned: House) -> None:
    other = {**PLAN, "arms": NEWER_FIRST}
    await planned.service.storage.write(lambda tx: keep.change_trial(tx.trials, PLAN["key"], read_design(other)))
    with pytest.raises(MatineeError, match=NEWER):
        await start_trial(planned.service, PLAN["key"])
    assert (await states(planned), await audited(planned)) == (["draft"], 0)


async def test_one_with_a_metric_that_cannot_be_trusted_here_stays_a_plan(
    planned: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = SplitCheck("clicks_per_slate", 120, 2_000, 0.05, 0.3, 0.03, 0.07, 0.5)
    monkeypatch.setattr(trials, "checks_of", lambda *_: {found.metric: found})
    with pytest.raises(Conflict, match="'clicks_per_slate' cannot be trusted here"):
        await start_trial(planned.service, PLAN["key"])
    assert (await states(planned), await audited(planned)) == (["draft"], 0)


async def test_versions_of_experiments_are_told_while_these_run(sqlite_house: House) -> None:
    service, key = sqlite_house.service, PLAN["key"]
    await service.storage.write(lambda tx: keep.add_trial(tx.trials, read_design({**PLAN, "arms": NEWER_FIRST})))
    assert await tried_versions(service.settings) == {}, "it is a draft"
    await service.storage.write(lambda tx: keep.start_trial(tx.trials, key, check=lambda _: None))
    assert await tried_versions(service.settings) == {NEWER: key}
    await service.storage.write(lambda tx: keep.stop_trial(tx.trials, key, why="it is decided"))
    assert await tried_versions(service.settings) == {}


async def test_a_house_without_a_database_gets_none_by_being_asked(tmp_path: Path) -> None:
    assert await tried_versions(Settings(home=tmp_path / "home")) == {}
    assert not (tmp_path / "home").exists()
