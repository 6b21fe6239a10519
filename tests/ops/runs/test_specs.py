import pytest

from matinee.domain.errors import BadConfig, UnknownName
from matinee.lab.core import registry
from matinee.lab.data.splits.split import Protocol
from matinee.ops.runs.specs import read_settings, read_specs


def labels(*texts: str, protocol: Protocol = "weak", recipe: dict | None = None) -> list[str]:
    return [spec.label for spec in read_specs(texts, protocol=protocol, recipe=recipe)]


def test_a_name_alone_is_the_model_with_its_defaults() -> None:
    spec = read_specs(["ease"], protocol="weak")[0]

    assert (spec.label, spec.name, dict(spec.settings)) == ("ease", "ease", {})
    assert spec.make().config == registry.make("ease").config


def test_settings_stand_behind_a_colon_and_the_whole_text_is_the_label() -> None:
    spec = read_specs(["ease:l2=7+keep=none"], protocol="weak")[0]

    assert spec.label == "ease:l2=7+keep=none"
    assert spec.make().config.model_dump()["l2"] == 7.0
    assert spec.make().config.model_dump()["keep"] is None


def test_settings_of_a_text_are_laid_over_those_of_the_recipe() -> None:
    recipe = {"ease": {"l2": 5.0, "keep": 10}}

    with_recipe, changed = read_specs(["ease", "ease:l2=7"], protocol="weak", recipe=recipe)[:2]

    assert with_recipe.settings == {"l2": 5.0, "keep": 10}
    assert changed.make().config.model_dump()["l2"] == 7.0
    assert changed.make().config.model_dump()["keep"] == 10


def test_recent_popularity_is_in_every_ranking_and_in_no_other_table() -> None:
    assert labels("ease") == ["ease", "popular", "popular_recent"]
    assert labels("popular_recent:days=9", "ease") == ["popular_recent:days=9", "ease", "popular"]
    assert labels("bias", protocol="rating") == ["bias"]


def test_all_means_all_that_apply_to_the_protocol() -> None:
    ranking, rating = labels("all"), labels("all", protocol="rating")

    assert "bias" not in ranking
    assert {"ease", "ials", "popular", "popular_recent"} <= set(ranking)
    assert {"bias", "well_rated"} <= set(rating)
    assert "ease" not in rating


def test_all_can_be_joined_by_variants() -> None:
    assert labels("ease:l2=9", "all")[-1] == "ease:l2=9"


def test_what_is_asked_twice_is_judged_once() -> None:
    assert labels("ease", " ease ", "") == ["ease", "popular", "popular_recent"]


@pytest.mark.parametrize(
    ("texts", "protocol", "told"),
    [
        ([""], "weak", "no model is named"),
        (["bias"], "weak", "'bias' does not rank titles. These do: "),
        (["ease"], "rating", "'ease' does not predict ratings. These do: .*bias"),
        (["ease:l2"], "weak", "model 'ease:l2': 'l2' is not key=value"),
        (["ease:=3"], "weak", "'=3' is not key=value"),
        (["ease:l2=1+l2=2"], "weak", "'l2' is given twice"),
        (["ease:l2=many"], "weak", "setting 'l2' of model 'ease'"),
        (["ease:l3=1"], "weak", "there is no setting 'l3'"),
        (["ease:keep=[1,"], "weak", r"'\[1,' is not a list"),
    ],
)
def test_what_cannot_be_judged_is_refused_before_anything_is_fitted(
    texts: list[str], protocol: Protocol, told: str
) -> None:
    with pytest.raises(BadConfig, match=told):
        read_specs(texts, protocol=protocol)


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'ease'"):
        read_specs(["eas"], protocol="weak")


def test_lists_are_read_and_all_else_stays_text() -> None:
    assert read_settings(["a=[1, 2]", "b = x=y", "c=3"], where="--set") == {"a": [1, 2], "b": "x=y", "c": "3"}
