"""Splits that respect the order of events: one moment for everybody, or the last like of each person."""

from datetime import UTC, datetime

import numpy as np

from matinee.domain.errors import BadData
from matinee.kit import seeds
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.splits.plan import Plan, one_event_a_title, ranks_within_people
from matinee.lab.data.splits.tasks import Parts

TRAIN_SHARE, TRAIN_AND_VALID_SHARE = 0.8, 0.9
LEAST_FOR_LAST = 3
"""Likes a person needs: one to know, one to tune on, one to find."""


def plan_by_moment(data: Dataset, seed: int) -> Plan:  # noqa: ARG001  every plan is made from data and a seed
    """Two moments cut all events 80 : 10 : 10; an event at the very moment belongs after it."""
    times = _times(data)
    likes = one_event_a_title(data.likes_only(), keep="first")
    in_order = np.sort(times)
    cuts = [int(in_order[int(share * len(times))]) for share in (TRAIN_SHARE, TRAIN_AND_VALID_SHARE)]
    when = _times(likes)
    train, before_test = when < cuts[0], when < cuts[1]
    valid, test = before_test & ~train, ~before_test
    if cuts[0] == in_order[0]:
        raise BadData(
            "too many events share one time to cut the data by time",
            where=data.name,
            remedy="Give real times, or use another protocol",
        )
    return Plan(
        likes,
        tuning=Parts(train, history=train, targets=valid),
        final=Parts(before_test, history=before_test, targets=test),
        random=False,
        about={"valid_from": _spelled(cuts[0]), "test_from": _spelled(cuts[1])},
    )


def plan_last(data: Dataset, seed: int) -> Plan:
    """The last like of each person is the test, the one before it is for tuning; ties in time are broken by lot."""
    likes = one_event_a_title(data.likes_only(), keep="first")
    when = _times(likes)
    lots = seeds.generator(seed, "last").random(len(when))
    age = ranks_within_people(likes.log.people, lots, -when)
    enough = np.bincount(likes.log.people, minlength=likes.n_people) >= LEAST_FOR_LAST
    asked = enough[likes.log.people]
    test, valid = asked & (age == 0), asked & (age == 1)
    return Plan(
        likes,
        tuning=Parts(~(test | valid), history=~(test | valid), targets=valid),
        final=Parts(~test, history=~test, targets=test),
        about={"people_with_too_few_likes": int((~enough).sum())},
    )


def _times(data: Dataset) -> np.ndarray:
    if data.log.times is None:
        raise BadData(
            "the events have no times", where=data.name, remedy="Use the protocol strong or weak, or give times"
        )
    return data.log.times


def _spelled(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat()
