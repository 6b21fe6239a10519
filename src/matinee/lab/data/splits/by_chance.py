"""Splits by lot: of each person's titles (weak), of the people (strong), of single ratings (rating)."""

import numpy as np

from matinee.domain.errors import BadData
from matinee.kit import seeds
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.splits.plan import Plan, one_event_a_title, ranks_within_people
from matinee.lab.data.splits.tasks import Parts

ONE_TARGET_IN = 5
"""Every fifth like of a person is a target, rounded down, so that people with fewer have none."""
ONE_VALID_IN = 10
"""Of what is left, every tenth is for tuning, rounded down."""
ONE_PERSON_IN = 10
"""Every tenth person is held out for tuning, and as many for the test."""
MOST_HELD_OUT = 10_000
FOLDS = 5
TUNING_SHARE = 0.1
"""Share of the training ratings of a fold that settings are chosen on."""


def plan_weak(data: Dataset, seed: int) -> Plan:
    """Of each person's likes a random fifth is the test, and a tenth of the others is for tuning."""
    likes = one_event_a_title(data.likes_only(), keep="first")
    who, counts = likes.log.people, np.bincount(likes.log.people, minlength=likes.n_people)
    ranks = _ranks_by_lot(likes, seed, "weak")
    n_test = counts // ONE_TARGET_IN
    n_valid = (counts - n_test) // ONE_VALID_IN
    test = ranks < n_test[who]
    valid = ~test & (ranks < (n_test + n_valid)[who])
    fit = ~(test | valid)
    return Plan(
        likes,
        tuning=Parts(fit, history=fit, targets=valid),
        final=Parts(~test, history=~test, targets=test),
        about={"people_with_too_few_likes": int((n_test == 0).sum())},
    )


def plan_strong(data: Dataset, seed: int) -> Plan:
    """Some people are held out whole: of their likes a random fifth is to be found from the others.

    Liang et al. 2018, "Variational autoencoders for collaborative filtering".
    """
    likes = one_event_a_title(data.likes_only(), keep="first")
    who, counts = likes.log.people, np.bincount(likes.log.people, minlength=likes.n_people)
    n_targets = counts // ONE_TARGET_IN
    able = seeds.generator(seed, "strong: people").permutation(np.flatnonzero(n_targets))
    held = min(max(1, len(able) // ONE_PERSON_IN), MOST_HELD_OUT)
    if len(able) < 3:
        raise BadData(
            f"{len(able)} people have {ONE_TARGET_IN} likes or more, which is too few to hold any out",
            where=data.name,
            remedy="Give more data, or use another protocol",
        )
    group = np.zeros(likes.n_people, dtype=np.int8)
    group[able[:held]], group[able[held : 2 * held]] = 1, 2
    target = _ranks_by_lot(likes, seed, "strong: targets") < n_targets[who]
    train = group[who] == 0
    valid, test = group[who] == 1, group[who] == 2
    return Plan(
        likes,
        tuning=Parts(train, history=valid & ~target, targets=valid & target),
        final=Parts(train, history=test & ~target, targets=test & target),
        about={"people_with_too_few_likes": int((n_targets == 0).sum()), "people_held_out": 2 * held},
    )


def plan_rating(data: Dataset, seed: int, fold: int) -> Plan:
    """One of FOLDS random parts of the ratings is the test, fold 1 to FOLDS; all ratings count, not only likes."""
    if data.feedback.kind != "rating":
        raise BadData(
            f"a {data.feedback.kind} is no rating, so there is none to predict",
            where=data.name,
            remedy="Use a protocol that ranks: time, last, strong or weak",
        )
    ratings = one_event_a_title(data, keep="latest")
    size = len(ratings.log)
    folds = np.empty(size, dtype=np.int8)
    folds[seeds.generator(seed, "rating").permutation(size)] = np.arange(size) % FOLDS + 1
    train, test = folds != fold, folds == fold
    valid = train & tuning_part(size, seed, fold)
    return Plan(
        ratings,
        tuning=Parts(train & ~valid, history=train & ~valid, targets=valid),
        final=Parts(train, history=train, targets=test),
        about={"fold": fold, "folds": list(range(1, FOLDS + 1))},
    )


def tuning_part(size: int, seed: int, fold: int) -> np.ndarray:
    """bool (size,): a random TUNING_SHARE."""
    return seeds.generator(seed, f"tuning part of fold {fold}").random(size) < TUNING_SHARE


def _ranks_by_lot(likes: Dataset, seed: int, purpose: str) -> np.ndarray:
    lots = seeds.generator(seed, purpose).random(len(likes.log))
    return ranks_within_people(likes.log.people, lots)
