"""S2 and S3: nobody learns who has an account, and nobody guesses a password."""

import statistics
import time

import httpx
import pytest

from matinee.adapters.passwords.argon2 import Passwords
from matinee.adapters.storage.open import Place
from matinee.domain.rates import Rate
from matinee.kit.clock import MINUTE, SECOND
from matinee.services.accounts.context import AccountRules
from tests.fixtures.service import MANY, PASSWORD, House, Serve

VARYING = {"x-request-id", "date"}
STRICT = AccountRules(
    registrations_of_address=MANY, tries_of_account=Rate(5, MINUTE), tries_of_address=Rate(20, MINUTE)
)
PAIRS = 40
WRONG = "a wrong password"
OPEN = AccountRules(registrations_of_address=MANY, tries_of_address=MANY, tries_of_account=MANY)


def shown(answer: httpx.Response) -> tuple:
    """All that a caller sees, less what differs from one request to the next."""
    headers = sorted((name, value) for name, value in answer.headers.items() if name not in VARYING)
    body = {key: value for key, value in answer.json().items() if key != "instance"}
    return answer.status_code, headers, body


async def guess(client: httpx.AsyncClient, name: str, password: str = WRONG) -> httpx.Response:
    return await client.post("/auth/login", json={"username": name, "password": password})


@pytest.fixture
async def open_house(sqlite_place: Place, serve: Serve) -> House:
    return await serve(sqlite_place, rules=OPEN)


async def test_known_and_unknown_names_are_answered_alike(open_house: House) -> None:
    await open_house.browser("known")
    client = open_house.client()
    assert shown(await guess(client, "known")) == shown(await guess(client, "unknown"))
    bodies = [{"username": name, "email": "known@example.org", "password": PASSWORD} for name in ("known", "unknown1")]
    known, unknown = [await client.post("/auth/register", json=body) for body in bodies]
    assert shown(known) == shown(unknown)
    assert known.status_code == 202


async def times(house: House) -> tuple[list[float], list[float]]:
    """Milliseconds of wrong passwords, for a known name and for one that nobody has, each tried before, so that tries
    of both are counted already. Now the one comes first, now the other."""
    await house.browser("known")
    client = house.client()
    known, unknown = [], []
    turn = (("unknown", unknown), ("known", known))
    for name, _ in turn:
        await guess(client, name)
    for number in range(PAIRS):
        for name, into in turn if number % 2 else reversed(turn):
            begun = time.perf_counter()
            await guess(client, name)
            into.append((time.perf_counter() - begun) * 1000)
    return known, unknown


def separation(known: list[float], unknown: list[float]) -> float:
    """How often a random known name took longer than a random unknown one: 0.5 where the clock tells nothing."""
    return statistics.fmean((one > other) + (one == other) / 2 for one in known for other in unknown)


async def test_the_clock_does_not_tell_who_has_an_account(sqlite_place: Place, serve: Serve) -> None:
    house = await serve(sqlite_place, rules=OPEN, hashes="as in use")
    known, unknown = await times(house)
    assert 0.25 < separation(known, unknown) < 0.75


async def test_without_the_second_hash_the_clock_would_tell(
    sqlite_place: Place, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify = Passwords.verify

    async def hasty(self: Passwords, password: str, digest: str | None) -> tuple[bool, str | None]:
        return (False, None) if digest is None else await verify(self, password, digest)

    monkeypatch.setattr(Passwords, "verify", hasty)
    house = await serve(sqlite_place, rules=OPEN, hashes="as in use")
    known, unknown = await times(house)
    assert separation(known, unknown) > 0.9


async def test_guesses_end_and_the_person_gets_in_from_a_known_device(place: Place, serve: Serve) -> None:
    house = await serve(place, rules=STRICT)
    ana = await house.browser("ana")
    await ana.post("/auth/logout")
    stranger = house.client(address="198.51.100.9")
    codes = [(await guess(stranger, "ana")).status_code for _ in range(12)]
    assert codes == [401] * 5 + [429] * 7
    refused = await guess(house.client(address="198.51.100.10"), "ana", PASSWORD)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    await house.log_in(ana, "ana")


async def test_a_device_of_somebody_else_opens_no_way_around(sqlite_place: Place, serve: Serve) -> None:
    house = await serve(sqlite_place, rules=STRICT)
    await house.browser("ana")
    mallory = await house.browser("mallory")
    codes = [(await guess(mallory, "ana")).status_code for _ in range(7)]
    assert codes[-2:] == [429, 429]


async def spoofed(house: House) -> list[int]:
    """What one address is told that tries another name each time, and says that it is another address."""
    client, codes = house.client(address="198.51.100.9"), []
    for number in range(30):
        client.headers["X-Forwarded-For"] = f"10.0.0.{number}"
        codes.append((await guess(client, f"person{number}")).status_code)
    return codes


async def test_one_address_is_bounded_over_all_names_whatever_it_says_of_itself(
    sqlite_place: Place, serve: Serve
) -> None:
    assert await spoofed(await serve(sqlite_place, rules=STRICT)) == [401] * 20 + [429] * 10


async def test_a_house_that_believes_everybody_is_caught(sqlite_place: Place, serve: Serve) -> None:
    assert await spoofed(await serve(sqlite_place, rules=STRICT, proxies="0.0.0.0/0")) == [401] * 30


async def test_a_proxy_of_ours_is_believed_when_it_says_who_asks(sqlite_place: Place, serve: Serve) -> None:
    house = await serve(sqlite_place, rules=STRICT, proxies="10.1.0.0/16")
    proxy = house.client(address="10.1.0.3")
    for number in range(25):
        proxy.headers["X-Forwarded-For"] = f"203.0.113.{number}"
        assert (await guess(proxy, f"person{number}")).status_code == 401
    spoofed = [f"203.0.113.{number}, 198.51.100.7" for number in range(30)]
    codes = []
    for number, said in enumerate(spoofed):
        proxy.headers["X-Forwarded-For"] = said
        codes.append((await guess(proxy, f"other{number}")).status_code)
    assert codes.count(429) == 10


async def test_addresses_of_one_house_count_as_one(sqlite_place: Place, serve: Serve) -> None:
    house = await serve(sqlite_place, rules=STRICT)
    codes = [
        (await guess(house.client(address=f"2001:db8:1:2::{number:x}"), f"person{number}")).status_code
        for number in range(1, 31)
    ]
    assert codes.count(429) == 10


async def test_two_workers_count_tries_together_and_a_restart_forgets_none(place: Place, serve: Serve) -> None:
    first, second = await serve(place, rules=STRICT), await serve(place, rules=STRICT)
    await first.browser("ana")
    codes = [(await guess(house.client(), "ana")).status_code for house in (first, second) * 4]
    assert codes.count(429) == 3
    third = await serve(place, rules=STRICT)
    assert (await guess(third.client(), "ana")).status_code == 429


async def test_time_lets_tries_in_again(sqlite_place: Place, serve: Serve) -> None:
    house = await serve(sqlite_place, rules=STRICT)
    client = house.client()
    for _ in range(5):
        assert (await guess(client, "ana")).status_code == 401
    answer = await guess(client, "ana")
    assert answer.status_code == 429
    house.clock.ahead += int(answer.headers["Retry-After"]) * SECOND
    assert (await guess(client, "ana")).status_code == 401
