"""What duties leave behind, as people see it afterwards, over both databases."""

import shutil
from typing import Any

import httpx

from matinee.domain.watching import RequestLine
from matinee.doors.worker.duties import Duty, add_up_requests, count_trending, duties_of, keep_answers
from matinee.doors.worker.loop import Worker
from matinee.kit.clock import DAY
from matinee.services.accounts.register import make_account
from matinee.services.library.rate import rate
from matinee.services.operations.trending import LEAST_PEOPLE, LEAST_TITLES
from matinee.services.recommending.serve import LAST, shelf_of
from matinee.services.trials import keep
from matinee.wiring.settings import Settings
from tests.fixtures.recommending import Cinema
from tests.services.trials.plans import anything, plan

THRILLERS = range(1, 26)
LITTLE_KNOWN = range(91, 91 + LEAST_TITLES)


async def do(cinema: Cinema, duty: Any) -> str | None:
    """Once more, in the next span of its schedule."""
    cinema.house.clock.ahead += DAY
    worker = Worker(cinema.house.service, [Duty(duty.__name__, DAY, duty)])
    assert await worker.do_all() == 1
    found = await cinema.house.service.storage.read(
        lambda tx: tx.operations.jobs.page(before=10**9, count=1, name=duty.__name__, state=None)
    )
    return found[0].said


async def number_of(cinema: Cinema, name: str) -> int:
    def found(tx: Any) -> int:
        return tx.accounts.accounts.named(name).account.id

    return await cinema.house.service.storage.read(found)


async def ask(client: httpx.AsyncClient, path: str) -> dict[str, Any]:
    answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def like_what_few_know(tx: Any, ids: list[int]) -> None:
    for number in range(LEAST_PEOPLE):
        make_account(tx.accounts, name=f"person{number}", email=None, digest="none", role="member")
        account_id = tx.accounts.accounts.named(f"person{number}").account.id
        for title_id in ids:
            rate(tx.library, account_id, title_id, half_stars=10)


async def test_what_people_here_like_trends_and_is_popular(any_cinema: Cinema) -> None:
    house, client = any_cinema.house, any_cinema.house.client()
    ids = [any_cinema.ids[number] for number in LITTLE_KNOWN]
    assert await do(any_cinema, count_trending) == "0 titles that several people liked or watched lately"
    assert (await ask(client, "/discover/trending"))["counted_at"] is None
    await house.service.storage.write(lambda tx: like_what_few_know(tx, ids))
    for _ in range(2):
        said = await do(any_cinema, count_trending)
        assert said == f"{LEAST_TITLES} titles that several people liked or watched lately"
    await any_cinema.looked_again()
    found = await ask(client, "/discover/trending")
    assert ({item["id"] for item in found["items"]}, found["by"]) == (set(ids), "rise")
    assert found["counted_at"] is not None
    popular = await ask(await house.program(), "/recommendations")
    assert popular["source"] == "popular"
    assert {item["id"] for item in popular["items"]} == set(ids)
    house.clock.ahead += 10 * DAY
    assert await do(any_cinema, count_trending) == "0 titles that several people liked or watched lately"
    await any_cinema.looked_again()
    assert (await ask(client, "/discover/trending"))["counted_at"] is None


async def test_answers_that_were_made_before_are_shown_when_the_models_are_lost(any_cinema: Cinema) -> None:
    house = any_cinema.house
    ana, _ = await house.program(), await house.program("ben")
    await any_cinema.rate(ana, *THRILLERS[:6])
    for _ in range(2):
        assert await do(any_cinema, keep_answers) == "answers kept for 1 people"
    account_id = await number_of(any_cinema, "ana")
    seen = await house.service.storage.read(lambda tx: tx.exposures.slates.of(account_id, since=0, until=2**62, most=9))
    assert list(seen) == []
    shutil.rmtree(house.home / "models" / "main")
    await any_cinema.looked_again()
    found = await ask(ana, "/recommendations")
    assert (found["source"], len(found["items"])) == ("cached", 10)
    assert {any_cinema.number(item) for item in found["items"]} <= set(THRILLERS[6:])


async def test_whoever_leaves_while_answers_are_made_is_forgotten(cinema: Cinema) -> None:
    house = cinema.house
    ana = await house.browser()
    await cinema.rate(ana, *THRILLERS[:6])
    account_id = await number_of(cinema, "ana")
    cache, put = house.service.recommending.cache, house.service.recommending.cache.put

    async def leave_first(shelf: str, key: str, value: bytes, *, seconds: float) -> None:
        assert (await ana.delete("/me")).status_code == 204
        await put(shelf, key, value, seconds=seconds)

    cache.put = leave_first
    assert await do(cinema, keep_answers) == "answers kept for 1 people"
    assert await cache.get(shelf_of(account_id), LAST) is None


def test_answers_are_made_before_only_where_a_server_can_find_them() -> None:
    def made(*, apart: bool = False, **settings: Any) -> bool:
        return "precompute" in {duty.name for duty in duties_of(Settings(**settings), apart=apart)}

    assert made(jobs="embedded")
    assert not made(jobs="embedded", apart=True)
    assert not made(jobs="worker", apart=True)
    assert made(jobs="worker", redis="redis://127.0.0.1:1/0", apart=True)


async def test_requests_that_an_experiment_reads_are_kept_until_it_has_ended(cinema: Cinema) -> None:
    storage = cinema.house.service.storage

    def begin(tx: Any) -> None:
        make_account(tx.accounts, name="ana", email=None, digest="none", role="member")
        key = tx.accounts.accounts.named("ana").account.key
        design = plan(guardrails={"milliseconds": 0.2})
        keep.add_trial(tx.trials, design)
        keep.start_trial(tx.trials, design.key, check=anything)
        lines = [RequestLine(tx.now, "0" * 32, "GET", "/api/v1/recommendations", 200, 9.0, key)]
        tx.operations.requests.add([*lines, RequestLine(tx.now, "1" * 32, "GET", "/x", 200, 9.0, key)], assumed=True)

    await storage.write(begin)
    cinema.house.clock.ahead += 20 * DAY
    assert str(await do(cinema, add_up_requests)).endswith(", 1 requests forgotten")
    await storage.write(lambda tx: keep.stop_trial(tx.trials, "newer-first", why="enough"))
    assert str(await do(cinema, add_up_requests)).endswith(", 1 requests forgotten")
    assert await storage.read(lambda tx: tx.operations.requests.first()) is None
