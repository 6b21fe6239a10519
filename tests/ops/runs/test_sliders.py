import pytest

from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.split import Split
from matinee.lab.evaluation.ranking import evaluate_ranking
from matinee.ops.runs.sliders import measure_sliders, strengths_of
from matinee.ops.runs.sliders_file import ALL_AT_REST, SlidersFile
from matinee.ops.runs.specs import ModelSpec

EASE = ModelSpec("ease", "ease", {"l2": 20.0})


@pytest.fixture(scope="module")
def made(weak: Split) -> SlidersFile:
    return measure_sliders(weak, EASE, context=FitContext(), strengths=(0.5, 0.9))


def figure(made: SlidersFile, slider: str, metric: str) -> list[float]:
    return [point.metrics[metric].mean or 0.0 for point in made.of(slider)]


def test_sliders_that_go_both_ways_are_measured_both_ways() -> None:
    assert strengths_of("new", (0.5, 0.2)) == [-0.5, -0.2, 0.2, 0.5]
    assert strengths_of("own_mix", (0.5, 0.2)) == [0.2, 0.5]


def test_at_rest_the_slates_are_those_of_the_model(weak: Split, made: SlidersFile) -> None:
    rest = made.points[0]
    expected = evaluate_ranking(EASE.make().fit(weak.final.train), weak.final).overall
    assert rest.slider == ALL_AT_REST
    assert rest.difference is None
    for metric in ("ndcg@10", "ild@10", "novelty@10"):
        assert rest.metrics[metric].mean == pytest.approx(expected[metric], rel=0.02)


@pytest.mark.parametrize(
    ("slider", "metric", "up"),
    [
        ("obscure", "novelty@10", True),
        ("new", "year@10", True),
        ("diverse", "ild@10", True),
        ("own_mix", "mix_error@10", False),
    ],
)
def test_a_slider_brings_what_it_is_called_for(made: SlidersFile, slider: str, metric: str, up: bool) -> None:
    figures = figure(made, slider, metric)
    assert len(figures) == (3 if slider == "own_mix" else 5)
    assert (figures[-1] > figures[0]) is up
    assert figures == sorted(figures, reverse=not up)


def test_what_it_costs_is_the_difference_of_each_person(made: SlidersFile) -> None:
    rest = made.points[0].metrics["ndcg@10"].mean or 0.0
    for point in made.points[1:]:
        assert point.difference is not None
        assert point.difference.mean == pytest.approx((point.metrics["ndcg@10"].mean or 0.0) - rest, abs=1e-6)
