"""Experiments, and what the people of one did, counted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Boolean, Connection, delete, func, literal, literal_column, or_, select, update

from matinee.adapters.storage.inserts import insert_into
from matinee.adapters.storage.tables.exposures import consents, exposures, feedback
from matinee.adapters.storage.tables.library import rating_changes, watches
from matinee.adapters.storage.tables.operations import request_log
from matinee.adapters.storage.tables.trials import experiments
from matinee.domain.feedback import HALF_STARS
from matinee.domain.trials import Figure, Shown, Trial, TrialState
from matinee.kit.clock import DAY

TRIAL = tuple(
    experiments.c[name]
    for name in (
        "key",
        "state",
        "design",
        "seed",
        "made_at",
        "digest",
        "spans",
        "begun_at",
        "ended_at",
        "why",
        "results",
    )
)
ASKED = "/api/v1/recommendations"
LIKED = round(2 * HALF_STARS.like_at)
Window = Callable[[Any], tuple[Any, Any]]


class Trials:
    """Keeps `services.trials.store.TrialStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, trial: Trial) -> bool:
        asked = insert_into(self._connection, experiments).values(**_row(trial))
        return self._connection.execute(asked.on_conflict_do_nothing(index_elements=["key"])).rowcount == 1

    def keyed(self, key: str) -> Trial | None:
        row = self._connection.execute(select(*TRIAL).where(experiments.c.key == key)).first()
        return None if row is None else Trial(*row)

    def all(self, *, state: TrialState | None = None) -> Sequence[Trial]:
        asked = select(*TRIAL).order_by(experiments.c.id.desc())
        if state is not None:
            asked = asked.where(experiments.c.state == state)
        return [Trial(*row) for row in self._connection.execute(asked)]

    def locked(self) -> Sequence[Trial]:
        """Always in one order, or two that lock would each wait for the other."""
        asked = select(*TRIAL).order_by(experiments.c.id).with_for_update()
        return [Trial(*row) for row in self._connection.execute(asked)]

    def set(self, trial: Trial) -> None:
        self._connection.execute(update(experiments).where(experiments.c.key == trial.key).values(**_row(trial)))

    def remove(self, key: str) -> None:
        self._connection.execute(delete(experiments).where(experiments.c.key == key))


class TrialFigures:
    """Keeps `services.trials.store.FigureStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def first_shown(self, shown: Shown, *, assumed: bool) -> Sequence[tuple[int, str, int]]:
        none = literal_column("''")
        arm = func.coalesce(exposures.c.arm, none) if shown.arms else none
        first = func.min(exposures.c.at).label("at")
        asked = _slates(shown, assumed=assumed, asked=(exposures.c.account_id, arm.label("arm"), first))
        # PostgreSQL groups by columns alone, and not by what is the same everywhere.
        groups = (exposures.c.account_id, arm) if shown.arms else (exposures.c.account_id,)
        rows = self._connection.execute(asked.group_by(*groups)).all()
        return [(row.account_id, row.arm, row.at) for row in rows]

    def figures(
        self, shown: Shown, *, window: int, late: int, before: bool, assumed: bool
    ) -> Mapping[Figure, Mapping[int, float]]:
        first = _first(shown, assumed=assumed)
        begin, end = (first.c.at - window, first.c.at) if before else (first.c.at, first.c.at + window)
        found: dict[Figure, dict[int, float]] = {}
        for names, asked in _counts(first, begin, end, until_told=end + late):
            for row in self._connection.execute(asked):
                for name, number in zip(names, row[1:], strict=True):
                    if number:
                        found.setdefault(name, {})[row[0]] = float(number)
        return found

    def credits(self, shown: Shown, *, window: int, late: int, assumed: bool) -> Mapping[int, tuple[int, int]]:
        first = _first(shown, assumed=assumed)
        team = func.substr(exposures.c.teams, feedback.c.rank, 1)
        end = first.c.at + window
        asked = (
            select(
                first.c.account_id,
                func.count().filter(team == "0"),
                func.count().filter(team == "1"),
            )
            .select_from(
                first.join(feedback, feedback.c.account_id == first.c.account_id).join(
                    exposures, exposures.c.id == feedback.c.exposure_id
                )
            )
            .where(
                feedback.c.kind == "clicked",
                feedback.c.rank.is_not(None),
                exposures.c.teams.is_not(None),
                exposures.c.arm.in_(shown.arms or ()),
                feedback.c.at >= first.c.at,
                feedback.c.at < end,
                feedback.c.received_at < end + late,
            )
            .group_by(first.c.account_id)
        )
        return {row[0]: (row[1], row[2]) for row in self._connection.execute(asked)}


