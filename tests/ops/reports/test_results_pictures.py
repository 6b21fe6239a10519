import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matinee.lab.core.context import FitContext
from matinee.lab.core.registry import find, names
from matinee.lab.data.splits.make import make_split
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.reports.picture_files import write_picture
from matinee.ops.reports.pictures import drawn
from matinee.ops.reports.results_pictures import FAMILIES, label_places, pictures_of
from matinee.ops.runs.bench import bench
from matinee.ops.runs.result_files import CurveValue, ModelResult, ResultFile
from matinee.ops.runs.specs import read_specs


@pytest.fixture(scope="module")
def ranking() -> ResultFile:
    split = make_split(checkerboard(people=120).data, "strong", seed=4)
    specs = read_specs(["ease:l2=20", "popular", "item_knn"], protocol="strong")
    made = bench(split, specs, context=FitContext()).result
    models = {label: model.model_copy(update={"curve": over_history(model)}) for label, model in made.models.items()}
    return made.model_copy(update={"models": models})


def over_history(model: ModelResult) -> list[CurveValue]:
    """Histories of the world are too short for a curve of their own: here is one that rises to what was measured."""
    mean = model.metrics["ndcg@10"].mean or 0.0
    lengths = (None, 1, 10)
    return [
        CurveValue(length=length, metric=metric, people=9, mean=mean * (length or 20) / 20, low=0.0, high=1.0)
        for metric in ("recall@20", "ndcg@10")
        for length in lengths
    ]


@pytest.fixture(scope="module")
def rating() -> ResultFile:
    split = make_split(checkerboard(people=120).data, "rating", fold=2)
    return bench(split, read_specs(["all"], protocol="rating"), context=FitContext()).result


def shown(result: ResultFile) -> dict[str, str]:
    """The pictures of a result, by name, as SVG."""
    return {picture.name: drawn(picture.chart, picture.about) for picture in pictures_of(result)}


def test_rankings_have_cost_coverage_and_history_and_ratings_have_cost(ranking: ResultFile, rating: ResultFile) -> None:
    assert list(shown(ranking)) == ["cost", "coverage", "history"]
    assert list(shown(rating)) == ["cost"]


def test_every_model_is_named_in_every_picture(ranking: ResultFile) -> None:
    for name, picture in shown(ranking).items():
        for label in ranking.models:
            assert f">{label}<" in picture, f"{label} in {name}"


def test_costs_are_of_the_fit_and_of_an_answer(ranking: ResultFile) -> None:
    picture = shown(ranking)["cost"]

    assert ">fit, seconds<" in picture
    assert ">answer, milliseconds a person<" in picture


def test_a_lower_error_stands_higher(rating: ResultFile) -> None:
    assert "lower is better" in next(iter(pictures_of(rating))).about
    chart = next(iter(pictures_of(rating))).chart.to_dict()
    assert "'reverse': True" in str(chart)


def test_a_model_that_failed_has_no_point(ranking: ResultFile) -> None:
    broken = ranking.models["item_knn"].model_copy(
        update={"metrics": {}, "fit_seconds": None, "predict_seconds": None, "curve": [], "failed": "it broke"}
    )
    models = {**ranking.models, "item_knn": broken}

    for picture in shown(ranking.model_copy(update={"models": models})).values():
        assert ">item_knn<" not in picture


def test_of_many_models_the_best_and_the_popular_titles_are_in_the_picture_of_histories(ranking: ResultFile) -> None:
    ease = ranking.models["ease:l2=20"]
    many = {f"ease:l2={number}": ease for number in range(20)} | {"popular": ranking.models["popular"]}

    picture = shown(ranking.model_copy(update={"models": many}))["history"]

    assert ">popular<" in picture
    assert picture.count(">ease:l2=") == 8


def test_the_same_result_gives_the_same_bytes(ranking: ResultFile, tmp_path: Path) -> None:
    for turn in ("a", "b"):
        for picture in pictures_of(ranking):
            write_picture(tmp_path / turn / f"{picture.name}.png", picture.chart, title="", about=picture.about)

    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_every_family_of_models_has_a_colour_of_its_own() -> None:
    assert {find(name).family for name in names()} <= set(FAMILIES)
    assert len(set(FAMILIES.values())) == len(FAMILIES)


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=30))
def test_labels_never_touch_and_keep_their_order(values: list[float]) -> None:
    placed = label_places(values, apart=1.0)

    in_order = [placed[place] for place in sorted(range(len(values)), key=lambda place: (values[place], place))]
    assert all(later - earlier > 1.0 - 1e-9 for earlier, later in itertools.pairwise(in_order))


def test_labels_with_room_stay_where_they_belong() -> None:
    assert label_places([3.0, 1.0, 9.0], apart=1.0) == [3.0, 1.0, 9.0]
    assert label_places([2.0, 2.0], apart=1.0) == [1.5, 2.5]
