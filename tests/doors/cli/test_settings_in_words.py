from typing import ClassVar, Literal

import pytest
from pydantic import Field

from matinee.doors.cli.settings_in_words import allowed, meanings
from matinee.lab.core import registry
from matinee.lab.core.config import Grid, ModelConfig


class Config(ModelConfig):
    """l2, size: in units
    of likes. keep: entries kept, see above: all. way: "plain" or "odd" with its k1."""

    grid: ClassVar[Grid] = {}

    l2: float = Field(1.0, gt=0, le=4)
    size: int = 3
    keep: int | None = Field(None, ge=1)
    way: Literal["plain", "odd"] = "plain"
    k1: float = 1.0
    unsaid: bool = False


def test_the_meaning_of_each_setting_is_read_off_the_docstring() -> None:
    assert meanings(Config) == {
        "l2": "in units of likes",
        "size": "in units of likes",
        "keep": "entries kept, see above: all",
        "way": '"plain" or "odd" with its k1',
        "k1": "see way",
        "unsaid": "",
    }


def test_what_is_allowed_is_told_in_words() -> None:
    told = {name: allowed(field) for name, field in Config.model_fields.items()}

    assert told == {
        "l2": "a number, above 0, at most 4",
        "size": "a whole number",
        "keep": "a whole number, at least 1, or none",
        "way": "plain or odd",
        "k1": "a number",
        "unsaid": "true or false",
    }


@pytest.mark.parametrize("name", registry.names())
def test_every_setting_of_every_model_says_what_it_means(name: str) -> None:
    assert [key for key, told in meanings(registry.find(name).Config).items() if not told] == []
