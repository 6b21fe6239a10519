import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from matinee.adapters.limits.memory import MemoryLimits
from matinee.adapters.limits.redis import RedisLimits
from matinee.adapters.storage.schema import newest_revision
from matinee.domain.errors import BadConfig, BehindDatabase, Unreachable
from matinee.wiring.serving import open_service, rules_of, upgrade_database
from matinee.wiring.settings import Settings, load_settings


def settings(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in {"home": "home", **values}.items():
        monkeypatch.setenv(f"MATINEE_{name.upper()}", value)
    return load_settings()


async def test_an_empty_home_is_furnished_and_opened_again(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = settings(monkeypatch)
    for _ in range(2):
        async with open_service(chosen) as service:
            assert isinstance(service.limits, MemoryLimits)
            assert await service.storage.read(lambda tx: tx.accounts.accounts.named("ana")) is None
    assert sorted(path.name for path in Path("home").iterdir()) == ["in-use", "matinee.db", "secret"]


async def test_a_database_that_is_behind_is_left_alone(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = settings(monkeypatch)
    Path("home").mkdir()
    with sqlite3.connect("home/matinee.db") as raw:
        raw.execute("CREATE TABLE something_else (id INTEGER)")
    raw.close()
    with pytest.raises(BehindDatabase, match="matinee db upgrade"):
        async with open_service(chosen):
            pass
    before, after = await upgrade_database(chosen)
    assert (before, after) == (None, newest_revision())
    async with open_service(chosen):
        pass


async def test_several_workers_need_somewhere_to_count_together(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadConfig, match="MATINEE_REDIS"):
        async with open_service(settings(monkeypatch, workers="2")):
            pass
    chosen = settings(monkeypatch, workers="2", redis="redis://127.0.0.1:1/0")
    async with open_service(chosen) as service:
        assert isinstance(service.limits, RedisLimits)


async def test_a_database_that_does_not_answer_is_said_to_be_so(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = settings(monkeypatch, database="postgresql://ana:hidden@127.0.0.1:1/films")
    with pytest.raises(Unreachable, match="MATINEE_DATABASE") as refused:
        async with open_service(chosen):
            pass
    assert "hidden" not in str(refused.value)


async def test_a_server_that_may_lose_what_it_acknowledged_is_warned_of(
    bare: Path, monkeypatch: pytest.MonkeyPatch, postgres_database: URL
) -> None:
    database = postgres_database.set(drivername="postgresql").render_as_string()
    said: list[str] = []
    async with open_service(settings(monkeypatch, database=database), warn=said.append):
        pass
    assert [one.partition(": ")[2].partition(" is off")[0] for one in said] == ["fsync", "full_page_writes"]


def test_the_rules_of_accounts_come_from_the_settings(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = rules_of(settings(monkeypatch, registration="invited", session_days="2"))
    assert (rules.registration, rules.lifetime) == ("invited", 2 * 24 * 3600 * 1_000_000)
