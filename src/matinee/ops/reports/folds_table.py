"""The figure of each fold beside their mean, where every fold was the test once."""

from matinee.ops.runs.best import in_order
from matinee.ops.runs.folds import FOLD, MAIN
from matinee.ops.runs.result_files import ModelResult, ResultFile


def by_fold(result: ResultFile) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of a table, the best model first; no rows where the result is of one fold or of none."""
    order = [label for label in in_order(result) if _figures(result.models[label])]
    if not order:
        return [], []
    heads = ["model", *(f"fold {name}" for name in _figures(result.models[order[0]]))]
    return heads, [[label, *(f"{mean:.4f}" for mean in _figures(result.models[label]).values())] for label in order]


def folds_table(result: ResultFile) -> list[str]:
    """In Markdown; nothing where there are no folds."""
    heads, rows = by_fold(result)
    if not rows:
        return []
    lines = [f"{MAIN} of each fold:", "", f"| {' | '.join(heads)} |", f"|---|{'--:|' * (len(heads) - 1)}"]
    return [*lines, *(f"| {' | '.join([f'`{label}`', *figures])} |" for label, *figures in rows), ""]


def _figures(model: ModelResult) -> dict[str, float]:
    """The main metric by the name of the fold."""
    found = (one for one in model.slices if one.kind == FOLD and one.metric == MAIN)
    return {one.name: one.mean for one in found if one.mean is not None}
