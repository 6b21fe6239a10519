from matinee.services.trials import keep
from matinee.services.trials.designs import read_design
from matinee.wiring.removing import tried_versions
from matinee.wiring.settings import Settings
from tests.fixtures.service import House

NEWER = "v0002-3fa9c2d81b20"
PLAN = {
    "key": "newer-first",
    "question": "Do people click more with the newer version?",
    "arms": {"usual": {}, "newer": {"version": NEWER}},
    "primary": "clicks_per_slate",
    "people": 900,
    "smallest": 0.1,
    "days": 7,
}


async def test_versions_of_experiments_are_told_while_these_run(sqlite_house: House) -> None:
    service = sqlite_house.service
    await service.storage.write(lambda tx: keep.add_trial(tx.trials, read_design(PLAN)))
    assert await tried_versions(service.settings) == {}, "it is a draft"
    await service.storage.write(lambda tx: keep.start_trial(tx.trials, "newer-first", check=lambda _: None))
    assert await tried_versions(service.settings) == {NEWER: "newer-first"}
    await service.storage.write(lambda tx: keep.stop_trial(tx.trials, "newer-first", why="it is decided"))
    assert await tried_versions(service.settings) == {}


async def test_a_house_without_a_database_gets_none_by_being_asked(tmp_path) -> None:
    assert await tried_versions(Settings(home=tmp_path / "home")) == {}
    assert not (tmp_path / "home").exists()
