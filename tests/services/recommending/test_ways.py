from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from matinee.domain.errors import BadInput, Unreachable
from matinee.domain.trials import Arm
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.title_index import TitleIndex
from matinee.services.recommending.ways import Trials, changed, check_arms, versions_in
from matinee.services.trials import keep
from matinee.wiring.recommending import look_again
from tests.fixtures.recommending import Cinema
from tests.fixtures.releases import Made
from tests.services.trials.plans import anything, plan

PEOPLE = range(1, 41)


@pytest.fixture
def standing(bound: Bound, index: TitleIndex) -> Standing:
    return Standing(index, bound)


def test_an_arm_changes_what_it_names_and_nothing_else(standing: Standing) -> None:
    assert changed(standing, Arm("control")) is standing
    made = changed(standing, Arm("new", ranks="ease", sliders={"new": 0.4}, explore=0.2)).bound
    assert made is not None
    assert standing.bound is not None
    assert (made.release.ranks.name(), made.resting.new, made.release.recipe.explore) == ("ease", 0.4, 0.2)
    assert made.release.recipe.digest != standing.bound.release.recipe.digest
    assert (made.release.version, made.row_of is standing.bound.row_of) == (standing.bound.release.version, True)
    assert standing.bound.release.ranks.name() == "weighted"


def test_another_model_is_asked_beside_the_thread_that_answers_everybody(standing: Standing) -> None:
    assert changed(standing, Arm("new", ranks="ease")).slow
    assert not changed(standing, Arm("new", explore=0.1)).slow


@pytest.mark.parametrize("name", ["svd", "nothing"])
def test_what_the_release_cannot_do_is_refused_before_anybody_is_in_it(standing: Standing, name: str) -> None:
    with pytest.raises(BadInput, match=f"no model '{name}' ranks"):
        check_arms(standing, plan(arms={"control": {}, "new": {"ranks": name}}))
    check_arms(standing, plan(arms={"control": {}, "new": {"ranks": "popular"}}))
    with pytest.raises(BadInput, match="no release"):
        check_arms(Standing(standing.index, None), plan())


@pytest.fixture
def trials(cinema: Cinema) -> tuple[Trials, list[str]]:
    told: list[str] = []
    return Trials(cinema.house.service.storage, warn=told.append), told


async def start(cinema: Cinema, **more: Any) -> None:
    def begin(tx: Any) -> None:
        design = plan(**more)
        keep.add_trial(tx.trials, design)
        keep.start_trial(tx.trials, design.key, check=anything)

    await cinema.house.service.storage.write(begin)


async def test_people_are_answered_by_their_arm_from_the_next_look_on_until_it_is_stopped(
    cinema: Cinema, trials: tuple[Trials, list[str]]
) -> None:
    found, _ = trials
    usual = await cinema.models.standing()
    await start(cinema)
    assert {found.standing_for(usual, number, ratings=5).arm for number in PEOPLE} == {None}
    await found.refresh()
    stamp = found.stamp
    made = [found.standing_for(usual, number, ratings=5) for number in PEOPLE]
    assert {one.arm for one in made} == {"newer-first:control", "newer-first:newer"}
    assert {(one.arm, one.bound.resting.new) for one in made if one.bound} == {
        ("newer-first:control", 0.0),
        ("newer-first:newer", 0.4),
    }
    assert len({id(one) for one in made}) == 2
    assert found.standing_for(usual, 1, ratings=0) is usual
    await found.refresh()
    assert found.stamp == stamp
    await cinema.house.service.storage.write(lambda tx: keep.stop_trial(tx.trials, "newer-first", why="enough"))
    await found.refresh()
    assert found.stamp > stamp
    assert all(found.standing_for(usual, number, ratings=5) is usual for number in PEOPLE)


async def test_a_model_that_a_newer_release_lacks_is_told_and_people_are_counted_where_they_belong(
    cinema: Cinema, trials: tuple[Trials, list[str]]
) -> None:
    found, told = trials
    usual = await cinema.models.standing()
    await start(cinema, arms={"control": {}, "new": {"ranks": "gone"}})
    await found.refresh()
    made = [found.standing_for(usual, number, ratings=5) for number in PEOPLE]
    assert {one.arm for one in made} == {"newer-first:control", "newer-first:new"}
    assert {one.bound for one in made} == {usual.bound}
    assert len(told) == 1
    assert "no model 'gone'" in told[0]


