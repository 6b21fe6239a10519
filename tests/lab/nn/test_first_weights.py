import numpy as np

from matinee.lab.nn import first_weights


def test_first_weights_are_small_and_repeatable() -> None:
    made = [first_weights.uniform(np.random.default_rng(1), 40, 60) for _ in range(2)]
    np.testing.assert_array_equal(made[0], made[1])
    assert made[0].dtype == np.float32
    assert np.abs(made[0]).max() <= np.sqrt(6 / 100)
    assert abs(float(first_weights.normal(np.random.default_rng(1), 1000, spread=0.1).std()) - 0.1) < 0.02
    assert first_weights.ones(2, 3).sum() == 6
    assert not first_weights.zeros(2).any()
