import pytest

from matinee.domain.alerts import WatchedFeature


@pytest.mark.parametrize(
    ("score", "limit", "drifted"), [(0.2, 0.1, True), (0.1, 0.1, False), (None, 0.1, False), (0.2, None, False)]
)
def test_a_day_has_drifted_where_it_lies_beyond_its_limit(
    score: float | None, limit: float | None, drifted: bool
) -> None:
    assert WatchedFeature(0, "stars", (1.0,), score=score, limit=limit).drifted is drifted
