"""Experiments, from the plan to the verdict, with people who come through the door."""

import random
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from matinee.doors.worker.loop import Worker
from matinee.kit.clock import DAY, HOUR
from matinee.services.accounts.register import make_account
from matinee.services.accounts.tokens import make_token
from matinee.services.library.rate import rate
from matinee.services.trials import keep, soundness
from tests.fixtures.recommending import Cinema
from tests.fixtures.service import House

PLAN: dict[str, Any] = {
    "key": "better-model",
    "question": "Do people click more of what the blend recommends than of what is popular?",
    "arms": {"popular": {"ranks": "popular"}, "blend": {}},
    "primary": "clicks_per_slate",
    "others": ["clicked"],
    "people": 70,
    "smallest": 1.0,
    "days": 1,
}
TASTE = 25
PEOPLE = 80


@dataclass
class Audience:
    """People with a taste each, and what they say by. chance: of what they click."""

    cinema: Cinema
    programs: list[httpx.AsyncClient]
    chance: random.Random

    async def look(self) -> list[dict[str, Any]]:
        """Each asks for recommendations, and clicks half of the titles of their own taste, and few of the others."""
        answers = []
        for number, program in enumerate(self.programs):
            answer = (await program.get("/recommendations", params={"k": 8})).json()
            taste = number % 4
            events = [
                {"id": f"{answer['slate_id']}-{item['rank']}", "kind": "clicked", "slate_id": answer["slate_id"]}
                | {"title_id": item["id"]}
                for item in answer["items"]
                if self.chance.random() < (0.5 if (self.cinema.number(item) - 1) // TASTE == taste else 0.05)
            ]
            if events:
                told = await program.post("/feedback", json={"events": events})
                assert told.status_code == 200, told.text
            answers.append(answer)
        return answers


@pytest.fixture(autouse=True)
def same_arms_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """False alarms are rare, and not so rare that no run of the tests would ever see one."""
    monkeypatch.setattr(keep, "new_seed", lambda: "arms of the tests")


async def audience_of(cinema: Cinema, count: int = PEOPLE) -> Audience:
    """They have rated six titles of their taste."""

    def come(tx: Any) -> list[str]:
        tokens = []
        for number in range(count):
            make_account(tx.accounts, name=f"person{number}", email=None, digest="none", role="member")
            account = tx.accounts.accounts.named(f"person{number}").account
            for place in range(6):
                rate(tx.library, account.id, cinema.ids[TASTE * (number % 4) + 1 + place], half_stars=10)
            tokens.append(make_token(tx.accounts, account, name="t", scope="write", days=30)[0])
        return tokens

    tokens = await cinema.house.service.storage.write(come)
    programs = [cinema.house.client(Authorization=f"Bearer {token}") for token in tokens]
    return Audience(cinema, programs, random.Random(7))  # noqa: S311


async def begin(admin: httpx.AsyncClient, **more: Any) -> None:
    made = await admin.post("/admin/experiments", json=PLAN | more)
    assert made.status_code == 201, made.text
    begun = await admin.post(f"/admin/experiments/{(PLAN | more)['key']}/start")
    assert begun.status_code == 200, begun.text


async def results(admin: httpx.AsyncClient, key: str) -> dict[str, Any]:
    answer = await admin.get(f"/admin/experiments/{key}/results")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_the_verdict_names_the_better_arm_and_of_two_equal_ones_claims_nothing(cinema: Cinema) -> None:
    house, admin, people = cinema.house, await cinema.house.admin(), await audience_of(cinema)
    await begin(admin, key="alike", arms={"one": {}, "other": {}})
    await people.look()
    assert (await results(admin, "alike"))["outcome"] == "running"
    house.clock.ahead += DAY + 2 * HOUR
    alike = await results(admin, "alike")
    assert (alike["outcome"], alike["arm"], alike["stop"]) == ("no_difference", None, True)
    assert not any(one["found"] for one in alike["findings"])
    assert sum(alike["people"].values()) == PEOPLE
    stopped = await admin.post("/admin/experiments/alike/stop", json={"why": "it is decided"})
    assert (stopped.json()["state"], stopped.json()["outcome"]) == ("stopped", "no_difference")

    await begin(admin)
    answers = await people.look()
    assert {answer["model"] for answer in answers} == {"weighted", "popular"}
    house.clock.ahead += DAY + 2 * HOUR
    found = await results(admin, "better-model")
    assert (found["outcome"], found["arm"], found["stop"]) == ("better", "blend", True)
    [primary, other] = found["findings"]
    assert primary["low"] > 0
    assert primary["mean"] > primary["control_mean"]
    assert other["variance_kept"] < 1.0001
    assert found["words"][0].startswith("clicks_per_slate is better in 'blend'")
    assert await Worker.of(house.service).do_all() > 0
    ended = (await admin.get("/admin/experiments/better-model")).json()
    assert (ended["state"], ended["why"], ended["outcome"]) == ("stopped", "better: the plan ends here", "better")
    assert (await results(admin, "better-model"))["words"] == found["words"]
    days = (await admin.get("/admin/exposures/days", params={"days": 5})).json()["items"]
    assert {"better-model:blend", "better-model:popular", "alike:one"} <= {one["arm"] for one in days}


async def test_in_one_slate_the_picks_of_the_better_model_are_clicked_more(cinema: Cinema) -> None:
    house, admin, people = cinema.house, await cinema.house.admin(), await audience_of(cinema, 40)
    await begin(admin, kind="interleaving", primary="clicked", others=[], people=30)
    await people.look()
    house.clock.ahead += DAY + 2 * HOUR
    found = await results(admin, "better-model")
    assert (found["outcome"], found["arm"], found["came"]) == ("better", "blend", {"better-model": 40})
    clicks = found["preference"]["clicks"]
    assert clicks["blend"] > 2 * clicks["popular"]


async def test_what_is_asked_and_how_cannot_be_changed_once_it_has_begun(cinema: Cinema) -> None:
    admin = await cinema.house.admin()
    assert (await admin.post("/admin/experiments", json=PLAN)).status_code == 201
    assert (await admin.post("/admin/experiments", json=PLAN)).status_code == 409
    changed = await admin.put("/admin/experiments/better-model", json=PLAN | {"people": 60})
    assert changed.json()["plan"]["people"] == 60
    begun = await admin.post("/admin/experiments/better-model/start")
    assert (begun.json()["state"], len(begun.json()["digest"])) == ("running", 16)
    frozen = await admin.put("/admin/experiments/better-model", json=PLAN)
    assert (frozen.status_code, frozen.json()["code"]) == (409, "conflict")
    assert (await admin.delete("/admin/experiments/better-model")).status_code == 409
    assert (await admin.get("/admin/experiments/better-model")).json()["plan"]["people"] == 60
    assert (await admin.post("/admin/experiments", json=PLAN | {"key": "late"})).status_code == 201
    assert (await admin.post("/admin/experiments/late/start")).status_code == 409
    assert (await admin.delete("/admin/experiments/late")).status_code == 204
    listed = (await admin.get("/admin/experiments", params={"state": "running"})).json()["items"]
    assert [one["key"] for one in listed] == ["better-model"]


async def test_the_kill_switch_acts_on_a_worker_that_only_looks(cinema: Cinema) -> None:
    """Another worker has models and experiments of its own, and looks every two seconds."""
    house, admin, people = cinema.house, await cinema.house.admin(), await audience_of(cinema, 12)
    await begin(admin)
    assert {answer["model"] for answer in await people.look()} == {"weighted", "popular"}
    other = house.service.recommending.trials.__class__(house.service.storage, warn=print)
    await other.refresh()
    usual = await cinema.models.standing()
    assert other.standing_for(usual, 3, ratings=6).arm
    assert (await admin.post("/admin/experiments/better-model/stop", json={})).status_code == 200
    assert {answer["model"] for answer in await people.look()} == {"weighted"}
    await other.refresh()
    assert other.standing_for(usual, 3, ratings=6) is usual


async def test_whoever_does_not_agree_is_in_no_experiment(cinema: Cinema) -> None:
    admin, people = await cinema.house.admin(), await audience_of(cinema, 12)
    ana = await cinema.house.browser("ana")
    await cinema.rate(ana, 1, 2, 3)
    await begin(admin)
    for consent in ({"exposures": False}, {"exposures": True, "statistics": False}):
        assert (await ana.put("/me/consents", json=consent)).status_code == 200
        assert (await ana.get("/recommendations")).json()["model"] == "weighted"
    await people.look()
    cinema.house.clock.ahead += 1
    assert sum((await results(admin, "better-model"))["came"].values()) == 12


async def test_a_plan_that_cannot_be_is_refused_with_its_field(cinema: Cinema) -> None:
    admin = await cinema.house.admin()
    for more, status in (
        ({"arms": {"one": {}}}, 422),
        ({"primary": "joy"}, 422),
        ({"key": "Not A Key"}, 422),
        ({"question": "a\x00b"}, 422),
        ({"others": ["returned"]}, 422),
        ({"arms": {"one": {}, "other": {"sliders": {"loud": 0.5}}}}, 422),
        ({"guardrails": {"milliseconds": 0.2}, "days": 20}, 201),
    ):
        assert (await admin.post("/admin/experiments", json=PLAN | more)).status_code == status, more
    assert (await admin.post("/admin/experiments/better-model/start")).status_code == 409
    await admin.put("/admin/experiments/better-model", json=PLAN | {"arms": {"one": {}, "other": {"ranks": "none"}}})
    refused = await admin.post("/admin/experiments/better-model/start")
    assert (refused.status_code, "There are: " in refused.text) == (422, True)
    assert (await admin.get("/admin/experiments/better-model/results")).status_code == 409
    assert (await admin.get("/admin/experiments/another")).status_code == 404


async def test_how_many_people_are_needed_is_told_by_what_people_did(cinema: Cinema) -> None:
    house, admin, people = cinema.house, await cinema.house.admin(), await audience_of(cinema, 24)
    await people.look()
    few = await admin.get("/admin/experiment-size", params={"metric": "clicked", "effect": 0.1, "days": 1})
    assert few.status_code == 409
    house.clock.ahead += DAY + 2 * HOUR
    size = (
        await admin.get("/admin/experiment-size", params={"metric": "clicks_per_slate", "effect": 1, "days": 1})
    ).json()
    assert size["known_of"] == 24
    assert size["people"] > 4
    assert size["mean"] > 1
    asked = {"metric": "clicks_per_slate", "people": 10, "days": 1}
    whole, half = [
        (await admin.get("/admin/experiment-size", params=asked | {"share": share})).json()["days"]
        for share in (1, 0.5)
    ]
    assert 1 <= whole < half
    none = await admin.get("/admin/experiment-size", params={"metric": "returned", "effect": 0.1, "days": 1})
    assert (none.status_code, "'returned' counts what people do a day after" in none.text) == (422, True)
    both = {"metric": "clicked", "effect": 0.1, "people": 9}
    assert (await admin.get("/admin/experiment-size", params=both)).status_code == 422
    metrics = (await admin.get("/admin/experiment-metrics")).json()["items"]
    assert {"clicks_per_slate", "likes", "milliseconds"} <= {one["name"] for one in metrics}


async def test_a_metric_that_one_person_decides_in_this_house_begins_nothing(
    cinema: Cinema, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundness, "FEWEST", 20)
    monkeypatch.setattr(soundness, "APART", 1)
    house, admin, people = cinema.house, await cinema.house.admin(), await audience_of(cinema, 24)
    await people.look()
    for k in range(8, 40):
        await people.programs[5].get("/recommendations", params={"k": k})
    house.clock.ahead += DAY + 2 * HOUR
    assert (
        await admin.post("/admin/experiments", json=PLAN | {"primary": "clicked", "others": ["slates"]})
    ).status_code == 201
    refused = await admin.post("/admin/experiments/better-model/start")
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert "'slates' cannot be trusted here: of 2,000 splits by chance of 24 people" in refused.text
    assert (await admin.get("/admin/experiments/better-model")).json()["state"] == "draft"
    await admin.put("/admin/experiments/better-model", json=PLAN | {"primary": "clicked", "others": []})
    assert (await admin.post("/admin/experiments/better-model/start")).status_code == 200


@pytest.mark.parametrize("path", ["/admin/experiments", "/admin/experiment-metrics"])
async def test_only_admins_see_experiments(sqlite_house: House, path: str) -> None:
    ana = await sqlite_house.browser("ana")
    assert (await ana.get(path)).status_code == 403
