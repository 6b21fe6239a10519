import pytest

from matinee.domain.errors import BadConfig, UnknownName
from matinee.lab.core import registry
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.make import make_split
from matinee.lab.evaluation.fidelity import CONTROL, STRONGEST
from matinee.lab.world.checkerboard import Checkerboard
from matinee.ops.runs.audit import audit, read_audited


def test_on_a_ranking_reasons_are_audited_and_confidence_is_not(world: Checkerboard) -> None:
    split = make_split(world.data, "strong", seed=1)

    found = audit(split, read_audited(["ease", "svd:factors=4"], recipe={}), context=FitContext(), people=8, top=3)

    ease, svd = found.models["ease"], found.models["svd:factors=4"]
    assert (ease.explains, svd.explains) == (True, False)
    assert (ease.fidelity.people, ease.fidelity.reasons, ease.fidelity.astray) == (8, 24, 0)
    assert ease.fidelity.taken[STRONGEST].score.mean == 1.0
    assert CONTROL in ease.fidelity.taken
    assert svd.config["factors"] == 4
    assert (ease.confidence, svd.confidence) == (None, None)


def test_on_ratings_confidence_is_learned_on_the_tuning_part_and_judged_on_the_test(world: Checkerboard) -> None:
    split = make_split(world.data, "rating", seed=1)

    found = audit(split, read_audited(["svd", "popular"], recipe={}), context=FitContext(), people=5)

    svd, popular = found.models["svd"].confidence, found.models["popular"].confidence
    assert svd is not None
    assert popular is not None
    assert svd.cases == popular.cases == len(split.final.task.targets.titles)
    assert svd.brier < popular.brier
    assert [one.level for one in svd.held] == [0.5, 0.68, 0.8, 0.9, 0.95]
    assert popular.held == []
    assert sum(one.cases for one in svd.bins) == svd.cases


def test_a_recipe_gives_settings_and_any_model_can_be_named() -> None:
    specs = read_audited(["ease", "ease:l2=5", "bias", "ease"], recipe={"ease": {"l2": 7.0}})

    assert [(spec.label, dict(spec.settings)) for spec in specs] == [
        ("ease", {"l2": 7.0}),
        ("ease:l2=5", {"l2": "5"}),
        ("bias", {}),
    ]
    assert {spec.name for spec in read_audited(["all"], recipe={})} == set(registry.names())
    with pytest.raises(BadConfig, match="no model is named"):
        read_audited([" "], recipe={})
    with pytest.raises(UnknownName):
        read_audited(["eas"], recipe={})


def test_a_blend_is_audited_like_any_model_and_its_members_have_the_settings_of_the_recipe(
    world: Checkerboard,
) -> None:
    split = make_split(world.data, "strong", seed=1)
    recipe = {"weighted": {"members": {"ease": {}, "popular": {}}}, "ease": {"l2": 20.0}}

    found = audit(split, read_audited(["weighted"], recipe=recipe), context=FitContext(), people=5)

    blend = found.models["weighted"]
    assert blend.config["members"]["ease"]["l2"] == 20.0
    assert (blend.fidelity.reasons, blend.fidelity.astray) == (25, 0)
    assert blend.fidelity.taken[STRONGEST].score.mean == 1.0
