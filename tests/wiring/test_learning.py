import shutil
from pathlib import Path

import pytest

from matinee.ops.gates.judged import COVERAGE, RECALL
from matinee.ops.gates.rules import Rules
from matinee.ops.learning.records import Record, read_record, write_record
from matinee.ops.registry.registry import Registry
from matinee.wiring.learning import Asked, house_rules, take_snapshot, train
from matinee.wiring.settings import Settings
from tests.fixtures.learning import School


@pytest.fixture
def settings(sqlite_place: Path, poor_school: School) -> Settings:
    """Of a house without members, whose version says what is popular."""
    home = sqlite_place.parent
    shutil.copytree(poor_school.home, home / "models" / "main")
    return Settings(home=home)


def begun(settings: Settings) -> Path:
    home = settings.home / "models" / "main"
    write_record(home, Record(training=3, slot="x", at=1_700_000_000_000_000))
    return home


def test_the_rules_of_the_house_follow_its_settings() -> None:
    rules = house_rules(Settings(train_margin=8, train_approval=True))
    assert (rules.margin, rules.guards[RECALL], rules.approval) == (0.08, 0.08, True)
    assert not house_rules(Settings()).approval


def test_a_small_house_may_show_fewer_titles_than_the_gate_lets_others() -> None:
    """A model that has learned from few people shows many, by noise."""
    assert house_rules(Settings()).figures[COVERAGE] < Rules().figures[COVERAGE]


async def test_a_snapshot_without_members_is_the_data_set(settings: Settings, poor_school: School) -> None:
    snapshot = await take_snapshot(settings, poor_school.base, at=9)
    assert (snapshot.members, snapshot.ratings, snapshot.at) == (0, 0, 9)
    assert snapshot.data.fingerprint == poor_school.base.data.fingerprint


async def test_what_was_judged_is_not_done_again(settings: Settings) -> None:
    home, stages = begun(settings), []
    record = await train(settings, Asked(3), reached=stages.append)
    assert (record.state, record.version) == ("judged", Registry(home).roles().champion)
    assert record.judgement is not None
    assert record.judgement.decision.reason == "identical"
    assert stages == ["fitted", "champion", "judged", "decided", "written", "added"]
    assert read_record(home, 3) == record
    assert await train(settings, Asked(3), reached=stages.append) == record
    assert len(stages) == 6


@pytest.mark.parametrize(
    ("lost", "why"), [("base", "no data set was kept here"), ("roles.json", "no version that answers")]
)
async def test_where_there_is_nothing_to_learn_from_it_says_so(settings: Settings, lost: str, why: str) -> None:
    home = begun(settings)
    if lost == "base":
        shutil.rmtree(home / lost)
    else:
        (home / lost).unlink()
        (home / "history.jsonl").unlink()
    record = await train(settings, Asked(3))
    assert (record.state, record.version) == ("stopped", None)
    assert why in record.why
