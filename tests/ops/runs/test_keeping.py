import pytest

from matinee.domain.errors import BadInput
from matinee.ops.runs.keeping import check_keepable, settings_to_keep
from matinee.ops.runs.result_files import Tuning
from matinee.ops.runs.specs import ModelSpec
from matinee.ops.runs.tuned import Tuned

TWO = [ModelSpec("ease", "ease", {}), ModelSpec("ease:l2=5", "ease", {"l2": 5})]


def tuned(label: str, l2: float, value: float | None, *, metric: str = "ndcg@10") -> Tuned:
    tuning = None if value is None else Tuning(metric=metric, value=value, tried=2, of=2, settings={"l2": l2})
    return Tuned(ModelSpec(label, "ease", {"l2": l2}), tuning)


def kept(*found: Tuned, failed: str = "") -> object:
    by_label = {one.spec.label: one for one in found}
    return settings_to_keep(by_label, by_label.keys() - {failed}).get("ease", {}).get("l2")


def test_of_several_settings_the_best_on_the_tuning_part_is_kept_whatever_its_place() -> None:
    good, bad = tuned("a", 1.0, 0.3), tuned("b", 2.0, 0.2)

    assert kept(good, bad) == kept(bad, good) == 1.0
    assert kept(tuned("a", 1.0, 0.3), tuned("b", 2.0, 0.3)) == 1.0
    assert kept(good, bad, failed="a") == 2.0


def test_of_errors_the_lowest_is_kept() -> None:
    assert kept(tuned("a", 1.0, 0.9, metric="rmse"), tuned("b", 2.0, 0.8, metric="rmse")) == 2.0


def test_settings_that_only_the_test_could_choose_between_are_not_kept() -> None:
    assert kept(tuned("a", 1.0, None), tuned("b", 2.0, None)) is None
    assert kept(tuned("a", 1.0, None)) == 1.0


def test_two_settings_of_a_model_without_tuning_are_refused() -> None:
    with pytest.raises(BadInput, match="two settings of 'ease': name one"):
        check_keepable(TWO, tuned=False)

    check_keepable(TWO[:1], tuned=False)
    check_keepable(TWO, tuned=True)


def test_where_tuning_has_nothing_to_try_two_of_a_model_are_refused_too() -> None:
    twins = [ModelSpec("popular", "popular", {}), ModelSpec("popular:", "popular", {})]

    with pytest.raises(BadInput, match="two settings of 'popular'"):
        check_keepable(twins, tuned=True)
