"""Backups of the whole service, on real databases of both kinds."""

import asyncio
from asyncio import to_thread
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from matinee.adapters.caches.redis import RedisCache
from matinee.adapters.storage.schema import newest_revision
from matinee.adapters.storage.search import Search
from matinee.adapters.storage.stores import Stores
from matinee.domain.errors import BadArtifact, BadInput, Conflict, MatineeError
from matinee.services.library.rate import rate
from matinee.wiring.backups import back_up, backup_before_upgrade, check_backup, make_backup, restore_backup
from matinee.wiring.serving import open_service
from tests.fixtures.backups import Build, Building, build, chosen, lived_in, lived_in_postgres
from tests.fixtures.databases import KINDS, postgres_server, redis_url, sqlite_template
from tests.fixtures.library import transaction

__all__ = ["build", "lived_in", "lived_in_postgres", "postgres_server", "redis_url", "sqlite_template"]
BOTH = pytest.mark.parametrize("kind", KINDS)


class AfterEach:
    """Progress that does something whenever a table was written, or some rows restored."""

    def __init__(self, then: Callable[[], object]) -> None:
        self._then = then
        self._label = ""

    def start(self, label: str, total: float | None) -> None:
        self._label = label

    def advance(self, amount: float = 1.0) -> None:
        if self._label in {"writing the backup", "restoring rows"}:
            with ThreadPoolExecutor(1) as elsewhere:
                elsewhere.submit(self._then).result()

    def finish(self) -> None:
        pass


def fail() -> None:
    raise InterruptedError("the power is gone")


def rate_something(stores: Stores) -> None:
    """Writes to three tables that must agree."""
    ana = stores.accounts.named("ana")
    assert ana is not None
    rated = stores.signals.signals(ana.account.id).titles
    free = next(one for one in range(1, 15) if one not in rated)
    rate(transaction(stores, 10).library, ana.account.id, free, half_stars=7)


def tables_of(building: Building, path: Path) -> object:
    return make_backup(building.settings, out=path).manifest.tables


def test_rows_go_from_sqlite_to_postgresql_and_back(build: Build, tmp_path: Path) -> None:
    first, second, third = build("first", lived=True), build("second", kind="postgres"), build("third")
    made = make_backup(first.settings, out=tmp_path / "1.zip").manifest.tables
    assert [part.name for part in made if part.rows == 0] == []
    restore_backup(second.settings, tmp_path / "1.zip")
    assert tables_of(second, tmp_path / "2.zip") == made
    restore_backup(third.settings, tmp_path / "2.zip")
    assert tables_of(third, tmp_path / "3.zip") == made
    assert third.rows() == second.rows() == first.rows()
    for building in (second, third):
        building.do(lambda stores: [rate_something(stores), found_by_search(stores.search)])
        assert building.do(new_account) == 4, "1 and 2 are there, and 3 was somebody's who left"


def found_by_search(search: Search) -> None:
    found = search.matching([["blade"]], kinds=["movie"], names_only=True, years=None, count=5)
    assert [one.text for one in found] == ["blade runner", "blade runner 2049"]
    assert "alien" in search.near("alein", shortest=4, longest=6)


def new_account(stores: Stores) -> int:
    row = {"key": "new", "name": "eve", "folded": "eve", "email": None, "digest": "d"}
    stores.accounts.add(**row, role="member", at=1)
    found = stores.accounts.named("eve")
    assert found is not None
    return found.account.id


@BOTH
def test_a_backup_is_of_one_moment_whatever_is_written_meanwhile(build: Build, kind: str, tmp_path: Path) -> None:
    building, other = build(kind=kind, lived=True), build("other")
    before = building.rows()
    written: list[object] = []
    writing = AfterEach(lambda: len(written) < 5 and written.append(building.do(rate_something)))
    make_backup(building.settings, out=tmp_path / "backup.zip", progress=writing)
    assert len(written) == 5
    assert len(building.rows()["rating_changes"]) == len(before["rating_changes"]) + 5
    restore_backup(other.settings, tmp_path / "backup.zip")
    assert other.rows() == before


