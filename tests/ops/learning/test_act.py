import shutil
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from matinee.domain.errors import Conflict, NotFound
from matinee.ops.gates.decide import Outcome
from matinee.ops.learning.act import act_on, approve, decline
from matinee.ops.learning.learn import learn
from matinee.ops.learning.records import Record, read_record, write_record
from matinee.ops.registry.registry import Registry
from matinee.ops.registry.roles import Roles
from tests.fixtures.learning import School


@pytest.fixture(scope="module")
def judged(first_school: School, tmp_path_factory: pytest.TempPathFactory) -> School:
    """With a second version that was judged by training 7."""
    home = Path(shutil.copytree(first_school.home, tmp_path_factory.mktemp("judged") / "main"))
    school = School(first_school.world, home)
    learned = learn(school.training(name="7"), school.snapshot())
    version = school.registry.add(learned.folder)
    record = Record(training=7, slot="x", at=9, state="judged", version=version, judgement=learned.judgement)
    write_record(home, record)
    return school


@pytest.fixture
def school(judged: School, tmp_path: Path) -> School:
    return School(judged.world, Path(shutil.copytree(judged.home, tmp_path / "main")))


def said(school: School, outcome: Outcome, *, approval: bool = False) -> Record:
    """As if the gate had said so."""
    record = read_record(school.home, 7)
    assert record.judgement is not None
    decision = record.judgement.decision.model_copy(update={"outcome": outcome, "approval": approval})
    judgement = record.judgement.model_copy(update={"decision": decision})
    return write_record(school.home, record.model_copy(update={"judgement": judgement}))


def promotions(school: School) -> list[str | None]:
    return [one.about for one in school.registry.history() if one.what == "promoted"]


@pytest.mark.parametrize("outcome", ["promote", "promote_as_fresher"])
def test_what_the_gate_lets_through_is_put_live_once(school: School, outcome: Outcome) -> None:
    record = said(school, outcome)
    assert act_on(school.registry, record).state == "promoted"
    roles = school.registry.roles()
    assert (roles.champion, roles.by) == (record.version, "the house")
    assert act_on(school.registry, record).state == "promoted"
    assert act_on(school.registry, read_record(school.home, 7)).state == "promoted"
    assert promotions(school).count(record.version) == 1


def test_one_that_was_taken_back_is_not_put_live_again_by_a_second_try(school: School) -> None:
    record = said(school, "promote")
    act_on(school.registry, record)
    school.registry.roll_back(by="an admin", why="it harms")
    champion = school.registry.roles().champion
    assert act_on(school.registry, record).state == "promoted"
    assert school.registry.roles().champion == champion != record.version


@pytest.mark.parametrize("outcome", ["reject", "hold", "refused"])
def test_what_it_does_not_let_through_is_kept_and_does_not_answer(school: School, outcome: Outcome) -> None:
    record = said(school, outcome)
    champion = school.registry.roles().champion
    assert act_on(school.registry, record).state == "kept_out"
    assert school.registry.roles().champion == champion
    assert record.version in school.registry.versions()


def test_another_champion_meanwhile_is_not_overthrown(school: School) -> None:
    record = said(school, "promote")
    assert record.judgement is not None
    other = record.judgement.model_copy(update={"champion": "v0000-000000000000"})
    done = act_on(school.registry, record.model_copy(update={"judgement": other}))
    assert (done.state, done.why.count("answers by now")) == ("overtaken", 1)
    assert school.registry.roles().champion != record.version


def test_a_person_has_the_last_word_where_the_house_wants_it(school: School) -> None:
    record = said(school, "promote", approval=True)
    champion = school.registry.roles().champion
    with pytest.raises(Conflict, match="does not wait"):
        approve(school.registry, 7, by="an admin")
    assert act_on(school.registry, record).state == "waiting"
    assert school.registry.roles().champion == champion
    assert approve(school.registry, 7, by="an admin").state == "promoted"
    assert (school.registry.roles().champion, school.registry.roles().by) == (record.version, "an admin")
    with pytest.raises(Conflict, match="does not wait"):
        approve(school.registry, 7, by="an admin")
    with pytest.raises(NotFound):
        approve(school.registry, 8, by="an admin")
    with pytest.raises(NotFound):
        decline(Registry(school.home / "nowhere"), 7, why="who knows")
    assert not (school.home / "nowhere").exists()


def test_a_version_that_waited_while_another_came_is_refused(school: School) -> None:
    record = said(school, "promote", approval=True)
    assert record.judgement is not None
    other = record.judgement.model_copy(update={"champion": "v0000-000000000000"})
    write_record(school.home, record.model_copy(update={"judgement": other, "state": "waiting"}))
    with pytest.raises(Conflict, match="answers by now"):
        approve(school.registry, 7, by="an admin")


def test_what_a_person_declines_is_kept_with_the_reason_and_does_not_answer(school: School) -> None:
    record = said(school, "promote", approval=True)
    champion = school.registry.roles().champion
    act_on(school.registry, record)
    assert (done := decline(school.registry, 7, why="not before Friday")).state == "kept_out"
    assert done.why == "not before Friday"
    assert school.registry.roles().champion == champion != record.version
    assert record.version in school.registry.versions()
    with pytest.raises(Conflict, match="does not wait"):
        approve(school.registry, 7, by="an admin")
    with pytest.raises(Conflict, match="does not wait"):
        decline(school.registry, 7, why="again")


def test_of_two_people_who_say_opposite_things_at_once_the_second_is_refused(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    act_on(school.registry, said(school, "promote", approval=True))
    told: list[str] = []

    def say_no() -> None:
        try:
            told.append(decline(school.registry, 7, why="not before Friday").state)
        except Conflict as error:
            told.append(error.what)

    other, promote = Thread(target=say_no), Registry.promote

    def promote_meanwhile(registry: Registry, *args: Any, **named: Any) -> Roles:
        other.start()
        other.join(0.3)
        return promote(registry, *args, **named)

    monkeypatch.setattr(Registry, "promote", promote_meanwhile)
    assert approve(school.registry, 7, by="an admin").state == "promoted"
    other.join(30)
    assert told == ["this training does not wait for anybody"]
    assert read_record(school.home, 7).state == "promoted"
