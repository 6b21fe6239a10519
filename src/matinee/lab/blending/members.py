"""The members of a blend: models made from their names, fitted, asked and saved together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

import numpy as np
from pydantic import BeforeValidator

from matinee.domain.errors import BadConfig
from matinee.domain.feedback import Feedback
from matinee.lab.core import registry
from matinee.lab.core.context import FitContext, Nobody
from matinee.lab.core.recommender import Recommender
from matinee.lab.core.state import State
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.vocabulary import Vocabulary

PREFIX = "members"


def _complete(given: Any) -> dict[str, dict[str, Any]]:
    """Names, or names with settings, as names with all their settings."""
    named = dict.fromkeys(given) if isinstance(given, list | tuple) else given
    if not isinstance(named, Mapping) or not named:
        raise ValueError("Input should be a list of names of models, or a table of names and settings")
    made: dict[str, dict[str, Any]] = {}
    for name, settings in named.items():
        kind = registry.find(str(name))
        if kind.family == "blend":
            raise BadConfig(f"'{name}' is a blend itself", where="members", remedy="Name the models it is made of")
        made[str(name)] = kind.Config.from_values(dict(settings or {}), model=str(name)).model_dump(mode="json")
    return made


MemberSettings = Annotated[dict[str, dict[str, Any]], BeforeValidator(_complete)]
"""Settings by name of model, in order; a list of names takes the defaults. Blends of blends are refused."""


@dataclass(frozen=True, eq=False)
class Members:
    """Fitted models in a fixed order, over one vocabulary."""

    models: tuple[Recommender, ...]

    @classmethod
    def fitted(cls, settings: Mapping[str, Mapping[str, Any]], data: Dataset, context: FitContext) -> "Members":
        """Each fitted to the data, or taken off the context's shelf. Their curves are not those of the blend."""
        inner = replace(context, lesson=None, validate=None, checkpoint=None, listener=Nobody())
        models = []
        for name, chosen in settings.items():
            context.check_time(f"fitting the member '{name}'")
            models.append(registry.make(name, chosen).fit_once(data, inner))
        return cls(tuple(models))

    @classmethod
    def restored(
        cls,
        settings: Mapping[str, Mapping[str, Any]],
        state: State,
        *,
        titles: Vocabulary,
        feedback: Feedback,
        threads: int,
    ) -> "Members":
        """Out of what `state` gave; ValueError where it does not fit."""
        models = []
        for place, (name, chosen) in enumerate(settings.items()):
            model = registry.make(name, chosen)
            model.titles, model.feedback, model.threads = titles, feedback, threads
            start = f"{PREFIX}.{place}.{name}."
            model.restore({key.removeprefix(start): array for key, array in state.items() if key.startswith(start)})
            models.append(model)
        return cls(tuple(models))

    def __len__(self) -> int:
        return len(self.models)

    def __iter__(self) -> Iterator[Recommender]:
        return iter(self.models)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(model.name() for model in self.models)

    def state(self) -> State:
        """`members.0.ease.weights` and so on."""
        return {
            f"{PREFIX}.{place}.{model.name()}.{key}": np.asarray(array)
            for place, model in enumerate(self.models)
            for key, array in model.state().items()
        }
