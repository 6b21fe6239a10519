from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.make import make_split
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.reports.folds_table import by_fold, folds_table
from matinee.ops.runs.bench import bench
from matinee.ops.runs.best import in_order
from matinee.ops.runs.folds import bench_folds
from matinee.ops.runs.specs import read_specs


def test_each_fold_is_a_column_and_the_best_model_the_first_row() -> None:
    data = checkerboard(people=60).data
    specs = read_specs(["well_rated", "bias"], protocol="rating")
    folds = [make_split(data, "rating", fold=fold) for fold in (2, 4)]
    made = bench_folds(folds, lambda split: bench(split, specs, context=FitContext())).result

    heads, rows = by_fold(made)
    assert heads == ["model", "fold 2", "fold 4"]
    best, other = in_order(made)
    assert [row[0] for row in rows] == [best, other]
    told = [one.mean or 0.0 for one in made.models[best].slices if one.metric == "rmse"]
    assert rows[0][1:] == [f"{mean:.4f}" for mean in told]
    assert folds_table(made)[2:5] == [
        "| model | fold 2 | fold 4 |",
        "|---|--:|--:|",
        f"| `{best}` | {' | '.join(rows[0][1:])} |",
    ]


def test_a_result_of_one_fold_has_no_such_table() -> None:
    split = make_split(checkerboard(people=60).data, "rating")
    made = bench(split, read_specs(["bias"], protocol="rating"), context=FitContext()).result

    assert folds_table(made) == []