@BOTH
def test_a_restore_that_fails_leaves_everything_as_it_was(build: Build, kind: str, tmp_path: Path) -> None:
    building, other = build(kind=kind, lived=True, name="old"), build("other", lived=True)
    other.erase("ana")
    (other.settings.home / "secret").write_text("of the other")
    backup = make_backup(other.settings, out=tmp_path / "backup.zip").path
    (building.settings.home / "secret").write_text("of the old")
    rows, files = building.rows(), contents(building.settings.home)
    with pytest.raises(InterruptedError):
        restore_backup(building.settings, backup, replace=True, progress=AfterEach(fail))
    with pytest.raises(Conflict, match="--replace"):
        restore_backup(building.settings, backup)
    backup.write_bytes(backup.read_bytes()[:-100])
    with pytest.raises(BadArtifact, match="cut short"):
        restore_backup(building.settings, backup, replace=True)
    assert contents(building.settings.home) == files
    assert building.rows() == rows


def contents(home: Path) -> dict[str, bytes]:
    """Of what is not the database's, which is compared by its rows."""
    kept = [path for path in home.rglob("*") if path.is_file() and not path.name.startswith("matinee.db")]
    return {str(path): path.read_bytes() for path in kept if path.name != "in-use"}


@BOTH
def test_whoever_left_since_does_not_come_back(build: Build, kind: str, tmp_path: Path) -> None:
    building = build(kind=kind, lived=True)
    backup = make_backup(building.settings, out=tmp_path / "backup.zip").path
    (tmp_path / "deletions").unlink()
    building.erase("ana")
    rows = building.rows()
    done = restore_backup(building.settings, backup, replace=True)
    assert (done.refilled.replaced, done.refilled.forgotten) == (3, 1)
    assert building.names() == ["ben"]
    assert building.rows() == rows
    if kind == "sqlite":
        left = (building.settings.home / "matinee.db").read_bytes().count(b"ana wrote")
        assert left == 1, "the audit log stays, without her"


@pytest.mark.parametrize("where", ["beside the backup", "beside the backups of the house", "named", "nowhere"])
def test_a_ledger_beside_the_backups_outlives_the_database(build: Build, where: str, tmp_path: Path) -> None:
    building, other = build(lived=True), build("other")
    (tmp_path / "far").mkdir()
    backup = make_backup(building.settings, out=tmp_path / "far" / "backup.zip").path
    key = building.erase("ana")
    ledger = {
        "beside the backup": tmp_path / "far" / "deletions",
        "beside the backups of the house": other.settings.home / "backups" / "deletions",
    }.get(where, tmp_path / "named")
    (tmp_path / "far" / "deletions").unlink()
    ledger.parent.mkdir(exist_ok=True)
    ledger.write_text(f'["{key}", 7]\n' if where != "nowhere" else "")
    done = restore_backup(other.settings, backup, deletions=ledger if where == "named" else None)
    assert other.names() == (["ana", "ben"] if where == "nowhere" else ["ben"])
    assert done.refilled.replaced is None
    assert sum(done.ledgers.values()) == (0 if where == "nowhere" else 1)
    kept = (other.settings.home / "backups" / "deletions").read_text()
    assert (key in kept) == (where != "nowhere")


async def test_nothing_is_restored_where_a_server_runs_and_none_starts_meanwhile(build: Build, tmp_path: Path) -> None:
    building = await to_thread(build, lived=True)
    backup = (await to_thread(make_backup, building.settings, out=tmp_path / "backup.zip")).path
    async with open_service(building.settings):
        made = await back_up(building.settings)
        assert made.path.parent == building.settings.home / "backups"
        with pytest.raises(Conflict, match="uses this home"):
            await to_thread(restore_backup, building.settings, backup, replace=True)

    async def start() -> None:
        async with open_service(building.settings):
            pass

    tried = []

    def try_to_start() -> None:
        if not tried:
            with pytest.raises(Conflict, match="is being restored"):
                asyncio.run(start())
            tried.append(True)

    await to_thread(restore_backup, building.settings, backup, replace=True, progress=AfterEach(try_to_start))
    assert tried
    await start()


def test_a_backup_of_an_older_version_is_brought_up(build: Build) -> None:
    old, new = build("old"), build("new", kind="postgres")
    old.make_old("0003")
    assert backup_before_upgrade(new.settings) is None
    made = backup_before_upgrade(old.settings)
    assert made is not None
    assert made.manifest.revision == "0003"
    assert "ratings" not in [part.name for part in made.manifest.tables]
    restore_backup(new.settings, made.path)
    assert new.names() == ["ana"]
    assert make_backup(new.settings).manifest.revision == newest_revision()
    assert backup_before_upgrade(new.settings) is None


