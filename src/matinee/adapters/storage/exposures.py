"""Slates that were shown, what came of them, and what people agree to.

What every recommendation asks is written once and put to the driver itself.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import (
    BigInteger,
    Boolean,
    Connection,
    Integer,
    String,
    bindparam,
    delete,
    func,
    literal,
    select,
    update,
)

from matinee.adapters.storage.hot import Hot
from matinee.adapters.storage.inserts import INSERTS, insert_into
from matinee.adapters.storage.tables.accounts import accounts
from matinee.adapters.storage.tables.catalogue import titles
from matinee.adapters.storage.tables.exposures import consents, exposures, feedback
from matinee.adapters.storage.tables.library import rating_changes, watches
from matinee.domain.exposures import PURPOSES, Attached, Consents, Event, Purpose, ShownSlate, Slate

_WRITTEN = [column for column in exposures.columns if column.name != "id"]
_GIVEN = [bindparam(f"its_{column.name}", type_=column.type) for column in _WRITTEN]
LOG = Hot(
    exposures.insert().from_select(
        [column.name for column in _WRITTEN],
        select(*_GIVEN)
        .select_from(accounts.outerjoin(consents, consents.c.account_id == accounts.c.id))
        .where(
            accounts.c.id == bindparam("owner", type_=BigInteger),
            func.coalesce(consents.c.exposures, bindparam("assumed", type_=Boolean)),
        ),
    )
)
"""Nothing is written for somebody who does not agree, or who has gone since the slate was drawn."""
SHOWN_AGAIN = Hot(
    update(exposures)
    .where(exposures.c.slate_id == bindparam("slate", type_=String), exposures.c.account_id == bindparam("owner"))
    .values(
        showings=exposures.c.showings + bindparam("times", type_=Integer),
        shown_at=bindparam("moment", type_=BigInteger),
    )
)
IS_LOGGED = Hot(
    select(exposures.c.id).where(
        exposures.c.slate_id == bindparam("slate", type_=String), exposures.c.account_id == bindparam("owner")
    )
)
SLATE = (
    exposures.c.id,
    exposures.c.showings,
    exposures.c.shown_at,
    exposures.c.slate_id,
    exposures.c.account_id,
    exposures.c.at,
    exposures.c.model_version,
    exposures.c.recipe,
    exposures.c.source,
    exposures.c.k,
    exposures.c.titles,
    exposures.c.propensities,
    exposures.c.share,
    exposures.c.others,
    exposures.c.seed,
    exposures.c.arm,
    exposures.c.teams,
)
OF = (
    select(*SLATE)
    .where(
        exposures.c.account_id == bindparam("owner"),
        exposures.c.at >= bindparam("since"),
        exposures.c.at <= bindparam("until"),
    )
    .order_by(exposures.c.at.desc(), exposures.c.id.desc())
    .limit(bindparam("most"))
)
SHOWN = select(exposures.c.at, exposures.c.titles).where(
    exposures.c.account_id == bindparam("owner"),
    exposures.c.at >= bindparam("since"),
    exposures.c.at < bindparam("before"),
)
NAMED = select(*SLATE).where(
    exposures.c.slate_id.in_(bindparam("ids", expanding=True)), exposures.c.account_id == bindparam("owner")
)
KNOWN = select(feedback.c.event_id).where(
    feedback.c.account_id == bindparam("owner"), feedback.c.event_id.in_(bindparam("ids", expanding=True))
)
ONCE = ["account_id", "event_id"]
ADD = {name: insert(feedback).on_conflict_do_nothing(index_elements=ONCE) for name, insert in INSERTS.items()}
CONSENT = tuple(consents.c[name] for name in (*PURPOSES, "at"))
CONSENTS_OF = Hot(select(*CONSENT).where(consents.c.account_id == bindparam("owner")))


class Exposures:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def log(self, slate: Slate, *, assumed: bool) -> bool:
        row = {
            "slate_id": slate.id,
            "account_id": slate.account_id,
            "at": slate.at,
            "model_version": slate.model_version,
            "recipe": slate.recipe,
            "source": slate.source,
            "arm": slate.arm,
            "k": slate.k,
            "titles": orjson.dumps(slate.titles).decode(),
            "propensities": orjson.dumps(slate.propensities).decode(),
            "share": slate.share,
            "others": slate.others,
            "seed": slate.seed,
            "showings": 1,
            "shown_at": slate.at,
            "teams": slate.teams,
        }
        given = {f"its_{name}": value for name, value in row.items()}
        return LOG.run(self._connection, given | {"owner": slate.account_id, "assumed": assumed}) == 1

    def is_logged(self, slate_id: str, account_id: int) -> bool:
        return IS_LOGGED.row(self._connection, {"slate": slate_id, "owner": account_id}) is not None

    def shown_again(self, slate_id: str, account_id: int, at: int, *, times: int = 1) -> bool:
        asked = {"slate": slate_id, "owner": account_id, "moment": at, "times": times}
        return SHOWN_AGAIN.run(self._connection, asked) == 1

    def named(self, account_id: int, slate_ids: Collection[str]) -> Mapping[str, ShownSlate]:
        if not slate_ids:
            return {}
        found = map(_shown, self._connection.execute(NAMED, {"owner": account_id, "ids": list(slate_ids)}))
        return {shown.slate.id: shown for shown in found}

    def of(self, account_id: int, *, since: int, until: int, most: int) -> Sequence[ShownSlate]:
        asked = {"owner": account_id, "since": since, "until": until, "most": most}
        return [_shown(row) for row in self._connection.execute(OF, asked)]

    def shown(self, account_id: int, *, since: int, before: int) -> Sequence[tuple[int, Sequence[int]]]:
        asked = {"owner": account_id, "since": since, "before": before}
        return [(int(at), titles) for at, titles in self._connection.execute(SHOWN, asked)]

    def forget(self, account_id: int) -> int:
        self._connection.execute(delete(feedback).where(feedback.c.account_id == account_id))
        return self._connection.execute(delete(exposures).where(exposures.c.account_id == account_id)).rowcount


class Events:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known(self, account_id: int, ids: Collection[str]) -> Collection[str]:
        return self._connection.execute(KNOWN, {"owner": account_id, "ids": list(ids)}).scalars().all()

    def titles(self, ids: Collection[int]) -> Collection[int]:
        return self._connection.execute(select(titles.c.id).where(titles.c.id.in_(ids))).scalars().all()

    def add(self, account_id: int, events: Sequence[Attached], at: int) -> None:
        if not events:
            return
        rows = [
            {
                "account_id": account_id,
                "event_id": one.event.id,
                "kind": one.event.kind,
                "title_id": one.event.title_id,
                "exposure_id": one.row,
                "rank": one.rank,
                "value": one.event.value,
                "at": one.at,
                "received_at": at,
            }
            for one in events
        ]
        self._connection.execute(ADD[self._connection.dialect.name], rows)

    def on(self, rows: Collection[int]) -> Mapping[int, Sequence[Event]]:
        asked = (
            select(
                feedback.c.exposure_id,
                feedback.c.event_id,
                feedback.c.kind,
                exposures.c.slate_id,
                feedback.c.title_id,
                feedback.c.value,
                feedback.c.at,
            )
            .join(exposures, exposures.c.id == feedback.c.exposure_id)
            .where(feedback.c.exposure_id.in_(rows))
            .order_by(feedback.c.at, feedback.c.id)
        )
        found: dict[int, list[Event]] = {}
        for row in self._connection.execute(asked):
            found.setdefault(row[0], []).append(Event(*row[1:]))
        return found

    def in_library(self, account_id: int, *, since: int, until: int) -> Sequence[Event]:
        changes = rating_changes.c
        rated = select(changes.version, changes.title_id, changes.after, changes.at).where(
            changes.account_id == account_id,
            changes.at.between(since, until),
            changes.source == "person",
            changes.after.is_not(None),
            changes.undone_at.is_(None),
        )
        watched = select(watches.c.id, watches.c.title_id, watches.c.progress, watches.c.watched_at).where(
            watches.c.account_id == account_id,
            watches.c.watched_at.between(since, until),
            watches.c.dated == "moment",
            watches.c.episode_id.is_(None),
            watches.c.import_id.is_(None),
        )
        found = [
            Event(f"rating:{row[0]}", "rated", None, row[1], row[2] / 2, row[3])
            for row in self._connection.execute(rated.order_by(changes.at, changes.version))
        ]
        return found + [
            Event(f"watch:{row[0]}", "watched", None, row[1], row[2] / 100, row[3])
            for row in self._connection.execute(watched.order_by(watches.c.watched_at, watches.c.id))
        ]


class ConsentsGiven:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, account_id: int) -> Consents | None:
        row = CONSENTS_OF.row(self._connection, {"owner": account_id})
        return None if row is None else Consents(*map(bool, row[:-1]), at=row[-1])

    def set(self, account_id: int, said: Consents, at: int) -> None:
        values = {name: getattr(said, name) for name in PURPOSES} | {"at": at}
        asked = insert_into(self._connection, consents).values(account_id=account_id, **values)
        self._connection.execute(asked.on_conflict_do_update(index_elements=["account_id"], set_=values))

    def agreeing(self, purpose: Purpose, *, assumed: bool) -> Sequence[int]:
        asked = (
            select(accounts.c.id)
            .outerjoin(consents, consents.c.account_id == accounts.c.id)
            .where(func.coalesce(consents.c[purpose], literal(assumed, Boolean)))
            .order_by(accounts.c.id)
        )
        return self._connection.execute(asked).scalars().all()

    def agreed_to_lists(self, *, after: int, count: int) -> Sequence[tuple[int, str]]:
        asked = select(accounts.c.id, accounts.c.key).join_from(accounts, consents)
        asked = asked.where(consents.c.lists, accounts.c.disabled_at.is_(None), accounts.c.id > after)
        rows = self._connection.execute(asked.order_by(accounts.c.id).limit(count))
        return [(account_id, key) for account_id, key in rows]


def _shown(row: Any) -> ShownSlate:
    return ShownSlate(row=row[0], showings=row[1], shown_at=row[2], slate=Slate(*row[3:]))
