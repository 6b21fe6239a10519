"""Accounts and the invitations to open one."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, and_, select, update

from matinee.adapters.storage.inserts import insert_into
from matinee.adapters.storage.tables.accounts import accounts, invitations
from matinee.domain.accounts import Account, Credentials, Invitation, Role

ACCOUNT = (
    accounts.c.id,
    accounts.c.key,
    accounts.c.name,
    accounts.c.email,
    accounts.c.role,
    accounts.c.created_at,
    accounts.c.disabled_at,
)


class Accounts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, *, key: str, name: str, folded: str, email: str | None, digest: str, role: Role, at: int) -> bool:
        row = {"key": key, "name": name, "folded": folded, "email": email}
        row |= {"password_digest": digest, "role": role, "created_at": at}
        asked = insert_into(self._connection, accounts).values(row).on_conflict_do_nothing(index_elements=["folded"])
        return self._connection.execute(asked.returning(accounts.c.id)).first() is not None

    def named(self, folded: str) -> Credentials | None:
        return self._credentials(accounts.c.folded == folded)

    def credentials(self, account_id: int) -> Credentials | None:
        return self._credentials(accounts.c.id == account_id)

    def keyed(self, key: str) -> Account | None:
        row = self._connection.execute(select(*ACCOUNT).where(accounts.c.key == key)).first()
        return None if row is None else Account(*row)

    def page(self, *, after: int, count: int) -> Sequence[Account]:
        asked = select(*ACCOUNT).where(accounts.c.id > after).order_by(accounts.c.id).limit(count)
        return [Account(*row) for row in self._connection.execute(asked)]

    def set_password(self, account_id: int, digest: str) -> None:
        self._set(account_id, password_digest=digest)

    def set_email(self, account_id: int, email: str | None) -> None:
        self._set(account_id, email=email)

    def set_role(self, account_id: int, role: Role) -> None:
        self._set(account_id, role=role)

    def set_disabled(self, account_id: int, at: int | None) -> None:
        self._set(account_id, disabled_at=at)

    def admins(self) -> int:
        asked = select(accounts.c.id).where(accounts.c.role == "admin", accounts.c.disabled_at.is_(None))
        return len(self._connection.execute(asked.order_by(accounts.c.id).with_for_update()).all())

    def _credentials(self, condition: Any) -> Credentials | None:
        row = self._connection.execute(select(*ACCOUNT, accounts.c.password_digest).where(condition)).first()
        return None if row is None else Credentials(Account(*row[:-1]), row[-1])

    def _set(self, account_id: int, **values: Any) -> None:
        self._connection.execute(update(accounts).where(accounts.c.id == account_id).values(**values))


class Invitations:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, *, digest: str, made_by: int | None, at: int, expires_at: int) -> Invitation:
        row = {"digest": digest, "made_by": made_by, "created_at": at, "expires_at": expires_at}
        asked = invitations.insert().values(row).returning(invitations.c.id)
        return Invitation(self._connection.execute(asked).scalar_one(), at, expires_at, None)

    def good(self, digest: str, at: int) -> bool:
        return self._connection.execute(select(invitations.c.id).where(_good(digest, at))).first() is not None

    def use(self, digest: str, at: int) -> bool:
        asked = update(invitations).where(_good(digest, at)).values(used_at=at)
        return self._connection.execute(asked).rowcount == 1


def _good(digest: str, at: int) -> Any:
    return and_(invitations.c.digest == digest, invitations.c.used_at.is_(None), invitations.c.expires_at > at)


def account_of(row: Sequence[Any], *, first: int) -> Account:
    """The account whose columns begin at the place `first` of a joined row."""
    return Account(*row[first : first + len(ACCOUNT)])
