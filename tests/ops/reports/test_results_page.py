import re

import pytest

from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.make import make_split
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.reports.published import PublishedFigure
from matinee.ops.reports.results_page import Beside, Shown, results_page
from matinee.ops.runs.bench import BenchOptions, bench
from matinee.ops.runs.result_files import ModelResult, ResultFile, Value
from matinee.ops.runs.specs import read_specs
from matinee.ops.tuning.tune import TuneOptions, tuner
from tests.ops.reports.races import RACE


@pytest.fixture(scope="module")
def ranking() -> ResultFile:
    split = make_split(checkerboard(people=120).data, "weak", seed=4)
    specs = read_specs(["ease:l2=20", "popular", "item_knn"], protocol="weak")
    options = BenchOptions(command="matinee bench --models all")
    choose = tuner(
        split.tuning, protocol="weak", split="x", context=FitContext(), options=TuneOptions(metric="ndcg@10", trials=2)
    )
    return bench(split, specs, context=FitContext(), options=options, tuner=choose).result


@pytest.fixture(scope="module")
def rating() -> ResultFile:
    split = make_split(checkerboard(people=120).data, "rating", fold=2)
    return bench(split, read_specs(["all"], protocol="rating"), context=FitContext()).result


def test_the_same_files_give_the_same_page_in_whatever_order_they_come(ranking: ResultFile, rating: ResultFile) -> None:
    assert results_page([ranking, rating]) == results_page([rating, ranking])


def test_a_number_stands_with_its_protocol_seed_version_and_command(ranking: ResultFile) -> None:
    page = results_page([ranking])

    assert "## checkerboard-weak" in page
    assert "- Protocol: weak: a random part" in page
    assert f"`{ranking.split.fingerprint}`, seed 4" in page
    assert f"`matinee bench --models all`, version {ranking.version}, seed of the models 0" in page


def test_every_model_has_a_row_with_its_interval(ranking: ResultFile) -> None:
    page = results_page([ranking])

    for label, model in ranking.models.items():
        value = model.metrics["ndcg@10"]
        assert re.search(rf"^\| `{re.escape(label)}` \| {model.family} \| \**{value.mean:.4f} \(", page, re.MULTILINE)


def test_the_best_is_bold_and_chosen_settings_are_told(ranking: ResultFile) -> None:
    page = results_page([ranking])

    assert page.count("**") == 2
    assert "2 of " in page
    assert "settings tried on the tuning part" in page
    assert "recipe, request or default" in page


def test_ratings_have_their_own_columns_and_fold(rating: ResultFile) -> None:
    page = results_page([rating])

    assert "| model | family | rmse | mae | fit s |" in page
    assert ", fold 2;" in page


def test_models_that_are_not_shown_to_differ_are_marked(ranking: ResultFile) -> None:
    level = [one.model_copy(update={"p_holm": 0.5}) for one in ranking.comparisons]
    page = results_page([ranking.model_copy(update={"comparisons": level})])

    assert page.count(") = |") == len(ranking.models) - 1
    assert "| 0.500 |" in page


def test_a_failed_model_is_named_and_not_ranked(ranking: ResultFile) -> None:
    failed = ModelResult(
        name="ials",
        family="factor",
        metrics={},
        fit_seconds=None,
        predict_seconds=None,
        peak_mib=None,
        config={},
        version="0",
        seed=0,
        failed="it broke",
    )
    page = results_page([ranking.model_copy(update={"models": {**ranking.models, "ials": failed}})])

    assert "- `ials` failed: it broke" in page
    assert "| `ials` | factor |" not in page


def test_what_was_left_out_and_warned_of_is_told(ranking: ResultFile) -> None:
    counts = {**ranking.split.counts, "people_left_out": 12, "targets_outside_catalogue": 34}
    split = ranking.split.model_copy(update={"counts": counts, "seed": None})
    page = results_page([ranking.model_copy(update={"split": split, "warnings": ["something leaks"]})])

    assert "12 people without a history are not judged" in page
    assert "34 targets outside the catalogue count as not found" in page
    assert "seed none (nothing is drawn)" in page
    assert "- Warning: something leaks." in page


