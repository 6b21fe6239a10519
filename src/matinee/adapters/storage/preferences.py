"""What people have set for themselves."""

from sqlalchemy import Connection, bindparam, select

from matinee.adapters.storage.inserts import insert_into
from matinee.adapters.storage.tables.accounts import preferences
from matinee.domain.preferences import Preferences, Row

SET = ("region", "services", "language", "home_rows", "stars", "set_at")
OF = select(*(preferences.c[name] for name in SET)).where(preferences.c.account_id == bindparam("owner"))


class PreferencesSet:
    """Keeps `services.accounts.store.PreferenceStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, account_id: int) -> Preferences | None:
        row = self._connection.execute(OF, {"owner": account_id}).first()
        if row is None:
            return None
        return Preferences(
            region=row.region,
            services=tuple(row.services),
            language=row.language,
            rows=tuple(Row(**one) for one in row.home_rows),
            stars=row.stars,
            set_at=row.set_at,
        )

    def set(self, account_id: int, said: Preferences) -> None:
        values = {
            "region": said.region,
            "services": list(said.services),
            "language": said.language,
            "home_rows": [{"row": one.row, "hidden": one.hidden} for one in said.rows],
            "stars": said.stars,
            "set_at": said.set_at,
        }
        asked = insert_into(self._connection, preferences).values(account_id=account_id, **values)
        self._connection.execute(asked.on_conflict_do_update(index_elements=["account_id"], set_=values))