async def test_a_plan_that_was_changed_in_the_database_puts_nobody_in_an_arm_from_the_next_look_on(
    cinema: Cinema, trials: tuple[Trials, list[str]]
) -> None:
    found, told = trials
    usual = await cinema.models.standing()
    await start(cinema)
    await found.refresh()
    assert all(found.standing_for(usual, number, ratings=5).arm for number in PEOPLE)
    for arms in ({"newer": {}, "control": {}}, None):

        def change(tx: Any, arms: Any = arms) -> None:
            trial = keep.trial_of(tx.trials, "newer-first")
            tx.trials.trials.set(replace(trial, design={**trial.design, "arms": arms}))

        await cinema.house.service.storage.write(change)
        await found.refresh()
        assert all(found.standing_for(usual, number, ratings=5) is usual for number in PEOPLE)
    assert len(told) == 2
    assert all("not that by which it began" in words for words in told)


async def test_while_the_storage_does_not_answer_people_stay_in_their_arms(
    cinema: Cinema, trials: tuple[Trials, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    found, _ = trials
    usual = await cinema.models.standing()
    await start(cinema)
    await found.refresh()

    async def away(*_: Any) -> None:
        raise Unreachable("the database is away")

    monkeypatch.setattr(found, "_storage", SimpleNamespace(read=away))
    with pytest.raises(Unreachable):
        await found.refresh()
    assert all(found.standing_for(usual, number, ratings=5).arm for number in PEOPLE)


async def test_without_a_release_there_is_nothing_to_compare(cinema: Cinema, trials: tuple[Trials, list[str]]) -> None:
    found, _ = trials
    await start(cinema)
    await found.refresh()
    bare = Standing((await cinema.models.standing()).index, None)
    assert found.standing_for(bare, 1, ratings=5) is bare


async def test_two_rankings_in_one_slate_stand_beside_each_other(
    cinema: Cinema, trials: tuple[Trials, list[str]]
) -> None:
    found, _ = trials
    await start(cinema, kind="interleaving", primary="clicked")
    await found.refresh()
    made = found.standing_for(await cinema.models.standing(), 1, ratings=5)
    assert made.arm == "newer-first:both"
    assert made.rival is not None
    assert made.rival.bound is not None
    assert made.rival.bound.resting.new == 0.4


async def test_an_arm_can_be_another_version_with_more_changed_of_it(
    cinema: Cinema, trials: tuple[Trials, list[str]], made_release: Made
) -> None:
    found, told = trials
    house = replace(cinema.house.service.recommending, trials=found)
    found._versions = house.models.version_named
    await start(cinema, arms={"control": {}, "new": {"version": made_release.second, "explore": 0.2}})
    await look_again(house)
    usual = await cinema.models.standing()
    made = [found.standing_for(usual, number, ratings=5) for number in PEOPLE]
    versions = {(one.arm, one.bound.release.version, one.bound.release.recipe.explore) for one in made if one.bound}
    assert versions == {
        ("newer-first:control", made_release.first, 0.0),
        ("newer-first:new", made_release.second, 0.2),
    }
    assert told == []
    await cinema.house.service.storage.write(lambda tx: keep.stop_trial(tx.trials, "newer-first", why="enough"))
    await look_again(house)
    assert not house.models.named, "what no arm names any more is let go"


async def test_a_version_that_cannot_answer_is_refused_before_anybody_is_in_it(
    cinema: Cinema, made_release: Made
) -> None:
    design = plan(arms={"control": {}, "new": {"version": made_release.second}})
    versions = await cinema.models.have(versions_in([design]))
    check_arms(await cinema.models.standing(), design, versions.get)
    gone = plan(arms={"control": {}, "new": {"version": "v0099-000000000000"}})
    versions = await cinema.models.have(versions_in([gone]))
    with pytest.raises(BadInput, match="v0099"):
        check_arms(await cinema.models.standing(), gone, versions.get)
