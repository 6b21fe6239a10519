import pytest

from matinee.domain.errors import BadInput
from matinee.domain.trials import FIGURES
from matinee.kit.clock import DAY
from matinee.services.trials.measures import MEASURES, measure_named, refuse_short


def test_every_metric_is_made_of_figures_that_are_counted() -> None:
    for name, one in MEASURES.items():
        assert one.metric.name == name
        assert one.above in FIGURES
        assert (one.below in FIGURES) == (one.metric.kind == "ratio")
        assert one.words
    assert [one.metric.name for one in MEASURES.values() if one.of_requests] == ["milliseconds", "errors"]
    assert not measure_named("milliseconds", where="primary").metric.higher_is_better


def test_a_metric_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(BadInput, match="clicks_per_slate"):
        measure_named("joy", where="primary")


def test_what_is_counted_a_day_later_needs_a_longer_window_and_was_nothing_before() -> None:
    returned = MEASURES["returned"]
    known = {name for name, one in MEASURES.items() if one.known_before}
    assert known == {"clicked", "likes", "ratings", "watches", "slates"}
    with pytest.raises(BadInput, match="window of 1 days is over by then") as refused:
        refuse_short(returned, DAY)
    assert refused.value.where == "days"
    refuse_short(returned, DAY + 1)
    refuse_short(MEASURES["clicked"], 1)