def test_a_figure_that_does_not_exist_leaves_its_place_empty(ranking: ResultFile) -> None:
    popular = ranking.models["popular"]
    without = popular.model_copy(update={"metrics": {**popular.metrics, "recall@50": Value(mean=None)}})
    one = ranking.comparisons[0].model_copy(update={"p_holm": None, "smallest_detectable": None})
    changed = {"models": {**ranking.models, "popular": without}, "comparisons": [one]}

    page = results_page([ranking.model_copy(update=changed)])

    assert re.search(r"^\| `popular` .*\|  \|", page, re.MULTILINE)


def test_two_results_of_one_split_have_headings_of_their_own(ranking: ResultFile, rating: ResultFile) -> None:
    page = results_page([ranking, rating, ranking.model_copy(update={"command": "matinee bench --again"})])

    headings = [line for line in page.splitlines() if line.startswith("## ")]
    assert headings[1:3] == ["## checkerboard-weak, run 1 of 2", "## checkerboard-weak, run 2 of 2"]


def test_draws_of_one_data_set_are_told_apart_by_their_seeds(ranking: ResultFile, rating: ResultFile) -> None:
    drawn = [ranking.model_copy(update={"split": ranking.split.model_copy(update={"seed": seed})}) for seed in (7, 8)]
    headings = [line for line in results_page([*drawn, rating]).splitlines() if line.startswith("## ")]
    assert headings[1:3] == ["## checkerboard-weak, seed 7", "## checkerboard-weak, seed 8"]
    assert len(set(headings)) == 4


def test_a_setting_that_is_not_set_is_called_none(ranking: ResultFile) -> None:
    page = results_page([ranking])

    assert "keep = none" in page
    assert "None" not in page
    assert "| `popular` | nothing to set |" in page


def test_a_page_of_nothing_says_only_what_it_is() -> None:
    assert results_page([]).startswith("# Results\n")


def test_several_results_begin_with_the_best_of_each_at_a_glance(ranking: ResultFile, rating: ResultFile) -> None:
    page = results_page([ranking, rating], Beside(peers={"checkerboard-weak": RACE}))

    best = max(ranking.models, key=lambda label: ranking.models[label].metrics["ndcg@10"].mean or 0.0)
    assert f"| [checkerboard-weak](#checkerboard-weak) | ndcg@10 | `{best}` |" in page
    assert "| ease of cornac | 0.3000 |" in page
    assert page.count("| not raced |") == 1
    assert "At a glance" not in results_page([ranking])


def test_pictures_peers_and_published_figures_stand_where_they_belong(ranking: ResultFile, rating: ResultFile) -> None:
    beside = Beside(
        pictures={"checkerboard-weak": [Shown("pictures/a.png", "Accuracy against cost.")]},
        peers={"checkerboard-weak": RACE},
        published=[PublishedFigure(task="rating", model="SVD++", metric="rmse", value=0.9, source="a README")],
    )
    parts = results_page([ranking, rating], beside).split("\n## ")

    assert "![Accuracy against cost.](pictures/a.png)" in parts[2]
    assert "| `ease` | cornac | 0.3100 | 0.3000 |" in parts[2]
    assert parts[-1].startswith("Known only from papers and projects\n")
    assert "| rating | SVD++ | rmse | 0.9 | a README |" in parts[-1]
    assert not any("pictures/a.png" in part or "cornac | 0.31" in part for part in [*parts[:2], *parts[3:]])


def test_a_race_is_told_once_where_a_split_has_several_runs(ranking: ResultFile) -> None:
    again = ranking.model_copy(update={"command": "matinee bench --again"})

    page = results_page([ranking, again], Beside(peers={"checkerboard-weak": RACE}))

    assert page.count("| `ease` | cornac |") == 1
