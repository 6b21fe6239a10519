"""Who is answered by which arm, at the moment of the answer: a pure function of names, which asks no database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matinee.domain.errors import BadConfig, MatineeError
from matinee.domain.trials import Arm, Design, Trial
from matinee.lab.trials.assignment import Experiment, Holdout, Namespace, assign
from matinee.lab.trials.buckets import BUCKETS
from matinee.lab.trials.layouts import Layout, laid_out
from matinee.services.trials.designs import arm_label, buckets_of_arms
from matinee.services.trials.keep import SPACE, design_of

HELD_OUT = "experiments-holdout"
"""Seed of the people whom no experiment touches."""


@dataclass(frozen=True, eq=False)
class Running:
    """An experiment that people can come to. experiment: as `lab.trials` knows it."""

    design: Design
    experiment: Experiment


@dataclass(frozen=True)
class Placed:
    """arm: by which a person is answered. label: as the slate carries it. rival: the other arm, where both share one
    slate."""

    arm: Arm
    label: str
    rival: Arm | None = None


def running_of(trials: Sequence[Trial], *, warn: Callable[[str], None]) -> tuple[Running, ...]:
    """Those of them that run, in one namespace, so that nobody is in two. warn: is told of one whose plan cannot be
    read, or is not that by which it began; nobody is in that one."""
    running = [one for one in trials if one.state == "running"]
    space = Namespace(SPACE, Layout({one.key: tuple((low, high) for low, high in one.spans) for one in running}))
    made = []
    for one in running:
        try:
            design = design_of(one)
        except MatineeError as error:
            warn(f"nobody is in the experiment '{one.key}': {error}")
            continue
        experiment = Experiment(one.key, one.seed, laid_out(buckets_of_arms(design)), space)
        made.append(Running(design, experiment))
    return tuple(made)


def holdout_of(share: float) -> Holdout | None:
    """share: of all people, from 0 on."""
    if not 0 <= share < 1:
        raise BadConfig(f"a holdout of {share:g}", where="holdout", remedy="Choose from 0 to below 1")
    return Holdout(HELD_OUT, round(share * BUCKETS)) if share else None


def placed(running: Sequence[Running], account_id: int, *, ratings: int, holdout: Holdout | None) -> Placed | None:
    """None for whoever is in no experiment. ratings: that the person has given."""
    unit = str(account_id)
    for one in running:
        if ratings < one.design.least_ratings:
            continue
        name = assign(one.experiment, unit, holdout=holdout).arm
        if name is None:
            continue
        label = arm_label(one.design, name)
        if one.design.kind == "interleaving":
            return Placed(one.design.arms[0], label, rival=one.design.arms[1])
        return Placed(next(arm for arm in one.design.arms if arm.name == name), label)
    return None
