"""Which arm of an experiment a person is in: a pure function of names, so that every worker says the same for ever."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from matinee.domain.errors import BadConfig, Conflict
from matinee.lab.trials.buckets import BUCKETS, bucket_of, buckets_of, check_seed
from matinee.lab.trials.layouts import Layout, Span, changed

Why = Literal["assigned", "kept", "stopped", "held_out", "elsewhere", "outside"]
"""assigned: by the hash. kept: in the arm that the person was in before. stopped: the experiment does not run.
held_out: in the holdout, which no experiment touches. elsewhere: the namespace gave the person to another experiment,
or to none. outside: in no arm, since the arms do not take everybody."""


@dataclass(frozen=True)
class Holdout:
    """People whom no experiment touches, so that the effect of all of them together can be told. share: buckets."""

    seed: str
    share: int

    def __post_init__(self) -> None:
        check_seed(self.seed, where="holdout")
        if not 0 <= self.share < BUCKETS:
            raise BadConfig(f"a holdout of {self.share} buckets", where="holdout", remedy=f"0 to {BUCKETS - 1}")


@dataclass(frozen=True)
class Namespace:
    """Experiments that exclude each other: each holds buckets of its own. seed: never that of an experiment."""

    seed: str
    claims: Layout = field(default_factory=lambda: Layout({}))

    def __post_init__(self) -> None:
        check_seed(self.seed, where="namespace")

    def claimed(self, experiment: str, share: int) -> "Namespace":
        """With `share` buckets for the experiment, which keeps what it has; nobody else's are touched."""
        weights = self.claims.weights() | {experiment: share}
        if sum(weights.values()) > BUCKETS:
            free = BUCKETS - sum(weights.values()) + share
            raise Conflict(
                f"'{experiment}' asks for {share} buckets and {free} are free",
                where=f"namespace '{self.seed}'",
                remedy="Ask for fewer, or end another experiment",
            )
        return replace(self, claims=changed(self.claims, weights))

    def released(self, experiment: str) -> "Namespace":
        """Without the experiment; what it held is nobody's."""
        return replace(self, claims=Layout({name: s for name, s in self.claims.spans.items() if name != experiment}))

    def spans_of(self, experiment: str) -> tuple[Span, ...]:
        return self.claims.spans.get(experiment, ())


@dataclass(frozen=True)
class Experiment:
    """name: in its namespace. seed: its own, or people would be in the same arm of each. arms: the first is the
    control. running: False is the kill switch, after which nobody is in any arm."""

    name: str
    seed: str
    arms: Layout
    namespace: Namespace | None = None
    running: bool = True

    def __post_init__(self) -> None:
        check_seed(self.seed, where=f"experiment '{self.name}'")
        if len(self.arms.spans) < 2:
            raise BadConfig("an experiment compares at least two arms", where=f"experiment '{self.name}'")
        if self.namespace is not None and self.namespace.seed == self.seed:
            raise BadConfig(
                "the namespace has the seed of the experiment, so that only some arms would be reached",
                where=f"experiment '{self.name}'",
                remedy="Give each a seed of its own",
            )


@dataclass(frozen=True)
class Assignment:
    """arm: None where the person is in none, and is served as if there were no experiment."""

    arm: str | None
    why: Why


def assign(experiment: Experiment, unit: str, *, holdout: Holdout | None = None, kept: str | None = None) -> Assignment:
    """unit: the person's key, as a text. kept: the arm that the person is known to have been in; it stays theirs
    when weights change, as long as the experiment has it."""
    if not experiment.running:
        return Assignment(None, "stopped")
    if holdout is not None and bucket_of(holdout.seed, unit) < holdout.share:
        return Assignment(None, "held_out")
    if kept is not None and kept in experiment.arms.spans:
        return Assignment(kept, "kept")
    space = experiment.namespace
    if space is not None and space.claims.side_of(bucket_of(space.seed, unit)) != experiment.name:
        return Assignment(None, "elsewhere")
    arm = experiment.arms.side_of(bucket_of(experiment.seed, unit))
    return Assignment(arm, "outside" if arm is None else "assigned")


def assign_all(experiment: Experiment, units: Sequence[str], *, holdout: Holdout | None = None) -> np.ndarray:
    """int64: for each unit the place of its arm among the arms, -1 for none; what `assign` says of each."""
    if not experiment.running:
        return np.full(len(units), -1, dtype=np.int64)
    arms = experiment.arms.sides_of(buckets_of(experiment.seed, units))
    if holdout is not None:
        arms = np.where(buckets_of(holdout.seed, units) < holdout.share, -1, arms)
    if (space := experiment.namespace) is not None:
        names = list(space.claims.spans)
        own = names.index(experiment.name) if experiment.name in names else len(names)
        arms = np.where(space.claims.sides_of(buckets_of(space.seed, units)) == own, arms, -1)
    return arms
