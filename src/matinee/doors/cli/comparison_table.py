"""The result of a comparison, as a table to be read."""

from matinee.doors.cli.terminal import Terminal
from matinee.kit.text import counted
from matinee.ops.runs.best import ALPHA, LEVEL, in_order, marks_of
from matinee.ops.runs.judge import main_metric
from matinee.ops.runs.result_files import ModelResult, ResultFile, Value

RANKING = ("ndcg@10", "ndcg@100", "recall@20", "coverage@10")
RATING = ("rmse", "mae")


def show_result(terminal: Terminal, result: ResultFile) -> None:
    """Best first; models that failed last, with what went wrong."""
    metrics = RATING if result.split.protocol == "rating" else RANKING
    columns = ("model", "", *metrics, "fit s", "answer s", "peak MiB")
    marks = marks_of(result)
    rows = [_row(label, result.models[label], marks[label], metrics) for label in in_order(result)]
    terminal.table(columns, rows, words=2, title=title_of(result))
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
    lines = [f"Ranges are 95 % intervals over people. Split {result.split.fingerprint}, seed {result.split.seed}."]
    if result.comparisons:
        lines.append(
            f"{LEVEL}: no difference from the best in {metric} is shown (paired t-test, Holm over "
            f"{counted(len(result.comparisons), 'comparison')}, {ALPHA:.0%})."
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


def _row(label: str, model: ModelResult, mark: str, metrics: tuple[str, ...]) -> tuple[str, ...]:
    return (
        label,
        mark,
        *(with_range(model.metrics[metric]) if metric in model.metrics else "" for metric in metrics),
        f"{model.fit_seconds or 0.0:.2f}",
        f"{model.predict_seconds or 0.0:.2f}",
        f"{model.peak_mib or 0.0:,.0f}",
    )