def _row(trial: Trial) -> dict[str, Any]:
    row = asdict(trial)
    return row | {"spans": [list(one) for one in trial.spans]}


def _slates(shown: Shown, *, assumed: bool, asked: tuple[Any, ...]) -> Any:
    """Of those who agree to statistics."""
    made = (
        select(*asked)
        .select_from(exposures)
        .outerjoin(consents, consents.c.account_id == exposures.c.account_id)
        .where(
            exposures.c.at >= shown.since,
            exposures.c.at < shown.until,
            func.coalesce(consents.c.statistics, literal(assumed, Boolean)),
        )
    )
    return made if shown.arms is None else made.where(exposures.c.arm.in_(shown.arms))


def _first(shown: Shown, *, assumed: bool) -> Any:
    """Accounts and the moments of their first slates."""
    asked = (exposures.c.account_id, func.min(exposures.c.at).label("at"))
    return _slates(shown, assumed=assumed, asked=asked).group_by(exposures.c.account_id).subquery("first_slate")


def _counts(first: Any, begin: Any, end: Any, *, until_told: Any) -> Sequence[tuple[tuple[Figure, ...], Any]]:
    """Figures, and the statement that counts them: the account first, then each of them."""
    return (
        (("slates", "returned"), _of_slates(first, begin, end)),
        (("clicked", "dismissed", "answered", "satisfaction"), _of_feedback(first, begin, end, until_told)),
        (("rated", "liked"), _of_ratings(first, begin, end)),
        (("watched",), _of_watches(first, begin, end, until_told)),
        (("asked", "milliseconds", "failed"), _of_requests(first, begin, end)),
    )


def _of_slates(first: Any, begin: Any, end: Any) -> Any:
    later = func.count().filter(exposures.c.at >= first.c.at + DAY)
    return _inside(select(first.c.account_id, func.count(), later), first, exposures.c.at, begin, end)


def _of_feedback(first: Any, begin: Any, end: Any, until_told: Any) -> Any:
    """What belongs to no slate was not brought about by one."""
    kinds = [func.count().filter(feedback.c.kind == kind) for kind in ("clicked", "dismissed", "satisfied")]
    total = func.coalesce(func.sum(feedback.c.value).filter(feedback.c.kind == "satisfied"), 0.0)
    made = _inside(select(first.c.account_id, *kinds, total), first, feedback.c.at, begin, end)
    return made.where(feedback.c.received_at < until_told, feedback.c.exposure_id.is_not(None))


def _of_ratings(first: Any, begin: Any, end: Any) -> Any:
    """Given by hand. One that was undone later than the window counts, since it was given in it."""
    titles = func.count(rating_changes.c.title_id.distinct())
    liked = titles.filter(rating_changes.c.after >= LIKED)
    asked = select(first.c.account_id, titles, liked)
    made = _inside(asked, first, rating_changes.c.at, begin, end)
    return made.where(
        rating_changes.c.source == "person",
        rating_changes.c.after.is_not(None),
        or_(rating_changes.c.undone_at.is_(None), rating_changes.c.undone_at >= end),
    )


def _of_watches(first: Any, begin: Any, end: Any, until_told: Any) -> Any:
    titles = func.count(watches.c.title_id.distinct())
    made = _inside(select(first.c.account_id, titles), first, watches.c.watched_at, begin, end)
    return made.where(
        watches.c.dated == "moment",
        watches.c.episode_id.is_(None),
        watches.c.import_id.is_(None),
        watches.c.noted_at < until_told,
    )


def _of_requests(first: Any, begin: Any, end: Any) -> Any:
    failed = func.count().filter(request_log.c.status >= 500)
    asked = select(first.c.account_id, func.count(), func.sum(request_log.c.milliseconds), failed)
    return _inside(asked, first, request_log.c.at, begin, end).where(request_log.c.route == ASKED)


def _inside(asked: Any, first: Any, at: Any, begin: Any, end: Any) -> Any:
    """at: the column that says when."""
    joined = first.join(at.table, at.table.c.account_id == first.c.account_id)
    return asked.select_from(joined).where(at >= begin, at < end).group_by(first.c.account_id)
