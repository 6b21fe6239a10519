"""The result of a comparison, as a table to be read."""

from matinee.doors.cli.terminal import Terminal
from matinee.kit.text import counted
from matinee.ops.reports.folds_table import by_fold
from matinee.ops.runs.best import ALPHA, LEVEL, in_order, marks_of
from matinee.ops.runs.judge import main_metric
from matinee.ops.runs.result_files import ModelResult, ResultFile, Value

RANKING = ("ndcg@10", "ndcg@100", "recall@20", "coverage@10")
RATING = ("rmse", "mae")

SPARE = ("peak MiB", "answer s", "coverage@10", "recall@20", "ndcg@100", "fit s")
"""Columns that a narrow terminal can do without, the first of them first."""


def show_result(terminal: Terminal, result: ResultFile) -> None:
    """Best first; models that failed last, with what went wrong."""
    metrics = RATING if result.split.protocol == "rating" else RANKING
    columns = ("model", "", *metrics, "fit s", "answer s", "peak MiB")
    rows = _rows(result, metrics, ranges=len(metrics))
    if not terminal.fits(columns, rows):
        rows = _rows(result, metrics, ranges=1)
    spare = [column for column in SPARE if column in columns]
    kept = [place for place, column in enumerate(columns) if column not in spare]
    if not terminal.fits([columns[place] for place in kept], [[row[place] for place in kept] for row in rows]):
        rows = _rows(result, metrics, ranges=0)
    terminal.table(columns, rows, words=2, title=title_of(result), spare=spare)
    heads, figures = by_fold(result)
    if figures:
        terminal.table(heads, figures, words=1, title="rmse of each fold")
    for line in legend_of(result):
        terminal.note(line)
    for warning in result.warnings:
        terminal.warn(warning)
    for label, model in result.models.items():
        if model.failed:
            terminal.warn(f"{label} failed: {model.failed}")


def title_of(result: ResultFile) -> str:
    counts = result.split.counts
    return (
        f"{result.split.name}: {counts['people']:,} people, {counts['train_titles']:,} titles, "
        f"protocol {result.split.protocol}"
    )


def legend_of(result: ResultFile) -> list[str]:
    """What the figures and marks mean."""
    counts, metric = result.split.counts, main_metric(result.split.protocol)
    drawn = "" if result.split.seed is None else f", seed {result.split.seed}"
    lines = [f"Ranges are 95 % intervals over people. Split {result.split.fingerprint}{drawn}."]
    if result.comparisons:
        lines.append(
            f"{LEVEL}: no difference from the best in {metric} is shown (paired t-test, Holm over "
            f"{counted(len(result.comparisons), 'comparison')}, {ALPHA:.0%})."
        )
    smallest = [one.smallest_detectable for one in result.comparisons if one.smallest_detectable]
    if smallest:
        people = len(result.people) or counts["people"]
        lines.append(
            f"With {people:,} people a difference from the best in {metric} below {max(smallest):.2g} may go unseen."
        )
    if counts["people_left_out"]:
        lines.append(f"{counts['people_left_out']:,} people without a history are counted here and not judged.")
    return lines


def with_range(value: Value) -> str:
    """'0.3486 (0.334 to 0.364)'."""
    if value.mean is None:
        return ""
    spread = "" if value.low is None or value.high is None else f" ({value.low:.3f} to {value.high:.3f})"
    return f"{value.mean:.4f}{spread}"


def _rows(result: ResultFile, metrics: tuple[str, ...], *, ranges: int) -> list[list[str]]:
    """ranges: how many of the metrics, the first ones, are shown with theirs."""
    marks = marks_of(result)
    return [_row(label, result.models[label], marks[label], metrics, ranges) for label in in_order(result)]


def _row(label: str, model: ModelResult, mark: str, metrics: tuple[str, ...], ranges: int) -> list[str]:
    values = [model.metrics.get(metric, Value(mean=None)) for metric in metrics]
    return [
        label,
        mark,
        *(with_range(value) for value in values[:ranges]),
        *(with_range(Value(mean=value.mean)) for value in values[ranges:]),
        f"{model.fit_seconds or 0.0:.2f}",
        f"{model.predict_seconds or 0.0:.2f}",
        f"{model.peak_mib or 0.0:,.0f}",
    ]
