"""Answers that were given to requests with a key, for those who ask again."""

from sqlalchemy import BigInteger, Connection, bindparam, delete, select, update

from matinee.adapters.storage.hot import Hot
from matinee.adapters.storage.inserts import INSERTS
from matinee.adapters.storage.tables.accounts import kept_answers
from matinee.domain.accounts import KeptAnswer

ANSWER = tuple(kept_answers.c[name] for name in ("digest", "status", "media", "body", "at"))
MINE = (kept_answers.c.account_id == bindparam("me", type_=BigInteger), kept_answers.c.key == bindparam("asked"))
FIND = Hot(select(*ANSWER).where(*MINE))
KEEP = Hot(update(kept_answers).where(*MINE), columns=("status", "media", "body"))
CLAIM = Hot(
    {
        name: insert(kept_answers).on_conflict_do_nothing(index_elements=["account_id", "key"])
        for name, insert in INSERTS.items()
    },
    columns=("account_id", "key", "digest", "at"),
)


class Answers:
    """Keeps `services.accounts.store.AnswerStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def found(self, account_id: int, key: str) -> KeptAnswer | None:
        row = FIND.row(self._connection, {"me": account_id, "asked": key})
        return None if row is None else KeptAnswer(*row)

    def claim(self, account_id: int, key: str, digest: str, at: int) -> bool:
        row = {"account_id": account_id, "key": key, "digest": digest, "at": at}
        return CLAIM.run(self._connection, row) == 1

    def keep(self, account_id: int, key: str, *, status: int, media: str | None, body: str | None) -> None:
        row = {"me": account_id, "asked": key, "status": status, "media": media, "body": body}
        KEEP.run(self._connection, row)

    def forget_old(self, before: int) -> int:
        return self._connection.execute(delete(kept_answers).where(kept_answers.c.at < before)).rowcount
