"""A version that harms is taken back by the house itself, without anybody losing an answer."""

import copy
import itertools

import pytest

from matinee.domain.errors import Conflict
from matinee.domain.trials import Arm
from matinee.lab.core.answers import Told
from matinee.lab.data.histories import Histories
from matinee.ops.registry.guarding import FEWEST, Harm
from matinee.ops.registry.registry import HOUSE, Registry
from matinee.services.recommending import models as room
from matinee.services.recommending.models import Models
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.take_back import take_back, take_back_what_harms
from matinee.services.recommending.ways import changed
from tests.fixtures.recommending import Cinema
from tests.fixtures.releases import Made


@pytest.fixture
def registry(cinema: Cinema) -> Registry:
    return Registry(cinema.house.home / "models" / "main")


def harm(models: Models, version: str) -> None:
    """From now on the models of a version fail at every fourth answer in this process."""
    release = models.at_hand.release_of(version)
    assert release is not None
    model = copy.copy(release.ranks)
    count = itertools.count()

    def told(histories: Histories) -> Told:
        if next(count) % 4 == 0:
            raise RuntimeError("no luck")
        return type(model).told(model, histories)  # type: ignore[attr-defined]

    model.told = told  # type: ignore[attr-defined]
    release.models[release.recipe.ranks] = model  # type: ignore[index]


async def test_a_canary_that_fails_is_taken_back(
    cinema: Cinema, registry: Registry, made_release: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And whoever asked meanwhile had an answer each time."""
    monkeypatch.setattr(room, "bucket_of", lambda *_: 0)
    registry.set_canary(made_release.second, share=0.5, by="somebody", why="to try it")
    await cinema.looked_again()
    models: Models = cinema.models
    harm(models, made_release.second)
    for _ in range(FEWEST):
        models.guarding.note(made_release.first, seconds=0.01, failed=False)
    ana = await cinema.house.program()
    await cinema.rate(ana, 1, 2, 3, 4)
    asked = 0
    while await take_back_what_harms(models, registry) is None:
        asked += 1
        answer = await ana.get("/recommendations", params={"popularity": asked / 200})
        assert answer.status_code == 200
        assert answer.json()["model_version"] == made_release.second
        assert asked < 100
    assert registry.roles().canary is None
    assert registry.roles().by == HOUSE
    assert registry.roles().why.startswith("errors: the models failed at")
    assert (await ana.get("/recommendations")).json()["model_version"] == made_release.first
    assert await take_back_what_harms(models, registry) is None


async def test_a_slow_new_champion_gives_way_to_the_one_before(
    cinema: Cinema, registry: Registry, made_release: Made
) -> None:
    models: Models = cinema.models
    await cinema.looked_again()
    for _ in range(FEWEST):
        models.guarding.note(made_release.first, seconds=0.01, failed=False)
    registry.promote(made_release.second, by="somebody", why="it is better")
    await cinema.looked_again()
    for _ in range(60):
        models.guarding.note(made_release.second, seconds=0.3, failed=False)
    assert await take_back_what_harms(models, registry) == f"{made_release.second} taken back"
    roles = registry.roles()
    assert (roles.champion, roles.what, roles.by) == (made_release.first, "rolled back", HOUSE)
    assert roles.why.startswith("latency: ")
    standing = await models.standing()
    assert standing.bound is not None
    assert standing.bound.release.version == made_release.first


async def test_answers_by_another_model_of_a_version_say_nothing_of_it(
    cinema: Cinema, made_release: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether somebody asks for it, or an experiment has it rank."""
    noted: list[str] = []
    monkeypatch.setattr(cinema.models.guarding, "note", lambda version, **_: noted.append(version))
    ana = await cinema.house.program()
    await cinema.rate(ana, 1, 2, 3, 4)

    async def ask(**asked: str | float) -> str:
        return (await ana.get("/recommendations", params=asked)).json()["model"]

    assert (await ask(), noted) == ("weighted", [made_release.first])
    assert (await ask(model="popular"), noted) == ("popular", [made_release.first])
    by_itself = await cinema.models.standing()
    arms = {"usual": Arm("usual"), "popular": Arm("popular", ranks="popular")}
    for name, told in (("popular", 1), ("usual", 2)):
        arm = changed(by_itself, arms[name])

        async def in_the_arm(_: Models, __: int, arm: Standing = arm) -> Standing:
            return arm

        monkeypatch.setattr(Models, "standing_for", in_the_arm)
        assert await ask(popularity=told / 10) == ("popular" if name == "popular" else "weighted")
        assert len(noted) == told


async def test_what_another_process_has_undone_is_not_undone_twice(
    cinema: Cinema, registry: Registry, made_release: Made
) -> None:
    registry.set_canary(made_release.second, share=0.5, by="somebody", why="to try it")
    await cinema.looked_again()
    registry.end_canary(by=HOUSE, why="another was first")
    assert await take_back(cinema.models, registry, made_release.second, Harm("clicks", "fewer")) is None
    assert registry.roles().why == "another was first"
    with pytest.raises(Conflict):
        registry.end_canary(by="somebody", why="again")
