from dataclasses import replace

import numpy as np
import pytest

from matinee.domain.errors import BadData
from matinee.lab.core import registry
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Recommender
from matinee.lab.core.shelf import Shelf
from matinee.lab.data.splits.make import make_split
from matinee.lab.data.splits.split import Stage
from matinee.lab.world.checkerboard import checkerboard

WEAK = make_split(checkerboard(people=120).data, "weak")
STRONG = make_split(checkerboard(people=120).data, "strong")
MEMBERS = {"members": ["ease", "popular"]}


def blended(data: Stage, lesson: Stage | None, **surrounds: object) -> Recommender:
    context = replace(FitContext(lesson=lesson), **surrounds)  # type: ignore[arg-type]
    return registry.make("weighted", MEMBERS).fit(data.train, context)


def test_a_lesson_that_gives_away_its_answers_is_refused() -> None:
    with pytest.raises(BadData, match="the lesson of a blend leaks"):
        blended(WEAK.final, Stage(WEAK.final.train, WEAK.tuning.task))


def test_what_is_learned_does_not_follow_from_the_test() -> None:
    """All that a blend is given is the lesson and the training part: other answers in the test change no byte."""
    weights = blended(WEAK.final, WEAK.tuning).state()["weights"]
    turned = WEAK.tuning.task.targets
    other = replace(WEAK.tuning, task=replace(WEAK.tuning.task, targets=turned.rows(np.arange(len(turned))[::-1])))

    assert blended(WEAK.final, WEAK.tuning).state()["weights"].tobytes() == weights.tobytes()
    with pytest.raises(BadData, match="leaks"):
        blended(WEAK.final, other)


def test_the_members_of_a_fitted_blend_have_learned_from_all_of_the_data() -> None:
    made = blended(WEAK.final, WEAK.tuning)
    alone = registry.make("ease").fit(WEAK.final.train)
    np.testing.assert_array_equal(made.state()["members.0.ease.weights"], alone.state()["weights"])


def test_where_the_lesson_has_the_same_data_members_are_fitted_once() -> None:
    assert STRONG.tuning.train.fingerprint == STRONG.final.train.fingerprint
    counts = []
    for split in (STRONG, WEAK):
        shelf = Shelf({"ease", "popular"})
        blended(split.final, split.tuning, shelf=shelf)
        counts.append(len(shelf))
    assert counts == [2, 4]


def test_without_a_lesson_people_of_the_data_are_held_out() -> None:
    shelf = Shelf({"ease", "popular"})
    made = blended(WEAK.final, None, shelf=shelf)
    assert len(shelf) == 4
    assert made.state()["weights"][0] > made.state()["weights"][1]


@pytest.mark.parametrize("name", ["weighted", "fused", "stacked", "switching"])
def test_a_blend_of_which_nothing_is_set_has_members_with_all_their_settings(name: str) -> None:
    model = registry.make(name).fit(checkerboard(people=60).data)

    assert list(model.config.model_dump()["members"]) == ["ease", "ials"]