def test_a_backup_of_a_newer_version_is_refused(build: Build, tmp_path: Path) -> None:
    building, other = build(lived=True), build("other")
    building.do(lambda stores: stores.connection.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    backup = make_backup(building.settings, out=tmp_path / "backup.zip").path
    for attempt in (lambda: restore_backup(other.settings, backup), lambda: check_backup(backup)):
        with pytest.raises(BadArtifact, match="9999, which this version does not know"):
            attempt()
    assert not (other.settings.home / "matinee.db").exists()


def test_answers_of_later_ratings_are_forgotten(build: Build, redis_url: str, tmp_path: Path) -> None:
    async def answers(cache: RedisCache, *, put: bool) -> bytes | None:
        if put:
            await cache.put("answers:1", "version 1", b"of other ratings", seconds=60)
        found = await cache.get("answers:1", "version 1")
        await cache.close()
        return found

    building = build(lived=True, redis=SecretStr(redis_url))
    make_backup(building.settings, out=tmp_path / "backup.zip")
    assert asyncio.run(answers(RedisCache(redis_url), put=True)) is not None
    restore_backup(building.settings, tmp_path / "backup.zip", replace=True)
    assert asyncio.run(answers(RedisCache(redis_url), put=False)) is None
    away = building.settings.model_copy(update={"redis": SecretStr("redis://127.0.0.1:9/0")})
    with pytest.raises(MatineeError, match="Redis does not answer"):
        restore_backup(away, tmp_path / "backup.zip", replace=True)


def test_the_secret_and_the_models_come_back(build: Build, tmp_path: Path) -> None:
    building, other = build(lived=True), build("other")
    (building.settings.home / "models" / "main").mkdir(parents=True)
    (building.settings.home / "models" / "main" / "weights.safetensors").write_bytes(b"weights")
    (building.settings.home / "secret").write_text("a secret")
    whole = make_backup(building.settings, out=tmp_path / "whole.zip")
    light = make_backup(building.settings, out=tmp_path / "light.zip", models=False)
    assert [part.path for part in light.manifest.files] == ["secret"]
    restore_backup(other.settings, light.path)
    restore_backup(other.settings, whole.path, replace=True)
    assert (other.settings.home / "models" / "main" / "weights.safetensors").read_bytes() == b"weights"
    assert (other.settings.home / "secret").read_text() == "a secret"
    assert check_backup(whole.path) == whole.manifest


def test_the_oldest_make_room(build: Build) -> None:
    building = build(lived=True, backups_kept=2)
    folder = building.settings.home / "backups"
    folder.mkdir()
    (folder / "mine.zip").write_text("put here by somebody")
    made = [make_backup(building.settings, clock=lambda at=at: at * 86_400_000_000) for at in range(1, 5)]
    assert [backup.removed for backup in made] == [[], [], [made[0].path], [made[1].path]]
    names = ["deletions", "matinee-19700104T000000.000Z.zip", "matinee-19700105T000000.000Z.zip", "mine.zip"]
    assert sorted(path.name for path in folder.iterdir()) == names


def test_what_cannot_be_backed_up_is_said(build: Build, tmp_path: Path) -> None:
    building = build()
    with pytest.raises(BadInput, match="no database"):
        make_backup(building.settings)
    assert not (building.settings.home / "matinee.db").exists()
    (tmp_path / "there.zip").touch()
    with pytest.raises(BadInput, match="already"):
        make_backup(building.settings, out=tmp_path / "there.zip")
    with pytest.raises(MatineeError, match="does not answer"):
        make_backup(
            building.settings.model_copy(update={"database": SecretStr("postgresql://nobody@127.0.0.1:9/nothing")})
        )


def test_what_is_refused_makes_no_folders(build: Build, tmp_path: Path) -> None:
    made = make_backup(build("there", lived=True).settings, out=tmp_path / "one.zip")
    nowhere = chosen(home=tmp_path / "nowhere" / "home")
    with pytest.raises(BadInput, match="no database"):
        make_backup(nowhere, out=tmp_path / "far" / "two.zip")
    with pytest.raises(MatineeError):
        restore_backup(nowhere.model_copy(update={"redis": SecretStr("redis://127.0.0.1:1/0")}), made.path)
    assert not (tmp_path / "far").exists()
    assert not (tmp_path / "nowhere" / "home").exists()
