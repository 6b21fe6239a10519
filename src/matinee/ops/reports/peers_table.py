"""Our models beside the same models of other libraries, from the file that a race of them leaves behind."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from matinee.domain.errors import BadData
from matinee.lab.evaluation.comparisons import LOWER_IS_BETTER
from matinee.ops.runs.best import in_order, main_figures
from matinee.ops.runs.judge import main_metric
from matinee.ops.runs.result_files import ResultFile

OURS = "matinee"
EQUAL = 5e-5
"""Peers whose figures differ by less round to the same four digits: the quickest of them is the one to beat."""
METRICS = ("ndcg@10", "rmse")

Race = Mapping[str, Any]
"""One split of a race: `models`, by model and by whose it is, as benchmarks/peers leaves it."""


def read_races(path: Path) -> dict[str, Race]:
    """By the name of the split; nothing where there is no such file."""
    if not path.exists():
        return {}
    try:
        return dict(json.loads(path.read_text(encoding="utf-8"))["splits"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadData(
            "this is no result of a race with other libraries", where=str(path), remedy="Make it with make bench-peers"
        ) from error


def at_a_glance(in_turn: Sequence[tuple[str, ResultFile]], races: Mapping[str, Race]) -> list[str]:
    """One row a result: the best of our models, and the best of any other library where there was a race."""
    lines = [
        "## At a glance",
        "",
        "| split | metric | best of ours | | best of other libraries | |",
        "|---|---|---|--:|---|--:|",
    ]
    for heading, result in in_turn:
        metric, order = main_metric(result.split.protocol), in_order(result)
        ours = (f"`{order[0]}`", f"{main_figures(result)[order[0]]:.4f}") if order else ("", "")
        best = _best_of_all(race_of(result, races), metric)
        theirs = (f"{best[0]} of {best[1]}", f"{best[2]:.4f}") if best else ("not raced", "")
        lines.append(f"| [{heading}](#{_anchor(heading)}) | {metric} | {' | '.join([*ours, *theirs])} |")
    return [*lines, ""]


def race_of(result: ResultFile, races: Mapping[str, Race]) -> Race | None:
    """The race on the split of a result; that of a k-fold split may be named without its fold."""
    fold = result.split.fold
    names = [result.split.name, *([] if fold is None else [result.split.name.removesuffix(f"-{fold}")])]
    return next((races[name] for name in names if name in races), None)


def peers_table(race: Race | None) -> list[str]:
    """One row a model: the best of the peers, and how much of its time and memory ours takes. Empty without a race."""
    rows = [row for model, contenders in (race or {}).get("models", {}).items() for row in _row(model, contenders)]
    if not rows:
        return []
    return [
        "The same model of the best other library, in one run on one machine. Ratios are ours over theirs: below 1,",
        "ours takes less. Among libraries of equal figures it is the quickest. All of them: [peers](peers.md).",
        "",
        "| model | best peer | ours | theirs | ours less theirs, paired | fit | answers | memory |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
        *rows,
        "",
    ]


def _row(model: str, contenders: Mapping[str, Any]) -> list[str]:
    ours = contenders.get(OURS)
    theirs = {who: figures for who, figures in contenders.items() if who != OURS and _metric(figures)}
    metric = _metric(ours)
    if ours is None or metric is None or not theirs:
        return []
    who = _best(theirs, metric)
    peer = theirs[who]
    gap = peer.get("ours_minus_theirs", {}).get(metric)
    apart = f"{gap['mean']:+.4f} ({gap['low']:+.4f} to {gap['high']:+.4f})" if gap else ""
    times = [_ratio(min(ours[name]), min(peer[name])) for name in ("fit_seconds", "answer_seconds")]
    memory = _ratio(median(ours["peak_mib"]), median(peer["peak_mib"]))
    figures = [f"{one['metrics'][metric]['mean']:.4f}" for one in (ours, peer)]
    return [f"| `{model}` | {who} | {' | '.join([*figures, apart, *times, memory])} |"]


def _best_of_all(race: Race | None, metric: str) -> tuple[str, str, float] | None:
    """(model, whose, figure)."""
    found = [
        (model, who, float(figures["metrics"][metric]["mean"]))
        for model, contenders in (race or {}).get("models", {}).items()
        for who, figures in contenders.items()
        if who != OURS and metric in figures.get("metrics", {})
    ]
    sign = 1.0 if metric in LOWER_IS_BETTER else -1.0
    return min(found, key=lambda one: (sign * one[2], one[:2])) if found else None


def _best(peers: Mapping[str, Any], metric: str) -> str:
    sign = 1.0 if metric in LOWER_IS_BETTER else -1.0
    figures = {who: sign * one["metrics"][metric]["mean"] for who, one in peers.items() if metric in one["metrics"]}
    level = [who for who, figure in figures.items() if figure <= min(figures.values()) + EQUAL]
    return min(level, key=lambda who: (min(peers[who]["fit_seconds"]), who))


def _metric(figures: Mapping[str, Any] | None) -> str | None:
    return next((name for name in METRICS if figures and name in figures.get("metrics", {})), None)


def _ratio(mine: float, theirs: float) -> str:
    return f"{mine / theirs:.2f}" if theirs > 0 else ""


def _anchor(heading: str) -> str:
    """As the documentation makes the anchor of a heading."""
    return "".join(letter for letter in heading.lower().replace(" ", "-") if letter.isalnum() or letter in "-_")
