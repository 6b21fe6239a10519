"""Who has used the house lately."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select, union

from matinee.adapters.storage.tables.accounts import accounts, api_tokens, sessions


class Activity:
    """Keeps `services.operations.store.ActivityStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def active(self, *, since: int, after: int, most: int) -> Sequence[int]:
        came = union(
            select(sessions.c.account_id).where(sessions.c.seen_at >= since),
            select(api_tokens.c.account_id).where(api_tokens.c.used_at >= since),
        )
        asked = select(accounts.c.id).where(
            accounts.c.id > after, accounts.c.disabled_at.is_(None), accounts.c.id.in_(came)
        )
        return self._connection.execute(asked.order_by(accounts.c.id).limit(most)).scalars().all()

    def there(self, ids: Collection[int]) -> Collection[int]:
        return self._connection.execute(select(accounts.c.id).where(accounts.c.id.in_(ids))).scalars().all()
