"""On the fixed split files each model is at least as good as the best other library's model of its kind.

The figures are those libraries' own, each tuned on the validation part, less one standard error over people. A model
that falls below has a bug or the wrong settings.
"""

from functools import cache
from pathlib import Path

import pytest

from matinee.lab.core import registry
from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.data.splits.files import read_split
from matinee.lab.data.splits.split import Split
from matinee.lab.evaluation.ranking import evaluate_ranking
from matinee.lab.evaluation.rating import evaluate_rating
from matinee.ops.runs.recipes import recipe_of_split

pytestmark = pytest.mark.quality

RANKING = [
    ("ml100k-W", "ease", 0.3173 - 0.0074, 0.4442 - 0.0061),
    ("ml100k-W", "ials", 0.3094 - 0.0071, 0.4458 - 0.0061),
    ("ml100k-W", "item_knn", 0.2757, 0.4097),
    ("ml100k-W", "popular", 0.1511 - 0.0005, 0.2605 - 0.0005),
    ("ml1m-W", "ease", 0.3287 - 0.0033, 0.4147 - 0.0026),
    ("ml1m-W", "ials", 0.3285 - 0.0031, 0.4248 - 0.0023),
    ("ml1m-W", "item_knn", 0.2507, 0.3312),
    ("ml1m-W", "popular", 0.1509 - 0.0001, 0.2164 - 0.0001),
    ("ml1m-S", "ease", 0.3486 - 0.0077, 0.4259 - 0.0056),
    ("ml1m-S", "ials", 0.3326 - 0.0071, 0.4290 - 0.0056),
    ("ml1m-S", "item_knn", 0.2667, 0.3632),
    ("ml1m-S", "slim", 0.3495, 0.4258),
    ("ml100k-W", "slim", 0.3173, 0.4423),
    ("ml1m-T", "ease", 0.1985 - 0.0064, 0.2279 - 0.0046),
    ("ml1m-T", "ials", 0.1715 - 0.0061, 0.2232 - 0.0043),
    ("ml1m-T", "item_knn", 0.1980 - 0.0066, 0.2190 - 0.0046),
    ("ml1m-T", "popular_recent", 0.1858 - 0.0064, 0.1964 - 0.0043),
]
"""Split file, model, ndcg@10 and ndcg@100 to reach."""

RATING = [("ml100k-R", 1, "bias", 0.9550), ("ml1m-R", 0, "bias", 0.9060)]
"""Split file, fold, model, rmse to stay under."""


@cache
def split_of(path: Path, fold: int | None = None) -> Split:
    return read_split(path, fold=fold)


@pytest.mark.parametrize(("name", "model", "at_10", "at_100"), RANKING)
def test_a_ranking_model_reaches_its_peers(
    data_folder: Path, name: str, model: str, at_10: float, at_100: float
) -> None:
    split = split_of(data_folder / "splits" / f"{name}.npz")
    made = registry.make(model, recipe_of_split(split).get(model)).fit(split.final.train)
    overall = evaluate_ranking(made, split.final).overall
    assert overall["ndcg@10"] >= at_10
    assert overall["ndcg@100"] >= at_100


@pytest.mark.parametrize(("name", "fold", "model", "rmse"), RATING)
def test_a_rating_model_reaches_its_peers(data_folder: Path, name: str, fold: int, model: str, rmse: float) -> None:
    split = split_of(data_folder / "splits" / f"{name}.npz", fold)
    made = registry.make(model, recipe_of_split(split).get(model)).fit(split.final.train)
    assert isinstance(made, PredictsRatings)
    assert evaluate_rating(made, split.final).overall["rmse"] <= rmse
