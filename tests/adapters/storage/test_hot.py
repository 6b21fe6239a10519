"""Statements that are put to the driver itself answer, and fail, as any other."""

import pytest
from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError

from matinee.adapters.storage.hot import Hot, listed, one_of
from matinee.adapters.storage.stores import Stores
from matinee.adapters.storage.tables.accounts import attempts
from tests.fixtures.databases import AnyStorage

ADD = Hot(attempts.insert(), columns=("key", "full_at"))
FIND = Hot(select(attempts.c.full_at).where(attempts.c.key == bindparam("wanted"), attempts.c.full_at > 0))

AMONG = Hot(
    {
        name: select(attempts.c.full_at).where(one).order_by("full_at")
        for name, one in one_of(attempts.c.key, "keys").items()
    }
)


async def test_what_is_written_is_found_and_counted(storage: AnyStorage) -> None:
    added = await storage.write(lambda stores: ADD.run(stores.connection, {"key": "a", "full_at": 7}))
    found = await storage.read(lambda stores: tuple(FIND.row(stores.connection, {"wanted": "a"})))
    none = await storage.read(lambda stores: FIND.row(stores.connection, {"wanted": "b"}))
    assert (added, found, none) == (1, (7,), None)
    many = await storage.read(lambda stores: [tuple(row) for row in FIND.rows(stores.connection, {"wanted": "a"})])
    assert many == [(7,)]


async def test_a_fault_is_told_as_any_other_and_takes_its_work_back(storage: AnyStorage) -> None:
    def twice(stores: Stores) -> None:
        for _ in range(2):
            ADD.run(stores.connection, {"key": "a", "full_at": 7})

    with pytest.raises(IntegrityError):
        await storage.write(twice)
    assert await storage.read(lambda stores: FIND.row(stores.connection, {"wanted": "a"})) is None


@pytest.mark.parametrize(("asked", "found"), [([], []), (["b"], [8]), (["a", "c", 'it\'s "d"'], [7, 9])])
async def test_a_list_is_one_parameter_however_long_it_is(
    storage: AnyStorage, asked: list[str], found: list[int]
) -> None:
    def kept(stores: Stores) -> None:
        for place, key in enumerate(("a", "b", 'it\'s "d"')):
            ADD.run(stores.connection, {"key": key, "full_at": 7 + place})

    await storage.write(kept)
    among = await storage.read(lambda stores: AMONG.rows(stores.connection, {"keys": listed(stores.connection, asked)}))
    assert [row[0] for row in among] == found
