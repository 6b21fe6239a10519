"""The audit log, and attempts that are counted for all workers alike."""

from typing import Any

from sqlalchemy import BigInteger, Connection, bindparam, case, delete, select

from matinee.adapters.storage.inserts import INSERTS
from matinee.adapters.storage.tables.accounts import attempts, audit
from matinee.domain.rates import Rate

NOTE = audit.insert()


def _take(insert: Any) -> Any:
    """Adds to the bucket where there is room in it, and answers with a row only then."""
    at = bindparam("at", type_=BigInteger)
    then = case((attempts.c.full_at > at, attempts.c.full_at), else_=at) + bindparam("every", type_=BigInteger)
    asked = insert(attempts).values(key=bindparam("key"), full_at=bindparam("first"))
    return asked.on_conflict_do_update(
        index_elements=["key"], set_={"full_at": then}, where=then <= bindparam("last", type_=BigInteger)
    ).returning(attempts.c.full_at)


TAKE = {name: _take(insert) for name, insert in INSERTS.items()}


class Audit:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, action: str, at: int, *, account_id: int | None = None, by: int | None = None) -> None:
        self._connection.execute(NOTE, {"action": action, "at": at, "account_id": account_id, "by_id": by})


class Attempts:
    """A bucket a key, as one moment: that at which it will be full again. One statement takes from it, so that no two
    workers take the same drop."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, key: str, rate: Rate, at: int) -> int:
        room = rate.burst * rate.every
        asked = {"key": key, "at": at, "every": rate.every, "first": at + rate.every, "last": at + room}
        if self._connection.execute(TAKE[self._connection.dialect.name], asked).first() is not None:
            return 0
        full_at = self._connection.execute(select(attempts.c.full_at).where(attempts.c.key == key)).scalar_one()
        return max(1, full_at + rate.every - at - room)

    def forget(self, key: str) -> None:
        self._connection.execute(delete(attempts).where(attempts.c.key == key))

    def forget_old(self, before: int) -> int:
        return self._connection.execute(delete(attempts).where(attempts.c.full_at < before)).rowcount
