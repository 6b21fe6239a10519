import shutil
from pathlib import Path

import numpy as np
import pytest

from matinee.lab.core.context import FitContext
from matinee.lab.world.sizes import Size, size_named
from matinee.ops.runs.tour import COMPARED, GUIDE, Tour, pick_visitor, prepare_tour, true_stars

TINY = size_named("tiny")


def prepare(folder: Path, *, seed: int = 7, size: Size = TINY) -> Tour:
    return prepare_tour(folder, size, seed=seed, context=FitContext())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tour")


@pytest.fixture(scope="module")
def tour(folder: Path) -> Tour:
    return prepare(folder)


def test_a_tour_has_a_world_a_comparison_and_a_model_of_it(tour: Tour) -> None:
    assert set(COMPARED) < set(tour.result.models)
    assert tour.model.titles == tour.data.titles
    assert tour.model.name() == GUIDE
    assert tour.result.models[GUIDE].config == tour.model.config.model_dump(mode="json")
    assert tour.world.size == TINY


def test_the_visitor_has_a_history_worth_showing_and_a_pronounced_taste(tour: Tour) -> None:
    visitor = pick_visitor(tour)
    likes = len(tour.data.histories.row(visitor.row).liked(tour.data.feedback).titles)
    assert 30 <= likes <= 80
    assert tour.data.people.ids[visitor.row] == visitor.id
    assert len(visitor.taste) == 3


def test_what_people_rated_high_is_what_they_truly_like(tour: Tour) -> None:
    rows = tour.data.log
    people = tour.data.people.ids[rows.people]
    felt = np.concatenate(
        [
            true_stars(tour, number - 1, tour.data.titles.ids[rows.titles[people == number]])
            for number in tour.data.people.ids[:20]
        ]
    )
    given = np.concatenate([rows.values[people == number] for number in tour.data.people.ids[:20]])
    assert np.corrcoef(felt, given)[0, 1] > 0.35  # tastes drift, and the truth told is that of today


def test_nothing_is_made_again_while_it_fits(tour: Tour, folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    again = prepare(folder)
    assert again.result == tour.result
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()} == before


def test_another_seed_makes_everything_anew(tour: Tour, folder: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copytree(folder, tmp_path / "tour"))
    other = prepare(copied, seed=8)
    assert other.data.fingerprint != tour.data.fingerprint
    assert other.result.split.fingerprint != tour.result.split.fingerprint
    assert other.model.lineage["data_fingerprint"] == other.data.fingerprint


@pytest.mark.quality
def test_models_rank_in_the_small_world_as_they_do_on_real_ratings(tmp_path: Path) -> None:
    """Popularity below neighbours, neighbours below EASE and iALS; the means of one split, not significances."""
    ranked = prepare(tmp_path, size=size_named("small")).result.models
    ndcg = {name: ranked[name].metrics["ndcg@10"].mean or 0.0 for name in COMPARED}
    assert 1.3 * ndcg["popular"] < ndcg["item_knn"] < min(ndcg["ease"], ndcg["ials"])
    assert (ranked[GUIDE].metrics["ndcg@10"].mean or 0.0) > 0.99 * max(ndcg["ease"], ndcg["ials"])
