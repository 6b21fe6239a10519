"""What to judge, as a person writes it: `ease`, or `ease:l2=500+keep=100`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from matinee.domain.errors import BadConfig
from matinee.lab.core import registry
from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.core.config import Range
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.splits.split import Protocol
from matinee.ops.runs.members import with_members

ALL = "all"
ALWAYS_RANKED = ("popular", "popular_recent")
"""Popularity, of all time and lately, is the bar that a recommender has to clear: no ranking is shown without it."""


@dataclass(frozen=True)
class ModelSpec:
    """A model and its settings. label: what it is called in tables and files, the text it was asked by."""

    label: str
    name: str
    settings: Mapping[str, Any]

    def make(self) -> Recommender:
        """A fresh, unfitted model."""
        return registry.make(self.name, self.settings)

    @property
    def kind(self) -> type[Recommender]:
        return registry.find(self.name)

    @property
    def choosable(self) -> bool:
        """Whether tuning would have anything to choose."""
        config = self.make().config.model_dump()
        grid = self.kind.Config.grid
        return any(
            isinstance(values, Range) or any(value != config[key] for value in values) for key, values in grid.items()
        )

    def with_settings(self, settings: Mapping[str, Any]) -> "ModelSpec":
        return replace(self, settings=dict(settings))


def read_specs(
    texts: Sequence[str], *, protocol: Protocol, recipe: Mapping[str, Mapping[str, Any]] | None = None
) -> list[ModelSpec]:
    """The models to judge, each checked to exist, to fit the protocol and to accept its settings.

    texts: `all`, or names with or without settings. recipe: settings by model name, on which those of a text are laid.
    """
    asked = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    if not asked:
        raise BadConfig("no model is named", remedy=f"Name some, such as ease,ials, or '{ALL}'")
    if ALL in asked:
        everything = [name for name in registry.names() if applies(registry.find(name), protocol)]
        asked = list(dict.fromkeys([*everything, *(text for text in asked if text != ALL)]))
    if protocol != "rating":
        named = {text.partition(":")[0] for text in asked}
        asked += [name for name in ALWAYS_RANKED if name not in named]
    specs = [_read(text, recipe or {}) for text in asked]
    for spec in specs:
        check_spec(spec, protocol)
    return specs


def applies(kind: type[Recommender], protocol: Protocol) -> bool:
    """Whether a model can be judged under a protocol at all."""
    return issubclass(kind, PredictsRatings) if protocol == "rating" else kind.ranks


def read_settings(texts: Sequence[str], *, where: str) -> dict[str, Any]:
    """key=value texts as values: lists are read, all else stays text for the model's own checks."""
    settings: dict[str, Any] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key.strip():
            raise BadConfig(f"'{text}' is not key=value", where=where, remedy="Write it like l2=300")
        if key.strip() in settings:
            raise BadConfig(f"'{key.strip()}' is given twice", where=where, remedy="Give it once")
        settings[key.strip()] = _value(value.strip())
    return settings


def _read(text: str, recipe: Mapping[str, Mapping[str, Any]]) -> ModelSpec:
    name, _, settings = text.partition(":")
    given = read_settings(settings.split("+"), where=f"model '{text}'") if settings else {}
    return ModelSpec(text, name, with_members(name, {**recipe.get(name, {}), **given}, recipe))


def check_spec(spec: ModelSpec, protocol: Protocol) -> None:
    """BadConfig where the model does not fit the protocol, or does not accept its settings."""
    if not applies(spec.kind, protocol):
        task = "predict ratings" if protocol == "rating" else "rank titles"
        able = [name for name in registry.names() if applies(registry.find(name), protocol)]
        raise BadConfig(f"'{spec.name}' does not {task}", where="models", remedy=f"These do: {', '.join(able)}")
    spec.make()


def _value(text: str) -> Any:
    if text.startswith(("[", "{")):
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            raise BadConfig(f"'{text}' is not a list ({error.msg})", remedy="Write it like [64,32]") from error
    return text
