"""Settings of a model: frozen, checked, and strict about keys it does not know."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from matinee.domain.errors import BadConfig

Grid = Mapping[str, tuple[Any, ...]]
"""Values worth trying for each setting when a model is tuned."""


class ModelConfig(BaseModel):
    """Base of every model's `Config`. Shared names: `l2`, `factors`, `neighbours`, `epochs`, `keep`."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    grid: ClassVar[Grid] = {}

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
            key = ".".join(str(part) for part in first["loc"]) or "?"
            known = ", ".join(cls.model_fields) or "none"
            raise BadConfig(
                f"{first['msg'][0].lower()}{first['msg'][1:]}",
                where=f"setting '{key}' of model '{model}'",
                remedy=f"Settings it knows: {known}",
            ) from error
