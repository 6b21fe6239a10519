"""S1: how passwords are hashed, exactly, and how many at a time."""

import asyncio
import re
import threading
import time
import unicodedata
from collections.abc import Callable

import pytest

from matinee.adapters.passwords import argon2
from matinee.adapters.passwords.argon2 import Passwords
from matinee.domain.errors import TooMany

OWASP = {"m": 19_456, "t": 2, "p": 1}
QUICK = {"cores": 4, "memory_kib": 1024, "patience": 30.0}
ODD = {
    "long": "aB3 " * 250,
    "of every script": "пароль 密码 🎬 ünïcödé",
    "with a nul": "before\x00after",
    "composed": "caf\u00e9 au lait",
    "with spaces around": "  spaces around  ",
}
NEARLY = {
    "long": ODD["long"][:-1],
    "of every script": ODD["of every script"].replace("🎬", "?"),
    "with a nul": "before",
    "composed": "cafe\u0301 au lait",
    "with spaces around": "spaces around",
}


async def strong_enough(passwords: Passwords) -> bool:
    digest = await passwords.hash("four unrelated words")
    passwords.close()
    found = re.match(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$", digest)
    return found is not None and all(
        int(value) >= least for value, least in zip(found.groups(), OWASP.values(), strict=True)
    )


async def test_hashes_are_as_strong_as_owasp_asks() -> None:
    assert await strong_enough(Passwords(cores=1))


@pytest.mark.parametrize(("constant", "weaker"), [("MEMORY_KIB", OWASP["m"] - 1), ("PASSES", OWASP["t"] - 1)])
async def test_a_weaker_hash_is_caught(monkeypatch: pytest.MonkeyPatch, constant: str, weaker: int) -> None:
    monkeypatch.setattr(argon2, constant, weaker)
    assert not await strong_enough(Passwords(cores=1, memory_kib=argon2.MEMORY_KIB))


async def exact(kind: str) -> bool:
    """Whether the password opens what it locked, and one that is nearly the same does not."""
    passwords = Passwords(**QUICK)
    digest = await passwords.hash(ODD[kind])
    right, nearly = [(await passwords.verify(said[kind], digest))[0] for said in (ODD, NEARLY)]
    passwords.close()
    return right and not nearly


@pytest.mark.parametrize("kind", ODD)
async def test_every_character_of_a_password_counts(kind: str) -> None:
    assert await exact(kind)


CARELESS: dict[str, Callable[[str], bytes]] = {
    "long": lambda password: password.encode()[:72],
    "of every script": lambda password: password.encode("latin-1", "replace"),
    "with a nul": lambda password: password.encode().partition(b"\0")[0],
    "composed": lambda password: unicodedata.normalize("NFC", password).encode(),
    "with spaces around": lambda password: password.strip().encode(),
}
"""What programs do to passwords before they hash them."""


@pytest.mark.parametrize("kind", ODD)
async def test_a_password_that_is_changed_on_the_way_is_caught(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argon2, "_exact", CARELESS[kind])
    assert not await exact(kind)


async def test_no_two_digests_of_one_password_are_alike() -> None:
    passwords = Passwords(**QUICK)
    assert await passwords.hash("the same") != await passwords.hash("the same")


async def test_a_digest_that_was_made_more_weakly_is_made_anew() -> None:
    weak = await Passwords(cores=1, memory_kib=512).hash("four unrelated words")
    passwords = Passwords(**QUICK)
    right, new = await passwords.verify("four unrelated words", weak)
    assert right
    assert new is not None
    assert "m=1024" in new
    assert await passwords.verify("four unrelated words", new) == (True, None)
    assert await passwords.verify("wrong", weak) == (False, None)


async def test_without_a_digest_the_work_is_the_same_and_the_answer_no() -> None:
    passwords = Passwords(**QUICK)
    digest = await passwords.hash("four unrelated words")
    seconds = {"known": 0.0, "unknown": 0.0}
    for _ in range(10):
        for name, held in (("known", digest), ("unknown", None)):
            begun = time.thread_time() + time.process_time()
            assert await passwords.verify("wrong", held) == (False, None)
            seconds[name] += time.thread_time() + time.process_time() - begun
    assert 0.5 < seconds["known"] / seconds["unknown"] < 2


@pytest.mark.parametrize("allowed", [2, 4])
async def test_two_a_core_at_once_and_whoever_waits_too_long_is_sent_away(
    monkeypatch: pytest.MonkeyPatch, allowed: int
) -> None:
    """Two are what is allowed; were it four, it would be seen."""
    assert argon2.A_CORE == 2
    monkeypatch.setattr(argon2, "A_CORE", allowed)
    passwords = Passwords(cores=1, memory_kib=1024, patience=0.2)
    now, most, lock = 0, 0, threading.Lock()

    def slow(password: bytes) -> str:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.15)
        with lock:
            now -= 1
        return "digest"

    monkeypatch.setattr(passwords._hash, "hash", slow)
    begun = time.monotonic()
    answers = await asyncio.gather(*(passwords.hash("x") for _ in range(12)), return_exceptions=True)
    assert most == allowed
    assert {type(answer) for answer in answers} == {str, TooMany}
    assert 2 <= sum(answer == "digest" for answer in answers) <= 3 * allowed
    assert time.monotonic() - begun < 1
    assert await passwords.hash("x") == "digest"


async def test_a_caller_that_hangs_up_does_not_free_a_place_that_is_still_used(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords = Passwords(cores=1, memory_kib=1024, patience=0.05)
    monkeypatch.setattr(passwords._hash, "hash", lambda password: time.sleep(0.3) or "digest")
    callers = [asyncio.create_task(passwords.hash("x")) for _ in range(2)]
    await asyncio.sleep(0.05)
    for caller in callers:
        caller.cancel()
    await asyncio.gather(*callers, return_exceptions=True)
    with pytest.raises(TooMany):
        await passwords.hash("x")
    await asyncio.sleep(0.35)
    assert await passwords.hash("x") == "digest"
