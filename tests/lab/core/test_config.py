"""Settings are frozen, checked, and strict."""

import pytest
from pydantic import Field, ValidationError

from matinee.domain.errors import BadConfig
from matinee.lab.core.config import ModelConfig


class Config(ModelConfig):
    l2: float = Field(1.0, gt=0)
    keep: int | None = 5


def test_text_becomes_numbers() -> None:
    made = Config.from_values({"l2": "2.5", "keep": "7"}, model="toy")
    assert made == Config(l2=2.5, keep=7)


def test_the_text_none_is_none() -> None:
    assert Config.from_values({"keep": "none"}, model="toy").keep is None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"l3": 1}, "model 'toy': there is no setting 'l3'. Did you mean 'l2'"),
        ({"warp": 1}, "no setting 'warp'. There are: l2, keep$"),
        ({"l2": -1}, "setting 'l2' of model 'toy': '-1' cannot be used. It should be greater than 0$"),
        ({"l2": "much"}, "setting 'l2'.*It should be a valid number$"),
        ({"l2": float("nan")}, "setting 'l2'.*finite"),
        ({"keep": 1.5}, "setting 'keep'.*It should be a valid integer, or none$"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_place(values: dict[str, object], said: str) -> None:
    with pytest.raises(BadConfig, match=said):
        Config.from_values(values, model="toy")


def test_a_model_without_settings_says_so() -> None:
    with pytest.raises(BadConfig, match=r"no setting 'l2'\. This model has none"):
        ModelConfig.from_values({"l2": 1}, model="toy")


def test_values_that_are_no_table_are_refused() -> None:
    with pytest.raises(BadConfig, match="settings of model 'toy'"):
        Config.from_values(["l2"], model="toy")  # pyright: ignore[reportArgumentType]


def test_a_long_value_is_cut_short() -> None:
    with pytest.raises(BadConfig, match=r"'x{60}\.\.\.' cannot be used"):
        Config.from_values({"l2": "x" * 1000}, model="toy")


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Config(l2=1.0).l2 = 3.0  # pyright: ignore[reportAttributeAccessIssue]
