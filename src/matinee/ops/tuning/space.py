"""What may be tried: the grid of a model, widened where the settings it came with lie outside."""

import itertools
import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from matinee.kit.extras import needs
from matinee.lab.core.config import Range
from matinee.ops.runs.specs import ModelSpec

Params = dict[str, Any]
"""As Optuna keeps them: plain values alone, so that a list stands there as its JSON."""
_PLAIN = (type(None), bool, int, float, str)


class Space:
    """Every setting of a spec that its grid names, as Optuna wants to know it."""

    def __init__(self, spec: ModelSpec) -> None:
        self._spec = spec
        config = spec.make().config.model_dump(mode="json")
        self._own = {key: config[key] for key in spec.kind.Config.grid}
        self._grid = {key: _widened(values, self._own[key]) for key, values in spec.kind.Config.grid.items()}

    def distributions(self) -> dict[str, Any]:
        return {key: _distribution(values) for key, values in self._grid.items()}

    def described(self) -> dict[str, Any]:
        """As JSON can say it."""
        return {
            key: vars(values) if isinstance(values, Range) else [_plain(value) for value in values]
            for key, values in self._grid.items()
        }

    def own(self) -> Params:
        """The settings the spec came with. One that its range cannot hold, such as none, is left to be drawn."""
        return {
            key: _plain(value)
            for key, value in self._own.items()
            if not isinstance(self._grid[key], Range) or _inside(value, self._grid[key])
        }

    @property
    def size(self) -> float:
        """How many combinations there are; infinite where a setting has a range."""
        counts = [math.inf if isinstance(values, Range) else len(values) for values in self._grid.values()]
        return math.prod(counts)

    def everything(self) -> Iterator[Params]:
        """Every combination of a space of finite size."""
        choices = [
            [_plain(value) for value in values] for values in self._grid.values() if not isinstance(values, Range)
        ]
        return (dict(zip(self._grid, values, strict=True)) for values in itertools.product(*choices))

    def spec_of(self, params: Mapping[str, Any]) -> ModelSpec:
        """The spec with these parameters in place of its own."""
        changes = {key: self._value(key, value) for key, value in params.items() if key in self._grid}
        return self._spec.with_settings({**self._spec.settings, **changes})

    def is_whole(self, params: Mapping[str, Any]) -> bool:
        """Whether every setting was drawn; a trial that another process has just begun may lack some."""
        return set(self._grid) <= set(params)

    def _value(self, key: str, kept: Any) -> Any:
        values = self._grid[key]
        if isinstance(values, Range):
            return kept
        return next(value for value in values if _plain(value) == kept and type(_plain(value)) is type(kept))


def _widened(values: tuple[Any, ...] | Range, own: Any) -> tuple[Any, ...] | Range:
    """So that the settings a model came with can be tried first."""
    if not isinstance(values, Range):
        return values if any(_plain(one) == _plain(own) for one in values) else (*values, own)
    if not _is_number(own) or (values.log and own <= 0):
        return values
    return Range(min(values.low, own), max(values.high, own), log=values.log, whole=values.whole)


def _distribution(values: tuple[Any, ...] | Range) -> Any:
    distributions = needs("optuna").distributions
    if not isinstance(values, Range):
        return distributions.CategoricalDistribution([_plain(value) for value in values])
    if values.whole:
        return distributions.IntDistribution(int(values.low), int(values.high), log=values.log)
    return distributions.FloatDistribution(float(values.low), float(values.high), log=values.log)


def _plain(value: Any) -> Any:
    return value if isinstance(value, _PLAIN) else json.dumps(value)


def _inside(value: Any, values: tuple[Any, ...] | Range) -> bool:
    return isinstance(values, Range) and _is_number(value) and values.low <= value <= values.high


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
