"""Settings of a model: frozen, checked, and strict about keys it does not know."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, ClassVar, Self, get_args

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from matinee.domain.errors import BadConfig

_LONGEST_SHOWN = 60


@dataclass(frozen=True)
class Range:
    """Every value from `low` to `high`, both included. log: spread evenly by ratio. whole: whole numbers alone."""

    low: float
    high: float
    log: bool = False
    whole: bool = False


Grid = Mapping[str, tuple[Any, ...] | Range]
"""What is worth trying for each setting when a model is tuned: some values, or a range of them."""

SHARED: Mapping[str, str] = {
    "activation": "what bends the numbers between two layers",
    "batch": "people in one step of learning",
    "candidates": "titles drawn to tell the right ones from, beside those that the batch seeks",
    "dropout": "share of the numbers that is left out at random while learning",
    "epochs": "rounds of learning, each over all of the data",
    "members": "names of models, or a table of names and settings; settings that are not named are the defaults",
    "momentum": "share of the last step that goes into the next one",
    "optimiser": "how steps are made of gradients",
    "patience": "checks without a better one before it ends; none goes on to the last epoch",
    "rate": "how far one step of learning goes",
    "weight_decay": "pull of all weights to zero",
}
"""What settings mean that many models have, where the model itself says nothing else."""


class ModelConfig(BaseModel):
    """Base of every model's `Config`. Shared names: `l2`, `factors`, `neighbours`, `keep`, and those of SHARED.

    grid: what to try when settings are chosen. small: what to set where there are but a few dozen people and titles.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    grid: ClassVar[Grid] = {}
    small: ClassVar[Mapping[str, Any]] = {}

    @property
    def steps_an_epoch(self) -> int:
        """Steps of its curves that make one of `epochs`."""
        return 1

    @model_validator(mode="before")
    @classmethod
    def _read_none(cls, values: Any) -> Any:
        """The text "none", which a command line or TOML has to use, is None."""
        if not isinstance(values, dict):
            return values
        return {key: None if value == "none" else value for key, value in values.items()}

    @classmethod
    def from_values(cls, values: dict[str, Any], *, model: str) -> Self:
        """From text or typed values, as a command line or a recipe gives them."""
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"])
            if first["type"] == "extra_forbidden":
                raise cls._no_such(key, model=model) from error
            value = str(first["input"])
            shown = value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}..."
            raise BadConfig(
                f"'{shown}' cannot be used",
                where=f"setting '{key}' of model '{model}'" if key else f"settings of model '{model}'",
                remedy=cls._wanted(key, first["msg"].removeprefix("Value error, ")),
            ) from error

    @classmethod
    def _no_such(cls, key: str, *, model: str) -> BadConfig:
        near = get_close_matches(key, cls.model_fields, n=1, cutoff=0.5)
        if near:
            advice = f"Did you mean '{near[0]}'?"
        else:
            known = ", ".join(cls.model_fields)
            advice = f"There are: {known}" if known else "This model has none"
        return BadConfig(f"there is no setting '{key}'", where=f"model '{model}'", remedy=advice)

    @classmethod
    def _wanted(cls, key: str, said: str) -> str:
        """What a value has to be, from the words of pydantic, of which only the first half is about that."""
        wanted = said.replace("Input should", "It should").partition(", got ")[0].partition(", unable ")[0]
        field = cls.model_fields.get(key)
        optional = field is not None and type(None) in get_args(field.annotation)
        return f"{wanted}, or none" if optional else wanted
