import numpy as np
import pytest
from pydantic import TypeAdapter, ValidationError

from matinee.domain.errors import BadConfig, OutOfTime, UnknownName
from matinee.lab.blending.members import Members, MemberSettings
from matinee.lab.core.context import FitContext
from matinee.lab.core.shelf import Shelf
from tests.worlds.two_tastes import newcomers, two_tastes

WORLD = two_tastes()
SETTINGS = TypeAdapter(MemberSettings)


def test_names_alone_have_the_settings_they_would_have_alone() -> None:
    read = SETTINGS.validate_python(["ease", "item_knn"])
    assert list(read) == ["ease", "item_knn"]
    assert read["ease"] == {"l2": 500.0, "keep": None, "dislike_weight": 0.0}
    assert SETTINGS.validate_python({"ease": {"l2": "3"}})["ease"]["l2"] == 3.0


@pytest.mark.parametrize(
    ("given", "told"),
    [(["weighted"], "a blend itself"), ({"ease": {"l3": 1}}, "no setting 'l3'"), (["eas"], "no model called 'eas'")],
)
def test_members_that_cannot_be_are_refused(given: object, told: str) -> None:
    with pytest.raises((BadConfig, UnknownName), match=told):
        SETTINGS.validate_python(given)


@pytest.mark.parametrize("given", [[], {}, 3])
def test_a_blend_needs_members(given: object) -> None:
    with pytest.raises(ValidationError, match="a list of names"):
        SETTINGS.validate_python(given)


def test_members_are_fitted_saved_and_taken_back_in_order() -> None:
    settings = SETTINGS.validate_python(["item_knn", "ease", "popular"])
    made = Members.fitted(settings, WORLD.data, FitContext())
    state = made.state()
    again = Members.restored(settings, state, titles=WORLD.data.titles, feedback=WORLD.data.feedback, threads=1)

    assert made.names == again.names == ("item_knn", "ease", "popular")
    assert {"members.0.item_knn.prior", "members.1.ease.weights", "members.2.popular.likes"} <= set(state)
    asked = newcomers(WORLD)
    for one, other in zip(made, again, strict=True):
        np.testing.assert_array_equal(one.scores(asked), other.scores(asked))


def test_a_state_without_a_member_is_refused() -> None:
    settings = SETTINGS.validate_python(["ease", "popular"])
    state = Members.fitted(settings, WORLD.data, FitContext()).state()
    del state["members.1.popular.likes"]
    with pytest.raises(ValueError, match="'likes' is missing"):
        Members.restored(settings, state, titles=WORLD.data.titles, feedback=WORLD.data.feedback, threads=1)


def test_a_member_that_is_there_already_is_not_fitted_again() -> None:
    context = FitContext(shelf=Shelf({"ease"}))
    settings = SETTINGS.validate_python(["ease"])
    first, second = (Members.fitted(settings, WORLD.data, context) for _ in range(2))
    assert first.models[0] is second.models[0]
    assert len(context.borrowed) == 1


def test_no_member_is_begun_after_the_deadline() -> None:
    with pytest.raises(OutOfTime, match="fitting the member 'ease'"):
        Members.fitted(SETTINGS.validate_python(["ease"]), WORLD.data, FitContext(deadline=0.0))
