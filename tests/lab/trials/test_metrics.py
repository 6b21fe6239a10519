import numpy as np
import pytest

from matinee.domain.errors import BadConfig, BadInput
from matinee.lab.trials.metrics import Metric, samples_of

ONE, OTHER = np.array([0.0, 1.0, 1.0]), np.array([0.0, 0.0, 1.0, 90.0])


def test_each_kind_is_worked_out_in_its_own_way() -> None:
    mean = samples_of(Metric("m", "mean"), [ONE, OTHER])
    assert [sample.mean for sample in mean] == [pytest.approx(2 / 3), 22.75]
    ratio = samples_of(Metric("r", "ratio"), [ONE, OTHER], [ONE + 1, OTHER + 1])
    assert [sample.mean for sample in ratio] == [pytest.approx(2 / 5), pytest.approx(91 / 95)]
    assert samples_of(Metric("p", "proportion"), [ONE, ONE])[0].mean == pytest.approx(2 / 3)


def test_all_arms_are_capped_at_the_same_value_of_everybody() -> None:
    ours, theirs = samples_of(Metric("c", "capped", cap_at=0.8), [ONE, OTHER])
    cap = np.quantile(np.concatenate([ONE, OTHER]), 0.8)
    assert theirs.mean == pytest.approx((0 + 0 + 1 + cap) / 4)
    assert ours.mean == pytest.approx(2 / 3)


def test_what_does_not_fit_the_kind_is_refused() -> None:
    with pytest.raises(BadInput, match="zeros and ones"):
        samples_of(Metric("p", "proportion"), [ONE, OTHER])
    for metric, below in ((Metric("r", "ratio"), None), (Metric("m", "mean"), [ONE, OTHER])):
        with pytest.raises(BadInput, match="denominators"):
            samples_of(metric, [ONE, OTHER], below)
    with pytest.raises(BadConfig, match="quantile"):
        Metric("c", "capped", cap_at=0.2)
