"""What admins do with versions, over HTTP."""

import asyncio
import sqlite3
from typing import Any

import httpx
import pytest

from matinee.ops.registry.registry import Registry
from matinee.wiring.recommending import keep_what_shadows_did
from tests.fixtures.recommending import Cinema
from tests.fixtures.releases import Made
from tests.fixtures.service import House

THRILLERS = range(1, 26)


def registry_in(cinema: Cinema) -> Registry:
    return Registry(cinema.house.home / "models" / "main")


async def did(client: httpx.AsyncClient, method: str, path: str, status: int = 200, **said: Any) -> Any:
    answer = await client.request(method, f"/admin/models{path}", json=said or None)
    assert answer.status_code == status, answer.text
    return answer.json()


def audited(house: House) -> list[str]:
    with sqlite3.connect(house.home / "matinee.db") as raw:
        found = raw.execute("SELECT action FROM audit WHERE action LIKE '%v0%' OR action LIKE '%model%'").fetchall()
    raw.close()
    return [one for (one,) in found]


async def test_a_click_promotes_and_a_click_goes_back(cinema: Cinema, made_release: Made) -> None:
    admin, ana = await cinema.house.admin(), await cinema.house.program()
    await cinema.rate(ana, *THRILLERS[:6])
    key = (await admin.get("/auth/me")).json()["id"]
    roles = await did(admin, "POST", f"/{made_release.second}/promote", why="better for newcomers")
    assert (roles["champion"], roles["previous"]) == (made_release.second, made_release.first)
    assert (roles["by"], roles["why"]) == (f"admin {key}", "better for newcomers")
    assert (await ana.get("/recommendations")).json()["model_version"] == made_release.second
    roles = await did(admin, "POST", "/rollback", why="complaints")
    assert roles["champion"] == made_release.first
    assert (await ana.get("/recommendations")).json()["model_version"] == made_release.first
    assert audited(cinema.house) == [f"promoted {made_release.second}", "rolled back the model"]
    assert (await did(admin, "POST", "/rollback", 409, why="again"))["code"] == "conflict"


async def test_versions_are_listed_and_told_of(cinema: Cinema, made_release: Made) -> None:
    admin = await cinema.house.admin()
    listed = await did(admin, "GET", "")
    assert [one["version"] for one in listed["versions"]] == [made_release.second, made_release.first]
    assert listed["versions"][1]["roles"] == ["champion"]
    assert listed["changes"][0]["why"] == "it is the first"
    told = await did(admin, "GET", f"/{made_release.first}")
    assert (told["people"], told["gate"], told["card"], told["fault"]) == (200, None, None, None)
    assert (await did(admin, "GET", "/v0009-0123456789ab", 404))["code"] == "not_found"


async def test_a_canary_and_a_shadow_are_set_and_ended(cinema: Cinema, made_release: Made) -> None:
    admin = await cinema.house.admin()
    roles = await did(admin, "PUT", "/canary", version=made_release.second, share=0.2, why="to try it")
    assert (roles["canary"]["version"], roles["canary"]["share"]) == (made_release.second, 0.2)
    assert (await did(admin, "PUT", "/canary", version=None, why="enough"))["canary"] is None
    assert (await did(admin, "PUT", "/shadow", version=made_release.second, why="to see"))["shadow"]
    assert (await did(admin, "PUT", "/shadow", version=None, why="enough"))["shadow"] is None
    assert (await did(admin, "PUT", "/shadow", 409, version=None, why="again"))["code"] == "conflict"
    assert audited(cinema.house)[0] == f"canary {made_release.second}"


@pytest.mark.parametrize(
    ("path", "said", "field"),
    [
        ("/canary", {"version": "../../x", "why": "w"}, "version"),
        ("/canary", {"version": None, "share": 0.9, "why": "w"}, "share"),
        ("/shadow", {"version": None, "why": ""}, "why"),
    ],
)
async def test_what_cannot_be_asked_is_refused(cinema: Cinema, path: str, said: dict[str, Any], field: str) -> None:
    answer = await (await cinema.house.admin()).put(f"/admin/models{path}", json=said)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


async def test_a_damaged_version_is_refused_and_the_champion_goes_on(cinema: Cinema, made_release: Made) -> None:
    admin, ana = await cinema.house.admin(), await cinema.house.program()
    await cinema.rate(ana, *THRILLERS[:6])
    (registry_in(cinema).folder_of(made_release.second) / "svd" / "weights.safetensors").write_bytes(b"broken")
    assert (await did(admin, "POST", f"/{made_release.second}/promote", 422, why="w"))["code"] == "bad_artifact"
    assert (await ana.get("/recommendations")).json()["model_version"] == made_release.first


async def test_swaps_under_requests_never_mix_two_versions(cinema: Cinema, made_release: Made) -> None:
    """Each answer is that of the version it names, and none is lost."""
    ana = await cinema.house.program()
    await cinema.rate(ana, *THRILLERS[:2])
    registry = registry_in(cinema)
    right: dict[str, Any] = {}
    for version in (made_release.second, made_release.first):
        registry.promote(version, by="test", why="to know its answer")
        await cinema.looked_again()
        found = (await ana.get("/recommendations")).json()
        right[version] = (found["model"], found["items"])
    assert right[made_release.first] != right[made_release.second]
    swapping = asyncio.create_task(swap(cinema, registry, made_release))
    seen: list[tuple[str, Any]] = []
    while not swapping.done():
        for answer in await asyncio.gather(*(ana.get("/recommendations") for _ in range(4))):
            assert answer.status_code == 200
            found = answer.json()
            seen.append((found["model_version"], (found["model"], found["items"])))
        await cinema.house.service.recommending.cache.forget("answers:*")
    await swapping
    assert {version for version, _ in seen} == set(right)
    assert all(said == right[version] for version, said in seen)


async def swap(cinema: Cinema, registry: Registry, made: Made) -> None:
    for turn in range(8):
        version = made.second if turn % 2 == 0 else made.first
        await asyncio.to_thread(registry.promote, version, by="test", why="on and on")
        await cinema.looked_again()


async def test_what_is_learned_of_a_shadow_is_kept_and_shown(cinema: Cinema, made_release: Made) -> None:
    admin, ana = await cinema.house.admin(), await cinema.house.program()
    await cinema.rate(ana, *THRILLERS[:6])
    await did(admin, "PUT", "/shadow", version=made_release.second, why="to see")
    house = cinema.house.service.recommending
    house.shadowing._share = 1.0
    for place in range(4):
        answer = (await ana.get("/recommendations", params={"popularity": place / 4})).json()
        assert answer["model_version"] == made_release.first
    found: list[dict[str, Any]] = []
    while not found or found[0]["compared"] < 4:
        await asyncio.sleep(0.02)
        await asyncio.to_thread(keep_what_shadows_did, house, registry_in(cinema))
        found = (await did(admin, "GET", ""))["shadowed"]
    assert (found[0]["version"], found[0]["champion"]) == (made_release.second, made_release.first)
    assert (found[0]["overlap"], found[0]["failed"], found[0]["late"]) == (1.0, 0, 0)
    assert found[0]["p50_ms"] > 0
