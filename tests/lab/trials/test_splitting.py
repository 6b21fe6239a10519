"""Whether a metric is sound, where the answer is known. Row E2 itself is asked of the metrics that are shipped, on the
log of a house: tests/services/trials/test_soundness.py."""

from dataclasses import replace

import numpy as np

from matinee.lab.trials.covariates import Covariate
from matinee.lab.trials.metrics import Metric
from matinee.lab.trials.splitting import check_by_splitting
from tests.lab.trials.arms import clicks_of_slates
from tests.lab.trials.readings import of_people


def test_a_ratio_and_a_mean_with_what_was_known_before_are_sound() -> None:
    chance = np.random.default_rng(3)
    clicks, slates = clicks_of_slates(chance, (1, 400))
    ratio = check_by_splitting(Metric("clicks", "ratio"), of_people("clicks", clicks[0], slates[0]), splits=400)
    assert ratio.sound
    known = chance.standard_normal(400)
    mean = replace(of_people("hours", known + chance.standard_normal(400)), covariates={"hours": Covariate(known, 0)})
    found = check_by_splitting(Metric("hours", "mean"), mean, splits=400)
    assert found.sound
    assert found.people == 400


def test_a_metric_that_a_few_people_decide_is_not_sound() -> None:
    values = np.zeros(60)
    values[0] = 1_000.0
    found = check_by_splitting(Metric("hours", "mean"), of_people("hours", values), splits=400)
    assert not found.sound
    assert found.rate < found.lowest


def test_where_p_values_are_few_their_uniformity_is_not_asked() -> None:
    values = (np.arange(40) < 4).astype(float)
    found = check_by_splitting(Metric("rare", "proportion"), of_people("rare", values), splits=200)
    assert np.isnan(found.uniform)
