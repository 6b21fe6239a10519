"""Serving somebody new, by external ids."""

import numpy as np
import pytest

from matinee.domain.errors import BadInput, UnknownName
from matinee.lab.models.newcomer import Newcomer
from matinee.lab.models.popular import Popular
from matinee.lab.onboarding.answers import Answer
from matinee.lab.world.checkerboard import Checkerboard
from matinee.ops.runs.first_answers import Id, next_page, suggestions_after


@pytest.fixture(scope="module")
def model(world: Checkerboard) -> Newcomer:
    return Newcomer(Newcomer.Config.model_validate({"factors": 6, "patience": 20})).fit(world.data)


def test_page_after_page_asks_new_titles_and_learns(world: Checkerboard, model: Newcomer) -> None:
    names = world.data.facts.names
    first = next_page(model, names, {}, count=6)
    answers: dict[Id, Answer] = {title.id: Answer.LOVED for title in first.titles[:2]}
    answers |= {title.id: Answer.NOT_SEEN for title in first.titles[2:]}
    second = next_page(model, names, answers, count=6)
    assert len(first.titles) == len(second.titles) == 6
    assert not {title.id for title in first.titles} & {title.id for title in second.titles}
    assert (first.known, second.known) == (0, 2)
    assert first.progress < 1e-6 < second.progress
    ids = world.data.titles.ids.tolist()
    assert all(title.name == names[ids.index(title.id)] for title in second.titles)


def test_suggestions_are_of_the_taste_and_not_among_what_is_known(world: Checkerboard, model: Newcomer) -> None:
    ids, names = world.data.titles.ids, world.data.facts.names
    made = suggestions_after(model, names, {ids[0].item(): Answer.LOVED, ids[1].item(): Answer.NOT_SEEN}, k=5)
    places = world.data.titles.positions(np.array([suggestion.id for suggestion in made]))
    assert len(made) == 5
    assert (world.taste_of_title[places] == world.taste_of_title[0]).all()
    assert ids[0].item() not in [suggestion.id for suggestion in made]


def test_a_title_that_the_model_does_not_know_is_told(world: Checkerboard, model: Newcomer) -> None:
    with pytest.raises(UnknownName, match="'9999'"):
        next_page(model, world.data.facts.names, {9999: Answer.LOVED})


def test_a_model_that_knows_no_tastes_cannot_ask(world: Checkerboard) -> None:
    with pytest.raises(BadInput, match="'popular' does not know what to ask"):
        next_page(Popular().fit(world.data), world.data.facts.names, {})
