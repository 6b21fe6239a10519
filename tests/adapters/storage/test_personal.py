"""A person's rows are found, handed out and removed by what the tables say of themselves."""

import time
from pathlib import Path

import pytest
from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table

from matinee.adapters.storage.open import open_storage, upgrade
from matinee.adapters.storage.personal import personal_columns, without_a_rule
from matinee.adapters.storage.sqlite import SqliteStorage
from matinee.adapters.storage.stores import Stores
from matinee.adapters.storage.tables.all import metadata
from matinee.adapters.storage.tables.base import nobodys
from tests.fixtures.databases import AnyStorage
from tests.fixtures.rows import fill_every_table

CANARY = "kanarienvogel"


def person(stores: Stores, name: str) -> int:
    row = {
        "key": f"key-{name}",
        "name": name,
        "folded": name,
        "email": f"{name}@example.org",
        "digest": f"digest-{name}",
    }
    stores.accounts.add(**row, role="member", at=1_000_000)
    found = stores.accounts.named(name)
    assert found is not None
    return found.account.id


def live(stores: Stores, name: str) -> int:
    """A row in every table that belongs to a person."""
    number = person(stores, name)
    stores.sessions.add(account_id=number, digest=f"s-{name}", agent=f"browser of {name}", at=2_000_000, expires_at=9)
    stores.tokens.add(
        account_id=number, digest=f"t-{name}", name=f"of {name}", scope="read", at=2_000_000, expires_at=9
    )
    stores.invitations.add(digest=f"i-{name}", made_by=number, at=2_000_000, expires_at=9)
    stores.audit.note("logged in", 3_000_000, account_id=number)
    stores.audit.note("role is admin", 3_000_000, by=number)
    fill_every_table(stores.connection, number, name)
    return number


def test_every_table_says_what_becomes_of_a_persons_rows() -> None:
    assert without_a_rule(metadata) == []


def test_a_new_table_or_column_without_a_rule_is_caught() -> None:
    tables = MetaData()
    Table("accounts", tables, Column("id", Integer, primary_key=True), info=nobodys("a stand-in"))
    Table("planted", tables, Column("id", Integer, primary_key=True), Column("who", ForeignKey("accounts.id")))
    assert without_a_rule(tables) == ["planted.who", "planted"]
    Table("silent", tables, Column("id", Integer, primary_key=True), Column("text", String))
    assert "silent" in without_a_rule(tables)


async def test_an_export_has_a_row_of_every_table_and_nobody_elses(storage: AnyStorage) -> None:
    ana = await storage.write(lambda stores: live(stores, "ana"))
    await storage.write(lambda stores: live(stores, "ben"))
    exported = await storage.read(lambda stores: stores.personal.export(ana))
    assert set(exported) == {rule.export for _, rule in personal_columns(metadata) if rule.export is not None}
    assert {"account", "sessions", "audit_as_admin", "ratings", "rating_changes", "notes"} < set(exported)
    assert {name: len(rows) for name, rows in exported.items()} == dict.fromkeys(exported, 1)
    assert "ben" not in str(exported)
    assert exported["account"][0]["created_at"] == "1970-01-01T00:00:01.000000Z"


async def test_an_export_of_ten_thousand_ratings_takes_seconds(storage: AnyStorage) -> None:
    def rate(stores: Stores) -> int:
        number = person(stores, "ana")
        title = {"origin": "o", "digest": "d", "kind": "movie", "name": "n", "folded": "n", "fame": 0, "look": 0}
        title |= {"changed_at": 0}
        titles = [title | {"id": one, "origin_id": str(one)} for one in range(1, 10_001)]
        stores.connection.execute(metadata.tables["titles"].insert(), titles)
        rating = {"account_id": number, "half_stars": 7, "rated_at": 5, "dated": "day", "ignored": False}
        ratings = [rating | {"title_id": one["id"]} for one in titles]
        stores.connection.execute(metadata.tables["ratings"].insert(), ratings)
        return number

    ana = await storage.write(rate)
    begun = time.process_time()
    assert len((await storage.read(lambda stores: stores.personal.export(ana)))["ratings"]) == 10_000
    assert time.process_time() - begun < 10


async def test_an_export_tells_no_secret(storage: AnyStorage) -> None:
    ana = await storage.write(lambda stores: live(stores, "ana"))
    exported = str(await storage.read(lambda stores: stores.personal.export(ana)))
    for secret in ("digest-ana", "s-ana", "t-ana", "i-ana", "secret"):
        assert secret not in exported


async def test_nothing_of_a_deleted_person_is_left_in_any_table(storage: AnyStorage) -> None:
    ana = await storage.write(lambda stores: live(stores, CANARY))
    ben = await storage.write(lambda stores: live(stores, "ben"))
    before = await storage.read(lambda stores: stores.personal.export(ben))

    await storage.erase(lambda stores: stores.personal.erase(ana, key=f"key-{CANARY}", at=5))

    def everything(stores: Stores) -> str:
        rows = [
            (table.name, tuple(row))
            for table in metadata.sorted_tables
            for row in stores.connection.execute(table.select())
        ]
        return str([row for row in rows if row[0] != "deletions"])

    assert CANARY not in await storage.read(everything)
    assert await storage.read(lambda stores: stores.personal.export(ana)) == {name: [] for name in before}
    assert await storage.read(lambda stores: stores.personal.export(ben)) == before


async def test_the_ledger_remembers_the_key_of_a_deleted_account(storage: AnyStorage) -> None:
    ana = await storage.write(lambda stores: live(stores, "ana"))
    for _ in range(2):
        await storage.erase(lambda stores: stores.personal.erase(ana, key="key-ana", at=5))
    kept = await storage.read(lambda stores: stores.connection.execute(metadata.tables["deletions"].select()).all())
    assert [tuple(row) for row in kept] == [("key-ana", 5)]


def found_in(folder: Path, text: str) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


async def fill(storage: SqliteStorage[Stores], people: int) -> dict[str, int]:
    """Many people among each other, so that their rows share pages, and pages are split and joined."""
    made = {}
    for number in range(people):
        name = f"{CANARY}{number:04}x" if number % 7 == 0 else f"person{number:04}"
        made[name] = await storage.write(lambda stores, name=name: live(stores, name))
    return made


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


async def test_nothing_of_a_deleted_person_is_left_in_any_file(home: Path) -> None:
    """SQLite keeps deleted rows in free pages, in the gaps of others, and in its journal, unless it is told not to."""
    await upgrade(home / "matinee.db")
    storage = open_storage(home / "matinee.db", lambda stores: stores)
    assert isinstance(storage, SqliteStorage)
    made = await fill(storage, 112)
    assert found_in(home, CANARY)
    for name, number in made.items():
        if name.startswith(CANARY):
            await storage.erase(
                lambda stores, name=name, number=number: stores.personal.erase(number, key=f"k{number}", at=5)
            )
            assert found_in(home, name) == []
    assert found_in(home, CANARY) == []
    assert found_in(home, "person0001") == ["matinee.db"]
    await storage.close()


async def test_the_search_through_the_files_can_fail(home: Path) -> None:
    """A plain write leaves what it deletes in the journal."""
    await upgrade(home / "matinee.db")
    storage = open_storage(home / "matinee.db", lambda stores: stores)
    assert isinstance(storage, SqliteStorage)
    made = await fill(storage, 35)
    for name, number in made.items():
        if name.startswith(CANARY):
            await storage.write(lambda stores, number=number: stores.personal.erase(number, key=f"k{number}", at=5))
    assert found_in(home, CANARY)
    await storage.close()
