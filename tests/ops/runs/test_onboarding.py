import numpy as np
import pytest

from matinee.domain.errors import BadInput
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.make import make_split
from matinee.lab.data.splits.split import Split
from matinee.lab.world.checkerboard import Checkerboard
from matinee.ops.runs.onboarding import ASKER, measure_onboarding
from matinee.ops.runs.onboarding_file import OnboardingFile
from matinee.ops.runs.specs import ModelSpec

NEWCOMER = ModelSpec("newcomer", "newcomer", {"factors": 6, "patience": 20})
POPULAR = ModelSpec("popular", "popular", {})


@pytest.fixture(scope="module")
def strong(world: Checkerboard) -> Split:
    return make_split(world.data, "strong")


@pytest.fixture(scope="module")
def made(strong: Split) -> OnboardingFile:
    return measure_onboarding(strong, [NEWCOMER, POPULAR], context=FitContext(), counts=(1, 3))


def test_every_way_is_measured_at_every_count_by_everybody_who_can(made: OnboardingFile) -> None:
    asked = {(point.way, point.by, point.answers) for point in made.points}
    both = {
        (way, by, count) for way in ("grid", "popular") for by in (ASKER, "newcomer", "popular") for count in (1, 3)
    }
    told = {("random", by, count) for by in ("newcomer", "popular") for count in (1, 3)}
    assert asked == both | told | {("whole", by, None) for by in ("newcomer", "popular")}


def test_where_tastes_do_not_mix_three_answers_are_nearly_as_good_as_everything(made: OnboardingFile) -> None:
    after = made.point("grid", ASKER, 3)
    assert after is not None
    assert after.of_whole is not None
    assert after.of_whole > 0.9
    assert after.reached == 1.0


def test_shares_are_of_the_best_whole_history(made: OnboardingFile) -> None:
    whole = [point for point in made.points if point.way == "whole"]
    assert max(point.of_whole or 0 for point in whole) == pytest.approx(1.0)
    assert all(point.shown_mean is None for point in whole)


def test_gaps_are_the_differences_of_the_points_each_tested_for_all(made: OnboardingFile) -> None:
    assert [(gap.answers, gap.against) for gap in made.gaps] == [
        (1, "random"), (1, "popular"), (3, "random"), (3, "popular")
    ]  # fmt: skip
    for gap in made.gaps:
        grid, other = made.point("grid", ASKER, gap.answers), made.point(gap.against, gap.by, gap.answers)
        assert grid is not None
        assert other is not None
        assert gap.mean == pytest.approx((grid.mean or 0) - (other.mean or 0), abs=1e-9)
        assert (gap.p_holm or 0) >= (gap.p_t or 0)


def test_the_same_seed_gives_the_same_file(strong: Split, made: OnboardingFile) -> None:
    again = measure_onboarding(strong, [NEWCOMER, POPULAR], context=FitContext(), counts=(1, 3))
    assert again == made


def test_the_model_that_is_asked_by_must_be_there(strong: Split) -> None:
    with pytest.raises(BadInput, match="'newcomer' is not among the models"):
        measure_onboarding(strong, [POPULAR], context=FitContext(), counts=(1,))


def test_nobody_is_asked_who_has_too_little_to_say(strong: Split, made: OnboardingFile) -> None:
    assert made.people == int(np.sum(strong.final.task.histories.lengths >= 3))
