"""Splits made from a data set. The protocols are described in docs/splits.md."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from matinee.domain.errors import BadData
from matinee.kit.hashing import fingerprint
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.splits.by_chance import FOLDS, plan_rating, plan_strong, plan_weak
from matinee.lab.data.splits.by_time import plan_by_moment, plan_last
from matinee.lab.data.splits.plan import Plan
from matinee.lab.data.splits.split import Protocol, Split, Stage
from matinee.lab.data.splits.tasks import make_stage

_PLANS: dict[Protocol, Callable[[Dataset, int], Plan]] = {
    "time": plan_by_moment,
    "last": plan_last,
    "strong": plan_strong,
    "weak": plan_weak,
}


def make_split(data: Dataset, protocol: Protocol, *, seed: int = 0, fold: int | None = None) -> Split:
    """The split of a protocol, the same for the same data and seed. data: with all its ratings, not only likes.

    Rankings learn from likes alone, one event a person and title. fold: 1 to 5, for ratings only; the first if None.
    BadData where the data cannot be split so.
    """
    if protocol == "rating":
        chosen = _fold(fold)
        plan = plan_rating(data, seed, chosen)
        name = f"{data.name}-rating-{chosen}"
    else:
        if fold is not None:
            raise BadData(f"the protocol {protocol} has no folds", where=data.name, remedy="Leave --fold out")
        if not (data.log.values >= data.feedback.like_at).any():
            raise BadData(
                f"there is no like: no value is {data.feedback.like_at:g} or more",
                where=data.name,
                remedy="Give ratings on their right scale",
            )
        plan = _PLANS[protocol](data, seed)
        name = f"{data.name}-{protocol}"
    tuning = make_stage(plan.base, plan.tuning, every_title=protocol == "rating")
    final = make_stage(plan.base, plan.final, every_title=protocol == "rating")
    if not len(final.train.log) or not len(final.task):
        raise BadData(
            f"nobody is left to be asked under the protocol {protocol}",
            where=data.name,
            remedy="Give more data, or use another protocol",
        )
    used_seed = seed if plan.random else None
    return Split(
        name=name,
        protocol=protocol,
        tuning=tuning,
        final=final,
        fingerprint=fingerprint([protocol, asdict(data.feedback), *_content(tuning), *_content(final)]),
        seed=used_seed,
        about=_about(data, plan, tuning, final),
    )


def _fold(fold: int | None) -> int:
    chosen = 1 if fold is None else fold
    if not 1 <= chosen <= FOLDS:
        raise BadData(f"there is no fold {chosen}", remedy=f"Folds: 1 to {FOLDS}")
    return chosen


def _content(stage: Stage) -> Iterator[Any]:
    """Every array of a stage."""
    task = stage.task
    yield stage.train.fingerprint
    yield from (task.people, task.missed, task.left_out)
    for part in (task.histories, task.targets):
        yield from (part.offsets, part.titles, part.values, "no times" if part.times is None else part.times)


def _about(data: Dataset, plan: Plan, tuning: Stage, final: Stage) -> dict[str, int | str]:
    return {
        "events": len(data.log),
        "events_used": len(plan.base.log),
        "fit": len(tuning.train.log),
        "valid": int(len(tuning.task.targets.titles) + tuning.task.missed.sum()),
        "valid_people": len(tuning.task),
        "valid_people_left_out": tuning.task.left_out,
        "train": len(final.train.log),
        "test": int(len(final.task.targets.titles) + final.task.missed.sum()),
        "test_people": len(final.task),
        "test_people_left_out": final.task.left_out,
        **plan.about,
    }
