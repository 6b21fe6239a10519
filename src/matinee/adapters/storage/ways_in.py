"""Sessions and tokens: by what people are known again.

What every request asks is written once, and put to the driver itself.
"""

from collections.abc import Sequence

from sqlalchemy import BigInteger, Connection, bindparam, delete, or_, select, update

from matinee.adapters.storage.accounts import ACCOUNT, account_of
from matinee.adapters.storage.hot import Hot
from matinee.adapters.storage.tables.accounts import accounts, api_tokens, sessions
from matinee.domain.accounts import Account, ApiToken, Scope, Session

SESSION = (
    sessions.c.id,
    sessions.c.account_id,
    sessions.c.created_at,
    sessions.c.seen_at,
    sessions.c.expires_at,
    sessions.c.agent,
)
TOKEN = (
    api_tokens.c.id,
    api_tokens.c.account_id,
    api_tokens.c.name,
    api_tokens.c.scope,
    api_tokens.c.created_at,
    api_tokens.c.used_at,
    api_tokens.c.expires_at,
)
DIGEST = bindparam("digest")
FIND_SESSION = Hot(select(*SESSION, *ACCOUNT).join(accounts).where(sessions.c.digest == DIGEST))
FIND_TOKEN = Hot(select(*TOKEN, *ACCOUNT).join(accounts).where(api_tokens.c.digest == DIGEST))
WHICH, MOMENT = bindparam("which", type_=BigInteger), bindparam("moment", type_=BigInteger)
SEEN = Hot(update(sessions).where(sessions.c.id == WHICH).values(seen_at=MOMENT))
USED = Hot(update(api_tokens).where(api_tokens.c.id == WHICH).values(used_at=MOMENT))


class Sessions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, *, account_id: int, digest: str, agent: str, at: int, expires_at: int) -> Session:
        row = {"account_id": account_id, "digest": digest, "agent": agent}
        row |= {"created_at": at, "seen_at": at, "expires_at": expires_at}
        made = self._connection.execute(sessions.insert().values(row).returning(sessions.c.id)).scalar_one()
        return Session(made, account_id, at, at, expires_at, agent)

    def found(self, digest: str) -> tuple[Session, Account] | None:
        row = FIND_SESSION.row(self._connection, {"digest": digest})
        return None if row is None else (Session(*row[: len(SESSION)]), account_of(row, first=len(SESSION)))

    def of(self, account_id: int) -> Sequence[Session]:
        asked = select(*SESSION).where(sessions.c.account_id == account_id).order_by(sessions.c.id.desc())
        return [Session(*row) for row in self._connection.execute(asked)]

    def seen(self, session_id: int, at: int) -> None:
        SEEN.run(self._connection, {"which": session_id, "moment": at})

    def end(self, account_id: int, session_id: int) -> bool:
        asked = delete(sessions).where(sessions.c.id == session_id, sessions.c.account_id == account_id)
        return self._connection.execute(asked).rowcount == 1

    def end_all(self, account_id: int, *, but: int | None = None) -> int:
        asked = delete(sessions).where(sessions.c.account_id == account_id)
        return self._connection.execute(asked if but is None else asked.where(sessions.c.id != but)).rowcount

    def end_old(self, *, expired_at: int, idle_since: int) -> int:
        old = or_(sessions.c.expires_at <= expired_at, sessions.c.seen_at <= idle_since)
        return self._connection.execute(delete(sessions).where(old)).rowcount


class Tokens:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, *, account_id: int, digest: str, name: str, scope: Scope, at: int, expires_at: int) -> ApiToken:
        row = {"account_id": account_id, "digest": digest, "name": name, "scope": scope}
        row |= {"created_at": at, "expires_at": expires_at}
        made = self._connection.execute(api_tokens.insert().values(row).returning(api_tokens.c.id)).scalar_one()
        return ApiToken(made, account_id, name, scope, at, None, expires_at)

    def found(self, digest: str) -> tuple[ApiToken, Account] | None:
        row = FIND_TOKEN.row(self._connection, {"digest": digest})
        return None if row is None else (ApiToken(*row[: len(TOKEN)]), account_of(row, first=len(TOKEN)))

    def of(self, account_id: int) -> Sequence[ApiToken]:
        asked = select(*TOKEN).where(api_tokens.c.account_id == account_id).order_by(api_tokens.c.id.desc())
        return [ApiToken(*row) for row in self._connection.execute(asked)]

    def used(self, token_id: int, at: int) -> None:
        USED.run(self._connection, {"which": token_id, "moment": at})

    def end(self, account_id: int, token_id: int) -> bool:
        asked = delete(api_tokens).where(api_tokens.c.id == token_id, api_tokens.c.account_id == account_id)
        return self._connection.execute(asked).rowcount == 1

    def end_all(self, account_id: int) -> int:
        return self._connection.execute(delete(api_tokens).where(api_tokens.c.account_id == account_id)).rowcount
