"""Who gets which share of the buckets, and how shares change so that as few as possible change sides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from matinee.domain.errors import BadConfig
from matinee.lab.trials.buckets import BUCKETS

Span = tuple[int, int]
"""Buckets from the first number up to, and without, the second."""


@dataclass(frozen=True)
class Layout:
    """spans: of each side, by name, in order; no bucket has two sides, and some may have none."""

    spans: Mapping[str, tuple[Span, ...]]

    def __post_init__(self) -> None:
        taken = sorted((span, name) for name, spans in self.spans.items() for span in spans)
        for (low, high), name in taken:
            if not 0 <= low < high <= BUCKETS:
                raise BadConfig(f"buckets {low} to {high} do not exist", where=f"'{name}'")
        for ((_, end), one), ((start, _), other) in pairwise(taken):
            if start < end:
                raise BadConfig(f"'{one}' and '{other}' both hold bucket {start}", where="layout")

    def side_of(self, bucket: int) -> str | None:
        """The name of who holds the bucket; None where nobody does."""
        number = int(self._numbers[bucket])
        return None if number < 0 else list(self.spans)[number]

    def sides_of(self, buckets: np.ndarray) -> np.ndarray:
        """int64: for each bucket the place of its side among the names, -1 for none."""
        return self._numbers[buckets]

    def weights(self) -> dict[str, int]:
        """Buckets of each side."""
        return {name: sum(high - low for low, high in spans) for name, spans in self.spans.items()}

    @cached_property
    def _numbers(self) -> np.ndarray:
        made = np.full(BUCKETS, -1, dtype=np.int64)
        for number, spans in enumerate(self.spans.values()):
            for low, high in spans:
                made[low:high] = number
        return made


def laid_out(weights: Mapping[str, int]) -> Layout:
    """One span a side, in the order given. weights: buckets of each, at most BUCKETS together; the rest is nobody's."""
    return changed(Layout({}), weights)


def changed(layout: Layout, weights: Mapping[str, int]) -> Layout:
    """The layout with other weights, in which nobody changes sides who need not.

    A side that shrinks gives buckets away; one that grows keeps all it has, takes what is nobody's first, and then what
    others gave away. A side that is no longer named gives everything away.
    """
    _check(weights)
    sides = {name: _buckets(layout.spans.get(name, ()))[: max(weight, 0)] for name, weight in weights.items()}
    free = np.ones(BUCKETS, dtype=bool)
    for held in sides.values():
        free[held] = False
    before = np.zeros(BUCKETS, dtype=bool)
    before[_buckets(span for spans in layout.spans.values() for span in spans)] = True
    waiting = np.concatenate([np.flatnonzero(free & ~before), np.flatnonzero(free & before)])
    made: dict[str, tuple[Span, ...]] = {}
    for name, weight in weights.items():
        missing = weight - len(sides[name])
        made[name] = _spans(np.concatenate([sides[name], waiting[:missing]]))
        waiting = waiting[missing:]
    return Layout(made)


def _check(weights: Mapping[str, int]) -> None:
    for name, weight in weights.items():
        if weight < 0:
            raise BadConfig(f"a weight of {weight} is no share", where=f"'{name}'", remedy="Choose 0 or more")
    if sum(weights.values()) > BUCKETS:
        raise BadConfig(
            f"the weights come to {sum(weights.values())} of {BUCKETS} buckets",
            where=", ".join(weights),
            remedy="Give less to one of them",
        )


def _buckets(spans: Iterable[Span]) -> np.ndarray:
    """int64, sorted."""
    parts = [np.arange(low, high) for low, high in spans]
    return np.sort(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.int64)


def _spans(buckets: np.ndarray) -> tuple[Span, ...]:
    if not len(buckets):
        return ()
    ordered = np.sort(buckets)
    breaks = np.flatnonzero(np.diff(ordered) > 1)
    starts, ends = ordered[np.r_[0, breaks + 1]], ordered[np.r_[breaks, len(ordered) - 1]] + 1
    return tuple(zip(starts.tolist(), ends.tolist(), strict=True))
